//! What a run works with: its worker's claim, the recorded steps, and the ways in which it leaves its worker.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI32, Ordering},
    },
};

use contracts::{Actor, Millis};
use messaging::{Backoff, Caller, Client, Tasks, now};
use sqlx::PgPool;
use tokio::sync::{Mutex, mpsc};

use super::CANCELLED;
use crate::{
    handler::{
        cx::{Cause, Cx},
        failure::{Failure, Handled},
    },
    outbox::{publish::LanePublisher, runs as outbox_runs},
    store::{floors, outbox::Outgoing, runs, session::Session},
};

/// What every run of a process works with.
#[derive(Clone)]
pub struct Resources {
    pub actor: Actor,
    pub pool: PgPool,
    pub reading: PgPool,
    pub client: Client,
    pub tasks: Tasks,
    /// Testing: what happens around a step.
    pub hooks: Option<Arc<dyn Hooks>>,
}

/// Testing: a test, or a fleet that is to crash, looks at each step.
pub trait Hooks: Send + Sync {
    /// Before the step at this place is committed. `false`: the worker dies here.
    fn before_commit(&self, position: i32, step: &str) -> bool;
    /// After it is committed. `false`: the worker dies here.
    fn after_commit(&self, position: i32, step: &str) -> bool;
}

/// One run, while a worker has it.
pub struct State {
    pub resources: Resources,
    pub run_id: String,
    pub actor_key: String,
    pub workflow: String,
    pub epoch: i32,
    pub caller: Caller,
    pub started_at: Millis,
    pub recorded: HashMap<i32, runs::Recorded>,
    /// The step that slept until it may ask an outside system again, and how often it has asked.
    pub waited: Option<(i32, u32)>,
    pub next: AtomicI32,
    /// The body has been told that the run is cancelled.
    pub told_of_cancel: AtomicBool,
    /// Tells the worker why the body will not go on.
    pub halt: mpsc::UnboundedSender<Halt>,
    /// `None` in a test: what is sent stays in the outbox.
    pub publisher: Option<Mutex<LanePublisher>>,
}

/// Why a body is dropped where it stands.
#[derive(Debug, PartialEq, Eq)]
pub enum Halt {
    /// It sleeps; its timer brings it back.
    Sleeping,
    /// Another worker has it.
    Lost,
    /// The code no longer matches the recorded steps.
    Diverged { message: String },
}

impl State {
    /// Opens a step's transaction, if the run is still ours.
    pub async fn begin(&self, step: &str) -> Handled<Cx> {
        let mut session = Session::open(&self.resources.pool).await?;
        if !runs::lock(session.begin().await?, &self.run_id, self.epoch).await?.is_own {
            drop(session);
            self.halt(Halt::Lost).await;
            return Err(Failure::failed("another worker has the run"));
        }
        let revision_base = floors::revision_base(session.connection()).await?;
        let cause =
            Cause { id: format!("{}/{step}", self.run_id), key: self.actor_key.clone(), caller: self.caller.clone() };
        let mut cx = Cx::new(self.resources.actor, session, cause);
        cx.revision_base = revision_base;
        Ok(cx)
    }

    /// Has the run announced again at `at` (ADR-51). The workflow stream keeps the schedule; should it be lost, the sweeper
    /// finds the run past its time.
    pub fn schedule(&self, cx: &mut Cx, at: Millis) {
        let target = runs::subject(cx.actor, &self.workflow, &self.actor_key);
        let body = serde_json::json!({ "runId": self.run_id }).to_string();
        // Each schedule has a subject of its own, as a new one on a subject replaces the old.
        let subject = format!("{}.schedule.{}-{at}", cx.actor.token(), self.run_id);
        cx.send_raw(subject, body, None);
        if let Some(schedule) = cx.outgoing.last_mut() {
            schedule.headers.insert(messaging::headers::SCHEDULE, format!("@at {}", rfc3339(at)));
            schedule.headers.insert(messaging::headers::SCHEDULE_TARGET, target);
        }
    }

    /// Publishes what a step sent. What cannot be published now stays in the outbox, for the next worker or the sweeper.
    pub async fn publish(&self, outgoing: &[Outgoing], positions: &[i64]) {
        let Some(publisher) = &self.publisher else { return };
        if outgoing.is_empty() {
            return;
        }
        let mut publisher = publisher.lock().await;
        let published = tokio::select! {
            published = outbox_runs::publish(&self.resources.pool, &mut publisher, outgoing, positions) => published,
            () = self.resources.tasks.stopping() => return,
        };
        if let Err(error) = published {
            tracing::warn!("Messages stay in the outbox; they are published again, which is harmless: {error:#}");
        }
    }

    /// Publishes what an earlier commit of this run has left.
    pub async fn publish_left(&self) {
        let Some(publisher) = &self.publisher else { return };
        let mut publisher = publisher.lock().await;
        let published = tokio::select! {
            published = outbox_runs::publish_left(&self.resources.pool, &mut publisher, &self.run_id) => published,
            () = self.resources.tasks.stopping() => return,
        };
        if let Err(error) = published {
            tracing::warn!("What a run has left stays in the outbox; the sweeper publishes it: {error:#}");
        }
    }

    /// Whether the run is to stop and its body has not been told yet. It is told once the refusal is recorded.
    pub async fn is_newly_cancelled(&self) -> Handled<bool> {
        let was_told = self.recorded.values().any(|step| step.result["refused"]["code"] == CANCELLED);
        if was_told || self.told_of_cancel.load(Ordering::Relaxed) {
            return Ok(false);
        }
        let mut connection = self.resources.pool.acquire().await?;
        Ok(runs::lock(&mut connection, &self.run_id, self.epoch).await?.cancel_requested)
    }

    /// Notes a failure that is tried again, for whoever looks at the run.
    pub async fn note(&self, failure: &Failure) {
        let noted = runs::note_error(&self.resources.pool, &self.run_id, self.epoch, &failure.to_string(), now()).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "A step's failure could not be noted");
        }
    }

    /// When the process is stopping it never returns: the next worker goes on with this step.
    pub async fn wait(&self, backoff: &mut Backoff) {
        if backoff.wait().await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Never returns: the worker drops the body.
    pub async fn halt(&self, why: Halt) {
        // A closed channel means that the worker has dropped the body already.
        self.halt.send(why).ok();
        std::future::pending::<()>().await;
    }
}

fn rfc3339(at: Millis) -> String {
    jiff::Timestamp::from_millisecond(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}
