//! How long to wait before trying again.

use std::time::Duration;

use crate::Tasks;

/// Grows from short to long waits, and ends when the process is asked to stop.
pub struct Backoff {
    tasks: Tasks,
    delay: Duration,
}

impl Backoff {
    /// Most trouble is over by then: a connection that is made anew, a lock that is released.
    const FIRST: Duration = Duration::from_millis(20);

    /// An outage is noticed to be over within this time.
    const LONGEST: Duration = Duration::from_secs(1);

    pub fn new(tasks: &Tasks) -> Self {
        Self { tasks: tasks.clone(), delay: Self::FIRST }
    }

    /// Waits, and doubles the next wait. Fails when the process is asked to stop.
    pub async fn wait(&mut self) -> anyhow::Result<()> {
        tokio::select! {
            () = tokio::time::sleep(self.delay) => {}
            () = self.tasks.stopping() => anyhow::bail!("the process is stopping"),
        }
        self.delay = (self.delay * 2).min(Self::LONGEST);
        Ok(())
    }

    /// Begins with short waits again, after something went well.
    pub fn reset(&mut self) {
        self.delay = Self::FIRST;
    }
}
