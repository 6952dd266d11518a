//! Processors run what is ready in the partitions of this instance: few large batches rather than one for each partition,
//! because each costs the same statements and a disk sync.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::FutureExt;
use messaging::{Tasks, panic_message};
use tokio::sync::{Mutex, mpsc, oneshot};

use super::{
    batch::{Executor, Settled, Work},
    replies,
};
use crate::{
    core::ladder::{Class, Next, Strategy, Trouble, next},
    store::session::Session,
};

/// Commands in one transaction, about. More would hold locks longer than a caller likes to wait.
const COMMANDS: usize = 512;

/// Partitions hand over one piece of work at a time, so no more than this wait.
const WAITING: usize = 64;

/// A batch without an answer after this long has lost its connection without noticing: the server's own limits for a
/// statement and a lock are shorter.
const COMMITTED_WITHIN: Duration = Duration::from_secs(90);

/// Batches under way at a time: while one commits, the next one runs. More than there are processors (of the machine)
/// would only make them smaller.
fn count() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8)
}

/// The way to the processors. Cheap to clone.
#[derive(Clone)]
pub struct Processors {
    jobs: mpsc::Sender<Job>,
}

type Jobs = Arc<Mutex<mpsc::Receiver<Job>>>;

/// One partition's ready commands, and where to say what came of them.
struct Job {
    work: Work,
    processed: oneshot::Sender<Processed>,
}

/// What came of one partition's commands.
#[derive(Debug)]
pub enum Processed {
    Settled(Box<Settled>),
    /// Nothing of it is done, and its commands are to be run one at a time.
    Split,
    /// The partition stands elsewhere than its owner left it; nothing of it is done.
    FloorMoved,
}

impl Processors {
    /// Starts processors, which run until the last partition is gone.
    pub fn start(executor: &Executor, nats: &async_nats::Client, tasks: &Tasks) -> Self {
        let (jobs, waiting) = mpsc::channel(WAITING);
        let waiting: Jobs = Arc::new(Mutex::new(waiting));
        for _ in 0..count() {
            let processor =
                Processor { executor: executor.clone(), nats: nats.clone(), session: None, jobs: waiting.clone() };
            tasks.serve("processor", processor.serve());
        }
        Self { jobs }
    }

    /// Runs the work with whatever else is ready, and answers its callers.
    pub async fn run(&self, work: Work) -> Processed {
        let (processed, receiver) = oneshot::channel();
        if self.jobs.send(Job { work, processed }).await.is_err() {
            return Processed::Split;
        }
        receiver.await.unwrap_or(Processed::Split)
    }
}

struct Processor {
    executor: Executor,
    nats: async_nats::Client,
    session: Option<Session>,
    jobs: Jobs,
}

impl Processor {
    async fn serve(mut self) {
        loop {
            let ready = ready(&self.jobs).await;
            if ready.is_empty() {
                return;
            }
            // A panic outside a handler must not leave the partitions without a processor; their work is split.
            if let Err(panic) = AssertUnwindSafe(self.process(ready)).catch_unwind().await {
                tracing::error!("A processor panicked: {}", panic_message(&*panic));
            }
        }
    }

    /// All in one batch; if there is trouble, each partition's work in a batch of its own.
    async fn process(&mut self, jobs: Vec<Job>) {
        let (works, replies): (Vec<_>, Vec<_>) = jobs.into_iter().map(|job| (job.work, job.processed)).unzip();
        match self.attempt(&works).await {
            Ok(settled) => {
                let settled = settled.into_iter().map(|settled| Processed::Settled(Box::new(settled)));
                replies.into_iter().zip(settled).for_each(|(reply, settled)| answer(reply, settled));
            }
            Err(trouble) if works.len() == 1 => replies.into_iter().for_each(|reply| answer(reply, undone(&trouble))),
            Err(_) => {
                for (work, reply) in works.into_iter().zip(replies) {
                    let processed = match self.attempt(std::slice::from_ref(&work)).await {
                        Ok(mut settled) => {
                            settled.pop().map_or(Processed::Split, |one| Processed::Settled(Box::new(one)))
                        }
                        Err(trouble) => undone(&trouble),
                    };
                    answer(reply, processed);
                }
            }
        }
    }

    async fn attempt(&mut self, works: &[Work]) -> Result<Vec<Settled>, Trouble> {
        let mut strategy = Strategy::Together;
        loop {
            let run = self.executor.run(&mut self.session, works, strategy.clone());
            let ran = tokio::time::timeout(COMMITTED_WITHIN, run).await;
            let trouble = match ran.unwrap_or_else(|_| Err(no_answer())) {
                Ok(settled) => {
                    for (work, settled) in works.iter().zip(&settled) {
                        for (delivery, outcome) in work.deliveries.iter().zip(&settled.outcomes) {
                            replies::reply(&self.nats, delivery, outcome).await;
                        }
                    }
                    return Ok(settled);
                }
                Err(trouble) => trouble,
            };
            let commands: usize = works.iter().map(|work| work.deliveries.len()).sum();
            tracing::info!(?trouble, ?strategy, commands, partitions = works.len(), "A batch was undone");
            match next(strategy, trouble.clone()) {
                Next::Again(again) if again.is_together() => strategy = again,
                _ => return Err(trouble),
            }
        }
    }
}

fn no_answer() -> Trouble {
    Trouble::Failed(Class::Outage, "the database gave no answer".into())
}

fn undone(trouble: &Trouble) -> Processed {
    match trouble {
        Trouble::FloorMoved => Processed::FloorMoved,
        _ => Processed::Split,
    }
}

/// An owner that has gone has lost its partition; the next one publishes what this batch sends.
fn answer(reply: oneshot::Sender<Processed>, processed: Processed) {
    reply.send(processed).ok();
}

/// All that is ready; nothing when no partition is left.
async fn ready(jobs: &Mutex<mpsc::Receiver<Job>>) -> Vec<Job> {
    let mut jobs = jobs.lock().await;
    let Some(first) = jobs.recv().await else { return Vec::new() };
    // The partitions become ready together, when a batch has been answered: the others hand over now.
    tokio::task::yield_now().await;
    let (mut commands, mut ready) = (first.work.deliveries.len(), vec![first]);
    while commands < COMMANDS
        && let Ok(job) = jobs.try_recv()
    {
        commands += job.work.deliveries.len();
        ready.push(job);
    }
    ready
}
