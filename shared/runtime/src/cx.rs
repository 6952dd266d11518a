//! What a command handler may touch: its database, and what it sends once its writes are committed. No network, so that
//! no handler can block its actor.

use std::{
    any::Any,
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use contracts::{Actor, Command, Key, Millis, View, Workflow, limit, subject};
use serde::Serialize;
use sqlx::PgConnection;

use crate::{Caller, Failure, Handled, Row, clock::now, outbox::Outgoing, rows::Rows, session::Session, workflow};

/// The context of one command, or of one recorded step of a workflow.
pub struct Cx {
    /// The time of this command; the same for everything it writes.
    pub now: Millis,
    pub(crate) actor: Actor,
    pub(crate) session: Session,
    pub(crate) cause: Cause,
    pub(crate) outgoing: Vec<Outgoing>,
    /// Whether this command has written: a refusal after a write must take the write back.
    pub(crate) wrote: bool,
    pub(crate) facts: Arc<Facts>,
    pub(crate) rows: Rows,
    /// Numbers taken from a sequence and not given out yet.
    numbers: HashMap<&'static str, VecDeque<i64>>,
    /// How many commands this transaction is for: so many numbers are taken at a time.
    pub(crate) commands: usize,
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

/// Numbers taken from a sequence at a time, at most. Those that are left are never used.
const NUMBERS: usize = 64;

impl Cx {
    pub(crate) fn new(actor: Actor, session: Session, cause: Cause) -> Self {
        let (outgoing, facts, rows, numbers) = Default::default();
        Self { now: now(), actor, session, cause, outgoing, wrote: false, facts, rows, numbers, commands: 1 }
    }

    /// The row with this key. Of a batch's commands, the first who asks reads those of all (see [`crate::Service::row_of`]).
    pub async fn load<R: Row>(&mut self, key: &R::Key) -> Handled<Option<R>> {
        Ok(self.rows.load(self.session.connection(), key).await?)
    }

    /// Saves the row. It is written with the others of the batch, before the commit or the next statement of a handler's
    /// own, and given back by [`Cx::load`] meanwhile. A refusal after this takes it back at no cost.
    pub fn save<R: Row>(&mut self, row: R) {
        self.rows.save(row);
    }

    /// The connection, for statements that read.
    pub async fn read(&mut self) -> sqlx::Result<&mut PgConnection> {
        self.flush().await?;
        self.session.begin().await
    }

    /// The connection, for statements that write. Decide first: a refusal after this rolls back and costs the batch a
    /// second run.
    pub async fn write(&mut self) -> sqlx::Result<&mut PgConnection> {
        self.flush().await?;
        self.rows.forget();
        // A statement may take numbers of its own, and those that are left are lower.
        self.numbers.clear();
        self.wrote = true;
        self.session.begin().await
    }

    /// Writes the saved rows, so that statements see them.
    pub(crate) async fn flush(&mut self) -> sqlx::Result<()> {
        self.wrote |= self.rows.has_saved();
        if self.rows.has_changed() {
            self.rows.write().run(self.session.begin().await?).await?;
        }
        Ok(())
    }

    /// The next number of a sequence in the service's schema. Numbers grow with the commands of one actor, with gaps.
    pub async fn next_number(&mut self, sequence: &'static str) -> Handled<i64> {
        let numbers = self.numbers.entry(sequence).or_default();
        if numbers.is_empty() {
            let count = i64::try_from(self.commands.clamp(1, NUMBERS)).unwrap_or(1);
            let taken = sqlx::query_scalar::<_, i64>("select nextval($1::text::regclass) from generate_series(1, $2)")
                .bind(sequence)
                .bind(count)
                .fetch_all(self.session.connection());
            numbers.extend(taken.await?);
        }
        Ok(numbers.pop_front().expect("a sequence gives at least one number"))
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
    Err(Failure::invalid("runtime.message_too_large", message))
}
