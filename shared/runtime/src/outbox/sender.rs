//! Sends what a partition's batches leave behind their commits, in order, while the next batch runs.
//!
//! A command's outcome is known at its commit, so its caller need not wait for what follows from it. What a crash leaves
//! unsent is in the outbox, and the next owner sends it first.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_nats::jetstream;
use messaging::{Backoff, Client, Tasks, destination, now};
use sqlx::PgPool;
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until},
};
use tracing::Instrument;

use super::{lanes::Lane, publish::LanePublisher};
use crate::store::{
    dead_letters,
    outbox::{self, Outgoing},
};

/// Batches that may wait to be sent before the partition waits as well.
const WAITING: usize = 16;

/// How long an acknowledgement may wait for a newer one, which speaks for it too. What is settled is known from the
/// database; the acknowledgement tells the server, and people who look at the lag.
const ACKNOWLEDGE_WITHIN: Duration = Duration::from_millis(20);

/// How often rows are tried again that their stream did not take.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// What a sender works with.
pub struct Resources {
    pub pool: PgPool,
    pub client: Client,
    pub tasks: Tasks,
    pub lane: Arc<Lane>,
    pub partition: u32,
    pub deliver_twice: bool,
}

/// A partition's way out. Dropping it lets what is waiting leave.
pub struct Sender {
    jobs: mpsc::Sender<Job>,
    /// How often the consumer's count has begun again.
    count: Arc<AtomicU64>,
}

enum Job {
    /// What a commit has left in the outbox, and where.
    Publish(Vec<Outgoing>, Vec<i64>),
    /// The rows behind this position: from the outbox, before anything new.
    PublishRest { after: i64, is_other_server: bool },
    /// Everything up to this message is settled, if the consumer's count is still the same.
    Acknowledge(Box<jetstream::Message>, u64),
    /// Tells when everything before it is sent.
    Mark(oneshot::Sender<()>),
}

impl Sender {
    pub fn start(resources: Resources) -> Self {
        let (jobs, receiver) = mpsc::channel(WAITING);
        let count = Arc::new(AtomicU64::new(0));
        let tasks = resources.tasks.clone();
        let publisher = LanePublisher::new(resources.client.clone(), resources.tasks.clone(), resources.deliver_twice);
        let sending = Sending { resources, publisher, count: count.clone(), due: None, left_after: None, try_at: None };
        tasks.spawn("sender", sending.run(receiver));
        Self { jobs, count }
    }

    /// Publishes what a commit has left in the outbox.
    pub async fn publish(&self, outgoing: Vec<Outgoing>, positions: Vec<i64>) {
        if !outgoing.is_empty() {
            self.hand_over(Job::Publish(outgoing, positions)).await;
        }
    }

    /// Publishes the lane's rows behind `after`, and waits until they are sent. `is_other_server`: nothing that the last
    /// server process held counts any more.
    pub async fn publish_rest(&self, after: i64, is_other_server: bool) -> anyhow::Result<()> {
        self.hand_over(Job::PublishRest { after, is_other_server }).await;
        self.drained().await
    }

    /// Acknowledges everything up to this message, soon.
    pub async fn acknowledge(&self, message: jetstream::Message) {
        let count = self.count.load(Ordering::Relaxed);
        self.hand_over(Job::Acknowledge(Box::new(message), count)).await;
    }

    /// The consumer is about to count anew: an acknowledgement of the old count that reaches it later would hide those that
    /// follow. What it is for comes again, and is known.
    pub fn forget_acknowledgements(&self) {
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits until everything is sent. Fails when the process is stopping before it is.
    pub async fn drained(&self) -> anyhow::Result<()> {
        let (mark, drained) = oneshot::channel();
        self.hand_over(Job::Mark(mark)).await;
        drained.await.map_err(|_| anyhow::anyhow!("the sender has stopped"))
    }

    /// A sender that has stopped leaves its rows in the outbox, for the next owner.
    async fn hand_over(&self, job: Job) {
        self.jobs.send(job).await.ok();
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

struct Sending {
    resources: Resources,
    publisher: LanePublisher,
    count: Arc<AtomicU64>,
    due: Option<Due>,
    /// Behind this position, rows were left that their stream does not take now.
    left_after: Option<i64>,
    /// When they are tried again.
    try_at: Option<Instant>,
}

impl Sending {
    async fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        loop {
            let far = Instant::now() + Duration::from_secs(3600);
            let acknowledge_at = self.due.as_ref().map_or(far, |due| due.at);
            tokio::select! {
                biased;
                () = sleep_until(acknowledge_at), if self.due.is_some() => self.acknowledge_due().await,
                () = sleep_until(self.try_at.unwrap_or(far)), if self.try_at.is_some() => {
                    self.publisher.try_again();
                    let after = self.left_after.take().unwrap_or_default();
                    if self.publish_rest(after).await.is_err() {
                        return;
                    }
                }
                job = jobs.recv() => {
                    let Some(job) = job else { return self.acknowledge_due().await };
                    if self.work(job).await.is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// Fails only when the process is stopping.
    async fn work(&mut self, job: Job) -> anyhow::Result<()> {
        match job {
            Job::Publish(outgoing, positions) => {
                let outcome = self.publisher.publish(&outgoing).await?;
                for (index, reason) in outcome.undeliverable {
                    self.keep_undeliverable(&outgoing[index], &reason).await?;
                }
                let left = outcome.left.and_then(|index| positions.get(index).copied());
                self.published(positions.last().copied(), left);
            }
            Job::PublishRest { after, is_other_server } => {
                if is_other_server {
                    self.publisher.forget_views();
                }
                self.publisher.try_again();
                self.left_after = None;
                self.publish_rest(after).await?;
            }
            Job::Acknowledge(message, counted) => {
                let at = self.due.take().map_or_else(|| Instant::now() + ACKNOWLEDGE_WITHIN, |due| due.at);
                self.due = Some(Due { message, counted, at });
            }
            Job::Mark(mark) => {
                self.acknowledge_due().await;
                // Whoever asked may have gone.
                mark.send(()).ok();
            }
        }
        Ok(())
    }

    /// Rows up to `last` were sent, but for those from `left` on that their stream does not take.
    fn published(&mut self, last: Option<i64>, left: Option<i64>) {
        if let Some(left) = left {
            self.left_after = Some(self.left_after.map_or(left - 1, |after| after.min(left - 1)));
            self.try_at.get_or_insert(Instant::now() + TRY_AGAIN);
        }
        let published = match self.left_after {
            Some(after) => last.map(|last| last.min(after)),
            None => last,
        };
        if let Some(position) = published {
            self.resources.lane.published(now(), position);
        }
    }

    /// Publishes the lane's rows behind `after`, page by page.
    async fn publish_rest(&mut self, mut after: i64) -> anyhow::Result<()> {
        self.try_at = None;
        let mut backoff = Backoff::new(&self.resources.tasks);
        loop {
            let rows = match outbox::rows_after(&self.resources.pool, &self.resources.lane.name, after).await {
                Ok(rows) => rows,
                Err(error) => {
                    tracing::warn!(%error, lane = %self.resources.lane.name, "A lane cannot be read; trying again");
                    backoff.wait().await?;
                    continue;
                }
            };
            let Some(last) = rows.last().map(|row| row.position) else { return Ok(()) };
            tracing::info!(lane = %self.resources.lane.name, messages = rows.len(), "Publishing rows that are left or kept");
            let outcome = self.publisher.publish_stored(&rows).await?;
            for (index, reason) in outcome.undeliverable {
                self.keep_undeliverable(&rows[index].outgoing, &reason).await?;
            }
            self.published(Some(last), outcome.left.map(|index| rows[index].position));
            if rows.len() < usize::try_from(outbox::PAGE).unwrap_or(usize::MAX) {
                return Ok(());
            }
            after = last;
        }
    }

    /// A message that no stream will ever take goes to the dead letters: nothing accepted is dropped.
    async fn keep_undeliverable(&self, row: &Outgoing, reason: &str) -> anyhow::Result<()> {
        let mut backoff = Backoff::new(&self.resources.tasks);
        tracing::error!(subject = row.subject, reason, "A message cannot be sent; it is kept with the dead letters");
        loop {
            match dead_letters::insert_undeliverable(&self.resources.pool, self.resources.partition, row, reason, now())
                .await
            {
                Ok(()) => return Ok(()),
                Err(error) => tracing::warn!(%error, "A dead letter cannot be stored; trying again"),
            }
            backoff.wait().await?;
        }
    }

    async fn acknowledge_due(&mut self) {
        let Some(Due { message, counted, .. }) = self.due.take() else { return };
        if counted != self.count.load(Ordering::Relaxed) {
            return;
        }
        let span = telemetry::span::settle(&destination(&message.subject));
        if let Some(headers) = &message.headers {
            telemetry::set_parent(&span, headers);
        }
        if let Err(error) = message.ack().instrument(span).await {
            tracing::warn!(%error, "An acknowledgement could not be sent; the commands come again, and are known");
        }
    }
}
