//! The queries that every service answers: outcomes, history, dead letters, workflow runs.

use bytes::Bytes;
use contracts::{
    Outcome, limit,
    runtime_messages::{
        DeadLetter, DeadLetters, DeadState, GetDeadLetters, GetHistory, GetOutcome, GetWorkflow, GetWorkflows, History,
        JournalEntry, WorkflowRuns, name,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sqlx::{PgPool, Row, postgres::PgRow};

use crate::{Failure, Handled, journal, service::Reply, workflow};

/// Rows without a limit given.
const HISTORY_ROWS: u32 = 50;
const RUN_ROWS: u32 = 20;

/// Whether `wanted` stands in `got`: every field of it with the same value.
pub(crate) fn json_includes(got: &Value, wanted: &Value) -> bool {
    match (got, wanted) {
        (Value::Object(got), Value::Object(wanted)) => wanted
            .iter()
            .all(|(name, wanted)| got.get(name).map_or_else(|| is_default(wanted), |got| json_includes(got, wanted))),
        _ => got == wanted,
    }
}

/// The server leaves out what has its default.
fn is_default(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Bool(false)) || value.as_f64() == Some(0.0) || value.as_str() == Some("")
}

pub(crate) fn is_runtime_command(command: &str) -> bool {
    [name::REPLAY_DEAD_LETTER, name::DROP_DEAD_LETTER, name::CANCEL_WORKFLOW].contains(&command)
}

/// Answers a query of the runtime's own; `None` when it is not one.
pub(crate) async fn answer(pool: &PgPool, query: &str, key: &str, body: &Bytes) -> Option<Handled<Reply>> {
    Some(match query {
        name::OUTCOME => outcome(pool, key, body).await,
        name::HISTORY => history(pool, key, body).await,
        name::DEAD_LETTERS => dead_letters(pool, key, body).await,
        name::WORKFLOWS => workflows(pool, key, body).await,
        name::WORKFLOW => workflow(pool, key, body).await,
        _ => return None,
    })
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Handled<T> {
    let read = contracts::catalog::decode_body("this query", body);
    read.map_err(|error| Failure::invalid("runtime.undecodable", error.to_string()))
}

fn reply(value: &impl Serialize) -> Handled<Reply> {
    Ok(serde_json::value::to_raw_value(value)?)
}

fn rows(given: Option<u32>, otherwise: u32) -> Handled<u32> {
    match given.unwrap_or(otherwise) {
        rows @ 1..=limit::PAGE_ROWS => Ok(rows),
        rows => Err(Failure::invalid(
            "runtime.invalid_limit",
            format!("limit must be 1 to {}, got {rows}", limit::PAGE_ROWS),
        )),
    }
}

async fn outcome(pool: &PgPool, key: &str, body: &Bytes) -> Handled<Reply> {
    let GetOutcome { id } = read(body)?;
    let row = sqlx::query("select command_id, status, reply, code, message, trace_id from journal where command_id = $1 and actor_key = $2")
        .bind(&id)
        .bind(key)
        .fetch_optional(pool)
        .await?;
    let outcome = row.as_ref().map_or(Outcome::Pending { id }, journal::outcome);
    reply(&outcome)
}

async fn history(pool: &PgPool, key: &str, body: &Bytes) -> Handled<Reply> {
    let asked: GetHistory = read(body)?;
    let limit = rows(asked.limit, HISTORY_ROWS)?;
    let rows = sqlx::query("select * from journal where actor_key = $1 and entry < $2 order by entry desc limit $3")
        .bind(key)
        .bind(asked.before.unwrap_or(i64::MAX))
        .bind(i64::from(limit))
        .fetch_all(pool)
        .await?;
    let commands: Vec<_> = rows.iter().map(entry).collect();
    let next = commands.last().filter(|_| commands.len() == limit as usize).map(|last| last.entry);
    reply(&History { commands, next })
}

fn entry(row: &PgRow) -> JournalEntry {
    let input = row.get::<String, _>("input");
    JournalEntry {
        entry: row.get("entry"),
        id: row.get("command_id"),
        command: row.get("command"),
        input: serde_json::from_str(&input).unwrap_or(Value::String(input)),
        outcome: journal::outcome(row),
        by: row.get("sent_by"),
        caused_by: row.get("caused_by"),
        stream_sequence: row.get("stream_sequence"),
        attempts: row.get("attempts"),
        trace_id: row.get("trace_id"),
        received_at: row.get("received_at"),
        done_at: row.get("done_at"),
    }
}

async fn dead_letters(pool: &PgPool, key: &str, body: &Bytes) -> Handled<Reply> {
    let GetDeadLetters {} = read(body)?;
    let rows = sqlx::query("select * from dead_letters where actor_key = $1 order by position limit $2")
        .bind(key)
        .bind(i64::from(limit::PAGE_ROWS))
        .fetch_all(pool)
        .await?;
    let letter = |row: &PgRow| DeadLetter {
        id: row.get("command_id"),
        command: row.get("command"),
        state: match row.get::<&str, _>("state") {
            "parked" => DeadState::Parked,
            "held" => DeadState::Held,
            _ => DeadState::Dead,
        },
        reason: row.get("reason"),
        body: String::from_utf8_lossy(row.get("body")).into_owned(),
        trace_id: row.get("trace_id"),
        at: row.get("received_at"),
    };
    reply(&DeadLetters { letters: rows.iter().map(letter).collect() })
}

async fn workflows(pool: &PgPool, key: &str, body: &Bytes) -> Handled<Reply> {
    let asked: GetWorkflows = read(body)?;
    let limit = rows(asked.limit, RUN_ROWS)?;
    reply(&WorkflowRuns { runs: workflow::read_runs(pool, key, limit).await? })
}

async fn workflow(pool: &PgPool, key: &str, body: &Bytes) -> Handled<Reply> {
    let GetWorkflow { run_id } = read(body)?;
    match workflow::read_run(pool, key, &run_id).await? {
        Some(run) => reply(&run),
        None => Err(Failure::not_found("runtime.run_not_found", format!("this actor has no workflow run {run_id}"))),
    }
}
