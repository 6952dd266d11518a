//! One partition's worth of work, for as long as this instance owns it.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
    time::Duration,
};

use contracts::Access;
use sqlx::Connection;
use tracing::Instrument;

use crate::{
    Caller, Failure, Prepare, Reader, Running,
    batch::{self, Mode, Settled, Trouble, Work},
    clock::now,
    cx::Facts,
    dead,
    message::Delivery,
    outbox, record,
    sender::Sender,
    settle, view,
};

/// Attempts before a command that keeps failing is dead. Outages do not count.
const ATTEMPTS: i32 = 5;

pub(crate) struct Partition {
    pub number: u32,
    /// Its name in the outbox: `p07`.
    lane: Arc<str>,
    /// When its stream was made.
    pub stream: Arc<str>,
    /// Actors with a parked command: their further commands are held.
    parked: HashSet<String>,
    pub sender: Sender,
}

/// Grows from short to long waits; fails when the process is asked to stop.
pub(crate) struct Patience {
    tasks: crate::Tasks,
    delay: Duration,
}

impl Patience {
    const FIRST: Duration = Duration::from_millis(20);
    const LONGEST: Duration = Duration::from_secs(1);

    pub fn new(tasks: crate::Tasks) -> Self {
        Self { tasks, delay: Self::FIRST }
    }

    pub async fn wait(&mut self) -> anyhow::Result<()> {
        tokio::select! {
            () = tokio::time::sleep(self.delay) => {}
            () = self.tasks.stopping() => anyhow::bail!("the process is stopping"),
        }
        self.delay = (self.delay * 2).min(Self::LONGEST);
        Ok(())
    }
}

impl Partition {
    pub fn new(running: &Arc<Running>, number: u32) -> Self {
        let (lane, stream) = (format!("p{number:02}").into(), "".into());
        Self { number, lane, stream, parked: HashSet::new(), sender: Sender::start(running) }
    }

    /// What a new owner does before it takes a message: publish what the last one left, and learn what is parked and how far
    /// the partition has come.
    pub async fn take_over(&mut self, running: &Running) -> anyhow::Result<u64> {
        let mut patience = running.patience();
        loop {
            match self.try_take_over(running).await {
                Ok(settled) => return Ok(settled),
                Err(error) => tracing::warn!(%error, partition = self.number, "A partition cannot be taken over yet"),
            }
            patience.wait().await?;
        }
    }

    async fn try_take_over(&mut self, running: &Running) -> anyhow::Result<u64> {
        self.sender.drained().await?;
        self.forget_sent(running).await?;
        outbox::publish_rest(running, &self.lane, &mut view::Writer::default()).await?;
        let mut connection = running.pool.acquire().await?;
        self.parked = dead::parked_keys(&mut connection, self.number).await?;
        Ok(record::settled(&mut connection, self.number, &self.stream).await?)
    }

    /// Deletes the outbox rows that are sent. Usually they go with the next commit.
    pub async fn forget_sent(&self, running: &Running) -> anyhow::Result<()> {
        let positions = self.sender.published.take();
        if positions.is_empty() {
            return Ok(());
        }
        let deleted = async { outbox::delete(&mut *running.pool.acquire().await?, &positions).await };
        if let Err(error) = deleted.await {
            self.sender.published.add(positions);
            return Err(error.into());
        }
        Ok(())
    }

    /// Processes commands until every one of them is settled. Fails only when the process is stopping: what is not settled
    /// then is taken up by the next owner.
    pub async fn process(&mut self, running: &Running, deliveries: &[Arc<Delivery>]) -> anyhow::Result<()> {
        let facts = self.prepare(running, deliveries).await?;
        // A lone command, too, is first run without a savepoint, which would cost it a round trip.
        if let Some(settled) = running.processors.run(self.work(deliveries, &facts)).await {
            self.leave(settled).await;
            return Ok(());
        }
        for delivery in deliveries {
            self.process_alone(running, std::slice::from_ref(delivery), &facts).await?;
        }
        Ok(())
    }

    fn work(&self, deliveries: &[Arc<Delivery>], facts: &Arc<Facts>) -> Work {
        Work {
            partition: self.number,
            lane: self.lane.clone(),
            stream: self.stream.clone(),
            parked: self.parked.clone(),
            published: self.sender.published.clone(),
            deliveries: deliveries.to_vec(),
            facts: facts.clone(),
        }
    }

    /// Sends what a commit has left.
    async fn leave(&mut self, settled: Settled) {
        self.parked = settled.parked;
        self.sender.send(settled.outgoing, settled.positions).await;
    }

    async fn process_alone(
        &mut self,
        running: &Running,
        delivery: &[Arc<Delivery>],
        facts: &Arc<Facts>,
    ) -> anyhow::Result<()> {
        let mut patience = running.patience();
        let mut mode = Mode::Alone { attempt: 1 };
        loop {
            let work = [self.work(delivery, facts)];
            let failure = match batch::attempt(running, &mut None, &work, mode.clone()).await {
                Ok(settled) => {
                    settle::answer(running, &work, &settled).await;
                    for settled in settled {
                        self.leave(settled).await;
                    }
                    return Ok(());
                }
                Err(Trouble::Isolate) => Failure::failed("a lone command asked to be alone"),
                // Somebody else has recorded it since we looked: a stalled owner, woken up.
                Err(Trouble::Known) => continue,
                Err(Trouble::Failed(failure)) => failure,
            };
            let outage = failure.is_outage() || !database_answers(running).await;
            if outage {
                tracing::warn!(%failure, partition = self.number, "The partition waits for the database");
            } else {
                mode = next_attempt(mode, &failure);
                tracing::warn!(%failure, command = delivery.first().map(|delivery| &delivery.id), "A command failed; trying again");
            }
            patience.wait().await?;
        }
    }

    /// Looks up what the handlers of people's commands need to know, for as long as it takes.
    async fn prepare(&self, running: &Running, deliveries: &[Arc<Delivery>]) -> anyhow::Result<Arc<Facts>> {
        let Some(prepare) = &running.service.prepare else { return Ok(Arc::default()) };
        let by_people = |delivery: &&Arc<Delivery>| {
            running.service.commands.get(delivery.command.as_str()).is_some_and(|entry| entry.access != Access::Service)
        };
        let keys: BTreeSet<_> = deliveries.iter().filter(by_people).map(|delivery| delivery.key.clone()).collect();
        if keys.is_empty() {
            return Ok(Arc::default());
        }
        let span = telemetry::span::prepare(running.service.actor.token());
        // One look for the whole batch stands in the trace of its first command.
        if let Some(first) = deliveries.iter().find(by_people) {
            telemetry::set_parent(&span, &first.headers);
        }
        let asked: Arc<[_]> = deliveries.iter().filter(by_people).cloned().collect();
        let mut patience = running.patience();
        loop {
            let reader =
                Reader { now: now(), caller: Caller::service(running.service.actor), pool: running.pool.clone() };
            let desk = Prepare { reader, client: running.client.clone(), asked: asked.clone() };
            match prepare(desk, keys.iter().cloned().collect()).instrument(span.clone()).await {
                Ok(facts) => return Ok(Arc::new(facts)),
                Err(failure) => {
                    tracing::warn!(%failure, partition = self.number, "The partition waits for what it must look up")
                }
            }
            patience.wait().await?;
        }
    }
}

fn next_attempt(mode: Mode, failure: &Failure) -> Mode {
    match mode {
        Mode::Alone { attempt } if attempt < ATTEMPTS => Mode::Alone { attempt: attempt + 1 },
        Mode::Alone { attempt } => Mode::GiveUp { attempt, reason: batch::failed_too_often(attempt, failure) },
        other => other,
    }
}

/// Whether the database answers.
async fn database_answers(running: &Running) -> bool {
    match running.pool.acquire().await {
        Ok(mut connection) => connection.ping().await.is_ok(),
        Err(_) => false,
    }
}
