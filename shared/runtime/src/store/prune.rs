//! What is deleted by age, a batch at a time, by the database's clock: a machine whose clock is a month ahead must not delete
//! the duplicate check.

use sqlx::PgPool;

/// Rows deleted by one statement. More would hold locks, and be cancelled by the statement's timeout, for nothing.
const BATCH: i64 = 5_000;

/// What is deleted, and how old it is then, in milliseconds.
const AGES: [(&str, i64); 4] = [
    // A command's id that is given again after that runs again.
    ("delete from journal where entry in (select entry from journal where done_at < $1 limit $2)", 30 * DAY),
    (
        "delete from dead_letters where position in (select position from dead_letters where received_at < $1 limit $2)",
        90 * DAY,
    ),
    // With its steps.
    (
        "delete from workflows where run_id in (
            select run_id from workflows where status in ('done', 'failed', 'cancelled') and updated_at < $1 limit $2)",
        30 * DAY,
    ),
    // Rows of lanes whose owner never said that they are published are left to the lane.
    ("delete from outbox where position in (select position from outbox where published_at < $1 limit $2)", HOUR),
];

const DAY: i64 = 24 * HOUR;
const HOUR: i64 = 3_600_000;

/// Deletes what is too old; how many rows that were. Ends when a batch was not full, so that it holds nobody up for long.
pub async fn prune(pool: &PgPool) -> sqlx::Result<u64> {
    let now = now(pool).await?;
    let mut deleted = 0;
    for (statement, age) in AGES {
        loop {
            let rows = sqlx::query(statement).bind(now - age).bind(BATCH).execute(pool).await?.rows_affected();
            deleted += rows;
            if rows < BATCH.cast_unsigned() {
                break;
            }
        }
    }
    Ok(deleted)
}

/// Deletes the rows of runs' lanes that were published `retain` milliseconds ago or earlier.
pub async fn prune_published(pool: &PgPool, retain: i64) -> sqlx::Result<u64> {
    let before = now(pool).await? - retain;
    Ok(sqlx::query("delete from outbox where published_at < $1").bind(before).execute(pool).await?.rows_affected())
}

/// The database's clock.
pub async fn now(pool: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar("select (extract(epoch from clock_timestamp()) * 1000)::bigint").fetch_one(pool).await
}
