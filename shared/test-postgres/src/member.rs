//! One member of the fleet: how it is started, when it is ready, and the process it is right now.

use std::pin::Pin;
use std::process::ExitStatus;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::process::{Launch, Log, Process};
use crate::wait;

/// A member that is not ready by then will not be: migrations and recovery take seconds.
const START_LIMIT: Duration = Duration::from_secs(60);

/// What its log must still say when it dies while starting.
const TAIL_LINES: usize = 25;

/// What a question about readiness comes to.
pub type Answer<'a> = Pin<Box<dyn Future<Output = bool> + Send + 'a>>;

/// How to see that a member is ready.
#[derive(Debug, Clone)]
pub enum Ready {
    /// The function, asked about this address, says yes.
    Answers(String, fn(&str) -> Answer<'_>),
    /// It has printed a line that begins so.
    Line(&'static str),
}

#[derive(Debug)]
pub struct Member {
    launch: Launch,
    ready: Ready,
    /// How long a graceful stop may take before it is killed.
    stop_limit: Duration,
    process: Mutex<Option<Arc<Process>>>,
    /// What the process that was started last has written; it outlives the process.
    log: Mutex<Option<Log>>,
}

impl Member {
    pub fn new(launch: Launch, ready: Ready, stop_limit: Duration) -> Self {
        Self { launch, ready, stop_limit, process: Mutex::default(), log: Mutex::default() }
    }

    pub fn name(&self) -> &str {
        &self.launch.name
    }

    /// The process it is now; `None` when it was stopped or killed by us.
    pub fn pid(&self) -> Option<u32> {
        self.process().map(|process| process.pid())
    }

    /// Starts it and waits until it is ready; returns how long that took.
    pub async fn start(&self) -> Result<Duration> {
        let started = Instant::now();
        self.spawn()?;
        self.wait_ready().await?;
        Ok(started.elapsed())
    }

    /// Starts it without waiting.
    pub fn spawn(&self) -> Result<()> {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = process.as_ref()
            && running.exit_status()?.is_none()
        {
            bail!("{} is running already (pid {})", self.name(), running.pid());
        }
        let spawned = self.launch.spawn()?;
        *self.log.lock().unwrap_or_else(PoisonError::into_inner) = Some(spawned.log().clone());
        *process = Some(Arc::new(spawned));
        Ok(())
    }

    pub async fn wait_ready(&self) -> Result<()> {
        let process = self.process().ok_or_else(|| anyhow!("{} is not running", self.name()))?;
        let ready = wait::until(self.name(), START_LIMIT, async || {
            if let Some(status) = process.exit_status()? {
                bail!("it ended while starting ({status})");
            }
            Ok(self.is_ready(&process).await.then_some(()))
        });
        ready.await.with_context(|| format!("{} does not start; {}", self.name(), process.log().tail(TAIL_LINES)))
    }

    /// `SIGKILL`; returns when it is gone.
    pub fn kill(&self) -> Result<()> {
        match self.take() {
            Some(process) => process.kill(),
            None => Ok(()),
        }
    }

    /// A graceful stop; killed when it takes too long. True when it stopped by itself.
    pub async fn stop(&self) -> Result<bool> {
        match self.take() {
            Some(process) => process.stop(self.stop_limit).await,
            None => Ok(true),
        }
    }

    /// How it ended, when it did so without being asked.
    pub fn died(&self) -> Result<Option<ExitStatus>> {
        match self.process() {
            Some(process) => process.exit_status(),
            None => Ok(None),
        }
    }

    /// The end of its log since it was last started, also when it has ended since.
    pub fn log_tail(&self, lines: usize) -> String {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner).clone();
        log.map(|log| log.tail(lines)).unwrap_or_default()
    }

    /// Keeps its log to about twice so many bytes; see [`Log::rotate`].
    pub fn rotate_log(&self, bytes: u64) -> Result<()> {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner).clone();
        log.map_or(Ok(()), |log| Ok(log.rotate(bytes)?))
    }

    /// `SIGKILL` for it and every process it has started.
    pub fn kill_family(&self) -> Result<()> {
        self.take().map_or(Ok(()), |process| process.kill_family())
    }

    /// `SIGSTOP`: it stands still until `resume`.
    pub fn pause(&self) -> Result<()> {
        self.process().ok_or_else(|| anyhow!("{} is not running", self.name()))?.pause()
    }

    /// Nothing happens to one that is not paused, or not running.
    pub fn resume(&self) {
        if let Some(process) = self.process() {
            process.resume();
        }
    }

    async fn is_ready(&self, process: &Process) -> bool {
        match &self.ready {
            Ready::Answers(url, asked) => asked(url).await,
            Ready::Line(beginning) => process.log().read().lines().any(|line| line.starts_with(beginning)),
        }
    }

    fn process(&self) -> Option<Arc<Process>> {
        self.process.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn take(&self) -> Option<Arc<Process>> {
        self.process.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
