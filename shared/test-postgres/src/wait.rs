//! Waiting for a state, with a limit: the only place in this crate that sleeps.

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How often a state is asked for. Short: what we wait for usually takes 10–300 ms.
const EVERY: Duration = Duration::from_millis(10);

/// Asks `probe` until it answers `Some`, and returns that. Fails with `what` after `limit`, or when the probe fails.
pub async fn until<T, F, Asked>(what: &str, limit: Duration, mut probe: F) -> Result<T>
where
    F: FnMut() -> Asked,
    Asked: Future<Output = Result<Option<T>>>,
{
    let started = Instant::now();
    loop {
        if let Some(found) = probe().await? {
            return Ok(found);
        }
        if started.elapsed() > limit {
            bail!("{what}: not within {limit:?}");
        }
        pause(EVERY).await;
    }
}

/// Lets `duration` go by: between two looks at something that has no event to wait for.
#[allow(clippy::disallowed_methods, reason = "the one place that sleeps, between two looks at a state")]
pub async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}
