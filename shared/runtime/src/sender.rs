//! Sends what a partition's batches leave behind their commits, in order, while the next batch runs.
//!
//! A command's outcome is known at its commit, so its caller need not wait for what follows from it. What a crash leaves
//! unsent is in the outbox, and the next owner sends it first.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_nats::jetstream;
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, timeout_at},
};
use tracing::Instrument;

use crate::{
    Running,
    client::destination,
    outbox::{self, Outgoing},
    view,
};

/// Batches that may wait to be sent before the partition waits as well.
const WAITING: usize = 16;

/// How long an acknowledgement may wait for a newer one, which speaks for it too. What is settled is known from the
/// database; the acknowledgement tells the server, and whoever looks at the lag.
const ACKNOWLEDGE_WITHIN: Duration = Duration::from_millis(20);

/// A partition's way out. Dropping it lets what is waiting leave.
pub(crate) struct Sender {
    departures: mpsc::Sender<Departure>,
    pub published: Published,
    /// How often the consumer's count has begun again.
    count: Arc<AtomicU64>,
}

/// Outbox rows that are sent and can be deleted, with the next commit. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Published(Arc<Mutex<Vec<i64>>>);

impl Published {
    pub fn take(&self) -> Vec<i64> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds rows; also gives them back, when their deletion was undone.
    pub fn add(&self, positions: Vec<i64>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(positions);
    }
}

enum Departure {
    /// What a commit has left in the outbox, and where.
    Outgoing(Vec<Outgoing>, Vec<i64>),
    /// Everything up to this message is settled, if the consumer's count is still the same.
    Acknowledge(Box<jetstream::Message>, u64),
    /// Tells when everything before it is sent.
    Mark(oneshot::Sender<()>),
}

impl Sender {
    pub fn start(running: &Arc<Running>) -> Self {
        let (departures, receiver) = mpsc::channel(WAITING);
        let (published, count) = (Published::default(), Arc::new(AtomicU64::new(0)));
        running.tasks.spawn("sender", send(running.clone(), receiver, published.clone(), count.clone()));
        Self { departures, published, count }
    }

    pub async fn send(&self, outgoing: Vec<Outgoing>, positions: Vec<i64>) {
        if !outgoing.is_empty() {
            self.hand_over(Departure::Outgoing(outgoing, positions)).await;
        }
    }

    /// Acknowledges the message, and all before it, once everything handed over so far is sent.
    pub async fn acknowledge(&self, message: jetstream::Message) {
        self.hand_over(Departure::Acknowledge(Box::new(message), self.count.load(Ordering::Relaxed))).await;
    }

    /// Before the consumer's count begins again: an acknowledgement with a number of the old one would hide those that
    /// follow. What it is for comes again, and is known.
    pub fn forget_acknowledgements(&self) {
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits until everything is sent. Fails when the process is stopping before it is.
    pub async fn drained(&self) -> anyhow::Result<()> {
        let (mark, drained) = oneshot::channel();
        self.hand_over(Departure::Mark(mark)).await;
        drained.await.map_err(|_| anyhow::anyhow!("the sender has stopped"))
    }

    /// A sender that has stopped leaves its rows in the outbox, for the next owner.
    async fn hand_over(&self, departure: Departure) {
        self.departures.send(departure).await.ok();
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.forget_acknowledgements();
    }
}

/// The newest message to acknowledge, and when.
struct Due {
    message: Box<jetstream::Message>,
    counted: u64,
    at: Instant,
}

async fn send(
    running: Arc<Running>,
    mut departures: mpsc::Receiver<Departure>,
    published: Published,
    count: Arc<AtomicU64>,
) {
    let mut views = view::Writer::default();
    let mut due: Option<Due> = None;
    loop {
        let departure = match &due {
            None => departures.recv().await,
            Some(Due { at, .. }) => match timeout_at(*at, departures.recv()).await {
                Ok(departure) => departure,
                Err(_) => {
                    acknowledge(due.take(), &count).await;
                    continue;
                }
            },
        };
        match departure {
            Some(Departure::Outgoing(outgoing, positions)) => {
                if outbox::publish(&running, &outgoing, &mut views).await.is_err() {
                    return;
                }
                published.add(positions);
            }
            Some(Departure::Acknowledge(message, counted)) => {
                let at = due.map_or_else(|| Instant::now() + ACKNOWLEDGE_WITHIN, |due| due.at);
                due = Some(Due { message, counted, at });
            }
            Some(Departure::Mark(mark)) => {
                acknowledge(due.take(), &count).await;
                // Whoever asked may have gone.
                mark.send(()).ok();
            }
            None => return acknowledge(due, &count).await,
        }
    }
}

async fn acknowledge(due: Option<Due>, count: &AtomicU64) {
    let Some(Due { message, .. }) = due.filter(|due| due.counted == count.load(Ordering::Relaxed)) else { return };
    let span = telemetry::span::settle(&destination(&message.subject));
    if let Some(headers) = &message.headers {
        telemetry::set_parent(&span, headers);
    }
    if let Err(error) = message.ack().instrument(span).await {
        tracing::warn!(%error, "An acknowledgement could not be sent; the commands come again, and are known");
    }
}
