//! What a command handler may touch: its database, and what it sends once its writes are committed. No network, so that
//! no handler can block its actor.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use async_nats::HeaderMap;
use contracts::{Actor, Command, Key, Millis, View, Workflow, limit, subject};
use messaging::{Caller, headers, now};
use serde::Serialize;
use sqlx::PgConnection;

use super::{
    failure::{Failure, Handled},
    preload::Facts,
};
use crate::{
    core::ids::{self, Use},
    store::{
        outbox::Outgoing,
        rows::{Row, Rows},
        runs,
        session::Session,
    },
};

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
    /// Added to the revision of each view (see `store/floors.rs`).
    pub(crate) revision_base: i64,
    /// How many messages and things this command has made: their ids follow from their places.
    made: u32,
}

/// The command or step on whose behalf something is done.
#[derive(Debug, Clone)]
pub(crate) struct Cause {
    /// The command's id, or `<run>/<step>`.
    pub id: String,
    /// The key tokens of the actor that handles it.
    pub key: String,
    pub caller: Caller,
}

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
        Self {
            now: now(),
            actor,
            session,
            cause,
            outgoing,
            wrote: false,
            facts,
            rows,
            numbers,
            commands: 1,
            revision_base: 0,
            made: 0,
        }
    }

    /// Begins the next command of the batch.
    pub(crate) fn begin(&mut self, cause: Cause) {
        (self.now, self.cause, self.wrote, self.made) = (now(), cause, false, 0);
        self.rows.keep();
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

    /// An id for something that this command makes. It follows from the command's id, so that a command that a restored
    /// database runs again makes the same thing. Whoever knows the command's id can tell it: it is no secret.
    pub fn new_id(&mut self) -> uuid::Uuid {
        self.derived(Use::Thing)
    }

    fn derived(&mut self, purpose: Use) -> uuid::Uuid {
        let id = ids::derived(self.actor, &self.cause.key, &self.cause.id, purpose, self.made);
        self.made += 1;
        id
    }

    /// What [`crate::Service::preload`] found for this key.
    pub fn fact<T: 'static>(&self, key: &impl Key) -> Option<&T> {
        self.facts.get(&key.tokens())?.downcast_ref()
    }

    /// Sends a command to another actor, once this transaction is committed.
    pub fn send<C: Command>(&mut self, key: &C::Key, command: &C) -> Handled<()> {
        let body = body(command)?;
        self.send_raw(subject::of::<C>(key), body, None);
        Ok(())
    }

    /// Sends a command that carries the whole state of `what`: of several in one batch only the newest leaves.
    pub fn send_state<C: Command>(&mut self, key: &C::Key, what: &str, command: &C) -> Handled<()> {
        let body = body(command)?;
        self.send_raw(subject::of::<C>(key), body, Some(what.to_owned()));
        Ok(())
    }

    /// Sends a body as it is, and gives the message's id.
    pub(crate) fn send_raw(&mut self, subject: String, body: String, state_of: Option<String>) -> String {
        let id = self.derived(Use::Message).to_string();
        let mut headers = HeaderMap::new();
        headers.insert(headers::COMMAND_ID, id.as_str());
        headers.insert(headers::CALLER, self.cause.caller.as_str());
        headers.insert(headers::CAUSE, self.cause.id.as_str());
        telemetry::inject(&mut headers);
        self.outgoing.push(Outgoing { state_of, ..Outgoing::message(subject, headers, body) });
        id
    }

    /// Shows a new value to whoever watches, once this transaction is committed. `revision` grows with each change of
    /// this view; a lower one arriving late changes nothing.
    pub fn show(&mut self, view: &View, revision: i64, value: &impl Serialize) -> Handled<()> {
        let value = serde_json::to_value(value)?;
        let view = Outgoing::view(view, self.revision_base + revision, Some(&value))?;
        fits(&view.body)?;
        self.outgoing.push(view);
        Ok(())
    }

    /// Tells whoever watches that the thing is gone.
    pub fn hide(&mut self, view: &View, revision: i64) -> Handled<()> {
        self.outgoing.push(Outgoing::view(view, self.revision_base + revision, None)?);
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
        let run = runs::NewRun {
            run_id: self.new_id().to_string(),
            workflow: W::NAME.to_owned(),
            workflow_id: workflow_id.to_owned(),
            actor_key: key.tokens(),
            input: serde_json::to_value(input)?,
        };
        if self.start_run(&run).await? {
            return Ok(Started { run_id: run.run_id, joined: false });
        }
        let again = (when_active == WhenActive::RunAgain).then_some(&run.input);
        let run_id = runs::join(self.write().await?, workflow_id, again).await?;
        Ok(Started { run_id, joined: true })
    }

    /// Inserts a run and announces it; `false` when one with the same workflow id is active.
    pub(crate) async fn start_run(&mut self, run: &runs::NewRun) -> Handled<bool> {
        let (caller, cause, now) = (self.cause.caller.clone(), self.cause.id.clone(), self.now);
        let origin = runs::Origin { caller: caller.as_str(), cause: &cause, now };
        let is_new = runs::insert(self.write().await?, run, origin).await?;
        if is_new {
            self.announce(&run.workflow, &run.actor_key, &run.run_id);
        }
        Ok(is_new)
    }

    /// Sends a run to the workers.
    pub(crate) fn announce(&mut self, workflow: &str, key: &str, run_id: &str) {
        let body = serde_json::json!({ "runId": run_id }).to_string();
        self.send_raw(runs::subject(self.actor, workflow, key), body, None);
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
