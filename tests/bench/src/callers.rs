//! Callers that each wait for one outcome before they send the next command.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use fleet::wait;
use tokio::task::JoinSet;

use crate::figure::Figure;
use crate::spread::Spread;
use crate::target::Target;

/// When callers stop.
#[derive(Debug, Clone)]
pub enum Until {
    /// So many commands were sent, by all of them together.
    Commands(u64),
    Time(Instant),
    /// Somebody says so.
    Told(Arc<AtomicBool>),
}

#[derive(Debug, Clone)]
pub struct Load {
    pub callers: usize,
    /// Between an outcome and the caller's next command.
    pub pause: Duration,
    pub until: Until,
}

/// What the callers saw.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Of commands that were done.
    pub spread: Spread,
    pub errors: u64,
    pub first_error: Option<String>,
    pub elapsed: Duration,
}

impl Tally {
    pub fn per_second(&self) -> f64 {
        self.spread.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// The figure, with this run's errors.
    pub fn judge(&self, figure: Figure) -> Figure {
        figure.errors(self.errors, self.first_error.as_deref())
    }
}

impl Until {
    pub fn is_over(&self, ticket: u64) -> bool {
        match self {
            Self::Commands(count) => ticket >= *count,
            Self::Time(end) => Instant::now() >= *end,
            Self::Told(told) => told.load(Ordering::Relaxed),
        }
    }
}

/// Lets the callers call until it is over.
pub async fn run(target: &Target, load: &Load) -> Result<Tally> {
    let (target, tickets) = (Arc::new(target.clone()), Arc::new(AtomicU64::new(0)));
    let began = Instant::now();
    let mut callers = JoinSet::new();
    for _ in 0..load.callers {
        callers.spawn(call(target.clone(), load.clone(), tickets.clone()));
    }
    let mut all = Seen::default();
    while let Some(seen) = callers.join_next().await {
        all.add(seen?);
    }
    Ok(all.tally(began.elapsed()))
}

/// Lets the callers call for as long as `work` takes.
pub async fn run_beside<T>(
    target: &Target,
    load: impl Fn(Until) -> Load,
    work: impl Future<Output = T>,
) -> Result<(Tally, T)> {
    let over = Arc::new(AtomicBool::new(false));
    let load = load(Until::Told(over.clone()));
    let working = async {
        let done = work.await;
        over.store(true, Ordering::Relaxed);
        done
    };
    let (seen, done) = tokio::join!(run(target, &load), working);
    Ok((seen?, done))
}

/// What was seen so far.
#[derive(Default)]
pub struct Seen {
    durations: Vec<Duration>,
    errors: u64,
    first_error: Option<String>,
}

impl Seen {
    /// How long one call took, or why it did not end as it should.
    pub fn note(&mut self, outcome: Result<Duration, String>) {
        match outcome {
            Ok(duration) => self.durations.push(duration),
            Err(error) => {
                self.errors += 1;
                self.first_error.get_or_insert(error);
            }
        }
    }

    pub fn add(&mut self, other: Self) {
        self.durations.extend(other.durations);
        self.errors += other.errors;
        self.first_error = self.first_error.take().or(other.first_error);
    }

    /// Calls that ended, well or not.
    pub fn count(&self) -> u64 {
        self.durations.len() as u64 + self.errors
    }

    pub fn tally(self, elapsed: Duration) -> Tally {
        let Self { durations, errors, first_error } = self;
        Tally { spread: Spread::of(durations), errors, first_error, elapsed }
    }
}

async fn call(target: Arc<Target>, load: Load, tickets: Arc<AtomicU64>) -> Seen {
    let mut seen = Seen::default();
    loop {
        let ticket = tickets.fetch_add(1, Ordering::Relaxed);
        if load.until.is_over(ticket) {
            return seen;
        }
        let sent = Instant::now();
        seen.note(target.send(ticket).await.map(|()| sent.elapsed()));
        if !load.pause.is_zero() {
            wait::pause(load.pause).await;
        }
    }
}
