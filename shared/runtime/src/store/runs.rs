//! The runs' and steps' rows.

use contracts::{Actor, Millis};
use serde_json::Value;
use sqlx::{PgConnection, PgPool, Row, postgres::PgRow};

pub struct NewRun {
    pub run_id: String,
    pub workflow: String,
    pub workflow_id: String,
    pub actor_key: String,
    pub input: Value,
}

/// By whom and because of what a run is started.
pub struct Origin<'a> {
    pub caller: &'a str,
    pub cause: &'a str,
    pub now: Millis,
}

/// Inserts a waiting run; `false` when one with the same id is active, or this very run is there already.
pub async fn insert(db: &mut PgConnection, run: &NewRun, origin: Origin<'_>) -> sqlx::Result<bool> {
    let inserted = sqlx::query(
        "insert into workflows (run_id, workflow, workflow_id, actor_key, input, status, sent_by, caused_by, traceparent,
                                started_at, updated_at)
         values ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, $9, $9)
         on conflict do nothing",
    )
    .bind(&run.run_id)
    .bind(&run.workflow)
    .bind(&run.workflow_id)
    .bind(&run.actor_key)
    .bind(&run.input)
    .bind(origin.caller)
    .bind(origin.cause)
    .bind(telemetry::traceparent())
    .bind(origin.now)
    .execute(db)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// The active run with this id; with `again`, another one is to follow it.
pub async fn join(db: &mut PgConnection, workflow_id: &str, again: Option<&Value>) -> sqlx::Result<String> {
    sqlx::query_scalar(
        "update workflows set next_input = coalesce($2, next_input)
         where workflow_id = $1 and status in ('waiting', 'running', 'sleeping') returning run_id",
    )
    .bind(workflow_id)
    .bind(again)
    .fetch_one(db)
    .await
}

/// Marks a run to be cancelled and wakes it if it sleeps. Its workflow's name, if it was active.
pub async fn request_cancel(
    db: &mut PgConnection,
    key: &str,
    run_id: &str,
    now: Millis,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "update workflows set cancel_requested = true, updated_at = $3,
                wakes_at = case when status = 'sleeping' then $3 else wakes_at end
         where run_id = $1 and actor_key = $2 and status in ('waiting', 'running', 'sleeping') returning workflow",
    )
    .bind(run_id)
    .bind(key)
    .bind(now)
    .fetch_optional(db)
    .await
}

/// A run that a worker has taken.
pub struct Claimed {
    pub workflow: String,
    pub workflow_id: String,
    pub actor_key: String,
    pub input: Value,
    pub epoch: i32,
    pub sent_by: String,
    pub started_at: Millis,
    pub traceparent: Option<String>,
    pub steps: Vec<Recorded>,
    /// The step that waited for an outside system when the run slept, and how often it has waited.
    pub waited: Option<(i32, u32)>,
}

/// A recorded step.
#[derive(Clone)]
pub struct Recorded {
    pub position: i32,
    pub step: String,
    pub result: Value,
}

/// What an announcement of a run comes to.
pub enum Claim {
    Taken(Box<Claimed>),
    /// It sleeps for this many milliseconds more.
    Sleeps(Millis),
    /// It has ended, or is worked on by the holder of another announcement, which comes again should that worker die.
    Settled,
}

/// A worker that has given no sign of life for this long is dead, whatever became of its announcement.
pub const DEAD_AFTER: Millis = 20_000;

/// Takes a run over under a new epoch, with the announcement of this sequence. A run that is worked on is taken only with
/// the announcement that its worker held, or when that worker has given no sign of life for long.
pub async fn claim(pool: &PgPool, run_id: &str, delivery: u64, now: Millis) -> sqlx::Result<Claim> {
    let mut transaction = pool.begin().await?;
    let row = sqlx::query(
        "update workflows set epoch = epoch + 1, status = 'running', wakes_at = null, updated_at = $2, delivery = $3,
                alive_at = (extract(epoch from clock_timestamp()) * 1000)::bigint
         where run_id = $1 and (status = 'waiting'
                                or (status = 'running' and (delivery = $3 or alive_at <
                                    (extract(epoch from clock_timestamp()) * 1000)::bigint - $4))
                                or (status = 'sleeping' and wakes_at <= $2))
         returning workflow, workflow_id, actor_key, input, epoch, sent_by, started_at, traceparent, waiting_position,
                   waiting_tries",
    )
    .bind(run_id)
    .bind(now)
    .bind(delivery.cast_signed())
    .bind(DEAD_AFTER)
    .fetch_optional(&mut *transaction)
    .await?;
    let Some(row) = row else {
        let wakes_at = sqlx::query_scalar::<_, Option<Millis>>(
            "select wakes_at from workflows where run_id = $1 and status = 'sleeping'",
        )
        .bind(run_id)
        .fetch_optional(&mut *transaction)
        .await?;
        return Ok(wakes_at.flatten().map_or(Claim::Settled, |at| Claim::Sleeps((at - now).max(0))));
    };
    let steps = sqlx::query("select position, step, result from workflow_steps where run_id = $1 order by position")
        .bind(run_id)
        .fetch_all(&mut *transaction)
        .await?;
    transaction.commit().await?;
    let recorded =
        |row: &PgRow| Recorded { position: row.get("position"), step: row.get("step"), result: row.get("result") };
    Ok(Claim::Taken(Box::new(Claimed {
        workflow: row.get("workflow"),
        workflow_id: row.get("workflow_id"),
        actor_key: row.get("actor_key"),
        input: row.get("input"),
        epoch: row.get("epoch"),
        sent_by: row.get("sent_by"),
        started_at: row.get("started_at"),
        traceparent: row.get("traceparent"),
        steps: steps.iter().map(recorded).collect(),
        waited: row
            .get::<Option<i32>, _>("waiting_position")
            .map(|position| (position, row.get::<i32, _>("waiting_tries").cast_unsigned())),
    })))
}

/// What a worker must know of its run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hold {
    /// Whether it is still its own.
    pub is_own: bool,
    /// Whether the run is to stop.
    pub cancel_requested: bool,
}

/// Locks the run's row for the transaction, so that nobody takes it over while a step is recorded.
pub async fn lock(db: &mut PgConnection, run_id: &str, epoch: i32) -> sqlx::Result<Hold> {
    let row = sqlx::query("select epoch, status, cancel_requested from workflows where run_id = $1 for update")
        .bind(run_id)
        .fetch_optional(db)
        .await?;
    Ok(row.map_or(Hold::default(), |row| Hold {
        is_own: row.get::<i32, _>("epoch") == epoch && row.get::<&str, _>("status") == "running",
        cancel_requested: row.get("cancel_requested"),
    }))
}

/// A worker's sign of life for its runs.
pub async fn mark_alive(pool: &PgPool, run_id: &str, epoch: i32) -> sqlx::Result<()> {
    sqlx::query(
        "update workflows set alive_at = (extract(epoch from clock_timestamp()) * 1000)::bigint
         where run_id = $1 and epoch = $2",
    )
    .bind(run_id)
    .bind(epoch)
    .execute(pool)
    .await?;
    Ok(())
}

/// A run that somebody must announce again.
pub struct Forgotten {
    pub run_id: String,
    pub workflow: String,
    pub actor_key: String,
    pub status: String,
}

/// The runs that wait, are past their time, or whose worker has given no sign of life, each for some seconds already: their
/// announcement may be lost. By the database's clock.
pub async fn forgotten(pool: &PgPool, limit: i64) -> sqlx::Result<Vec<Forgotten>> {
    let rows = sqlx::query(
        "with clock as (select (extract(epoch from clock_timestamp()) * 1000)::bigint as now)
         select run_id, workflow, actor_key, status from workflows, clock
         where (status = 'waiting' and updated_at < now - 15000)
            or (status = 'sleeping' and wakes_at < now - 5000)
            or (status = 'running' and alive_at < now - $1 and updated_at < now - $1)
         order by updated_at limit $2",
    )
    .bind(DEAD_AFTER + 2_000)
    .bind(limit)
    .fetch_all(pool)
    .await?;
    let forgotten = |row: &PgRow| Forgotten {
        run_id: row.get("run_id"),
        workflow: row.get("workflow"),
        actor_key: row.get("actor_key"),
        status: row.get("status"),
    };
    Ok(rows.iter().map(forgotten).collect())
}

/// Notes why a step is being tried again.
pub async fn note_error(pool: &PgPool, run_id: &str, epoch: i32, error: &str, now: Millis) -> sqlx::Result<()> {
    sqlx::query("update workflows set last_error = $3, updated_at = $4 where run_id = $1 and epoch = $2")
        .bind(run_id)
        .bind(epoch)
        .bind(crate::core::text::without_nul(error))
        .bind(now)
        .execute(pool)
        .await?;
    Ok(())
}

/// Puts a run to sleep until `wakes_at`.
pub async fn sleep(db: &mut PgConnection, run_id: &str, wakes_at: Millis) -> sqlx::Result<()> {
    sqlx::query("update workflows set status = 'sleeping', wakes_at = $2 where run_id = $1")
        .bind(run_id)
        .bind(wakes_at)
        .execute(db)
        .await?;
    Ok(())
}

/// Puts a run to sleep because one of its steps must wait for an outside system, `tries` times by now.
pub async fn wait(
    db: &mut PgConnection,
    run_id: &str,
    wakes_at: Millis,
    (position, tries): (i32, u32),
    why: &str,
) -> sqlx::Result<()> {
    sqlx::query(
        "update workflows set status = 'sleeping', wakes_at = $2, waiting_position = $3, waiting_tries = $4, last_error = $5
         where run_id = $1",
    )
    .bind(run_id)
    .bind(wakes_at)
    .bind(position)
    .bind(tries.cast_signed())
    .bind(crate::core::text::without_nul(why))
    .execute(db)
    .await?;
    Ok(())
}

/// Ends a run. With it, the input of the run that is to follow.
pub async fn finish(
    db: &mut PgConnection,
    run_id: &str,
    status: &str,
    result: &Value,
    now: Millis,
) -> sqlx::Result<Option<Value>> {
    sqlx::query_scalar(
        "update workflows set status = $2, result = $3, updated_at = $4 where run_id = $1 returning next_input",
    )
    .bind(run_id)
    .bind(status)
    .bind(result)
    .bind(now)
    .fetch_one(db)
    .await
}

/// The subject on which a run is sent to the workers.
pub fn subject(actor: Actor, workflow: &str, key: &str) -> String {
    format!("{}.workflow.{workflow}.{key}", actor.token())
}
