//! One batch of commands in one transaction: skip what the journal knows, run the handlers one after another, record
//! outcomes and outgoing messages, commit.

mod commit;

use std::{
    collections::{HashMap, HashSet},
    panic::AssertUnwindSafe,
    sync::Arc,
};

use contracts::{DeadPolicy, Outcome, RefusalKind, runtime_messages::name};
use futures::FutureExt;
use sqlx::Executor;
use tracing::{Instrument, Span};

use crate::{
    Cx, Failure, Running,
    clock::now,
    cx::{Cause, Facts},
    dead::{self, State},
    failure::Handled,
    journal::{self, Record},
    message::Delivery,
    outbox::{self, Outgoing},
    record,
    sender::Published,
    service::Reply,
    session::Session,
    settle,
    tasks::panic_message,
};

/// Commands of one partition that are ready, with what a batch must know of it.
pub(crate) struct Work {
    pub partition: u32,
    /// Its name in the outbox.
    pub lane: Arc<str>,
    /// When its stream was made.
    pub stream: Arc<str>,
    /// Actors with a parked command.
    pub parked: HashSet<String>,
    /// Outbox rows that can be deleted.
    pub published: Published,
    pub deliveries: Vec<Arc<Delivery>>,
    pub facts: Arc<Facts>,
}

impl Work {
    /// How far the partition has come when this is done.
    fn settled(&self) -> Option<record::Settled> {
        let sequence = self.deliveries.last()?.stream_sequence;
        Some(record::Settled { partition: self.partition, stream: self.stream.to_string(), sequence })
    }
}

/// How a batch is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mode {
    /// All in one go. Any trouble undoes the whole batch, which is then run one command at a time. Nothing in it is looked
    /// up in the journal first: repeats are rare, and the journal's own key finds them.
    Together,
    /// The same after that key has found one: what is in the journal is skipped.
    TogetherButKnown,
    /// A single command behind a savepoint. `attempt` counts from 1.
    Alone { attempt: i32 },
    /// A single command that has failed too often: it is recorded as dead.
    GiveUp { attempt: i32, reason: String },
}

impl Mode {
    pub const fn is_together(&self) -> bool {
        matches!(self, Self::Together | Self::TogetherButKnown)
    }
}

/// What a committed batch leaves to do for one of its partitions.
pub(crate) struct Settled {
    /// Each command's outcome, in order. `None`: it waits behind a parked one.
    pub outcomes: Vec<Option<Outcome>>,
    pub outgoing: Vec<Outgoing>,
    pub positions: Vec<i64>,
    /// Actors with a parked command, now.
    pub parked: HashSet<String>,
}

/// Why a batch was undone.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// Run its commands one at a time.
    Isolate,
    /// One of its commands is in the journal already: look before running.
    Known,
    /// The world failed; try again.
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// What running one command came to.
pub(crate) enum Executed {
    Done(Reply),
    Refused { kind: RefusalKind, code: String, message: String },
    Dead { code: &'static str, message: String },
}

/// A batch while it runs.
pub(crate) struct Batch<'a> {
    pub running: &'a Running,
    pub cx: Cx,
    pub mode: Mode,
    /// The partition whose commands are being run.
    partition: u32,
    /// Its actors with a parked command, as they will be once this batch is committed.
    pub parked: HashSet<String>,
    /// What to write to the journal.
    pub records: Vec<(Arc<Delivery>, Record)>,
    spans: Vec<Span>,
    known: HashMap<(String, String), journal::Known>,
}

/// What running one partition's commands came to, before the commit.
struct Ran {
    outcomes: Vec<Option<Outcome>>,
    outgoing: Vec<Outgoing>,
    parked: HashSet<String>,
}

/// Runs a batch of one or several partitions' commands to its commit. `kept` is a session that may be used, and is left
/// there for the next batch.
pub(crate) async fn attempt(
    running: &Running,
    kept: &mut Option<Session>,
    works: &[Work],
    mode: Mode,
) -> Result<Vec<Settled>, Trouble> {
    let session = Session::reopen(kept.take(), &running.pool).await?;
    let actor = running.service.actor;
    let cause = Cause { id: String::new(), caller: crate::Caller::service(actor) };
    let (parked, records, spans, known) = Default::default();
    let cx = Cx::new(actor, session, cause);
    let mut batch = Batch { running, cx, mode, partition: 0, parked, records, spans, known };
    batch.cx.commands = works.iter().map(|work| work.deliveries.len()).sum();
    let settled = batch.run_works(works).await;
    let mut session = batch.cx.session;
    let is_undone = settled.is_ok() || session.roll_back().await.is_ok();
    // The connection may be what failed: the pool tries it.
    let may_be_broken = matches!(settled, Err(Trouble::Failed(_)));
    *kept = Some(session).filter(|_| is_undone && !may_be_broken);
    settled
}

impl Batch<'_> {
    async fn run_works(&mut self, works: &[Work]) -> Result<Vec<Settled>, Trouble> {
        if self.mode != Mode::Together {
            self.look_up(works).await?;
        }
        if self.cx.commands > 1 {
            works.iter().for_each(|work| self.cx.rows.expect(&self.running.service.rows, &work.deliveries));
        }
        let mut ran = Vec::with_capacity(works.len());
        for work in works {
            ran.push(self.run_work(work).await?);
        }
        self.commit(works, ran).await
    }

    /// Learns which of the commands are in the journal already.
    async fn look_up(&mut self, works: &[Work]) -> Result<(), Trouble> {
        let ids: Vec<_> = works.iter().flat_map(|work| &work.deliveries).map(|delivery| delivery.id.clone()).collect();
        let known = journal::find(self.cx.session.connection(), &ids).await?;
        self.known = known
            .into_iter()
            .map(|known| ((known.outcome.id().unwrap_or_default().to_owned(), known.key.clone()), known))
            .collect();
        Ok(())
    }

    /// Runs one partition's commands, in order.
    async fn run_work(&mut self, work: &Work) -> Result<Ran, Trouble> {
        self.partition = work.partition;
        self.parked = work.parked.clone();
        self.cx.facts = work.facts.clone();
        let mut outcomes = Vec::with_capacity(work.deliveries.len());
        for delivery in &work.deliveries {
            outcomes.push(self.take(delivery).await?);
        }
        let outgoing = outbox::newest(std::mem::take(&mut self.cx.outgoing));
        Ok(Ran { outcomes, outgoing, parked: std::mem::take(&mut self.parked) })
    }

    /// A command's outcome, whether it is run now or was before; `None` when it waits.
    async fn take(&mut self, delivery: &Arc<Delivery>) -> Result<Option<Outcome>, Trouble> {
        let place = (delivery.id.clone(), delivery.key.clone());
        match self.known.get(&place) {
            Some(known) if known.command == delivery.command => return Ok(Some(known.outcome.clone())),
            Some(known) => return Ok(Some(id_reused(delivery, &known.command))),
            None => {}
        }
        let outcome = self.run_new(delivery).await?;
        if let Some(outcome) = &outcome {
            let (key, command) = (delivery.key.clone(), delivery.command.clone());
            self.known.insert(place, journal::Known { key, command, outcome: outcome.clone() });
        }
        Ok(outcome)
    }

    /// Runs one new command; `None` when it has to wait behind a parked one.
    async fn run_new(&mut self, delivery: &Arc<Delivery>) -> Result<Option<Outcome>, Trouble> {
        if let Some(settles) = crate::settle::DeadLetterCommand::of(delivery) {
            return Ok(Some(self.settle_dead_letter(delivery, settles).await?));
        }
        if self.parked.contains(&delivery.key) {
            let why = "a command before it is parked";
            dead::insert(self.cx.write().await?, self.partition, delivery, State::Held, why).await?;
            return Ok(None);
        }
        Ok(Some(self.run(delivery).await?))
    }

    /// Runs one command and records its outcome.
    pub async fn run(&mut self, delivery: &Arc<Delivery>) -> Result<Outcome, Trouble> {
        let executed = match &self.mode {
            Mode::GiveUp { reason, .. } => Executed::Dead { code: "runtime.failed", message: reason.clone() },
            _ => self.execute(delivery).await?,
        };
        let id = delivery.id.clone();
        let outcome = match executed {
            Executed::Done(reply) => Outcome::Done { id, reply: journal::reply_value(&reply) },
            Executed::Refused { kind, code, message } => Outcome::Refused { id, kind, code, message },
            Executed::Dead { code, message } => self.bury(delivery, code, message).await?,
        };
        if let Some(span) = self.spans.last() {
            span.record("foundry.outcome", outcome.status());
        }
        self.record(delivery, outcome.clone());
        Ok(outcome)
    }

    /// Runs a letter, or what waited behind one. When the command that settles it has failed too often, whichever of
    /// these fails now is dead by itself; the others did not fail and run.
    pub async fn run_letter(&mut self, delivery: &Arc<Delivery>) -> Result<Outcome, Trouble> {
        let Mode::GiveUp { attempt, .. } = self.mode else { return self.run(delivery).await };
        let given_up = std::mem::replace(&mut self.mode, Mode::Alone { attempt });
        let mut outcome = self.run(delivery).await;
        if let Err(Trouble::Failed(failure)) = &outcome
            && !failure.is_outage()
        {
            self.mode = Mode::GiveUp { attempt, reason: failed_too_often(attempt, failure) };
            outcome = self.run(delivery).await;
        }
        self.mode = given_up;
        outcome
    }

    pub fn record(&mut self, delivery: &Arc<Delivery>, outcome: Outcome) {
        let attempts = match self.mode {
            Mode::Together | Mode::TogetherButKnown => 1,
            Mode::Alone { attempt } | Mode::GiveUp { attempt, .. } => attempt,
        };
        self.records.push((delivery.clone(), Record { outcome, attempts, done_at: now() }));
    }

    /// Calls the handler, behind a savepoint when the command is alone.
    async fn execute(&mut self, delivery: &Delivery) -> Result<Executed, Trouble> {
        let destination = self.running.service.subject_name("command", &delivery.command);
        let span = telemetry::span::process(&destination, &delivery.id);
        telemetry::set_parent(&span, &delivery.headers);
        span.record("messaging.message.body.size", delivery.body.len());
        span.record("messaging.destination.partition.id", self.partition);
        self.spans.push(span.clone());

        let alone = !self.mode.is_together();
        self.cx.now = now();
        self.cx.wrote = false;
        self.cx.rows.keep();
        self.cx.cause = Cause { id: delivery.id.clone(), caller: delivery.caller() };
        let sent = self.cx.outgoing.len();
        if alone {
            self.cx.session.begin().await?.execute("savepoint command").await?;
        }
        let handled = async {
            let reply = handle(self.running, &mut self.cx, delivery).await?;
            // Alone, what it saves is its own to answer for.
            if alone {
                self.cx.flush().await?;
            }
            Ok(reply)
        };
        let handled = AssertUnwindSafe(handled).catch_unwind().instrument(span.clone()).await;
        if alone && !matches!(handled, Ok(Ok(_))) {
            self.cx.session.begin().await?.execute("rollback to savepoint command").await?;
        }
        if !matches!(handled, Ok(Ok(_))) {
            self.cx.outgoing.truncate(sent);
            self.cx.rows.undo();
        }
        match handled {
            Ok(Ok(reply)) => Ok(Executed::Done(reply)),
            Ok(Err(Failure::Refused { .. })) if self.cx.wrote && !alone => Err(Trouble::Isolate),
            Ok(Err(Failure::Refused { kind, code, message })) => Ok(refused(kind, &code, message)),
            Ok(Err(failure)) if alone => {
                telemetry::span::failed(&span, "failed", &failure.to_string());
                Err(Trouble::Failed(failure))
            }
            Err(panic) if alone => {
                let message = panic_message(&*panic).to_owned();
                telemetry::span::failed(&span, "panic", &message);
                Ok(Executed::Dead { code: "runtime.panicked", message: format!("the handler panicked: {message}") })
            }
            Ok(Err(_)) | Err(_) => Err(Trouble::Isolate),
        }
    }

    /// Puts a command that cannot be processed aside, and tells whoever listens on `dead.>`.
    async fn bury(&mut self, delivery: &Delivery, code: &'static str, message: String) -> Result<Outcome, Trouble> {
        let policy =
            self.running.service.commands.get(delivery.command.as_str()).map_or(DeadPolicy::GoOn, |entry| entry.dead);
        let subject = delivery.subject(self.running.service.actor);
        tracing::error!(
            command.id = delivery.id,
            subject,
            reason = message,
            trace_id = delivery.trace_id(),
            "A command is dead: {message}"
        );
        telemetry::metrics::dead_letter(self.running.service.actor.token(), delivery.command.clone());
        dead::insert(self.cx.write().await?, self.partition, delivery, policy.into(), &message).await?;
        if policy == DeadPolicy::Park {
            self.parked.insert(delivery.key.clone());
        }
        self.cx.outgoing.push(settle::dead_letter(&subject, delivery, code, &message));
        let trace_id = delivery.trace_id().map(str::to_owned);
        Ok(Outcome::Dead { id: delivery.id.clone(), code: code.into(), message, trace_id })
    }
}

/// An id names one command; a caller who gives it to another one must not get the first one's outcome.
fn id_reused(delivery: &Delivery, first: &str) -> Outcome {
    let message = format!("the id {} was used before, for the command {first}", delivery.id);
    Outcome::Refused { id: delivery.id.clone(), kind: RefusalKind::Conflict, code: "runtime.id_reused".into(), message }
}

async fn handle(running: &Running, cx: &mut Cx, delivery: &Delivery) -> Handled<Reply> {
    if let Some(reason) = &delivery.unreadable {
        return Err(Failure::invalid("runtime.undecodable", reason.clone()));
    }
    let key: Vec<_> = delivery.key.split('.').collect();
    if delivery.command == name::CANCEL_WORKFLOW {
        return crate::workflow::cancel(cx, &delivery.key, &delivery.body).await;
    }
    match running.service.commands.get(delivery.command.as_str()) {
        Some(entry) => (entry.handle)(cx, &key, &delivery.body).await,
        None => Err(Failure::not_found("runtime.unknown_command", format!("there is no command {}", delivery.command))),
    }
}

/// A refusal by a handler; one by the runtime means that the message is not in our language, so it is dead.
fn refused(kind: RefusalKind, code: &str, message: String) -> Executed {
    match code {
        "runtime.undecodable" => Executed::Dead { code: "runtime.undecodable", message },
        "runtime.unknown_command" => Executed::Dead { code: "runtime.unknown_command", message },
        _ => Executed::Refused { kind, code: code.to_owned(), message },
    }
}

/// Why a command is given up.
pub(crate) fn failed_too_often(attempts: i32, failure: &Failure) -> String {
    format!("it failed {attempts} times, at last with: {failure}")
}
