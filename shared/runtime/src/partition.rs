//! One partition's worth of work, for as long as this instance owns it.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
    time::Duration,
};

use contracts::Access;
use tracing::Instrument;

use crate::{
    Caller, Failure, Prepare, Reader, Running,
    batch::{self, Mode, Trouble},
    clock::now,
    cx::Facts,
    dead,
    message::Delivery,
    outbox,
    sender::Sender,
    service::Asked,
    settle, view,
};

/// Attempts before a command that keeps failing is dead. Outages do not count.
const ATTEMPTS: i32 = 5;

pub(crate) struct Partition {
    pub number: u32,
    /// Its name in the outbox: `p07`.
    pub lane: String,
    /// Actors with a parked command: their further commands are held.
    pub parked: HashSet<String>,
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
        Self { number, lane: format!("p{number:02}"), parked: HashSet::new(), sender: Sender::start(running) }
    }

    /// What a new owner does before it takes a message: publish what the last one left, and learn what is parked.
    pub async fn take_over(&mut self, running: &Running) -> anyhow::Result<()> {
        let mut patience = running.patience();
        loop {
            match self.try_take_over(running).await {
                Ok(()) => return Ok(()),
                Err(error) => tracing::warn!(%error, partition = self.number, "A partition cannot be taken over yet"),
            }
            patience.wait().await?;
        }
    }

    async fn try_take_over(&mut self, running: &Running) -> anyhow::Result<()> {
        self.sender.drained().await?;
        self.forget_sent(running).await?;
        outbox::publish_rest(running, &self.lane, &mut view::Writer::default()).await?;
        self.parked = dead::parked_keys(&mut *running.pool.acquire().await?, self.number).await?;
        Ok(())
    }

    /// Deletes the outbox rows that are sent. Usually they go with the next commit.
    pub async fn forget_sent(&self, running: &Running) -> anyhow::Result<()> {
        let positions = self.sender.take_published();
        if positions.is_empty() {
            return Ok(());
        }
        let deleted = async { outbox::delete(&mut *running.pool.acquire().await?, &positions).await };
        if let Err(error) = deleted.await {
            self.sender.give_back(positions);
            return Err(error.into());
        }
        Ok(())
    }

    /// Processes a batch until every command in it is settled. Fails only when the process is stopping: what is not
    /// settled then is taken up by the next owner.
    pub async fn process(&mut self, running: &Running, deliveries: &[Delivery]) -> anyhow::Result<()> {
        let facts = self.prepare(running, deliveries).await?;
        // A lone command, too, is first run without a savepoint, which would cost it a round trip.
        match batch::attempt(running, self, deliveries, Mode::Together, facts.clone()).await {
            Ok(settled) => {
                settle::after_commit(running, self, deliveries, settled).await;
                return Ok(());
            }
            Err(trouble) => {
                tracing::debug!(?trouble, commands = deliveries.len(), "Running a batch one command at a time")
            }
        }
        for delivery in deliveries {
            self.process_alone(running, std::slice::from_ref(delivery), facts.clone()).await?;
        }
        Ok(())
    }

    async fn process_alone(
        &mut self,
        running: &Running,
        delivery: &[Delivery],
        facts: Arc<Facts>,
    ) -> anyhow::Result<()> {
        let mut patience = running.patience();
        let mut mode = Mode::Alone { attempt: 1 };
        loop {
            let failure = match batch::attempt(running, self, delivery, mode.clone(), facts.clone()).await {
                Ok(settled) => {
                    settle::after_commit(running, self, delivery, settled).await;
                    return Ok(());
                }
                Err(Trouble::Isolate) => Failure::failed("a lone command asked to be alone"),
                Err(Trouble::Failed(failure)) => failure,
            };
            let outage = batch::is_outage(&failure) || !batch::database_answers(running).await;
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
    async fn prepare(&self, running: &Running, deliveries: &[Delivery]) -> anyhow::Result<Arc<Facts>> {
        let Some(prepare) = &running.service.prepare else { return Ok(Arc::default()) };
        let by_people = |delivery: &&Delivery| {
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
        let asked = |delivery: &Delivery| Asked {
            command: delivery.command.clone(),
            key: delivery.key.clone(),
            body: delivery.body.clone(),
        };
        let asked: Arc<[Asked]> = deliveries.iter().filter(by_people).map(asked).collect();
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
