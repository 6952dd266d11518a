//! What a workflow's body may do: recorded steps and durable timers.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicI32, Ordering},
    },
};

use contracts::{Millis, RefusalKind};
use futures::{FutureExt, future::BoxFuture};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use tokio::sync::mpsc;
use tracing::Instrument;

use super::{CANCELLED, store};
use crate::{
    Caller, Client, Cx, Failure, Handled, Reader, Running,
    clock::now,
    cx::Cause,
    outbox::{self, Outgoing},
    session::Session,
    view,
};

/// Attempts of a step before its failure is the workflow's to handle. Outages of our own database do not count.
const ATTEMPTS: i32 = 5;

/// One run of a workflow, given to its body. Cheap to clone.
///
/// The body is run again from the top after a crash: recorded steps return what they returned, so the body must reach the
/// same steps in the same order from the same results.
#[derive(Clone)]
pub struct Run {
    pub(super) state: Arc<State>,
}

pub(super) struct State {
    pub running: Arc<Running>,
    pub run_id: String,
    pub actor_key: String,
    pub workflow: String,
    pub epoch: i32,
    pub caller: Caller,
    pub started_at: Millis,
    pub recorded: HashMap<i32, store::Recorded>,
    pub next: AtomicI32,
    /// Tells the worker why the body will not go on.
    pub halt: mpsc::UnboundedSender<Halt>,
    pub views: tokio::sync::Mutex<view::Writer>,
}

/// Why a body is dropped where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Halt {
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
    Failed {
        message: String,
    },
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
        Reader { now: now(), caller: self.state.caller.clone(), pool: self.state.running.pool.clone() }
    }

    /// Asks other services, inside a step's fetch.
    pub fn client(&self) -> Client {
        self.state.running.client.clone()
    }

    /// Work that touches the outside world. Its result is recorded; a crash before that does it again, so give the other
    /// side the key `<run>/<step>` where it takes one. Failures are tried again, refusals are not.
    pub async fn call<T, F, Fut>(&self, step: &str, work: F) -> Handled<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn() -> Fut + Send + Sync,
        Fut: Future<Output = Handled<T>> + Send,
    {
        self.step(step, work, |_, result| async move { Ok(result) }.boxed()).await
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
    /// fetches again.
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
        let position = self.state.next.fetch_add(1, Ordering::Relaxed);
        if let Some(result) = self.replay(position, step).await {
            return read(result);
        }
        let span = telemetry::span::step(&self.state.workflow, step);
        let started_at = now();
        let mut patience = self.state.running.patience();
        let mut attempts = 1;
        async {
            loop {
                let failure = match self.attempt(position, step, attempts, started_at, &fetch, &save).await {
                    Ok(result) => return read(result),
                    Err(failure) => failure,
                };
                let outage = failure.is_outage();
                if !outage && attempts >= ATTEMPTS {
                    return read(self.give_up(position, step, attempts, started_at, failure).await);
                }
                tracing::warn!(run.id = self.state.run_id, step, attempts, %failure, "A step failed; trying again");
                self.note(&failure).await;
                attempts += i32::from(!outage);
                if patience.wait().await.is_err() {
                    // Stopping: the next worker goes on with this step.
                    std::future::pending::<()>().await;
                }
            }
        }
        .instrument(span)
        .await
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
                store::sleep(cx.write().await?, &run.state.run_id, at).await?;
                let subject = store::subject(cx.actor, &run.state.workflow, &run.state.actor_key);
                let body = serde_json::json!({ "runId": run.state.run_id }).to_string();
                let wake = Outgoing::message(subject, body, &cx.cause).scheduled(cx.actor, at);
                cx.outgoing.push(wake);
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
        position: i32,
        step: &str,
        attempts: i32,
        started_at: Millis,
        fetch: &F,
        save: &(impl for<'a> Fn(&'a mut Cx, D) -> BoxFuture<'a, Handled<T>> + Send + Sync),
    ) -> Handled<Value>
    where
        D: Send + 'static,
        T: Serialize + Send + 'static,
        F: Fn() -> Fut + Send + Sync,
        Fut: Future<Output = Handled<D>> + Send,
    {
        let fetched = match self.cancelled().await? {
            true => Err(Failure::refused(RefusalKind::Conflict, CANCELLED, "the run was cancelled")),
            false => fetch().await,
        };
        let mut cx = self.begin(step).await?;
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
                cx = self.begin(step).await?;
                StepResult::Refused { kind, code: code.into_owned(), message }
            }
            Err(failure) => return Err(failure),
        };
        self.record(cx, position, step, attempts, started_at, serde_json::to_value(result)?).await
    }

    /// Records that a step has failed for good, so that a resumed body sees the same failure.
    async fn give_up(&self, position: i32, step: &str, attempts: i32, started_at: Millis, failure: Failure) -> Value {
        let message = failure.to_string();
        let mut patience = self.state.running.patience();
        loop {
            let result = serde_json::json!({ "failed": { "message": message } });
            let recorded = match self.begin(step).await {
                Ok(cx) => self.record(cx, position, step, attempts, started_at, result).await,
                Err(failure) => Err(failure),
            };
            match recorded {
                Ok(result) => return result,
                Err(error) => tracing::warn!(%error, "A failed step could not be recorded; trying again"),
            }
            if patience.wait().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// Opens the step's transaction, if the run is still ours.
    async fn begin(&self, step: &str) -> Handled<Cx> {
        let state = &self.state;
        let mut session = Session::open(&state.running.pool).await?;
        if !store::lock(session.begin().await?, &state.run_id, state.epoch).await?.own {
            self.halt(Halt::Lost).await;
        }
        let cause = Cause { id: format!("{}/{step}", state.run_id), caller: state.caller.clone() };
        let actor = state.running.service.actor;
        Ok(Cx::new(actor, session, cause))
    }

    async fn record(
        &self,
        mut cx: Cx,
        position: i32,
        step: &str,
        attempts: i32,
        started_at: Millis,
        result: Value,
    ) -> Handled<Value> {
        let state = &self.state;
        let new = store::NewStep {
            run_id: &state.run_id,
            position,
            step,
            result: &result,
            epoch: state.epoch,
            attempts,
            started_at,
            done_at: now(),
        };
        cx.flush().await?;
        store::record(cx.session.connection(), &new).await?;
        let outgoing = outbox::newest(cx.outgoing);
        let positions = outbox::insert(cx.session.connection(), &state.run_id, &outgoing).await?;
        cx.session.commit().await?;
        // What follows needs a connection, too; of many runs none may hold one meanwhile.
        drop(cx.session);
        state.running.crash_if_asked(step);
        self.publish(&outgoing, &positions).await;
        Ok(result)
    }

    /// Publishes what a step sent. What cannot be published now stays in the outbox for the next worker.
    pub(super) async fn publish(&self, outgoing: &[Outgoing], positions: &[i64]) {
        let running = &self.state.running;
        let mut views = self.state.views.lock().await;
        if outbox::publish(running, outgoing, &mut views).await.is_err() {
            std::future::pending::<()>().await;
        }
        let deleted = async {
            let mut connection = running.pool.acquire().await?;
            outbox::delete(&mut connection, positions).await
        };
        if let Err(error) = deleted.await {
            tracing::warn!(%error, "Published messages stay in the outbox; they are published again, which is harmless");
        }
    }

    /// Whether the run is to stop and its body has not been told yet.
    async fn cancelled(&self) -> Handled<bool> {
        let state = &self.state;
        let told = state.recorded.values().any(|step| step.result["refused"]["code"] == CANCELLED);
        if told || state.running.told_of_cancel(&state.run_id) {
            return Ok(false);
        }
        let mut connection = state.running.pool.acquire().await?;
        let requested = store::lock(&mut connection, &state.run_id, state.epoch).await?.cancel_requested;
        if requested {
            state.running.tell_of_cancel(&state.run_id);
        }
        Ok(requested)
    }

    async fn note(&self, failure: &Failure) {
        let state = &self.state;
        let noted =
            store::note_error(&state.running.pool, &state.run_id, state.epoch, &failure.to_string(), now()).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "A step's failure could not be noted");
        }
    }

    /// Never returns: the worker drops the body.
    async fn halt(&self, why: Halt) {
        // A closed channel means that the worker has dropped the body already.
        self.state.halt.send(why).ok();
        std::future::pending::<()>().await;
    }
}

fn read<T: DeserializeOwned>(result: Value) -> Handled<T> {
    match serde_json::from_value(result)? {
        StepResult::Ok(value) => Ok(serde_json::from_value(value)?),
        StepResult::Refused { kind, code, message } => Err(Failure::refused(kind, code, message)),
        StepResult::Failed { message } => Err(Failure::failed(message)),
    }
}
