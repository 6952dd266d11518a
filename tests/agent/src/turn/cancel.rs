//! Whether and when a cancel takes effect.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// What a turn makes of a cancel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obedience {
    AtOnce,
    After(Duration),
    Never,
}

impl Obedience {
    /// When a turn ends that was cancelled at that time.
    fn due_at(self, asked_at: Instant) -> Option<Instant> {
        match self {
            Self::AtOnce => Some(asked_at),
            Self::After(delay) => Some(asked_at + delay),
            Self::Never => None,
        }
    }
}

pub struct Cancel {
    asked: watch::Receiver<Option<Instant>>,
    obedience: Obedience,
}

impl Cancel {
    pub fn new(asked: watch::Receiver<Option<Instant>>, obedience: Obedience) -> Self {
        Self { asked, obedience }
    }

    /// Returns when the turn has to end; never, if nobody cancels it or it does not care.
    pub async fn due(&self) {
        match self.obedience.due_at(self.asked().await) {
            // Most turns end at once: no timer for each of 20,000 chunks.
            Some(due_at) if due_at <= Instant::now() => {}
            Some(due_at) => sleep_until(due_at).await,
            None => std::future::pending().await,
        }
    }

    /// Returns when somebody has cancelled, whatever the turn makes of it: the time of the cancel.
    pub async fn asked(&self) -> Instant {
        let mut asked = self.asked.clone();
        match asked.wait_for(Option::is_some).await.ok().and_then(|at| *at) {
            Some(at) => at,
            // Nobody can cancel any more.
            None => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_cancel_counts_from_when_it_was_asked_for() {
        let asked_at = Instant::now();
        let delay = Duration::from_secs(5);

        assert_eq!(Obedience::AtOnce.due_at(asked_at), Some(asked_at));
        assert_eq!(Obedience::After(delay).due_at(asked_at), Some(asked_at + delay));
        assert_eq!(Obedience::Never.due_at(asked_at), None);
    }

    #[tokio::test]
    async fn a_cancel_is_due_only_after_it_was_asked_for() {
        let (ask, asked) = watch::channel(None);
        let cancel = Cancel::new(asked, Obedience::AtOnce);
        let mut due = Box::pin(cancel.due());
        assert!(futures::poll!(&mut due).is_pending());

        ask.send(Some(Instant::now())).unwrap();

        due.await;
    }
}
