//! Dead letters: commands that could not be processed.

use contracts::Millis;
use messaging::{
    Delivery,
    delivery::{header as delivery_header, headers_from_json, headers_to_json},
    headers,
};
use sqlx::{PgConnection, PgPool, Row, postgres::PgRow};

use super::outbox::Outgoing;
use crate::core::text::without_nul;

/// Puts a command aside. Doing so twice changes nothing.
pub async fn insert(
    db: &mut PgConnection,
    partition: u32,
    delivery: &Delivery,
    reason: &str,
    trace_id: Option<&str>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into dead_letters (command_id, partition, actor_key, command, state, reason, headers, body,
                                   stream_sequence, received_at, trace_id)
         values ($1, $2, $3, $4, 'dead', $5, $6, $7, $8, $9, $10)
         on conflict on constraint dead_letters_command_is_unique do nothing",
    )
    .bind(&delivery.id)
    .bind(partition.cast_signed())
    .bind(&delivery.key)
    .bind(&delivery.command)
    .bind(without_nul(reason))
    .bind(headers_to_json(&delivery.headers))
    .bind(delivery.body.as_ref())
    .bind(delivery.stream_sequence.cast_signed())
    .bind(delivery.received_at)
    .bind(trace_id)
    .execute(db)
    .await?;
    Ok(())
}

/// The name of a letter's command, if it lies with this actor.
pub async fn command(db: &mut PgConnection, key: &str, id: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select command from dead_letters where actor_key = $1 and command_id = $2")
        .bind(key)
        .bind(id)
        .fetch_optional(db)
        .await
}

/// Takes a letter out, if it lies with this actor.
pub async fn take(db: &mut PgConnection, key: &str, id: &str) -> sqlx::Result<Option<Delivery>> {
    let row = sqlx::query(
        "delete from dead_letters where actor_key = $1 and command_id = $2
         returning command_id, command, actor_key, body, headers, stream_sequence, received_at",
    )
    .bind(key)
    .bind(id)
    .fetch_optional(db)
    .await?;
    Ok(row.as_ref().map(delivery))
}

fn delivery(row: &PgRow) -> Delivery {
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

/// Keeps a message of the outbox that no stream takes, under the actor that it was for.
pub async fn insert_undeliverable(
    pool: &PgPool,
    partition: u32,
    row: &Outgoing,
    reason: &str,
    now: Millis,
) -> sqlx::Result<()> {
    let parts = contracts::subject::parse(&row.subject);
    let key = parts.as_ref().map_or_else(|| row.subject.clone(), |parts| parts.key.join("."));
    let command = parts.map_or("message", |parts| parts.name);
    let id = delivery_header(&row.headers, headers::COMMAND_ID).unwrap_or_default();
    sqlx::query(
        "insert into dead_letters (command_id, partition, actor_key, command, state, reason, headers, body,
                                   stream_sequence, received_at, trace_id)
         values ($1, $2, $3, $4, 'dead', $5, $6, $7, 0, $8, null)
         on conflict on constraint dead_letters_command_is_unique do nothing",
    )
    .bind(id)
    .bind(partition.cast_signed())
    .bind(key)
    .bind(command)
    .bind(without_nul(reason))
    .bind(headers_to_json(&row.headers))
    .bind(row.body.as_bytes())
    .bind(now)
    .execute(pool)
    .await?;
    Ok(())
}
