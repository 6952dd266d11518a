//! What a workflow's body may do: recorded steps and durable timers.

mod result;
mod state;
mod step;

use std::sync::{Arc, atomic::Ordering};

use contracts::Millis;
use futures::{FutureExt, future::BoxFuture};
use messaging::{Client, now};
use serde::{Serialize, de::DeserializeOwned};
use tracing::Instrument;

use crate::{
    core::retry::RetryPolicy,
    handler::{cx::Cx, failure::Handled, reader::Reader},
    store::runs,
};
pub(crate) use state::{Halt, Hooks, Resources, State};
use {
    result::StepResult,
    step::{Step, Work},
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

/// Why a step waits for an outside system, for whoever shows it to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// When the step is tried again.
    pub until: Millis,
    /// The outside system has named that time; otherwise it is the policy's.
    pub is_named: bool,
    pub why: String,
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
        let pool = self.state.resources.reading.clone();
        Reader { now: now(), caller: self.state.caller.clone(), pool, client: None }
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
        let step = Step::next(&self.state, step);
        if let Some(recorded) = step.recorded().await {
            return StepResult::read(recorded);
        }
        let span = telemetry::span::step(&self.state.workflow, step.name());
        let fetch = || fetch().boxed();
        step.run(policy, Work { fetch: &fetch, show: &show, save: &save }).instrument(span).await
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
                run.state.schedule(cx, at);
                Ok(false)
            }
            .boxed()
        });
        let due: bool = due.await?;
        // A resumed body finds the step recorded and goes on.
        if !due && !resumed {
            self.state.halt(Halt::Sleeping).await;
        }
        Ok(())
    }
}

fn nothing_to_show(_: &mut Cx, _: Waiting) -> BoxFuture<'_, Handled<()>> {
    async { Ok(()) }.boxed()
}
