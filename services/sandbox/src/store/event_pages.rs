//! What was said in a session, as it is read: page by page, forwards or backwards, with the chunks of a message as one event.

use contracts::{
    SessionId, TaskKey,
    sandbox::{SessionEvent, SessionEventPage},
};
use futures::TryStreamExt;
use service_kit::columns;
use sqlx::{FromRow, PgExecutor, PgPool, Row, postgres::PgRow};

use crate::chunks::{Budget, coalesce};

/// Rows that are read for one page at most: a page of coalesced chunks may stand for many, and one query must not hold its
/// connection for long.
const ROWS: i64 = 10_000;

/// Events that a summary is made of.
const CONVERSATION: i64 = 2_000;

/// Which page.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    /// Behind this index.
    After(i64),
    /// The newest before this index.
    Before(i64),
}

/// The events of a page, in order, without a gap, and no more than fit into one message.
pub async fn page(
    db: &PgPool,
    key: &TaskKey,
    session_id: &SessionId,
    place: Place,
    mut budget: Budget,
) -> sqlx::Result<SessionEventPage> {
    let (sql, index) = match place {
        Place::After(after) => (
            "SELECT index, message_id, kind, at, body FROM events
             WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND index > $4
             ORDER BY index LIMIT $5",
            after,
        ),
        Place::Before(before) => (
            "SELECT index, message_id, kind, at, body FROM events
             WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND index < $4
             ORDER BY index DESC LIMIT $5",
            before,
        ),
    };
    let rows = sqlx::query_as::<_, Stored>(sql)
        .bind(key.organization_id.as_str())
        .bind(key.task_id.as_str())
        .bind(session_id.as_str())
        .bind(index)
        .bind(budget.rows().unwrap_or(ROWS));
    let mut found = rows.fetch(db);
    let mut events = Vec::new();
    while let Some(Stored(event)) = found.try_next().await? {
        if !budget.takes(&event) {
            break;
        }
        events.push(event);
    }
    drop(found);
    if matches!(place, Place::Before(_)) {
        events.reverse();
    }
    let (first, last) = ends(db, key, session_id).await?;
    Ok(SessionEventPage { events: if budget.coalesces() { coalesce(events) } else { events }, first, last })
}

/// The indexes of the oldest event that is kept and of the newest one; 0 when there is none.
async fn ends(db: impl PgExecutor<'_>, key: &TaskKey, session_id: &SessionId) -> sqlx::Result<(i64, i64)> {
    let ends: Option<(i64, i64)> = sqlx::query_as(
        "SELECT first, last FROM logs WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND last > 0",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .fetch_optional(db)
    .await?;
    Ok(ends.unwrap_or_default())
}

/// The newest of what people and the agent have said to each other, and which tools it has used; in order. Without what was
/// said in the turn `except`.
pub async fn conversation(
    db: impl PgExecutor<'_>,
    key: &TaskKey,
    session_id: &SessionId,
    except: Option<&contracts::MessageId>,
) -> sqlx::Result<Vec<SessionEvent>> {
    let mut found: Vec<Stored> = sqlx::query_as(
        "SELECT index, message_id, kind, at, body FROM events
         WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND message_id IS DISTINCT FROM $4
           AND (kind IN ('prompt', 'steer')
                OR kind = 'update' AND body ->> 'sessionUpdate' IN ('agent_message_chunk', 'tool_call'))
         ORDER BY index DESC LIMIT $5",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .bind(except.map(contracts::MessageId::as_str))
    .bind(CONVERSATION)
    .fetch_all(db)
    .await?;
    found.reverse();
    Ok(found.into_iter().map(|Stored(event)| event).collect())
}

/// An event's row.
pub struct Stored(pub SessionEvent);

impl FromRow<'_, PgRow> for Stored {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self(SessionEvent {
            index: row.try_get("index")?,
            last_index: None,
            message_id: columns::optional_id(row, "message_id")?,
            kind: row.try_get("kind")?,
            at: row.try_get("at")?,
            body: columns::json(row, "body")?,
        }))
    }
}
