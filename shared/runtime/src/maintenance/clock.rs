//! What a service does by the clock, beside its maintenance: at its own pace, whichever instance does it.

use std::{panic::AssertUnwindSafe, time::Duration};

use contracts::Millis;
use futures::FutureExt;
use messaging::{Caller, now, panic_message};

use super::Maintenance;
use crate::{
    handler::{failure::Handled, reader::Reader},
    store::facts,
};

/// Under which name it is remembered when it was done last.
const FACT: &str = "by the clock";

/// What takes longer is left for the next time. The rest of the maintenance waits for it, and so does the transaction that
/// holds the lock: the database ends one that is idle for ten seconds (`store::pool`).
const LIMIT: Duration = Duration::from_secs(5);

/// Does it if it is due. What goes wrong with it is said, and keeps no other maintenance from being done.
pub async fn do_what_is_due(maintenance: &Maintenance) -> anyhow::Result<()> {
    let Some(clock) = &maintenance.service.clock else { return Ok(()) };
    let last: Option<Millis> = facts::read(&maintenance.pool, FACT).await?;
    let now = now();
    if !is_due(last, clock.every, now) || maintenance.tasks.is_stopping() {
        return Ok(());
    }
    // Before it is done: what fails, or ends the process, is tried again at the next time and not at once.
    facts::write(&maintenance.pool, FACT, &now).await?;

    let caller = Caller::service(maintenance.service.actor);
    let reader = Reader { now, caller, pool: maintenance.reading.clone(), client: None };
    if let Err(why) = within(LIMIT, (clock.work)(reader, maintenance.client.clone())).await {
        let seconds = clock.every.as_secs();
        tracing::warn!("What is done by the clock is tried again in {seconds} s: {why}");
    }
    Ok(())
}

/// A last time that lies ahead is no reason to wait for it: somebody has put the clock right.
fn is_due(last: Option<Millis>, every: Duration, now: Millis) -> bool {
    let every = Millis::try_from(every.as_millis()).unwrap_or(Millis::MAX);
    last.is_none_or(|last| now < last || last.saturating_add(every) <= now)
}

/// Waits for `work`, but not longer than `limit`. `Err` says what went wrong.
async fn within(limit: Duration, work: impl Future<Output = Handled<()>>) -> Result<(), String> {
    match tokio::time::timeout(limit, AssertUnwindSafe(work).catch_unwind()).await {
        Ok(Ok(Ok(()))) => Ok(()),
        Ok(Ok(Err(failure))) => Err(failure.to_string()),
        Ok(Err(panic)) => Err(format!("it panicked: {}", panic_message(&*panic))),
        Err(_) => Err(format!("it took longer than {} s", limit.as_secs())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handler::failure::Failure;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn it_is_done_first_and_then_at_its_own_pace() {
        assert!(is_due(None, MINUTE, 100_000));
        assert!(!is_due(Some(100_000), MINUTE, 159_999));
        assert!(is_due(Some(100_000), MINUTE, 160_000));
    }

    #[test]
    fn a_clock_that_was_put_back_holds_nothing_up() {
        assert!(is_due(Some(100_000), MINUTE, 99_999));
    }

    #[tokio::test]
    async fn what_fails_panics_or_takes_too_long_says_so_and_goes_no_further() {
        assert_eq!(within(LIMIT, async { Ok(()) }).await, Ok(()));
        let failed = within(LIMIT, async { Err(Failure::failed("no disk")) }).await;
        assert_eq!(failed, Err("no disk".into()));
        let panicked = within(LIMIT, async { panic!("a bug") }).await;
        assert_eq!(panicked, Err("it panicked: a bug".into()));
        let endless = within(Duration::ZERO, std::future::pending()).await;
        assert_eq!(endless, Err("it took longer than 0 s".into()));
    }
}
