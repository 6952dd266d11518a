//! One batch of commands in one transaction: skip what the journal knows, run the handlers one after another, record
//! outcomes and outgoing messages, commit.

use std::{collections::HashMap, sync::Arc};

use contracts::RefusalKind;
use messaging::{Caller, Delivery, now};
use sqlx::PgPool;
use tracing::{Instrument, Span};

use crate::{
    core::{
        floor::Floor,
        ladder::{Strategy, Trouble},
        outcome::Recorded,
    },
    handler::{
        cx::{Cause, Cx},
        failure::Failure,
        preload::Facts,
    },
    outbox::lanes::Lane,
    service::{Decoded, Service},
    store::{
        commit::{self, Entries},
        floors::{Move, Standing},
        journal::{self, Record},
        outbox::{self, Outgoing},
        session::Session,
    },
    told,
};

/// Traces that a commit is linked to. A full batch's would cost more than they tell.
const LINKS: usize = 32;

/// Commands of one partition that are ready, with what a batch must know of it.
#[derive(Clone)]
pub struct Work {
    pub partition: u32,
    pub lane: Arc<Lane>,
    /// As the owner knows the partition.
    pub standing: Standing,
    /// Under which the commands were delivered.
    pub stream: Arc<str>,
    pub server: Arc<str>,
    pub deliveries: Vec<Arc<Delivery>>,
    pub facts: Arc<Facts>,
}

impl Work {
    /// Where the partition stands when this is done.
    fn moves(&self) -> Option<Move> {
        let last = self.deliveries.last()?;
        let to = Floor {
            stream: self.stream.to_string(),
            server: self.server.to_string(),
            sequence: last.stream_sequence,
            at: last.received_at,
        };
        Some(Move { partition: self.partition, from: self.standing.clone(), to, published: self.lane.newest() })
    }
}

/// What a committed batch leaves to do for one of its partitions.
#[derive(Debug)]
pub struct Settled {
    /// Each command's outcome, in order.
    pub outcomes: Vec<Recorded>,
    pub outgoing: Vec<Outgoing>,
    /// Where the outgoing messages lie in the outbox.
    pub positions: Vec<i64>,
    /// Where the partition stands now.
    pub standing: Standing,
    /// Whether one of the commands was in the journal already.
    pub had_known: bool,
}

/// Runs batches of a service's commands.
#[derive(Clone)]
pub struct Executor {
    pub service: Arc<Service>,
    pub pool: PgPool,
}

/// A batch while it runs.
pub struct Batch<'a> {
    pub service: &'a Service,
    pub cx: Cx,
    pub strategy: Strategy,
    /// The partition whose commands are being run.
    pub partition: u32,
    pub spans: Vec<Span>,
    /// What to write to the journal.
    records: Vec<(Arc<Delivery>, Record)>,
    known: HashMap<(String, String), journal::Known>,
    /// Commands that were decoded before the first handler ran, by partition and sequence.
    pub decoded: HashMap<(u32, u64), Decoded>,
}

/// What running one partition's commands came to, before the commit.
struct Ran {
    outcomes: Vec<Recorded>,
    outgoing: Vec<Outgoing>,
    had_known: bool,
}

impl Executor {
    /// Runs a batch of one or several partitions' commands to its commit. `kept` is a session that may be used, and is left
    /// there for the next batch.
    pub async fn run(
        &self,
        kept: &mut Option<Session>,
        works: &[Work],
        strategy: Strategy,
    ) -> Result<Vec<Settled>, Trouble> {
        let session = Session::reopen(kept.take(), &self.pool).await.map_err(trouble)?;
        let actor = self.service.actor;
        let cause = Cause { id: String::new(), key: String::new(), caller: Caller::service(actor) };
        let (spans, records, known, decoded) = Default::default();
        let cx = Cx::new(actor, session, cause);
        let mut batch = Batch { service: &self.service, cx, strategy, partition: 0, spans, records, known, decoded };
        batch.cx.commands = works.iter().map(|work| work.deliveries.len()).sum();
        let settled = batch.run_works(works).await;
        let mut session = batch.cx.session;
        let is_undone = settled.is_ok() || session.roll_back().await.is_ok();
        // The connection may be what failed: the pool tries it.
        let may_be_broken = matches!(settled, Err(Trouble::Failed(..)));
        *kept = Some(session).filter(|_| is_undone && !may_be_broken);
        settled
    }
}

/// What a failure of the batch itself means.
pub fn trouble(failure: impl Into<Failure>) -> Trouble {
    let failure = failure.into();
    Trouble::Failed(failure.class(), failure.to_string())
}

impl Batch<'_> {
    async fn run_works(&mut self, works: &[Work]) -> Result<Vec<Settled>, Trouble> {
        if self.strategy != Strategy::Together {
            self.look_up(works).await?;
        }
        if self.cx.commands > 1 {
            works.iter().for_each(|work| self.expect_rows(work));
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
        let known = journal::find(self.cx.session.connection(), &ids).await.map_err(trouble)?;
        self.known =
            known.into_iter().map(|known| ((known.outcome.id().to_owned(), known.key.clone()), known)).collect();
        Ok(())
    }

    /// Notes the rows that the commands begin with; the first that is asked for brings all of them.
    fn expect_rows(&mut self, work: &Work) {
        for delivery in &work.deliveries {
            let key: Vec<_> = delivery.key.split('.').collect();
            let Some(entry) = self.service.commands.get(delivery.command.as_str()) else { continue };
            match (&entry.loads, self.service.loads) {
                // What does not decode is dead when its turn comes.
                (Some(loads), _) => {
                    if let Ok(decoded) = (entry.decode)(&key, &delivery.body) {
                        loads(&decoded, &mut self.cx.rows);
                        self.decoded.insert((work.partition, delivery.stream_sequence), decoded);
                    }
                }
                (None, Some(loads)) => loads(&key, &mut self.cx.rows),
                (None, None) => {}
            }
        }
    }

    /// Runs one partition's commands, in order.
    async fn run_work(&mut self, work: &Work) -> Result<Ran, Trouble> {
        self.partition = work.partition;
        self.cx.facts = work.facts.clone();
        self.cx.revision_base = work.standing.revision_base;
        let mut outcomes = Vec::with_capacity(work.deliveries.len());
        let mut had_known = false;
        for delivery in &work.deliveries {
            let known = self.known_outcome(delivery);
            had_known |= known.is_some();
            outcomes.push(match known {
                Some(outcome) => outcome,
                None => self.run_new(delivery).await?,
            });
        }
        let outgoing = outbox::newest(std::mem::take(&mut self.cx.outgoing));
        Ok(Ran { outcomes, outgoing, had_known })
    }

    /// The outcome of a command that was run before, in this batch or an earlier one.
    fn known_outcome(&self, delivery: &Delivery) -> Option<Recorded> {
        let known = self.known.get(&(delivery.id.clone(), delivery.key.clone()))?;
        // An id names one command; a caller who gives it to another one must not get the first one's outcome.
        let message = if known.command != delivery.command {
            format!("the id {} was used before, for the command {}", delivery.id, known.command)
        } else if is_chosen(delivery, &known.by) && !is_same(&known.input, &journal::input(delivery)) {
            format!("the id {} was used before, for another body; send this one under an id of its own", delivery.id)
        } else {
            return Some(known.outcome.clone());
        };
        let (id, code) = (delivery.id.clone(), "runtime.id_reused".to_owned());
        Some(Recorded::Refused { id, kind: RefusalKind::IdReused, code, message })
    }

    async fn run_new(&mut self, delivery: &Arc<Delivery>) -> Result<Recorded, Trouble> {
        let outcome = self.execute(delivery).await?;
        if let Some(span) = self.spans.last() {
            span.record("foundry.outcome", outcome.status());
        }
        self.record(delivery, outcome.clone());
        let known = journal::Known {
            key: delivery.key.clone(),
            command: delivery.command.clone(),
            input: journal::input(delivery),
            by: delivery.caller().as_str().to_owned(),
            outcome: outcome.clone(),
        };
        self.known.insert((delivery.id.clone(), delivery.key.clone()), known);
        Ok(outcome)
    }

    /// Notes what to write to the journal.
    pub fn record(&mut self, delivery: &Arc<Delivery>, outcome: Recorded) {
        let record = Record { outcome, attempts: self.strategy.attempt(), done_at: now() };
        self.records.push((delivery.clone(), record));
    }

    /// One statement with all that the batch leaves behind.
    async fn commit(&mut self, works: &[Work], ran: Vec<Ran>) -> Result<Vec<Settled>, Trouble> {
        let (records, spans) = (std::mem::take(&mut self.records), std::mem::take(&mut self.spans));
        let mut entries = Entries::default();
        records.iter().for_each(|(delivery, record)| entries.journal.push(delivery, record));
        for (work, ran) in works.iter().zip(&ran) {
            ran.outgoing.iter().for_each(|row| entries.outbox.push(&work.lane.name, row));
            entries.floors.extend(work.moves());
        }
        let moved = entries.floors.clone();
        let positions = self.write(entries).instrument(commit_span(&spans)).await.map_err(|error| {
            if commit::is_known_command(&error) {
                Trouble::Known
            } else if commit::has_floor_moved(&error) {
                Trouble::FloorMoved
            } else {
                trouble(error)
            }
        })?;
        count(self.service.actor.token(), &records);
        records.iter().for_each(|(delivery, record)| told::outcome(self.service.actor, delivery, record));
        let mut positions = positions.into_iter();
        let settled = ran.into_iter().zip(moved).map(|(ran, moved)| {
            let Ran { outcomes, outgoing, had_known } = ran;
            let positions = positions.by_ref().take(outgoing.len()).collect();
            let standing = Standing { floor: moved.to, ..moved.from };
            Settled { outcomes, outgoing, positions, standing, had_known }
        });
        Ok(settled.collect())
    }

    async fn write(&mut self, entries: Entries) -> sqlx::Result<Vec<i64>> {
        let saved = self.cx.rows.write();
        let positions = commit::commit(self.cx.session.connection(), saved, entries).await?;
        self.cx.session.commit().await?;
        Ok(positions)
    }
}

/// Whether somebody outside has chosen the command's id, and has given it to what was known under it. What services send has ids
/// that follow from what they did: sent anew by a database that was put back, it may be worded differently, and is still the
/// same. What somebody else has mended (a dead letter) is the command's last word.
fn is_chosen(delivery: &Delivery, by: &str) -> bool {
    let caller = delivery.caller();
    let is_outside = caller.user_id().is_some() || caller == Caller::from_header(None);
    is_outside && caller.as_str() == by
}

/// Whether two bodies say the same. One that is written differently does.
fn is_same(one: &str, other: &str) -> bool {
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    one == other || value(one).is_some_and(|one| value(other) == Some(one))
}

fn count(actor: &'static str, records: &[(Arc<Delivery>, Record)]) {
    for (delivery, record) in records {
        let elapsed = u64::try_from(record.done_at - delivery.received_at).unwrap_or_default();
        let elapsed = std::time::Duration::from_millis(elapsed);
        telemetry::metrics::command(actor, delivery.command.clone(), record.outcome.status(), elapsed);
    }
}

/// The one commit of all these commands: within the first one's trace, and linked to the others'.
fn commit_span(commands: &[Span]) -> Span {
    let Some((first, others)) = commands.split_first() else { return Span::none() };
    let span = first.in_scope(|| telemetry::span::database("commit"));
    telemetry::span::count(&span, "db.operation.batch.size", commands.len());
    for traceparent in others.iter().take(LINKS).filter_map(|other| other.in_scope(telemetry::traceparent)) {
        telemetry::link_str(&span, &traceparent);
    }
    span
}
