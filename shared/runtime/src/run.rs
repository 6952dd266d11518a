//! What a workflow's body may do: recorded steps and durable timers.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI32, Ordering},
    },
};

use contracts::{Actor, Millis, RefusalKind};
use futures::{FutureExt, future::BoxFuture};
use messaging::{Backoff, Caller, Client, Tasks, now};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use sqlx::PgPool;
use tokio::sync::mpsc;
use tracing::Instrument;

use crate::{
    core::{
        ladder::{ATTEMPTS, Class},
        retry::{RetryPolicy, Tries},
        text::without_nul,
    },
    handler::{
        cx::{Cause, Cx},
        failure::{Failure, Handled},
        reader::Reader,
    },
    outbox::publish::LanePublisher,
    store::{
        floors, health,
        outbox::{self, Outgoing},
        runs,
        session::Session,
        steps::{self, Recording},
    },
};

/// The code of the refusal that a cancelled run's next step returns.
pub(crate) const CANCELLED: &str = "runtime.cancelled";

/// One run of a workflow, given to its body. Cheap to clone.
///
/// The body is run again from the top after a crash: recorded steps return what they returned, so the body must reach the
/// same steps in the same order from the same results.
#[derive(Clone)]
pub struct Run {
    pub(crate) state: Arc<State>,
}

/// What a run works with.
#[derive(Clone)]
pub(crate) struct Resources {
    pub actor: Actor,
    pub pool: PgPool,
    pub reading: PgPool,
    pub client: Client,
    pub tasks: Tasks,
    /// Testing: what happens around a step.
    pub hooks: Option<Arc<dyn Hooks>>,
}

/// Testing: a test, or a fleet that is to crash, looks at each step.
pub(crate) trait Hooks: Send + Sync {
    /// Before the step at this place is committed. `false`: the worker dies here.
    fn before_commit(&self, position: i32, step: &str) -> bool;
    /// After it is committed. `false`: the worker dies here.
    fn after_commit(&self, position: i32, step: &str) -> bool;
}

pub(crate) struct State {
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
    pub publisher: Option<tokio::sync::Mutex<LanePublisher>>,
}

/// Why a body is dropped where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Halt {
    /// It sleeps; its timer brings it back.
    Sleeping,
    /// Another worker has it.
    Lost,
    /// The code no longer matches the recorded steps.
    Diverged { message: String },
}

/// How a step's result is recorded: failures too, so that a resumed body takes the same way.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum StepResult {
    Ok(Value),
    Refused {
        #[serde(default)]
        kind: RefusalKind,
        code: String,
        message: String,
    },
    /// The outside system wanted to be asked later more often than the step's policy allows.
    Later {
        until: Option<Millis>,
        why: String,
    },
    Failed {
        message: String,
    },
}

/// Why a step waits for an outside system, for whoever shows it to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// When the step is tried again.
    pub until: Millis,
    /// The outside system has named that time; otherwise it is the policy's.
    pub is_named: bool,
    pub why: String,
}

/// One step while it is worked on.
struct Step<'a> {
    name: &'a str,
    position: i32,
    attempts: i32,
    started_at: Millis,
    tries: Tries,
}

impl Run {
    pub fn run_id(&self) -> &str {
        &self.state.run_id
    }

    /// When the run was started; the same after a crash.
    pub fn started_at(&self) -> Millis {
        self.state.started_at
    }

    /// The time. Not recorded: decide on it inside a step.
    pub fn now(&self) -> Millis {
        now()
    }

    /// Reads the database, outside of any step's transaction. Decide on what it reads inside a step.
    pub fn reader(&self) -> Reader {
        Reader { now: now(), caller: self.state.caller.clone(), pool: self.state.resources.reading.clone() }
    }

    /// Asks other services, inside a step's fetch.
    pub fn client(&self) -> Client {
        self.state.resources.client.clone()
    }

    /// A transaction: rows, messages and views are committed with the step's record, exactly once.
    pub async fn commit<T>(
        &self,
        step: &str,
        save: impl for<'a> Fn(&'a mut Cx) -> BoxFuture<'a, Handled<T>> + Send + Sync,
    ) -> Handled<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        self.step(step, || std::future::ready(Ok(())), |cx, ()| save(cx)).await
    }

    /// Fetches outside the transaction, then saves inside it; only what `save` returns is recorded. A crash in between
    /// fetches again. Failures are tried again, refusals are not; what must be later waits as the default policy says.
    pub async fn step<D, T, F, Fut>(
        &self,
        step: &str,
        fetch: F,
        save: impl for<'a> Fn(&'a mut Cx, D) -> BoxFuture<'a, Handled<T>> + Send + Sync,
    ) -> Handled<T>
    where
        D: Send + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn() -> Fut + Send + Sync,
        Fut: Future<Output = Handled<D>> + Send,
    {
        self.waiting_step(RetryPolicy::default(), step, fetch, nothing_to_show, save).await
    }

    /// [`Run::step`] for an outside system that may want to be asked later ([`Failure::Later`]), as often as `policy` says.
    /// Each time `show` may tell people, in the transaction that puts the run to sleep. After the last of these times the
    /// step's failure is that [`Failure::Later`].
    pub async fn waiting_step<D, T, F, Fut>(
        &self,
        policy: RetryPolicy,
        step: &str,
        fetch: F,
        show: impl for<'a> Fn(&'a mut Cx, Waiting) -> BoxFuture<'a, Handled<()>> + Send + Sync,
        save: impl for<'a> Fn(&'a mut Cx, D) -> BoxFuture<'a, Handled<T>> + Send + Sync,
    ) -> Handled<T>
    where
        D: Send + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn() -> Fut + Send + Sync,
        Fut: Future<Output = Handled<D>> + Send,
    {
        let position = self.state.next.fetch_add(1, Ordering::Relaxed);
        if let Some(result) = self.replay(position, step).await {
            return read(result);
        }
        let span = telemetry::span::step(&self.state.workflow, step);
        let waited = self.state.waited.filter(|(at, _)| *at == position).map_or(0, |(_, tries)| tries);
        let mut step = Step { name: step, position, attempts: 1, started_at: now(), tries: Tries::unpack(waited) };
        self.try_step(&mut step, policy, &fetch, &show, &save).instrument(span).await
    }

    async fn try_step<D, T, F, Fut>(
        &self,
        step: &mut Step<'_>,
        policy: RetryPolicy,
        fetch: &F,
        show: &(impl for<'a> Fn(&'a mut Cx, Waiting) -> BoxFuture<'a, Handled<()>> + Send + Sync),
        save: &(impl for<'a> Fn(&'a mut Cx, D) -> BoxFuture<'a, Handled<T>> + Send + Sync),
    ) -> Handled<T>
    where
        D: Send + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn() -> Fut + Send + Sync,
        Fut: Future<Output = Handled<D>> + Send,
    {
        let mut backoff = Backoff::new(&self.state.resources.tasks);
        loop {
            let failure = match self.attempt(step, fetch, save).await {
                Ok(result) => return read(result),
                Err(failure) => failure,
            };
            if let Failure::Later { until, why } = &failure {
                match policy.next(step.tries, *until, now()) {
                    Some((next, tries)) => {
                        let waiting = Waiting { until: next, is_named: until.is_some(), why: why.clone() };
                        self.sleep_before(step, waiting, tries, show).await;
                    }
                    None => return read(self.give_up(step, &failure).await),
                }
                continue;
            }
            let class = match failure.class() {
                Class::Defect if !health::answers(&self.state.resources.pool).await => Class::Outage,
                class => class,
            };
            if class == Class::Defect && step.attempts >= ATTEMPTS {
                return read(self.give_up(step, &failure).await);
            }
            tracing::warn!(run.id = self.state.run_id, step = step.name, attempts = step.attempts, %failure, "A step failed; trying again");
            self.note(&failure).await;
            step.attempts += i32::from(class == Class::Defect);
            self.wait(&mut backoff).await;
        }
    }

    /// Sleeps until `at`, holding no worker. The timer survives crashes and restarts.
    pub async fn sleep_until(&self, step: &str, at: Millis) -> Handled<()> {
        let resumed = self.state.recorded.contains_key(&self.state.next.load(Ordering::Relaxed));
        let due = self.commit(step, |cx| {
            let run = self.clone();
            async move {
                if at <= cx.now {
                    return Ok(true);
                }
                runs::sleep(cx.write().await?, &run.state.run_id, at).await?;
                run.schedule(cx, at);
                Ok(false)
            }
            .boxed()
        });
        let due: bool = due.await?;
        // A resumed body finds the step recorded and goes on.
        if !due && !resumed {
            self.halt(Halt::Sleeping).await;
        }
        Ok(())
    }

    /// Has the run announced again at `at` (ADR-51). The workflow stream keeps the schedule; should it be lost, the sweeper
    /// finds the run past its time.
    fn schedule(&self, cx: &mut Cx, at: Millis) {
        let target = runs::subject(cx.actor, &self.state.workflow, &self.state.actor_key);
        let body = serde_json::json!({ "runId": self.state.run_id }).to_string();
        // Each schedule has a subject of its own, as a new one on a subject replaces the old.
        let subject = format!("{}.schedule.{}-{at}", cx.actor.token(), self.state.run_id);
        cx.send_raw(subject, body, None);
        if let Some(schedule) = cx.outgoing.last_mut() {
            schedule.headers.insert(messaging::headers::SCHEDULE, format!("@at {}", rfc3339(at)));
            schedule.headers.insert(messaging::headers::SCHEDULE_TARGET, target);
        }
    }

    /// Sleeps before the step is tried again, in a way that a crash survives. Returns only when the sleep could not be
    /// recorded, after a wait.
    async fn sleep_before(
        &self,
        step: &Step<'_>,
        waiting: Waiting,
        tries: Tries,
        show: &(impl for<'a> Fn(&'a mut Cx, Waiting) -> BoxFuture<'a, Handled<()>> + Send + Sync),
    ) {
        match self.record_wait(step, waiting, tries, show).await {
            Ok(()) => self.halt(Halt::Sleeping).await,
            Err(failure) => {
                tracing::warn!(run.id = self.state.run_id, step = step.name, %failure, "A wait could not be recorded");
                self.wait(&mut Backoff::new(&self.state.resources.tasks)).await;
            }
        }
    }

    async fn record_wait(
        &self,
        step: &Step<'_>,
        waiting: Waiting,
        tries: Tries,
        show: &(impl for<'a> Fn(&'a mut Cx, Waiting) -> BoxFuture<'a, Handled<()>> + Send + Sync),
    ) -> Handled<()> {
        // Each wait sends messages of its own.
        let mut cx = self.begin(&format!("{}/wait-{}", step.name, tries.pack())).await?;
        show(&mut cx, waiting.clone()).await?;
        let Waiting { until, why, .. } = waiting;
        runs::wait(cx.write().await?, &self.state.run_id, until, (step.position, tries.pack()), &why).await?;
        self.schedule(&mut cx, until);
        let outgoing = outbox::newest(std::mem::take(&mut cx.outgoing));
        let positions = outbox::insert(cx.session.connection(), &self.state.run_id, &outgoing).await?;
        cx.session.commit().await?;
        drop(cx.session);
        self.publish(&outgoing, &positions).await;
        Ok(())
    }

    /// What the step returned before, if it is recorded.
    async fn replay(&self, position: i32, step: &str) -> Option<Value> {
        let recorded = self.state.recorded.get(&position)?;
        if recorded.step != step {
            let message = format!("history diverged: step {position} was {:?} and is now {step:?}", recorded.step);
            self.halt(Halt::Diverged { message }).await;
        }
        Some(recorded.result.clone())
    }

    async fn attempt<D, T, F, Fut>(
        &self,
        step: &Step<'_>,
        fetch: &F,
        save: &(impl for<'a> Fn(&'a mut Cx, D) -> BoxFuture<'a, Handled<T>> + Send + Sync),
    ) -> Handled<Value>
    where
        D: Send + 'static,
        T: Serialize + Send + 'static,
        F: Fn() -> Fut + Send + Sync,
        Fut: Future<Output = Handled<D>> + Send,
    {
        let cancelled = self.is_newly_cancelled().await?;
        let fetched = match cancelled {
            true => Err(Failure::refused(RefusalKind::Conflict, CANCELLED, "the run was cancelled")),
            false => fetch().await,
        };
        let mut cx = self.begin(step.name).await?;
        let saved = match fetched {
            Ok(data) => save(&mut cx, data).await,
            Err(failure) => Err(failure),
        };
        let result = match saved {
            Ok(value) => StepResult::Ok(serde_json::to_value(value)?),
            Err(Failure::Refused { kind, code, message }) => {
                // What it wrote must go; the refusal is recorded alone.
                cx.session.roll_back().await?;
                drop(cx);
                cx = self.begin(step.name).await?;
                StepResult::Refused { kind, code: code.into_owned(), message }
            }
            Err(Failure::Undecodable { code, message }) => {
                StepResult::Refused { kind: RefusalKind::Invalid, code: code.to_owned(), message }
            }
            Err(failure) => return Err(failure),
        };
        let result = self.record(cx, step, serde_json::to_value(result)?).await?;
        if cancelled {
            self.state.told_of_cancel.store(true, Ordering::Relaxed);
        }
        Ok(result)
    }

    /// Records that a step has failed for good, so that a resumed body sees the same failure.
    async fn give_up(&self, step: &Step<'_>, failure: &Failure) -> Value {
        let message = without_nul(&failure.to_string());
        let result = match failure {
            Failure::Later { until, .. } => serde_json::json!({ "later": { "until": until, "why": message } }),
            _ => serde_json::json!({ "failed": { "message": message } }),
        };
        let mut backoff = Backoff::new(&self.state.resources.tasks);
        loop {
            let recorded = match self.begin(step.name).await {
                Ok(cx) => self.record(cx, step, result.clone()).await,
                Err(failure) => Err(failure),
            };
            match recorded {
                Ok(result) => return result,
                Err(error) => tracing::warn!(%error, "A failed step could not be recorded; trying again"),
            }
            self.wait(&mut backoff).await;
        }
    }

    /// Opens the step's transaction, if the run is still ours.
    async fn begin(&self, step: &str) -> Handled<Cx> {
        let state = &self.state;
        let mut session = Session::open(&state.resources.pool).await?;
        if !runs::lock(session.begin().await?, &state.run_id, state.epoch).await?.is_own {
            drop(session);
            self.halt(Halt::Lost).await;
            return Err(Failure::failed("another worker has the run"));
        }
        let revision_base = floors::revision_base(session.connection()).await?;
        let cause = Cause {
            id: format!("{}/{step}", state.run_id),
            key: state.actor_key.clone(),
            caller: state.caller.clone(),
        };
        let mut cx = Cx::new(state.resources.actor, session, cause);
        cx.revision_base = revision_base;
        Ok(cx)
    }

    async fn record(&self, mut cx: Cx, step: &Step<'_>, result: Value) -> Handled<Value> {
        let state = &self.state;
        let new = steps::NewStep {
            run_id: &state.run_id,
            position: step.position,
            step: step.name,
            result: &result,
            epoch: state.epoch,
            attempts: step.attempts,
            started_at: step.started_at,
            done_at: now(),
        };
        cx.flush().await?;
        match steps::record(cx.session.connection(), &new).await? {
            Recording::Recorded => {}
            // The commit's answer was lost, and what the step sends is in the outbox: it is published with what is left.
            Recording::RecordedBefore(result) => {
                cx.session.roll_back().await?;
                drop(cx);
                self.publish_left().await;
                return Ok(result);
            }
            Recording::Lost => {
                drop(cx);
                self.halt(Halt::Lost).await;
                return Err(Failure::failed("another worker has the run"));
            }
        }
        let outgoing = outbox::newest(cx.outgoing);
        let positions = outbox::insert(cx.session.connection(), &state.run_id, &outgoing).await?;
        if let Some(hooks) = &state.resources.hooks
            && !hooks.before_commit(step.position, step.name)
        {
            cx.session.roll_back().await?;
            self.halt(Halt::Lost).await;
        }
        cx.session.commit().await?;
        // What follows needs a connection, too; of many runs none may hold one meanwhile.
        drop(cx.session);
        if let Some(hooks) = &state.resources.hooks
            && !hooks.after_commit(step.position, step.name)
        {
            self.halt(Halt::Lost).await;
        }
        self.publish(&outgoing, &positions).await;
        Ok(result)
    }

    /// Publishes what a step sent. What cannot be published now stays in the outbox, for the next worker or the sweeper.
    pub(crate) async fn publish(&self, outgoing: &[Outgoing], positions: &[i64]) {
        let Some(publisher) = &self.state.publisher else { return };
        if outgoing.is_empty() {
            return;
        }
        let mut publisher = publisher.lock().await;
        let outcome = tokio::select! {
            outcome = publisher.publish(outgoing) => outcome,
            () = self.state.resources.tasks.stopping() => return,
        };
        let Ok(outcome) = outcome else { return };
        for (index, reason) in &outcome.undeliverable {
            tracing::error!(subject = outgoing[*index].subject, reason, "A workflow's message cannot be sent");
        }
        let published = outcome.left.map_or(positions, |left| &positions[..left.min(positions.len())]);
        if let Err(error) = outbox::mark_published(&self.state.resources.pool, published).await {
            tracing::warn!(%error, "Published messages stay in the outbox; they are published again, which is harmless");
        }
    }

    /// Publishes what an earlier commit of this run has left.
    pub(crate) async fn publish_left(&self) {
        let left = outbox::unpublished(&self.state.resources.pool, &self.state.run_id).await;
        match left {
            Ok(rows) => {
                let positions: Vec<_> = rows.iter().map(|row| row.position).collect();
                let outgoing: Vec<_> = rows.into_iter().map(|row| row.outgoing).collect();
                self.publish(&outgoing, &positions).await;
            }
            Err(error) => tracing::warn!(%error, "What a run has left cannot be read; the sweeper publishes it"),
        }
    }

    /// Whether the run is to stop and its body has not been told yet. It is told once the refusal is recorded.
    async fn is_newly_cancelled(&self) -> Handled<bool> {
        let state = &self.state;
        let was_told = state.recorded.values().any(|step| step.result["refused"]["code"] == CANCELLED);
        if was_told || state.told_of_cancel.load(Ordering::Relaxed) {
            return Ok(false);
        }
        let mut connection = state.resources.pool.acquire().await?;
        Ok(runs::lock(&mut connection, &state.run_id, state.epoch).await?.cancel_requested)
    }

    async fn note(&self, failure: &Failure) {
        let state = &self.state;
        let noted =
            runs::note_error(&state.resources.pool, &state.run_id, state.epoch, &failure.to_string(), now()).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "A step's failure could not be noted");
        }
    }

    /// When the process is stopping it never returns: the next worker goes on with this step.
    async fn wait(&self, backoff: &mut Backoff) {
        if backoff.wait().await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Never returns: the worker drops the body.
    async fn halt(&self, why: Halt) {
        // A closed channel means that the worker has dropped the body already.
        self.state.halt.send(why).ok();
        std::future::pending::<()>().await;
    }
}

fn nothing_to_show(_: &mut Cx, _: Waiting) -> BoxFuture<'_, Handled<()>> {
    async { Ok(()) }.boxed()
}

fn read<T: DeserializeOwned>(result: Value) -> Handled<T> {
    match serde_json::from_value(result)? {
        StepResult::Ok(value) => Ok(serde_json::from_value(value)?),
        StepResult::Refused { kind, code, message } => Err(Failure::refused(kind, code, message)),
        StepResult::Later { until, why } => Err(Failure::later(until, why)),
        StepResult::Failed { message } => Err(Failure::failed(message)),
    }
}

fn rfc3339(at: Millis) -> String {
    jiff::Timestamp::from_millisecond(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}
