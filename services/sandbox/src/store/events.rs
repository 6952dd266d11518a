//! What was said in each session: added to by whoever follows a turn, a batch at a time, and never changed.
//!
//! It is written outside of commands and steps: an agent says thousands of things in a turn, and each is written once,
//! where it arrives. The turn's epoch keeps a follower out that another one has replaced.

use std::collections::HashMap;

use contracts::{
    MessageId, Millis, SessionId, TaskKey,
    sandbox::{SessionEvent, SessionEventPage, Tail},
};
use service_kit::columns;
use sqlx::{FromRow, PgConnection, PgExecutor, PgPool, Row, postgres::PgRow, types::Json};

/// The channel of Postgres on which a turn's follower is woken (`LISTEN`).
pub const CHANNEL: &str = "turns";

/// Bytes of one answer's events: it must fit into one message with its envelope.
const PAGE_BYTES: usize = contracts::limit::MESSAGE_BYTES * 2;

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

/// Adds events, without those that are there already; what was added, and the index of the newest one. `None`: another one
/// follows the turn.
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
    let added = sqlx::query(
        "WITH new AS (
             SELECT * FROM unnest($4::text[], $5::text[], $6::jsonb[], $7::text[]) WITH ORDINALITY
                 AS said (message_id, kind, body, source, place)
             WHERE NOT EXISTS (SELECT FROM events AS known
                               WHERE known.organization_id = $1 AND known.task_id = $2 AND known.session_id = $3
                                 AND known.source = said.source)
         ), last AS (
             SELECT coalesce(max(index), 0) AS index FROM events
             WHERE organization_id = $1 AND task_id = $2 AND session_id = $3
         )
         INSERT INTO events (organization_id, task_id, session_id, index, message_id, kind, at, body, source)
         SELECT $1, $2, $3, last.index + row_number() OVER (ORDER BY place), message_id, kind, $8, body, source
         FROM new, last
         RETURNING index, source",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .bind(events.iter().map(|event| event.message_id.as_ref().map(MessageId::as_str)).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.kind).collect::<Vec<_>>())
    .bind(events.iter().map(|event| Json(&event.body)).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.source.as_str()).collect::<Vec<_>>())
    .bind(now)
    .fetch_all(&mut *transaction)
    .await?;
    let last = last(&mut *transaction, key, session_id).await?;
    transaction.commit().await?;
    let by_source: HashMap<_, _> = events.iter().map(|event| (event.source.as_str(), event)).collect();
    let mut tail = Tail { events: Vec::with_capacity(added.len()), last };
    for row in &added {
        let (index, source): (i64, &str) = (row.try_get("index")?, row.try_get("source")?);
        if let Some(NewEvent { message_id, kind, body, .. }) = by_source.get(source).copied() {
            let (message_id, kind, body) = (message_id.clone(), (*kind).to_owned(), body.clone());
            tail.events.push(SessionEvent { index, message_id, kind, at: now, body });
        }
    }
    tail.events.sort_by_key(|event| event.index);
    Ok(Some(tail))
}

/// The index of the session's newest event; 0 when there is none.
pub async fn last(db: impl PgExecutor<'_>, key: &TaskKey, session_id: &SessionId) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "SELECT coalesce(max(index), 0) FROM events WHERE organization_id = $1 AND task_id = $2 AND session_id = $3",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .fetch_one(db)
    .await
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

/// What a turn's agent has said so far: the newest event of this kind.
pub async fn newest_of_turn(
    db: impl PgExecutor<'_>,
    key: &TaskKey,
    session_id: &SessionId,
    id: &MessageId,
    kind: &str,
) -> sqlx::Result<Option<SessionEvent>> {
    let found: Option<Stored> = sqlx::query_as(
        "SELECT * FROM events
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

/// The events behind an index, without a gap, and no more than fit into one message.
pub async fn page(
    db: &PgPool,
    key: &TaskKey,
    session_id: &SessionId,
    after: i64,
    limit: i64,
) -> sqlx::Result<SessionEventPage> {
    let found: Vec<Stored> = sqlx::query_as(
        "SELECT * FROM events WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND index > $4
         ORDER BY index LIMIT $5",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .bind(after)
    .bind(limit)
    .fetch_all(db)
    .await?;
    let mut bytes = 0;
    let fits = |event: &SessionEvent| {
        let is_first = bytes == 0;
        bytes += event.body.to_string().len() + 200;
        is_first || bytes <= PAGE_BYTES
    };
    let events = found.into_iter().map(|Stored(event)| event).take_while(fits).collect();
    Ok(SessionEventPage { events, last: last(db, key, session_id).await? })
}

struct Stored(SessionEvent);

impl FromRow<'_, PgRow> for Stored {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self(SessionEvent {
            index: row.try_get("index")?,
            message_id: columns::optional_id(row, "message_id")?,
            kind: row.try_get("kind")?,
            at: row.try_get("at")?,
            body: columns::json(row, "body")?,
        }))
    }
}
