//! What came of one command, for a test to look at.

use contracts::{Message, subject, view::Stored};
use serde_json::Value;

use crate::{
    handler::failure::{Failure, Handled},
    store::outbox::{Kind, Outgoing},
};

/// What came of one command.
pub struct Handling<R> {
    pub outcome: Handled<R>,
    outgoing: Vec<Outgoing>,
}

/// A view as it would be shown.
#[derive(Debug, PartialEq)]
pub struct Shown {
    pub key: String,
    pub revision: i64,
    /// `None`: it is gone.
    pub value: Option<Value>,
}

impl<R> Handling<R> {
    pub(super) const fn new(outcome: Handled<R>, outgoing: Vec<Outgoing>) -> Self {
        Self { outcome, outgoing }
    }

    /// The messages of type `M` that were sent, each with the tokens of its key.
    pub fn sent<M: Message>(&self) -> Vec<(String, M)> {
        let prefix = format!("{}.", subject::name::<M>());
        let messages = self.outgoing.iter().filter(|row| row.kind == Kind::Message);
        let read = |row: &Outgoing| {
            Some((row.subject.strip_prefix(&prefix)?.to_owned(), serde_json::from_str(&row.body).ok()?))
        };
        messages.filter_map(read).collect()
    }

    /// How many messages were sent, of whatever type.
    pub fn sent_count(&self) -> usize {
        self.outgoing.iter().filter(|row| row.kind == Kind::Message).count()
    }

    /// The views that were shown or hidden.
    pub fn shown(&self) -> Vec<Shown> {
        let views = self.outgoing.iter().filter(|row| row.kind == Kind::View);
        let read = |row: &Outgoing| {
            let stored: Stored<Value> = serde_json::from_str(&row.body).ok()?;
            Some(Shown { key: row.subject.clone(), revision: stored.revision, value: stored.value })
        };
        views.filter_map(read).collect()
    }

    /// The code it was refused with, if it was.
    pub fn refusal(&self) -> Option<&str> {
        match &self.outcome {
            Err(Failure::Refused { code, .. }) => Some(code),
            _ => None,
        }
    }
}
