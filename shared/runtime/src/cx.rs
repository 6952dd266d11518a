//! What a command handler may touch: its transaction, and what it sends once that is committed. No network, so that no
//! handler can block its actor.

use std::any::Any;
use std::sync::Arc;

use contracts::{Actor, Command, Key, Millis, View, Workflow, limit, subject};
use serde::Serialize;
use sqlx::{PgConnection, Postgres, Transaction};

use crate::{Caller, Failure, Handled, outbox::Outgoing, workflow};

/// The context of one command, or of one recorded step of a workflow.
pub struct Cx {
    /// The time of this command; the same for everything it writes.
    pub now: Millis,
    pub(crate) actor: Actor,
    pub(crate) transaction: Transaction<'static, Postgres>,
    pub(crate) cause: Cause,
    pub(crate) outgoing: Vec<Outgoing>,
    /// Whether this command has written: a refusal after a write must take the write back.
    pub(crate) wrote: bool,
    pub(crate) facts: Arc<Facts>,
}

/// The command or step on whose behalf something is done.
#[derive(Debug, Clone)]
pub struct Cause {
    /// The command's id, or `<run>/<step>`.
    pub id: String,
    pub caller: Caller,
}

/// What was looked up for a batch before its transaction (see [`crate::Service::prepare`]), by key tokens.
pub(crate) type Facts = std::collections::HashMap<String, Box<dyn Any + Send + Sync>>;

/// What came of [`Cx::start`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    pub run_id: String,
    /// A run with this workflow id was under way; the request joined it.
    pub joined: bool,
}

/// What a start does when a run with the same workflow id is active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenActive {
    /// Joins it.
    Join,
    /// Joins it, and has another run follow it with this input.
    RunAgain,
}

impl Cx {
    /// The connection, for loading.
    pub fn read(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }

    /// The connection, for saving. Decide first: a refusal after this rolls back and costs the batch a second run.
    pub fn write(&mut self) -> &mut PgConnection {
        self.wrote = true;
        &mut self.transaction
    }

    /// The id of the command, or `<run>/<step>` of the workflow step.
    pub fn id(&self) -> &str {
        &self.cause.id
    }

    pub fn caller(&self) -> &Caller {
        &self.cause.caller
    }

    /// A fresh random id.
    pub fn new_id(&self) -> uuid::Uuid {
        uuid::Uuid::new_v4()
    }

    /// What [`crate::Service::prepare`] found for this key.
    pub fn fact<T: 'static>(&self, key: &impl Key) -> Option<&T> {
        self.facts.get(&key.tokens())?.downcast_ref()
    }

    /// Sends a command to another actor, once this transaction is committed.
    pub fn send<C: Command>(&mut self, key: &C::Key, command: &C) -> Handled<()> {
        let body = body(command)?;
        self.outgoing.push(Outgoing::message(subject::of::<C>(key), body, &self.cause));
        Ok(())
    }

    /// Sends a command that carries the whole state of `what`: of several in one batch only the newest leaves.
    pub fn send_state<C: Command>(&mut self, key: &C::Key, what: &str, command: &C) -> Handled<()> {
        let body = body(command)?;
        let message = Outgoing::message(subject::of::<C>(key), body, &self.cause);
        self.outgoing.push(Outgoing { state_of: Some(what.to_owned()), ..message });
        Ok(())
    }

    /// Sends a command to another actor at `at`, or soon after when that is past.
    pub fn send_at<C: Command>(&mut self, at: Millis, key: &C::Key, command: &C) -> Handled<()> {
        let body = body(command)?;
        let message = Outgoing::message(subject::of::<C>(key), body, &self.cause);
        self.outgoing.push(message.scheduled(self.actor, at));
        Ok(())
    }

    /// Shows a new value to whoever watches, once this transaction is committed. `revision` grows with each change of
    /// this view; a lower one arriving late changes nothing.
    pub fn show(&mut self, view: &View, revision: i64, value: &impl Serialize) -> Handled<()> {
        let view = Outgoing::view(view, revision, Some(&serde_json::to_value(value)?))?;
        fits(&view.body)?;
        self.outgoing.push(view);
        Ok(())
    }

    /// Tells whoever watches that the thing is gone.
    pub fn hide(&mut self, view: &View, revision: i64) -> Handled<()> {
        self.outgoing.push(Outgoing::view(view, revision, None)?);
        Ok(())
    }

    /// Starts a workflow, once this transaction is committed. Only one run with the same `workflow_id` is active at a
    /// time.
    pub async fn start<W: Workflow>(
        &mut self,
        key: &W::Key,
        workflow_id: &str,
        input: &W,
        when_active: WhenActive,
    ) -> Handled<Started> {
        workflow::start::<W>(self, key, workflow_id, input, when_active).await
    }
}

fn body(command: &impl Serialize) -> Handled<String> {
    let body = serde_json::to_string(command)?;
    fits(&body)?;
    Ok(body)
}

/// Refused here, where the command can still be undone: a message that no stream takes would be lost after the commit.
fn fits(body: &str) -> Handled<()> {
    if body.len() <= limit::MESSAGE_BYTES {
        return Ok(());
    }
    let message =
        format!("this would send a message of {} bytes; one may have at most {}", body.len(), limit::MESSAGE_BYTES);
    Err(Failure::refused("runtime.message_too_large", message))
}
