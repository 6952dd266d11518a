//! The recorded steps of workflow runs.

use contracts::Millis;
use serde_json::Value;
use sqlx::{PgConnection, Row};

/// A step to record.
pub struct NewStep<'a> {
    pub run_id: &'a str,
    pub position: i32,
    pub step: &'a str,
    pub result: &'a Value,
    pub epoch: i32,
    pub attempts: i32,
    pub started_at: Millis,
    pub done_at: Millis,
}

/// What came of recording a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Recording {
    Recorded,
    /// This worker has recorded it before, with this result; the answer to that was lost.
    RecordedBefore(Value),
    /// Another worker has.
    Lost,
}

/// Records a step, unless one is recorded at its place.
pub async fn record(db: &mut PgConnection, new: &NewStep<'_>) -> sqlx::Result<Recording> {
    let inserted = sqlx::query(
        "insert into workflow_steps (run_id, position, step, result, epoch, attempts, started_at, done_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (run_id, position) do nothing",
    )
    .bind(new.run_id)
    .bind(new.position)
    .bind(new.step)
    .bind(new.result)
    .bind(new.epoch)
    .bind(new.attempts)
    .bind(new.started_at)
    .bind(new.done_at)
    .execute(&mut *db)
    .await?;
    if inserted.rows_affected() == 0 {
        return recorded_before(db, new).await;
    }
    sqlx::query("update workflows set last_error = null, waiting_position = null, updated_at = $2 where run_id = $1")
        .bind(new.run_id)
        .bind(new.done_at)
        .execute(db)
        .await?;
    Ok(Recording::Recorded)
}

async fn recorded_before(db: &mut PgConnection, new: &NewStep<'_>) -> sqlx::Result<Recording> {
    let row = sqlx::query("select step, result, epoch from workflow_steps where run_id = $1 and position = $2")
        .bind(new.run_id)
        .bind(new.position)
        .fetch_one(db)
        .await?;
    let is_ours = row.get::<i32, _>("epoch") == new.epoch && row.get::<&str, _>("step") == new.step;
    Ok(if is_ours { Recording::RecordedBefore(row.get("result")) } else { Recording::Lost })
}
