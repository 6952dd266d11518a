//! Owning a partition: pulling its commands in order, and knowing when it has changed hands.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use async_nats::jetstream::{
    self, consumer,
    consumer::{PullConsumer, pull::MessagesError},
    stream::Stream,
};
use futures::{FutureExt, StreamExt};
use messaging::{
    Assignment, Backoff, Delivery, headers,
    jetstream::{
        GROUP, apply_consumer, consumer_info, first_sequence_since, is_pinned, partition_consumer, partition_name,
    },
    panic_message,
};
use tokio::sync::{mpsc, oneshot};

use super::{
    Resources,
    partition::{Partition, Progress},
};
use crate::{
    core::{
        floor::Start,
        intake::{Intake, Verdict},
    },
    store::floors::Standing,
};

/// Commands of one partition in one transaction. More would hold locks longer than a caller likes to wait.
const BATCH: usize = 256;

/// Messages asked for at a time: the next batch travels while this one commits.
const PULL: usize = 1024;

/// How long one pull waits. Well below the pin's timeout, or the pin would be lost between pulls.
const PULL_EXPIRES: Duration = Duration::from_millis(1000);

/// How often a new owner looks whether the last one has released its pin.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// A connection that breaks again within this time, while nothing was settled, is broken by a message.
const STUCK: Duration = Duration::from_secs(30);

/// An owner that has no message to take checks whether the last one left some behind, and whether the database still has the
/// partition where it was: soon, then ever more rarely.
const FIRST_CHECK: Duration = Duration::from_millis(50);
const RAREST_CHECK: Duration = Duration::from_secs(5);

/// A hold of this length was a good one: the next loss of it is met with short waits again.
const HELD_WELL: Duration = Duration::from_secs(10);

/// Owns the partition whenever it is assigned to this instance, until the process stops.
pub async fn run(resources: Arc<Resources>, number: u32, mut assignment: Assignment) {
    // After a process start the database may have been restored from a backup, so the consumer's position is not trusted.
    let mut is_handed_over = !assignment.borrow().contains(&number);
    let mut committed = Standing::default();
    let mut backoff = Backoff::new(&resources.tasks);
    loop {
        let assigned = tokio::select! {
            biased;
            () = resources.tasks.stopping() => false,
            assigned = async { assignment.wait_for(|share| share.contains(&number)).await.is_ok() } => assigned,
        };
        if !assigned {
            return;
        }
        let mut owner = match Owner::new(&resources, number, committed.clone()).await {
            Ok(owner) => owner,
            Err(error) => {
                tracing::error!(partition = number, "A partition cannot be owned: {error:#}");
                return;
            }
        };
        telemetry::metrics::registry().partitions_owned.inc();
        let held_since = Instant::now();
        // A panic outside a handler must not leave the partition without an owner.
        let owned = AssertUnwindSafe(owner.own(&mut assignment, is_handed_over)).catch_unwind().await;
        telemetry::metrics::registry().partitions_owned.dec();
        committed = owner.partition.committed();
        is_handed_over = true;
        let ended =
            owned.unwrap_or_else(|panic| Err(anyhow::anyhow!("the owner panicked: {}", panic_message(&*panic))));
        if held_since.elapsed() > HELD_WELL {
            backoff.reset();
        }
        if let Err(error) = ended
            && !resources.tasks.is_stopping()
        {
            tracing::warn!(partition = number, "Lost hold of a partition, taking it up again: {error:#}");
            if backoff.wait().await.is_err() {
                return;
            }
        }
    }
}

/// What the last owner left unacknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// All that was delivered, up to this consumer sequence and this stream sequence, is acknowledged.
    Nothing { consumer: u64, stream: u64 },
    /// It holds the pin still.
    Pinned,
    /// Something that must be delivered again.
    Unsettled,
}

type Pulled = Result<jetstream::Message, MessagesError>;

pub(super) struct Owner<'a> {
    pub(super) resources: &'a Arc<Resources>,
    pub(super) partition: Partition,
    pub(super) intake: Intake,
    stream: Stream<()>,
    consumer: String,
    /// The stream sequence of the newest command that was delivered, to whomever.
    pub(super) delivered: u64,
    /// Where the partition stood when the connection was last made anew, and when that was.
    reconnected: Option<(u64, Instant)>,
}

impl<'a> Owner<'a> {
    async fn new(resources: &'a Arc<Resources>, number: u32, committed: Standing) -> anyhow::Result<Self> {
        Ok(Self {
            resources,
            partition: Partition::new(resources, number, committed),
            intake: Intake::new(0),
            stream: messaging::jetstream::stream(resources.client.nats(), resources.stream.name()).await?,
            consumer: partition_name(resources.service.actor, number),
            delivered: 0,
            reconnected: None,
        })
    }

    /// Until the partition is given to another instance or the process stops: then `Ok`, with the batch under way
    /// finished and the pin released. `is_handed_over`: the last owner was one of this fleet as it runs now.
    async fn own(&mut self, assignment: &mut Assignment, is_handed_over: bool) -> anyhow::Result<()> {
        let mut server = self.resources.server.clone();
        server.mark_unchanged();
        self.begin(is_handed_over).await?;
        let (mut messages, pull_ended) = self.pull().await?;
        let mut able = self.resources.able.clone();
        let mut chunk = Vec::with_capacity(BATCH);
        let number = self.partition.number;
        // Outlives the turns of the loop.
        let (mut check, mut next_check) = (FIRST_CHECK, tokio::time::Instant::now() + FIRST_CHECK);
        loop {
            tokio::select! {
                biased;
                () = self.resources.tasks.stopping() => break,
                () = async { assignment.wait_for(|share| !share.contains(&number)).await.map_or_else(drop, drop) } => break,
                changed = server.changed() => { changed?; self.reconnected().await? }
                taken = messages.recv_many(&mut chunk, BATCH) => {
                    anyhow::ensure!(taken > 0, "the pull ended");
                    let chunk = std::mem::replace(&mut chunk, Vec::with_capacity(BATCH));
                    // Without the database the batch under way cannot end; another instance does its work.
                    tokio::select! {
                        taken = self.take(chunk) => taken?,
                        _ = able.wait_for(|able| !able) => break,
                    }
                }
                () = tokio::time::sleep_until(next_check) => {
                    let is_still = self.check().await?;
                    check = if is_still { (check * 2).min(RAREST_CHECK) } else { FIRST_CHECK };
                    next_check = tokio::time::Instant::now() + check;
                }
            }
        }
        drop(messages);
        // Before the pin is released, or the server would give it to this pull again. Nothing is sent: the end is an error.
        pull_ended.await.map_or_else(drop, drop);
        self.release().await
    }

    /// Waits for the last owner to let go, and learns where the partition goes on.
    async fn begin(&mut self, is_handed_over: bool) -> anyhow::Result<()> {
        let info = self.find_consumer().await?;
        let left = self.wait_for_predecessor(info).await?;
        let start = self.partition.take_over().await?;
        match (left, start) {
            (Left::Nothing { consumer, stream }, Start::After(settled)) if is_handed_over && stream == settled => {
                self.intake = Intake::handed_over(settled, consumer);
            }
            // Nothing was delivered beyond the floor: the first message brings a new pin, and with it a reset.
            (Left::Nothing { stream, .. }, Start::After(settled)) if stream <= settled => {
                self.intake = Intake::new(settled);
            }
            _ => self.reset_to(start).await?,
        }
        if self.find_unreadable().await? {
            self.read_by_hand().await?;
        }
        Ok(())
    }

    /// Makes sure that the consumer is there, and as this version wants it.
    async fn find_consumer(&mut self) -> anyhow::Result<consumer::Info> {
        let wanted = partition_consumer(self.resources.service.actor, self.partition.number);
        let info = self.look_at_consumer().await?;
        let is_as_wanted = info.config.priority_timeout == wanted.priority_timeout
            && info.config.ack_wait == wanted.ack_wait
            && info.config.max_ack_pending == wanted.max_ack_pending
            && info.config.filter_subject == wanted.filter_subject;
        if !is_as_wanted {
            apply_consumer(&self.stream, wanted).await?;
        }
        Ok(info)
    }

    /// Pulls in a task of its own, so that the pin is renewed while a batch is held up (by its database, say).
    async fn pull(&self) -> anyhow::Result<(mpsc::Receiver<Pulled>, oneshot::Receiver<()>)> {
        let consumer: PullConsumer = self
            .stream
            .get_consumer(&self.consumer)
            .await
            .map_err(|error| anyhow::anyhow!("{}: {error}", self.consumer))?;
        let pull = consumer.stream().group(GROUP).max_messages_per_batch(PULL);
        let messages = pull.expires(PULL_EXPIRES).heartbeat(PULL_EXPIRES / 2).messages().await?;
        let (sender, receiver) = mpsc::channel(PULL);
        let (ended, end) = oneshot::channel::<()>();
        self.resources.tasks.spawn("pull", async move {
            // Dropped with the pull itself, which is how its end is known.
            let (_ended, mut messages) = (ended, messages);
            loop {
                let message = tokio::select! {
                    Some(message) = messages.next() => message,
                    () = sender.closed() => return,
                    else => return,
                };
                if sender.send(message).await.is_err() {
                    return;
                }
            }
        });
        Ok((receiver, end))
    }

    /// Waits until nobody holds the pin of what the last owner left unacknowledged. Only before the first pull: later the
    /// pin may be our own.
    async fn wait_for_predecessor(&mut self, mut info: consumer::Info) -> anyhow::Result<Left> {
        loop {
            let left = self.left(&info);
            if left != Left::Pinned {
                return Ok(left);
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK_AGAIN) => {}
                () = self.resources.tasks.stopping() => anyhow::bail!("the process is stopping"),
            }
            info = self.look_at_consumer().await?;
        }
    }

    fn left(&self, info: &consumer::Info) -> Left {
        // An acknowledgement from before a reset may reach the server after it (a stalled owner's, or one under way when the
        // connection broke). It puts the floor above all that is delivered in the new count, and the server ignores every
        // acknowledgement below it: another reset puts that right.
        if info.ack_floor.consumer_sequence > info.delivered.consumer_sequence {
            tracing::warn!(partition = self.partition.number, "A late acknowledgement hides later ones; counting anew");
            return Left::Unsettled;
        }
        if info.num_ack_pending == 0 || self.intake.is_pinned() {
            return Left::Nothing {
                consumer: info.delivered.consumer_sequence,
                stream: info.delivered.stream_sequence,
            };
        }
        if is_pinned(info) { Left::Pinned } else { Left::Unsettled }
    }

    /// Looks whether something was left behind, or the database was put back. `false`: it is worth looking again soon.
    async fn check(&mut self) -> anyhow::Result<bool> {
        let info = self.look_at_consumer().await?;
        match self.left(&info) {
            Left::Pinned => return Ok(false),
            Left::Unsettled => self.reset().await?,
            Left::Nothing { .. } if !self.partition.is_where_it_was().await? => self.reset().await?,
            Left::Nothing { .. } => {}
        }
        Ok(true)
    }

    /// What was under way is lost: it is delivered again. When nothing was settled since the connection was made anew the
    /// last time, a message may be at fault.
    async fn reconnected(&mut self) -> anyhow::Result<()> {
        self.find_consumer().await?;
        let settled = self.intake.settled();
        let stuck = self.reconnected.is_some_and(|(before, at)| settled == before && at.elapsed() < STUCK);
        self.reconnected = Some((settled, Instant::now()));
        if stuck { self.read_by_hand().await } else { self.reset().await }
    }

    /// How the server thinks that the partition stands. A consumer that its restart has lost is made anew.
    async fn look_at_consumer(&mut self) -> anyhow::Result<consumer::Info> {
        let info = match consumer_info(&self.stream, &self.consumer).await? {
            Some(info) => info,
            None => {
                let wanted = partition_consumer(self.resources.service.actor, self.partition.number);
                apply_consumer(&self.stream, wanted).await?;
                let made = consumer_info(&self.stream, &self.consumer).await?;
                made.ok_or_else(|| anyhow::anyhow!("the consumer {} was not made", self.consumer))?
            }
        };
        self.delivered = self.delivered.max(info.delivered.stream_sequence);
        Ok(info)
    }

    /// Has everything delivered again that is not settled.
    pub(super) async fn reset(&mut self) -> anyhow::Result<()> {
        let start = self.partition.take_over().await?;
        self.reset_to(start).await
    }

    async fn reset_to(&mut self, start: Start) -> anyhow::Result<()> {
        self.partition.sender.forget_acknowledgements();
        let first = match start {
            Start::After(settled) => settled + 1,
            Start::Since(time) => {
                first_sequence_since(self.resources.client.nats(), self.resources.stream.name(), time).await?
            }
            Start::Beginning => 1,
        };
        let reset = self.stream.reset_consumer(&self.consumer, Some(first)).await;
        reset.map_err(|error| anyhow::anyhow!("consumer {}: {error}", self.consumer))?;
        self.intake.reset(first - 1);
        Ok(())
    }

    async fn take(&mut self, chunk: Vec<Pulled>) -> anyhow::Result<()> {
        let mut batch = Vec::with_capacity(chunk.len());
        let mut last = None;
        for message in chunk {
            let message = message.map_err(|error| anyhow::anyhow!("the pull failed: {error}"))?;
            let delivery = Delivery::read(&message)?;
            let pin = message.headers.as_ref().and_then(|headers| headers.get(headers::PIN_ID));
            let pin = pin.map(async_nats::HeaderValue::as_str);
            match self.intake.on_message(pin, delivery.consumer_sequence, delivery.stream_sequence) {
                Verdict::Take => {
                    batch.push(Arc::new(delivery));
                    last = Some(message);
                }
                Verdict::AlreadySettled => last = Some(message),
                Verdict::Skip => {}
                Verdict::ResetFirst => {
                    // Everything before it is still ours to finish; it and what follows comes again after the reset.
                    self.settle(&std::mem::take(&mut batch), last.take()).await?;
                    self.reset().await?;
                }
            }
        }
        self.settle(&batch, last).await
    }

    /// Processes the batch and acknowledges up to its last message.
    async fn settle(&mut self, batch: &[Arc<Delivery>], last: Option<jetstream::Message>) -> anyhow::Result<()> {
        if !batch.is_empty() {
            let times = if self.resources.deliver_twice { 2 } else { 1 };
            for _ in 0..times {
                if self.partition.process(batch).await? == Progress::FloorMoved {
                    return self.reset().await;
                }
            }
        }
        let Some(last) = last else { return Ok(()) };
        if let Ok(info) = last.info() {
            telemetry::metrics::partition_lag(self.consumer.clone(), info.pending.cast_signed());
        }
        self.partition.sender.acknowledge(last).await;
        Ok(())
    }

    /// Releases the pin, so that the next owner need not wait for its timeout.
    async fn release(&mut self) -> anyhow::Result<()> {
        self.partition.sender.drained().await?;
        if self.intake.is_pinned() {
            let released = self.stream.unpin_consumer(&self.consumer, GROUP).await;
            released.map_err(|error| anyhow::anyhow!("the pin of {} was not released: {error}", self.consumer))?;
        }
        Ok(())
    }
}
