//! A session's log, as workflows write it: what is written down is said to whoever follows the session.

use contracts::{MessageId, Millis, SessionId, TaskKey, sandbox::Tail};
use runtime::Client as Nats;
use sqlx::{PgConnection, PgPool};

use crate::store::events::{self, NewEvent};

/// More is read from the log: NATS takes a megabyte, and each page that follows gets it.
const TAIL_BYTES: usize = contracts::limit::MESSAGE_BYTES;

pub struct Log<'a> {
    pub nats: Nats,
    /// Its rows are written outside of steps.
    pub pool: &'a PgPool,
    pub key: &'a TaskKey,
    pub session_id: &'a SessionId,
    pub now: fn() -> Millis,
}

impl Log<'_> {
    /// Writes what belongs to a turn that is followed. `false`: another one follows it.
    pub async fn follow(&self, turn: (&MessageId, i32), events: &[NewEvent]) -> sqlx::Result<bool> {
        let tail = events::append(self.pool, self.key, self.session_id, turn, events, (self.now)()).await?;
        let is_own = tail.is_some();
        self.publish(tail).await;
        Ok(is_own)
    }

    /// Writes what belongs to no turn, or to one that nobody follows yet.
    pub async fn note(&self, events: &[NewEvent]) -> sqlx::Result<()> {
        let mut connection = self.pool.acquire().await?;
        self.note_with(&mut connection, events).await
    }

    /// The same by a connection that is there already.
    pub async fn note_with(&self, db: &mut PgConnection, events: &[NewEvent]) -> sqlx::Result<()> {
        let tail = events::note(db, self.key, self.session_id, events, (self.now)()).await?;
        self.publish(Some(tail)).await;
        Ok(())
    }

    /// Lost, it is read from the log.
    async fn publish(&self, tail: Option<Tail>) {
        let Some(tail) = tail.filter(|tail| !tail.events.is_empty()) else { return };
        let body = serde_json::to_vec(&tail).unwrap_or_default();
        let body = match body.len() > TAIL_BYTES {
            true => serde_json::to_vec(&Tail { events: Vec::new(), last: tail.last }).unwrap_or_default(),
            false => body,
        };
        let subject = Tail::subject(self.key, self.session_id);
        if let Err(error) = self.nats.nats().publish(subject, body.into()).await {
            tracing::debug!(%error, "Nobody heard what an agent said; it is in the log");
        }
    }
}
