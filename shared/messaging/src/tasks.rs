//! The one place that spawns: a task keeps its span, is counted, and is joined at shutdown.

use std::{
    future::Future,
    panic::AssertUnwindSafe,
    sync::{Arc, OnceLock},
    time::Duration,
};

use futures::FutureExt;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::Instrument;

/// All long-lived tasks of a process. Cheap to clone.
#[derive(Clone, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    stopping: CancellationToken,
    /// Why the process cannot go on, if it cannot.
    failure: Arc<OnceLock<&'static str>>,
}

impl Tasks {
    /// Runs `future` on its own, in the present span; a stop waits for it. A panic in it is reported and ends that task
    /// alone.
    pub fn spawn(&self, name: &'static str, future: impl Future<Output = ()> + Send + 'static) {
        tokio::spawn(self.tracker.track_future(guarded(name, future).in_current_span()));
    }

    /// The same for what serves everybody to the end: a stop does not wait for it. And it is in nobody's span: a span ends
    /// with the last task in it, so whoever happened to come first would have one that never ends.
    pub fn serve(&self, name: &'static str, future: impl Future<Output = ()> + Send + 'static) {
        tokio::spawn(guarded(name, future));
    }

    /// Ends when the process is asked to stop.
    pub async fn stopping(&self) {
        self.stopping.cancelled().await;
    }

    pub fn is_stopping(&self) -> bool {
        self.stopping.is_cancelled()
    }

    /// Asks every task to stop.
    pub fn stop(&self) {
        self.stopping.cancel();
        self.tracker.close();
    }

    /// Asks every task to stop, because the process cannot go on. Whoever started it starts it again.
    pub fn fail(&self, why: &'static str) {
        tracing::error!("The process cannot go on: {why}");
        // The first reason is the one that led to the others.
        self.failure.get_or_init(|| why);
        self.stop();
    }

    /// Why the process cannot go on, if it cannot.
    pub fn failure(&self) -> Option<&'static str> {
        self.failure.get().copied()
    }

    /// Waits for the tasks to end, at most `limit`. Whether they did.
    pub async fn join(&self, limit: Duration) -> bool {
        tokio::time::timeout(limit, self.tracker.wait()).await.is_ok()
    }
}

fn guarded(name: &'static str, future: impl Future<Output = ()> + Send) -> impl Future<Output = ()> + Send {
    AssertUnwindSafe(future).catch_unwind().map(move |ended| {
        if let Err(panic) = ended {
            tracing::error!(task = name, "Task {name} panicked: {}", panic_message(&*panic));
        }
    })
}

/// What a panic said.
pub fn panic_message(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
