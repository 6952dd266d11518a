//! What was said in each session: added to by whoever follows a turn, a batch at a time, and never changed.
//!
//! It is written outside of commands and steps: an agent says thousands of things in a turn, and each is written once,
//! where it arrives. The turn's epoch keeps a follower out that another one has replaced.

use std::collections::HashMap;

use contracts::{
    MessageId, Millis, SessionId, TaskKey,
    sandbox::{SessionEvent, Tail},
};
use sqlx::{Connection, PgConnection, PgExecutor, PgPool, Row, types::Json};

use super::event_pages::Stored;
use crate::bounded::bounded;

/// The channel of Postgres on which a turn's follower is woken (`LISTEN`).
pub const CHANNEL: &str = "turns";

/// Something that was said or happened.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    pub message_id: Option<MessageId>,
    pub kind: &'static str,
    pub body: serde_json::Value,
    /// The same for what is read again.
    pub source: String,
}

/// Wakes whoever follows the turn, once the transaction is committed.
pub async fn wake(db: &mut PgConnection, id: &MessageId) -> sqlx::Result<()> {
    sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(id.as_str()).execute(db).await.map(|_| ())
}

/// Makes the caller the one who follows the turn; its epoch.
pub async fn claim(pool: &PgPool, key: &TaskKey, id: &MessageId) -> sqlx::Result<i32> {
    sqlx::query_scalar(
        "UPDATE turns SET epoch = epoch + 1 WHERE organization_id = $1 AND task_id = $2 AND message_id = $3
         RETURNING epoch",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .fetch_one(pool)
    .await
}

/// Notes that the agent is about to be told. Says whether this is the first time.
pub async fn prompt(pool: &PgPool, key: &TaskKey, id: &MessageId, now: Millis) -> sqlx::Result<bool> {
    let noted = sqlx::query(
        "UPDATE turns SET prompted_at = $4
         WHERE organization_id = $1 AND task_id = $2 AND message_id = $3 AND prompted_at IS NULL",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .bind(now)
    .execute(pool)
    .await?;
    Ok(noted.rows_affected() == 1)
}

/// Adds events of a turn, without those that are there already; what was added, and the index of the newest one. `None`:
/// another one follows the turn.
pub async fn append(
    pool: &PgPool,
    key: &TaskKey,
    session_id: &SessionId,
    (id, epoch): (&MessageId, i32),
    events: &[NewEvent],
    now: Millis,
) -> sqlx::Result<Option<Tail>> {
    let mut transaction = pool.begin().await?;
    let is_own: Option<bool> = sqlx::query_scalar(
        "SELECT epoch = $4 FROM turns WHERE organization_id = $1 AND task_id = $2 AND message_id = $3 FOR UPDATE",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .bind(epoch)
    .fetch_optional(&mut *transaction)
    .await?;
    if is_own != Some(true) {
        return Ok(None);
    }
    let tail = insert(&mut transaction, key, session_id, events, now).await?;
    transaction.commit().await?;
    Ok(Some(tail))
}

/// Adds events that belong to no turn, or to one that nobody follows.
pub async fn note(
    db: &mut PgConnection,
    key: &TaskKey,
    session_id: &SessionId,
    events: &[NewEvent],
    now: Millis,
) -> sqlx::Result<Tail> {
    let mut transaction = db.begin().await?;
    let tail = insert(&mut transaction, key, session_id, events, now).await?;
    transaction.commit().await?;
    Ok(tail)
}

/// The log's row is held meanwhile: so places are given one after the other, whoever writes.
pub async fn insert(
    db: &mut PgConnection,
    key: &TaskKey,
    session_id: &SessionId,
    events: &[NewEvent],
    now: Millis,
) -> sqlx::Result<Tail> {
    let events: Vec<_> =
        events.iter().map(|event| NewEvent { body: bounded(event.body.clone()), ..event.clone() }).collect();
    let last: i64 = sqlx::query_scalar(
        "INSERT INTO logs (organization_id, task_id, session_id) VALUES ($1, $2, $3)
         ON CONFLICT (organization_id, task_id, session_id) DO UPDATE SET last = logs.last
         RETURNING last",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .fetch_one(&mut *db)
    .await?;
    let added = sqlx::query(
        "WITH new AS (
             SELECT * FROM unnest($4::text[], $5::text[], $6::jsonb[], $7::text[]) WITH ORDINALITY
                 AS said (message_id, kind, body, source, place)
             WHERE NOT EXISTS (SELECT FROM events AS known
                               WHERE known.organization_id = $1 AND known.task_id = $2 AND known.session_id = $3
                                 AND known.source = said.source)
         ), added AS (
             INSERT INTO events (organization_id, task_id, session_id, index, message_id, kind, at, body, source)
             SELECT $1, $2, $3, $9 + row_number() OVER (ORDER BY place), message_id, kind, $8, body, source FROM new
             RETURNING index, source, octet_length(body::text) AS bytes
         ), counted AS (
             UPDATE logs SET last = last + (SELECT count(*) FROM added),
                             bytes = bytes + (SELECT coalesce(sum(bytes), 0) FROM added)
             WHERE organization_id = $1 AND task_id = $2 AND session_id = $3
         )
         SELECT index, source FROM added",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .bind(events.iter().map(|event| event.message_id.as_ref().map(MessageId::as_str)).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.kind).collect::<Vec<_>>())
    .bind(events.iter().map(|event| Json(&event.body)).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.source.as_str()).collect::<Vec<_>>())
    .bind(now)
    .bind(last)
    .fetch_all(db)
    .await?;
    let count = i64::try_from(added.len()).unwrap_or(i64::MAX);
    let by_source: HashMap<_, _> = events.iter().map(|event| (event.source.as_str(), event)).collect();
    let mut tail = Tail { events: Vec::with_capacity(added.len()), last: last + count };
    for row in &added {
        let (index, source): (i64, &str) = (row.try_get("index")?, row.try_get("source")?);
        if let Some(NewEvent { message_id, kind, body, .. }) = by_source.get(source).copied() {
            let (message_id, kind, body) = (message_id.clone(), (*kind).to_owned(), body.clone());
            tail.events.push(SessionEvent { index, last_index: None, message_id, kind, at: now, body });
        }
    }
    tail.events.sort_by_key(|event| event.index);
    Ok(tail)
}

/// The number of the newest event of an agent's process that is written down; 0 when none is.
pub async fn newest_number(
    db: impl PgExecutor<'_>,
    key: &TaskKey,
    session_id: &SessionId,
    process: i64,
) -> sqlx::Result<u64> {
    let newest: Option<i64> = sqlx::query_scalar(
        "SELECT max(split_part(source, '/', 2)::bigint) FROM events
         WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND source LIKE $4",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .bind(format!("{process}/%"))
    .fetch_one(db)
    .await?;
    Ok(newest.and_then(|newest| u64::try_from(newest).ok()).unwrap_or_default())
}

/// Whether the turn's agent has asked something, or told of something other than `about_itself`.
pub async fn has_work(
    db: impl PgExecutor<'_>,
    key: &TaskKey,
    session_id: &SessionId,
    id: &MessageId,
    about_itself: &[&str],
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM events
                        WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND message_id = $4
                          AND (kind = 'permission'
                               OR kind = 'update' AND coalesce(body->>'sessionUpdate', '') <> ALL($5)))",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .bind(id.as_str())
    .bind(about_itself)
    .fetch_one(db)
    .await
}

/// What a turn's agent has said so far: the newest event of this kind.
pub async fn newest_of_turn(
    db: impl PgExecutor<'_>,
    key: &TaskKey,
    session_id: &SessionId,
    id: &MessageId,
    kind: &str,
) -> sqlx::Result<Option<SessionEvent>> {
    let found: Option<Stored> = sqlx::query_as(
        "SELECT index, message_id, kind, at, body FROM events
         WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND message_id = $4 AND kind = $5
         ORDER BY index DESC LIMIT 1",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .bind(id.as_str())
    .bind(kind)
    .fetch_optional(db)
    .await?;
    Ok(found.map(|Stored(event)| event))
}
