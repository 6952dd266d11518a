//! One connection's conversation, followed as far as it takes to swallow an answer.

use crate::Pattern;
use crate::pattern::Progress;
use crate::postgres::{self, Session};

/// How the end of an answer is known depends on what is spoken.
#[derive(Debug)]
enum Protocol {
    /// The client has not said enough yet.
    Unknown(Vec<u8>),
    /// The next thing the server says is the answer.
    Plain(Progress),
    Postgres(Box<Session>),
}

#[derive(Debug)]
pub struct Conversation {
    protocol: Protocol,
    /// The answer that is not passed on: the number of the `ReadyForQuery` that ends it.
    swallowing: Option<u64>,
}

impl Conversation {
    pub fn new() -> Self {
        Self { protocol: Protocol::Unknown(Vec::new()), swallowing: None }
    }

    /// The client says this; true when the pattern is complete with it.
    pub fn said(&mut self, bytes: &[u8], pattern: &Pattern) -> bool {
        let found = match &mut self.protocol {
            Protocol::Unknown(before) => {
                before.extend_from_slice(bytes);
                let Some(is_postgres) = postgres::is_spoken(before) else { return false };
                let before = std::mem::take(before);
                self.protocol =
                    if is_postgres { Protocol::Postgres(Box::default()) } else { Protocol::Plain(Progress::default()) };
                return self.said(&before, pattern);
            }
            Protocol::Plain(progress) => progress.stream(bytes, pattern).then_some(0),
            Protocol::Postgres(session) => session.said(bytes, pattern),
        };
        found.is_some_and(|end| {
            self.swallowing = Some(end);
            true
        })
    }

    /// What becomes of this piece of what the server says.
    pub fn answered(&mut self, bytes: &[u8]) -> Answer {
        let come = match &mut self.protocol {
            Protocol::Postgres(session) => session.answered(bytes),
            Protocol::Unknown(_) | Protocol::Plain(_) => 0,
        };
        match self.swallowing {
            None => Answer::Pass,
            Some(end) if come >= end => Answer::Swallowed,
            Some(_) => Answer::Hold,
        }
    }

    /// Nothing is swallowed after all: somebody else was faster.
    pub fn let_pass(&mut self) {
        self.swallowing = None;
    }

    pub fn is_swallowing(&self) -> bool {
        self.swallowing.is_some()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Pass,
    /// A part of the answer that is being swallowed.
    Hold,
    /// The end of it.
    Swallowed,
}
