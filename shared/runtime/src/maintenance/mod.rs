//! What a service does by the clock: it deletes what is kept long enough, finds what was forgotten, watches how full its
//! streams are, and publishes its views anew when the bucket was lost. And what is the service's own to do.

mod clock;
pub mod streams;
pub mod views;

use std::{sync::Arc, time::Duration};

use contracts::Millis;
use messaging::{Client, Server, Tasks, now};
use sqlx::PgPool;
use tokio::sync::watch;

use crate::{
    outbox::{lanes::Lanes, publish::LanePublisher},
    service::Service,
    store::{floors, outbox, prune},
    workflows::sweeper,
};

/// How often this instance notes how far it has published.
const NOTE_EVERY: Duration = Duration::from_secs(1);

/// How often this instance does its share.
const EVERY: Duration = Duration::from_secs(5);

/// Old rows are deleted each so many turns: once an hour.
const PRUNE_TURNS: u32 = 720;

/// Streams are looked at each so many turns: once a minute.
const STREAM_TURNS: u32 = 12;

/// The lock that makes one instance of a service do what need not be done by all, for the length of a turn.
const LOCK: i64 = 0x0066_6f75_6e64_7279;

/// What it works with.
pub struct Maintenance {
    pub service: Arc<Service>,
    pub pool: PgPool,
    pub reading: PgPool,
    pub client: Client,
    pub tasks: Tasks,
    pub server: watch::Receiver<Server>,
    pub lanes: Lanes,
    pub retain: Millis,
    pub deliver_twice: bool,
}

impl Maintenance {
    /// Takes turns until the process stops.
    pub async fn run(self) {
        let mut publisher = LanePublisher::new(self.client.clone(), self.tasks.clone(), self.deliver_twice);
        let mut server = self.server.clone();
        let mut known_server = server.borrow_and_update().id.clone();
        let mut note = tokio::time::interval(NOTE_EVERY);
        note.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut tick = tokio::time::interval(EVERY);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut turn = 0;
        loop {
            tokio::select! {
                _ = note.tick() => {
                    self.note_published().await;
                    continue;
                }
                _ = tick.tick() => {}
                changed = server.changed() => if changed.is_err() { return },
                () = self.tasks.stopping() => return,
            }
            let present = server.borrow_and_update().id.clone();
            let is_other_server = present != known_server;
            tokio::select! {
                done = self.take_turn(turn, is_other_server, &mut publisher) => match done {
                    Ok(()) => (known_server, turn) = (present, turn.wrapping_add(1)),
                    Err(error) => tracing::warn!("Maintenance was put off: {error:#}"),
                },
                () = self.tasks.stopping() => return,
            }
        }
    }

    async fn note_published(&self) {
        match floors::note_published(&self.pool, &self.lanes.unnoted()).await {
            Ok(noted) => noted.into_iter().for_each(|(partition, position)| self.lanes.of(partition).note(position)),
            Err(error) => {
                tracing::warn!(%error, "How far the outbox is published could not be noted; the next batch does")
            }
        }
    }

    async fn take_turn(&self, turn: u32, is_other_server: bool, publisher: &mut LanePublisher) -> anyhow::Result<()> {
        // Each instance's own lanes.
        outbox::delete_up_to(&self.pool, &self.lanes.due(now(), self.retain)).await?;

        // The rest is for one instance; the lock goes with the transaction.
        let mut lock = self.pool.begin().await?;
        let has_lock: bool =
            sqlx::query_scalar("select pg_try_advisory_xact_lock($1)").bind(LOCK).fetch_one(&mut *lock).await?;
        if !has_lock {
            return Ok(());
        }
        publisher.try_again();
        if is_other_server {
            publisher.forget_views();
            sweeper::publish_kept(&self.pool, publisher, self.retain).await?;
        }
        sweeper::publish_left(&self.pool, publisher).await?;
        sweeper::announce_forgotten(&self.service, &self.pool, publisher).await?;
        views::publish_if_lost(self, publisher).await?;
        if turn.is_multiple_of(STREAM_TURNS) {
            prune::prune_published(&self.pool, self.retain).await?;
            streams::watch(self).await?;
        }
        if turn % PRUNE_TURNS == PRUNE_TURNS - 1 {
            let rows = prune::prune(&self.pool).await?;
            tracing::info!(rows, "Deleted {rows} rows that were kept long enough");
        }
        clock::do_what_is_due(self).await?;
        lock.rollback().await?;
        Ok(())
    }
}
