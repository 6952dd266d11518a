//! Waiting for a state, never for a time.

use std::time::{Duration, Instant};

/// A state that has not come by then will not come.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Between two looks.
const EVERY: Duration = Duration::from_millis(10);

/// Looks until there is something to see; panics with `what` when it does not come.
#[track_caller]
pub fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> impl Future<Output = T> {
    let (asked, from) = (Instant::now(), std::panic::Location::caller());
    async move {
        loop {
            if let Some(seen) = look().await {
                return seen;
            }
            assert!(asked.elapsed() < PATIENCE, "waited for {what} for {PATIENCE:?} (at {from})");
            tokio::time::sleep(EVERY).await;
        }
    }
}

/// Looks until it is so.
#[track_caller]
pub fn until_true(what: &str, mut look: impl AsyncFnMut() -> bool) -> impl Future<Output = ()> {
    until(what, async move || look().await.then_some(()))
}
