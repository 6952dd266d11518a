//! Dead letters: commands that could not be processed, and those that wait behind a parked one.

use std::collections::HashSet;

use contracts::DeadPolicy;
use sqlx::{PgConnection, Row};

use crate::message::{Delivery, headers_from_json, headers_to_json};

/// Where a letter lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Dead,
    Parked,
    Held,
}

impl State {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dead => "dead",
            Self::Parked => "parked",
            Self::Held => "held",
        }
    }
}

impl From<DeadPolicy> for State {
    fn from(policy: DeadPolicy) -> Self {
        match policy {
            DeadPolicy::GoOn => Self::Dead,
            DeadPolicy::Park => Self::Parked,
        }
    }
}

/// Puts a command aside. Doing so twice changes nothing.
pub(crate) async fn insert(
    db: &mut PgConnection,
    partition: u32,
    delivery: &Delivery,
    state: State,
    reason: &str,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into dead_letters (command_id, partition, actor_key, command, state, reason, headers, body,
                                   stream_sequence, received_at, trace_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict on constraint dead_letters_command_is_unique do nothing",
    )
    .bind(&delivery.id)
    .bind(partition.cast_signed())
    .bind(&delivery.key)
    .bind(&delivery.command)
    .bind(state.as_str())
    .bind(crate::journal::without_nul(reason))
    .bind(headers_to_json(&delivery.headers))
    .bind(delivery.body.as_ref())
    .bind(delivery.stream_sequence.cast_signed())
    .bind(delivery.received_at)
    .bind(delivery.trace_id())
    .execute(db)
    .await?;
    Ok(())
}

/// The name of a letter's command, if it lies with this actor.
pub(crate) async fn command(db: &mut PgConnection, key: &str, id: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select command from dead_letters where actor_key = $1 and command_id = $2")
        .bind(key)
        .bind(id)
        .fetch_optional(db)
        .await
}

/// Takes a letter out, if it lies with this actor. With it, whether it was parked.
pub(crate) async fn take(db: &mut PgConnection, key: &str, id: &str) -> sqlx::Result<Option<(Delivery, bool)>> {
    let row = sqlx::query(
        "delete from dead_letters where actor_key = $1 and command_id = $2 and state in ('dead', 'parked') returning *",
    )
    .bind(key)
    .bind(id)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (delivery(&row), row.get::<&str, _>("state") == State::Parked.as_str())))
}

/// Takes the oldest command out that waits behind a parked one of this actor.
pub(crate) async fn take_held(db: &mut PgConnection, key: &str) -> sqlx::Result<Option<Delivery>> {
    let row = sqlx::query(
        "delete from dead_letters where position = (
            select min(position) from dead_letters where actor_key = $1 and state = 'held') returning *",
    )
    .bind(key)
    .fetch_optional(db)
    .await?;
    Ok(row.as_ref().map(delivery))
}

/// The actors of a partition with a parked command.
pub(crate) async fn parked_keys(db: &mut PgConnection, partition: u32) -> sqlx::Result<HashSet<String>> {
    let keys = sqlx::query_scalar("select actor_key from dead_letters where partition = $1 and state = 'parked'")
        .bind(partition.cast_signed())
        .fetch_all(db)
        .await?;
    Ok(keys.into_iter().collect())
}

fn delivery(row: &sqlx::postgres::PgRow) -> Delivery {
    Delivery {
        id: row.get("command_id"),
        command: row.get("command"),
        key: row.get("actor_key"),
        body: row.get::<Vec<u8>, _>("body").into(),
        headers: headers_from_json(&row.get("headers")),
        stream_sequence: row.get::<i64, _>("stream_sequence").cast_unsigned(),
        consumer_sequence: 0,
        received_at: row.get("received_at"),
        unreadable: None,
    }
}
