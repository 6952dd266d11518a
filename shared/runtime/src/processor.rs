//! Processors run what is ready in the partitions of this instance: few large batches rather than one for each partition,
//! because each costs the same statements and a disk sync.

use std::{panic::AssertUnwindSafe, sync::Arc};

use futures::FutureExt;
use tokio::sync::{Mutex, mpsc, oneshot};

use crate::{
    Running,
    batch::{self, Mode, Settled, Trouble, Work},
    session::Session,
    settle,
    tasks::panic_message,
};

/// Commands in one transaction, about. More would hold locks longer than a caller likes to wait.
const COMMANDS: usize = 512;

/// Partitions hand over one piece of work at a time, so no more than this wait.
const WAITING: usize = 64;

/// Batches under way at a time: while one commits, the next one runs. More than there are processors (of the machine)
/// would only make them smaller.
fn count() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8)
}

/// The way to the processors. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Processors {
    jobs: mpsc::Sender<Job>,
}

type Jobs = Arc<Mutex<mpsc::Receiver<Job>>>;

/// One partition's ready commands, and where to say what came of them.
struct Job {
    work: Work,
    settled: oneshot::Sender<Settled>,
}

impl Processors {
    /// A way to processors that do not run yet.
    pub fn new() -> (Self, impl FnOnce(&Arc<Running>)) {
        let (jobs, waiting) = mpsc::channel(WAITING);
        let start = move |running: &Arc<Running>| {
            let waiting: Jobs = Arc::new(Mutex::new(waiting));
            for _ in 0..count() {
                running.tasks.serve("processor", serve(running.clone(), waiting.clone()));
            }
        };
        (Self { jobs }, start)
    }

    /// Runs the work with whatever else is ready, and answers its callers. `None`: something is wrong with it, nothing of
    /// it is done, and its commands are to be run one at a time.
    pub async fn run(&self, work: Work) -> Option<Settled> {
        let (settled, receiver) = oneshot::channel();
        self.jobs.send(Job { work, settled }).await.ok()?;
        receiver.await.ok()
    }
}

async fn serve(running: Arc<Running>, jobs: Jobs) {
    let mut session = None;
    loop {
        let ready = next(&jobs).await;
        if ready.is_empty() {
            return;
        }
        // A panic outside a handler must not leave the partitions without a processor; their work is run alone.
        if let Err(panic) = AssertUnwindSafe(process(&running, &mut session, ready)).catch_unwind().await {
            tracing::error!("A processor panicked: {}", panic_message(&*panic));
        }
    }
}

/// All that is ready; nothing when no partition is left.
async fn next(jobs: &Mutex<mpsc::Receiver<Job>>) -> Vec<Job> {
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

/// All in one batch; if there is trouble, each partition's work in a batch of its own.
async fn process(running: &Running, session: &mut Option<Session>, jobs: Vec<Job>) {
    let (works, replies): (Vec<_>, Vec<_>) = jobs.into_iter().map(|job| (job.work, job.settled)).unzip();
    if let Some(settled) = attempt(running, session, &works).await {
        tell(replies, settled);
        return;
    }
    if works.len() == 1 {
        return;
    }
    for (work, reply) in works.iter().zip(replies) {
        if let Some(settled) = attempt(running, session, std::slice::from_ref(work)).await {
            tell(vec![reply], settled);
        }
    }
}

fn tell(replies: Vec<oneshot::Sender<Settled>>, settled: Vec<Settled>) {
    for (reply, settled) in replies.into_iter().zip(settled) {
        // An owner that has gone has lost its partition; the next one publishes what this batch sends.
        reply.send(settled).ok();
    }
}

async fn attempt(running: &Running, session: &mut Option<Session>, works: &[Work]) -> Option<Vec<Settled>> {
    let mut attempted = batch::attempt(running, session, works, Mode::Together).await;
    if matches!(attempted, Err(Trouble::Known)) {
        attempted = batch::attempt(running, session, works, Mode::TogetherButKnown).await;
    }
    match attempted {
        Ok(settled) => {
            settle::answer(running, works, &settled).await;
            Some(settled)
        }
        Err(trouble) => {
            let commands: usize = works.iter().map(|work| work.deliveries.len()).sum();
            tracing::debug!(?trouble, commands, partitions = works.len(), "A batch was undone");
            None
        }
    }
}
