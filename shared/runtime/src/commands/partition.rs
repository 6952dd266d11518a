//! One partition's work, for as long as this instance owns it: each command is brought to an outcome.

use std::{collections::BTreeSet, sync::Arc};

use contracts::Access;
use messaging::{Backoff, Caller, Delivery, now};
use tracing::Instrument;

use super::{
    Resources,
    batch::{Executor, Settled, Work},
    processors::Processed,
    replies,
};
use crate::{
    core::{
        floor,
        ladder::{ATTEMPTS, Class, Next, Strategy, Trouble, failed_too_often, next},
    },
    handler::{
        preload::{Facts, Preload},
        reader::Reader,
    },
    outbox::{
        lanes::Lane,
        sender::{self, Sender},
    },
    store::{
        floors::{self, Standing},
        health,
    },
};

/// What came of some commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Each has its outcome.
    Settled,
    /// The partition stands elsewhere than this owner left it: it must be taken over anew, and what is not settled comes
    /// again.
    FloorMoved,
}

pub struct Partition {
    pub number: u32,
    pub sender: Sender,
    /// As this process knows it.
    pub standing: Standing,
    /// As this process has last committed it; a database that gives less was put back.
    committed: Standing,
    lane: Arc<Lane>,
    resources: Arc<Resources>,
    /// Under which commands are delivered.
    stream: Arc<str>,
    server: Arc<str>,
    /// The server process that has all of the lane that is kept: what the last one held was published again to it.
    published_to: String,
    /// The last batch had commands that the journal knew, so the next one may have some as well.
    looks_first: bool,
}

impl Partition {
    /// `committed`: what this process has committed of it before.
    pub fn new(resources: &Arc<Resources>, number: u32, committed: Standing) -> Self {
        let lane = resources.lanes.of(number);
        lane.forget();
        let sender = Sender::start(sender::Resources {
            pool: resources.pool.clone(),
            client: resources.client.clone(),
            tasks: resources.tasks.clone(),
            lane: lane.clone(),
            partition: number,
            deliver_twice: resources.deliver_twice,
        });
        let (standing, stream, server) = (Standing::default(), "".into(), "".into());
        let resources = resources.clone();
        let published_to = String::new();
        Self { number, sender, standing, committed, lane, resources, stream, server, published_to, looks_first: false }
    }

    /// What this process has committed of it, for the next time that it owns it.
    pub fn committed(&self) -> Standing {
        self.committed.clone()
    }

    /// What a new owner does before it takes a message: publish what the last one left, or what a server that is another
    /// process may have lost, and learn where the partition goes on.
    pub async fn take_over(&mut self) -> anyhow::Result<floor::Start> {
        let mut backoff = Backoff::new(&self.resources.tasks);
        loop {
            match self.try_take_over().await {
                Ok(start) => return Ok(start),
                Err(error) => {
                    tracing::warn!("Partition {} cannot be taken over yet: {error:#}", self.number);
                }
            }
            self.while_able(backoff.wait()).await?;
        }
    }

    async fn try_take_over(&mut self) -> anyhow::Result<floor::Start> {
        self.sender.drained().await?;
        let standing = self.read_standing().await?;
        let server = self.resources.server.borrow().clone();
        let stream = self.resources.stream.state(&server, standing.floor.sequence).await?;
        let was_same_server = standing.floor.server == stream.server && standing.floor.stream == stream.made;
        let is_other_server = !was_same_server && self.published_to != stream.server;
        let after = if is_other_server { 0 } else { standing.published.max(self.lane.newest()) };
        self.sender.publish_rest(after, is_other_server).await?;
        self.published_to.clone_from(&stream.server);
        // What an earlier owner published is kept from now on, and then goes as well.
        self.lane.published(now(), standing.published);
        if let Some((from, to)) = floor::lost(&standing.floor, &stream, self.resources.retain) {
            tracing::error!(
                partition = self.number,
                from,
                to,
                "NATS has lost more than the outbox keeps: commands that were waiting between these times (ms since 1970) may be lost"
            );
        }
        let start = floor::start(&standing.floor, &stream);
        self.looks_first = !matches!(start, floor::Start::After(_));
        (self.stream, self.server) = (stream.made.as_str().into(), stream.server.as_str().into());
        self.standing = standing;
        Ok(start)
    }

    /// Reads where the partition stands. If the database has forgotten what this process had committed, whatever is shown
    /// from now on must be newer than what was shown before.
    async fn read_standing(&mut self) -> anyhow::Result<Standing> {
        let mut connection = self.resources.pool.acquire().await?;
        let mut standing = floors::read(&mut connection, self.number).await?;
        if floor::is_behind(&standing.floor, &self.committed.floor) {
            tracing::error!(
                partition = self.number,
                stored = standing.floor.sequence,
                committed = self.committed.floor.sequence,
                "The database was put back to an earlier state; commands since then are run again"
            );
            // Positions in the outbox are given out anew.
            self.lane.forget();
            if standing.revision_base <= self.committed.revision_base {
                floors::raise_revision_base(&mut connection, self.committed.revision_base).await?;
                standing = floors::read(&mut connection, self.number).await?;
            }
        }
        self.committed = standing.clone();
        Ok(standing)
    }

    /// Whether the database still has the partition where this process left it.
    pub async fn is_where_it_was(&self) -> anyhow::Result<bool> {
        let mut connection = self.resources.pool.acquire().await?;
        let stored = floors::read(&mut connection, self.number).await?;
        Ok(stored.floor == self.standing.floor && stored.revision_base == self.standing.revision_base)
    }

    /// Waits for something as long as the database is not lost, and the process is not stopping.
    pub async fn while_able<T>(&self, waited: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
        let mut able = self.resources.able.clone();
        tokio::select! {
            done = waited => done,
            _ = able.wait_for(|able| !able) => anyhow::bail!("the database is lost"),
        }
    }

    /// Processes commands until every one of them has an outcome. Fails only when the process is stopping or has lost its
    /// database: what is not settled then is taken up by the next owner.
    pub async fn process(&mut self, deliveries: &[Arc<Delivery>]) -> anyhow::Result<Progress> {
        let facts = match self.preload(deliveries).await? {
            Ok(facts) => facts,
            // What one command needs cannot be looked up: that hurts only itself.
            Err(_) if deliveries.len() > 1 => {
                for delivery in deliveries {
                    if Box::pin(self.process(std::slice::from_ref(delivery))).await? == Progress::FloorMoved {
                        return Ok(Progress::FloorMoved);
                    }
                }
                return Ok(Progress::Settled);
            }
            Err(reason) => {
                let given_up = Strategy::GiveUp { attempt: ATTEMPTS, reason };
                return self.process_alone(deliveries, &Arc::default(), given_up).await;
            }
        };
        if !self.looks_first {
            // A lone command, too, is first run without a savepoint, which would cost it a round trip.
            match self.resources.processors.run(self.work(deliveries, &facts)).await {
                Processed::Settled(settled) => {
                    self.leave(*settled).await;
                    return Ok(Progress::Settled);
                }
                Processed::FloorMoved => return Ok(Progress::FloorMoved),
                Processed::Split => {}
            }
        } else if let Some(progress) = self.process_looked_up(deliveries, &facts).await {
            return Ok(progress);
        }
        for delivery in deliveries {
            let alone = self.process_alone(std::slice::from_ref(delivery), &facts, Strategy::ALONE);
            if alone.await? == Progress::FloorMoved {
                return Ok(Progress::FloorMoved);
            }
        }
        Ok(Progress::Settled)
    }

    fn executor(&self) -> Executor {
        Executor { service: self.resources.service.clone(), pool: self.resources.pool.clone() }
    }

    fn work(&self, deliveries: &[Arc<Delivery>], facts: &Arc<Facts>) -> Work {
        Work {
            partition: self.number,
            lane: self.lane.clone(),
            standing: self.standing.clone(),
            stream: self.stream.clone(),
            server: self.server.clone(),
            deliveries: deliveries.to_vec(),
            facts: facts.clone(),
        }
    }

    /// Sends what a commit has left.
    async fn leave(&mut self, settled: Settled) {
        self.standing = settled.standing;
        self.committed = self.standing.clone();
        self.looks_first = settled.had_known;
        self.sender.publish(settled.outgoing, settled.positions).await;
    }

    async fn answer(&mut self, work: &Work, settled: Vec<Settled>) {
        for settled in settled {
            for (delivery, outcome) in work.deliveries.iter().zip(&settled.outcomes) {
                replies::reply(self.resources.client.nats(), delivery, outcome).await;
            }
            self.leave(settled).await;
        }
    }

    /// All of them in one batch, after the journal was asked: where many are known, as after a restart of the server.
    /// `None`: they are to be run one at a time.
    async fn process_looked_up(&mut self, deliveries: &[Arc<Delivery>], facts: &Arc<Facts>) -> Option<Progress> {
        let work = [self.work(deliveries, facts)];
        match self.executor().run(&mut None, &work, Strategy::TogetherLookedUp).await {
            Ok(settled) => {
                self.answer(&work[0], settled).await;
                Some(Progress::Settled)
            }
            Err(Trouble::FloorMoved) => Some(Progress::FloorMoved),
            Err(_) => None,
        }
    }

    async fn process_alone(
        &mut self,
        delivery: &[Arc<Delivery>],
        facts: &Arc<Facts>,
        mut strategy: Strategy,
    ) -> anyhow::Result<Progress> {
        let mut backoff = Backoff::new(&self.resources.tasks);
        loop {
            let work = [self.work(delivery, facts)];
            let mut trouble = match self.executor().run(&mut None, &work, strategy.clone()).await {
                Ok(settled) => {
                    self.answer(&work[0], settled).await;
                    return Ok(Progress::Settled);
                }
                Err(trouble) => trouble,
            };
            if let Trouble::Failed(class, _) = &mut trouble
                && *class == Class::Defect
                && !health::answers(&self.resources.pool).await
            {
                *class = Class::Outage;
            }
            let command = delivery.first().map(|delivery| &delivery.id);
            tracing::warn!(?trouble, ?command, partition = self.number, "A command failed; trying again");
            strategy = match next(strategy, trouble) {
                Next::TakeOver => return Ok(Progress::FloorMoved),
                Next::Again(strategy) => strategy,
                Next::Wait(strategy) => {
                    self.while_able(backoff.wait()).await?;
                    strategy
                }
                Next::Split => anyhow::bail!("a lone command cannot be split"),
            };
        }
    }

    /// Looks up what the handlers of people's commands need to know. Waits while that cannot be answered now; the inner
    /// error says why it cannot be looked up at all.
    async fn preload(&self, deliveries: &[Arc<Delivery>]) -> anyhow::Result<Result<Arc<Facts>, String>> {
        let service = &self.resources.service;
        let Some(preload) = &service.preload else { return Ok(Ok(Arc::default())) };
        let by_people = |delivery: &&Arc<Delivery>| {
            service.commands.get(delivery.command.as_str()).is_some_and(|entry| entry.access != Access::Service)
        };
        let asked: Arc<[Arc<Delivery>]> = deliveries.iter().filter(by_people).cloned().collect();
        // One look for the whole batch stands in the trace of its first command.
        let Some(first) = asked.first() else { return Ok(Ok(Arc::default())) };
        let span = telemetry::span::prepare(service.actor.token());
        telemetry::set_parent(&span, &first.headers);
        let keys: BTreeSet<_> = asked.iter().map(|delivery| delivery.key.clone()).collect();
        let (mut backoff, mut attempts) = (Backoff::new(&self.resources.tasks), 1);
        loop {
            let caller = Caller::service(service.actor);
            let reader = Reader { now: now(), caller, pool: self.resources.reading.clone(), client: None };
            let context = Preload { reader, client: self.resources.client.clone(), asked: asked.clone() };
            let failure = match preload(context, keys.iter().cloned().collect()).instrument(span.clone()).await {
                Ok(facts) => return Ok(Ok(Arc::new(facts))),
                Err(failure) => failure,
            };
            tracing::warn!(%failure, partition = self.number, attempts, "What commands need to know cannot be looked up");
            if failure.class() == Class::Defect {
                if attempts >= ATTEMPTS {
                    return Ok(Err(failed_too_often(attempts, &format!("what it needs to know: {failure}"))));
                }
                attempts += 1;
            }
            self.while_able(backoff.wait()).await?;
        }
    }
}
