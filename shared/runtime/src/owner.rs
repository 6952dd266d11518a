//! Owning a partition: pulling its commands in order, and knowing when it has changed hands.
//!
//! The server pins a partition's consumer to one client and moves the pin when that client stops pulling (ADR-42). What
//! the last owner left unsettled would come back late, after newer messages; so a new owner resets the consumer (server
//! 2.14) to where the database says that the partition stands, which delivers everything after that again, in order, and
//! drops whatever arrives before the first message of the new count. Where the last one has handed over and left nothing
//! unsettled, the new one goes on without.

mod by_hand;

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use async_nats::jetstream::{
    self,
    consumer::{PullConsumer, pull::MessagesError},
};
use futures::{FutureExt, StreamExt};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

use crate::{
    Running, headers,
    inspect::json_includes,
    membership::Assignment,
    message::Delivery,
    partition::Partition,
    streams::{self, CONSUMER_NOT_FOUND},
    tasks::panic_message,
};

/// Commands of one partition in one transaction. More would hold locks longer than a caller likes to wait.
const BATCH: usize = 256;

/// Messages asked for at a time: the next batch travels while this one commits.
const PULL: usize = 1024;

/// How long the pin outlives its owner's last pull. Takeover after a crash cannot be faster; a shorter one would take
/// partitions from owners that are merely slow.
pub(crate) const PIN_TIMEOUT: Duration = Duration::from_secs(2);

/// How long one pull waits. Well below the pin's timeout, or the pin would be lost between pulls.
const PULL_EXPIRES: Duration = Duration::from_millis(1000);

/// The consumers' one priority group.
pub(crate) const GROUP: &str = "owner";

/// How often a new owner looks whether the last one has let go.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Published outbox rows are deleted with the next commit, or after this long without one.
const IDLE: Duration = Duration::from_secs(1);

/// A connection that breaks again within this time, while nothing was settled, is broken by a message.
const STUCK: Duration = Duration::from_secs(30);

/// An owner that has not had a message yet looks whether the last one left some behind: soon, then ever more rarely.
const FIRST_CHECK: Duration = Duration::from_millis(50);
const RAREST_CHECK: Duration = Duration::from_secs(5);

/// Owns the partition whenever it is assigned to this instance, until the process stops.
pub(crate) async fn run(running: Arc<Running>, number: u32, mut assignment: Assignment) {
    // When the process starts, the database may be another than the one that the consumer knows: a backup.
    let mut is_handed_over = !assignment.borrow().contains(&number);
    loop {
        let assigned = tokio::select! {
            assigned = async { assignment.wait_for(|share| share.contains(&number)).await.is_ok() } => assigned,
            () = running.tasks.stopping() => false,
        };
        if !assigned {
            return;
        }
        let mut owner = Owner::new(&running, number);
        telemetry::metrics::registry().partitions_owned.inc();
        // A panic outside a handler must not leave the partition without an owner.
        let owned = AssertUnwindSafe(owner.own(&mut assignment, is_handed_over)).catch_unwind().await;
        is_handed_over = true;
        let ended =
            owned.unwrap_or_else(|panic| Err(anyhow::anyhow!("the owner panicked: {}", panic_message(&*panic))));
        telemetry::metrics::registry().partitions_owned.dec();
        if let Err(error) = ended
            && !running.tasks.is_stopping()
        {
            tracing::warn!(partition = number, "Lost hold of a partition, taking it up again: {error:#}");
            if running.patience().wait().await.is_err() {
                return;
            }
        }
    }
}

/// What the last owner left unacknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// All that was delivered, up to this consumer sequence, is acknowledged.
    Nothing { delivered: u64 },
    /// It holds the pin still.
    Pinned,
    /// Something that comes again now: the count was reset.
    Reset,
}

type Pulled = Result<jetstream::Message, MessagesError>;

struct Owner<'a> {
    running: &'a Arc<Running>,
    partition: Partition,
    stream: String,
    consumer: String,
    pin: Option<String>,
    /// The consumer sequence of the newest message taken.
    consumed: u64,
    /// The consumer sequence up to which all was delivered and settled when this owner came: what follows needs no reset.
    begins_after: Option<u64>,
    /// After a reset: everything until the count begins again is from before.
    awaits_first: bool,
    /// The stream sequence of the newest settled command; an older one is a redelivery.
    settled: u64,
    /// The stream sequence of the newest command that was delivered, to whomever.
    delivered: u64,
    /// Where the partition stood when the connection was last made anew, and when that was.
    reconnected: Option<(u64, Instant)>,
}

impl<'a> Owner<'a> {
    fn new(running: &'a Arc<Running>, number: u32) -> Self {
        let actor = running.service.actor;
        Self {
            running,
            partition: Partition::new(running, number),
            stream: actor.command_stream(),
            consumer: streams::partition_name(actor, number),
            pin: None,
            consumed: 0,
            begins_after: None,
            awaits_first: false,
            settled: 0,
            delivered: 0,
            reconnected: None,
        }
    }

    /// Until the partition is given to another instance or the process stops: then `Ok`, with the batch under way
    /// finished and the pin released. `is_handed_over`: the last owner was one of this fleet as it runs now.
    async fn own(&mut self, assignment: &mut Assignment, is_handed_over: bool) -> anyhow::Result<()> {
        self.learn_stream().await?;
        let consumer = self.find_consumer().await?;
        if let Left::Nothing { delivered } = self.wait_for_predecessor(consumer).await? {
            self.settled = self.partition.take_over(self.running).await?;
            // A consumer that was made anew begins with the stream.
            self.begins_after = Some(delivered).filter(|_| is_handed_over && self.delivered >= self.settled);
        }
        if self.find_unreadable().await? {
            self.read_by_hand().await?;
        }
        let (mut messages, pull_ended) = self.pull().await?;
        let mut chunk = Vec::with_capacity(BATCH);
        let number = self.partition.number;
        let mut connected = self.running.connected.clone();
        connected.mark_unchanged();
        // Both outlive the turns of the loop: what is sent is published after the turn that has committed it.
        let mut idle = tokio::time::interval(IDLE);
        let (mut check, mut next_check) = (FIRST_CHECK, tokio::time::Instant::now() + FIRST_CHECK);
        loop {
            tokio::select! {
                biased;
                () = self.running.tasks.stopping() => break,
                () = async { assignment.wait_for(|share| !share.contains(&number)).await.map_or_else(drop, drop) } => break,
                changed = connected.changed() => { changed?; self.reconnected().await? }
                taken = messages.recv_many(&mut chunk, BATCH) => {
                    anyhow::ensure!(taken > 0, "the pull ended");
                    self.take(chunk.drain(..)).await?;
                }
                _ = idle.tick() => self.partition.forget_sent(self.running).await?,
                () = tokio::time::sleep_until(next_check) => {
                    let consumer = self.look_at_consumer().await?;
                    let left = self.rescue(&consumer).await?;
                    check = if left == Left::Pinned { FIRST_CHECK } else { (check * 2).min(RAREST_CHECK) };
                    next_check = tokio::time::Instant::now() + check;
                }
            }
        }
        drop(messages);
        // Before the pin is let go, or the server would give it to this pull again. Nothing is sent: the end is an error.
        pull_ended.await.map_or_else(drop, drop);
        self.release().await
    }

    /// Where the partition stands in the database counts for the stream of which it was written only.
    async fn learn_stream(&mut self) -> anyhow::Result<()> {
        let connection = *self.running.connected.borrow();
        self.partition.stream = self.running.stream_made.at(&self.running.nats, &self.stream, connection).await?;
        Ok(())
    }

    /// Makes sure that the consumer is there, and as this version wants it. It lives in the server's memory, because what
    /// is settled is in the database, and a consumer on disk would cost the server a file, a rename and two syncs some ten
    /// times a second.
    async fn find_consumer(&mut self) -> anyhow::Result<Value> {
        let consumer = self.look_at_consumer().await?;
        let wanted = streams::partition_consumer(self.running.service.actor, self.partition.number);
        if !json_includes(&consumer["config"], &wanted) {
            streams::apply_consumer(&self.running.nats, &self.stream, &wanted).await?;
        }
        Ok(consumer)
    }

    /// Pulls in a task of its own, so that the pin is renewed while a batch is held up (by its database, say).
    async fn pull(&self) -> anyhow::Result<(mpsc::Receiver<Pulled>, oneshot::Receiver<()>)> {
        let consumer = self.consumer().await?;
        let pull = consumer.stream().group(GROUP).max_messages_per_batch(PULL);
        let messages = pull.expires(PULL_EXPIRES).heartbeat(PULL_EXPIRES / 2).messages().await?;
        let (sender, receiver) = mpsc::channel(PULL);
        let (ended, end) = oneshot::channel::<()>();
        self.running.tasks.spawn("pull", async move {
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

    async fn consumer(&self) -> anyhow::Result<PullConsumer> {
        let stream = jetstream::new(self.running.nats.clone()).get_stream_no_info(&self.stream).await?;
        stream
            .get_consumer(&self.consumer)
            .await
            .map_err(|error| anyhow::anyhow!("consumer {}: {error}", self.consumer))
    }

    /// Waits until nobody holds the pin of what the last owner left unacknowledged, which is then made to come again at
    /// once. Only before the first pull: later the pin may be our own.
    async fn wait_for_predecessor(&mut self, mut consumer: Value) -> anyhow::Result<Left> {
        loop {
            let left = self.rescue(&consumer).await?;
            if left != Left::Pinned {
                return Ok(left);
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK_AGAIN) => {}
                () = self.running.tasks.stopping() => anyhow::bail!("the process is stopping"),
            }
            consumer = self.look_at_consumer().await?;
        }
    }

    /// Makes what is unacknowledged and nobody's come again.
    ///
    /// An acknowledgement from before a reset may reach the server after it (a stalled owner's, or one under way when the
    /// connection broke). It puts the floor above all that is delivered in the new count, and the server ignores every
    /// acknowledgement below it: another reset puts that right.
    async fn rescue(&mut self, consumer: &Value) -> anyhow::Result<Left> {
        let count = |place: &str| consumer[place]["consumer_seq"].as_u64().unwrap_or_default();
        if count("ack_floor") > count("delivered") {
            tracing::warn!(partition = self.partition.number, "A late acknowledgement hides later ones; counting anew");
            self.reset().await?;
            return Ok(Left::Reset);
        }
        if consumer["num_ack_pending"].as_u64().unwrap_or_default() == 0 || self.pin.is_some() {
            return Ok(Left::Nothing { delivered: count("delivered") });
        }
        if consumer["priority_groups"][0]["pinned_client_id"].as_str().is_some_and(|pin| !pin.is_empty()) {
            return Ok(Left::Pinned);
        }
        self.reset().await?;
        Ok(Left::Reset)
    }

    /// What was under way is lost: it comes again. When nothing was settled since the connection was made anew the last
    /// time, a message may be at fault.
    async fn reconnected(&mut self) -> anyhow::Result<()> {
        self.learn_stream().await?;
        self.find_consumer().await?;
        let stuck = self.reconnected.is_some_and(|(settled, at)| settled == self.settled && at.elapsed() < STUCK);
        self.reconnected = Some((self.settled, Instant::now()));
        if !stuck {
            return self.reset().await;
        }
        self.look_at_consumer().await?;
        self.read_by_hand().await
    }

    /// Where the server thinks that the partition stands.
    async fn look_at_consumer(&mut self) -> anyhow::Result<Value> {
        let api = format!("CONSUMER.INFO.{}.{}", self.stream, self.consumer);
        let mut info = streams::request(&self.running.nats, &api, &Value::Null).await;
        if info.as_ref().is_err_and(|error| streams::is(error, CONSUMER_NOT_FOUND)) {
            // The server was restarted. Its first message will carry a new pin, which resets the count.
            let wanted = streams::partition_consumer(self.running.service.actor, self.partition.number);
            streams::apply_consumer(&self.running.nats, &self.stream, &wanted).await?;
            info = streams::request(&self.running.nats, &api, &Value::Null).await;
        }
        let info = info?;
        self.delivered = self.delivered.max(info["delivered"]["stream_seq"].as_u64().unwrap_or_default());
        Ok(info)
    }

    /// Makes everything come again that is not settled.
    async fn reset(&mut self) -> anyhow::Result<()> {
        self.settled = self.partition.take_over(self.running).await?;
        self.partition.sender.forget_acknowledgements();
        let api = format!("CONSUMER.RESET.{}.{}", self.stream, self.consumer);
        streams::request(&self.running.nats, &api, &json!({ "seq": self.settled + 1 })).await?;
        self.awaits_first = true;
        self.begins_after = None;
        Ok(())
    }

    async fn take(&mut self, chunk: impl ExactSizeIterator<Item = Pulled>) -> anyhow::Result<()> {
        let mut batch = Vec::with_capacity(chunk.len());
        let mut last = None;
        for message in chunk {
            let message = message.map_err(|error| anyhow::anyhow!("the pull failed: {error}"))?;
            let delivery = Delivery::read(&message)?;
            let sequence = delivery.consumer_sequence;
            let pin = message.headers.as_ref().and_then(|headers| headers.get(headers::PIN_ID));
            let repinned = pin.is_some_and(|pin| self.pin.as_deref() != Some(pin.as_str()));
            if repinned {
                self.pin = pin.map(|pin| pin.as_str().to_owned());
                let begins = self.begins_after.take().is_some_and(|delivered| sequence == delivered + 1);
                if begins {
                    self.consumed = sequence - 1;
                } else if !(self.awaits_first && sequence == 1) {
                    // Everything before it is still ours to finish; it and what follows comes again after the reset.
                    self.settle(&batch, last.take()).await?;
                    batch.clear();
                    self.reset().await?;
                    continue;
                }
            }
            if self.awaits_first && sequence != 1 {
                continue;
            }
            // A count that begins again was reset, by us or by someone who owned the partition in between; any other gap
            // means that messages were lost on their way to us.
            if sequence != self.consumed + 1 && sequence != 1 {
                self.settle(&batch, last.take()).await?;
                batch.clear();
                self.reset().await?;
                continue;
            }
            self.awaits_first = false;
            self.consumed = sequence;
            if delivery.stream_sequence > self.settled {
                batch.push(Arc::new(delivery));
            }
            last = Some(message);
        }
        self.settle(&batch, last).await
    }

    /// Processes the batch and acknowledges up to its last message.
    async fn settle(&mut self, batch: &[Arc<Delivery>], last: Option<jetstream::Message>) -> anyhow::Result<()> {
        if !batch.is_empty() {
            self.partition.process(self.running, batch).await?;
            if self.running.deliver_twice {
                self.partition.process(self.running, batch).await?;
            }
            self.settled = batch.last().map_or(self.settled, |delivery| delivery.stream_sequence);
        }
        let Some(last) = last else { return Ok(()) };
        if let Ok(info) = last.info() {
            telemetry::metrics::partition_lag(self.consumer.clone(), info.pending.cast_signed());
        }
        self.partition.sender.acknowledge(last).await;
        Ok(())
    }

    /// Lets go of the pin, so that the next owner need not wait for its timeout.
    async fn release(&mut self) -> anyhow::Result<()> {
        self.partition.sender.drained().await?;
        if let Err(error) = self.partition.forget_sent(self.running).await {
            tracing::warn!(%error, "Published messages stay in the outbox; the next owner publishes them again, which is harmless");
        }
        if self.pin.is_none() {
            return Ok(());
        }
        let api = format!("CONSUMER.UNPIN.{}.{}", self.stream, self.consumer);
        streams::request(&self.running.nats, &api, &json!({ "group": GROUP })).await?;
        Ok(())
    }
}
