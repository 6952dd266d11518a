//! Waits between attempts. Until the messaging crate brings it.

use std::time::Duration;

use runtime::Tasks;

/// Grows from short to long waits; fails when the process is asked to stop.
pub struct Backoff {
    tasks: Tasks,
    delay: Duration,
}

impl Backoff {
    const FIRST: Duration = Duration::from_millis(20);
    const LONGEST: Duration = Duration::from_secs(1);

    pub fn new(tasks: &Tasks) -> Self {
        Self { tasks: tasks.clone(), delay: Self::FIRST }
    }

    pub async fn wait(&mut self) -> anyhow::Result<()> {
        let is_stopping = tokio::time::timeout(self.delay, self.tasks.stopping()).await.is_ok();
        anyhow::ensure!(!is_stopping, "the process is stopping");
        self.delay = (self.delay * 2).min(Self::LONGEST);
        Ok(())
    }

    /// Begins with short waits again, after something went well.
    pub fn reset(&mut self) {
        self.delay = Self::FIRST;
    }
}
