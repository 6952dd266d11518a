//! How long and how large sessions' logs are kept.

use contracts::Millis;
use sqlx::PgPool;

/// Events that are removed with one statement: more would hold rows that are written to.
const AT_ONCE: i64 = 5_000;

/// Statements of one round. What is left goes with the next.
const ROUNDS: usize = 20;

/// Removes events of before `before`, but for the newest of each session. Says how many.
pub async fn remove_older(pool: &PgPool, before: Millis) -> sqlx::Result<u64> {
    let mut removed = 0;
    for _ in 0..ROUNDS {
        let count = remove(
            pool,
            "SELECT events.organization_id, events.task_id, events.session_id, events.index
             FROM events JOIN logs USING (organization_id, task_id, session_id)
             WHERE events.at < $1 AND events.index < logs.last
             LIMIT $2",
            before,
        )
        .await?;
        removed += count;
        if count == 0 {
            break;
        }
    }
    Ok(removed)
}

/// Removes the oldest events of sessions with more than so many bytes, until a tenth less is left. Says how many.
pub async fn remove_beyond(pool: &PgPool, bytes: i64) -> sqlx::Result<u64> {
    let mut removed = 0;
    for _ in 0..ROUNDS {
        // Of one session at a time: from its oldest event on, as many as it has too many bytes.
        let count = remove(
            pool,
            "SELECT organization_id, task_id, session_id, index FROM (
                 SELECT events.organization_id, events.task_id, events.session_id, events.index, log.too_many,
                        sum(octet_length(body::text)) OVER (ORDER BY index) - octet_length(body::text) AS before
                 FROM (SELECT organization_id, task_id, session_id, last, bytes - $1 * 9 / 10 AS too_many FROM logs WHERE bytes > $1 ORDER BY bytes DESC LIMIT 1)
                      AS log
                 JOIN LATERAL (
                     SELECT organization_id, task_id, session_id, index, body FROM events
                     WHERE (events.organization_id, events.task_id, events.session_id)
                           = (log.organization_id, log.task_id, log.session_id) AND events.index < log.last
                     ORDER BY index LIMIT $2
                 ) AS events ON true
             ) AS oldest
             WHERE before < too_many",
            bytes,
        )
        .await?;
        removed += count;
        if count == 0 {
            break;
        }
    }
    Ok(removed)
}

async fn remove(pool: &PgPool, which: &'static str, bound: i64) -> sqlx::Result<u64> {
    let sql = format!(
        "WITH which AS ({which}), gone AS (
             DELETE FROM events USING which
             WHERE (events.organization_id, events.task_id, events.session_id, events.index)
                   = (which.organization_id, which.task_id, which.session_id, which.index)
             RETURNING events.organization_id, events.task_id, events.session_id, events.index,
                       octet_length(events.body::text) AS bytes
         ), of_log AS (
             SELECT organization_id, task_id, session_id, sum(bytes) AS bytes, max(index) AS index, count(*) AS count
             FROM gone GROUP BY organization_id, task_id, session_id
         ), noted AS (
             UPDATE logs SET bytes = greatest(logs.bytes - of_log.bytes, 0), first = greatest(first, of_log.index + 1)
             FROM of_log
             WHERE (logs.organization_id, logs.task_id, logs.session_id)
                   = (of_log.organization_id, of_log.task_id, of_log.session_id)
         )
         SELECT coalesce(sum(count), 0)::bigint FROM of_log"
    );
    let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(bound).bind(AT_ONCE).fetch_one(pool).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::Events;
    use serde_json::json;

    use super::*;
    use crate::{
        store::events::{NewEvent, note},
        testing::{Acme, open},
    };

    async fn says(acme: &Acme, session: &str, count: usize, at: Millis) {
        let said = |number: usize| NewEvent {
            message_id: None,
            kind: "notice",
            body: json!({ "text": "x".repeat(989) }),
            source: format!("{session}/{at}/{number}"),
        };
        let events: Vec<_> = (0..count).map(said).collect();
        let mut db = acme.service.pool().acquire().await.unwrap();
        note(&mut db, &acme.key, &session.parse().unwrap(), &events, at).await.unwrap();
    }

    /// The first and last place of the log, and the first that can be read.
    async fn places(acme: &Acme, session: &str) -> (i64, i64, Option<i64>) {
        let session_id = session.parse().unwrap();
        let page = acme.asks(&Events { session_id, after: None, before: None, limit: Some(1), coalesce: false }).await;
        (page.first, page.last, page.events.first().map(|event| event.index))
    }

    #[tokio::test]
    async fn a_log_keeps_its_newest_events_and_says_where_it_begins() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        says(&acme, "s-1", 20, 100).await;
        says(&acme, "s-2", 5, 100).await;
        let pool = acme.service.pool();
        assert_eq!(remove_beyond(pool, 30_000).await.unwrap(), 0);
        let removed = remove_beyond(pool, 10_000).await.unwrap();
        assert!((11..=12).contains(&removed), "{removed}");
        let (first, last, read) = places(&acme, "s-1").await;
        assert_eq!((first, last, read), (i64::try_from(removed).unwrap() + 1, 20, Some(first)));
        assert_eq!(places(&acme, "s-2").await, (1, 5, Some(1)));
        assert_eq!(remove_beyond(pool, 10_000).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn what_is_old_goes_and_places_are_never_used_again() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        says(&acme, "s-1", 3, 100).await;
        says(&acme, "s-1", 2, 900).await;
        says(&acme, "s-2", 3, 100).await;
        let pool = acme.service.pool();
        assert_eq!(remove_older(pool, 500).await.unwrap(), 5, "the newest of a session stays");
        assert_eq!(places(&acme, "s-1").await, (4, 5, Some(4)));
        assert_eq!(places(&acme, "s-2").await, (3, 3, Some(3)));
        says(&acme, "s-2", 1, 950).await;
        assert_eq!(places(&acme, "s-2").await, (3, 4, Some(3)));
    }
}
