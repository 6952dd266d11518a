//! The queries that every service answers: outcomes, history, dead letters, workflow runs.

use std::sync::Arc;

use contracts::{
    Outcome, catalog, limit,
    runtime_messages::{
        DeadLetter, DeadLetters, GetDeadLetters, GetHistory, GetOutcome, GetWorkflow, GetWorkflows, History,
        JournalEntry, WorkflowRuns, name, of_actor,
    },
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::{Row, postgres::PgRow};

use crate::{
    handler::{
        failure::{Failure, Handled},
        reader::Reader,
    },
    service::{QueryEntry, Reply, Schemas, Service, reply, undecodable},
    store::{dead_letters, journal, runs},
};

/// Rows without a limit given.
const HISTORY_ROWS: u32 = 50;
const RUN_ROWS: u32 = 20;

/// Adds the queries to a service's table.
pub fn register(service: &mut Service) {
    add(service, name::OUTCOME, outcome);
    add(service, name::HISTORY, history);
    add(service, name::DEAD_LETTERS, dead_letters);
    add(service, name::WORKFLOWS, workflows);
    add(service, name::WORKFLOW, workflow);
}

fn add<Q, F, Fut>(service: &mut Service, name: &'static str, handler: F)
where
    Q: DeserializeOwned + Send + 'static,
    F: Fn(Reader, String, Q) -> Fut + Copy + Send + Sync + 'static,
    Fut: Future<Output = Handled<Reply>> + Send + 'static,
{
    let Some(entry) = of_actor(service.actor).into_iter().find(|entry| entry.name == name) else { return };
    let schema = Schemas { input: entry.input, reply: entry.reply };
    let handle = Arc::new(move |reader: Reader, key: Vec<String>, body: bytes::Bytes| {
        let query = catalog::decode_body::<Q>("this query", &body).map_err(|error| undecodable(error.to_string()));
        Box::pin(async move { handler(reader, key.join("."), query?).await }) as crate::service::BoxFuture<'static, _>
    });
    service.queries.insert(name, QueryEntry { handle, schema });
}

fn rows(given: Option<u32>, otherwise: u32) -> Handled<u32> {
    match given.unwrap_or(otherwise) {
        rows @ 1..=limit::PAGE_ROWS => Ok(rows),
        rows => {
            let message = format!("limit must be 1 to {}, got {rows}", limit::PAGE_ROWS);
            Err(Failure::invalid("runtime.limit_is_out_of_range", message))
        }
    }
}

async fn outcome(reader: Reader, key: String, GetOutcome { id }: GetOutcome) -> Handled<Reply> {
    match journal::outcome_of(&mut *reader.db().acquire().await?, &key, &id).await? {
        Some(outcome) => reply(&outcome),
        None => reply(&Outcome::Unknown { id }),
    }
}

async fn history(reader: Reader, key: String, asked: GetHistory) -> Handled<Reply> {
    let limit = rows(asked.limit, HISTORY_ROWS)?;
    let rows = sqlx::query("select * from journal where actor_key = $1 and entry < $2 order by entry desc limit $3")
        .bind(&key)
        .bind(asked.before.unwrap_or(i64::MAX))
        .bind(i64::from(limit))
        .fetch_all(reader.db())
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
        outcome: journal::outcome(row).into(),
        by: row.get("sent_by"),
        caused_by: row.get("caused_by"),
        stream_sequence: row.get("stream_sequence"),
        attempts: row.get("attempts"),
        trace_id: row.get("trace_id"),
        received_at: row.get("received_at"),
        done_at: row.get("done_at"),
    }
}

async fn dead_letters(reader: Reader, key: String, GetDeadLetters {}: GetDeadLetters) -> Handled<Reply> {
    let letters = dead_letters::list(reader.db(), &key, limit::PAGE_ROWS).await?;
    let letter = |letter: dead_letters::Letter| DeadLetter {
        id: letter.id,
        command: letter.command,
        reason: letter.reason,
        body: String::from_utf8_lossy(&letter.body).into_owned(),
        trace_id: letter.trace_id,
        at: letter.received_at,
    };
    reply(&DeadLetters { letters: letters.into_iter().map(letter).collect() })
}

async fn workflows(reader: Reader, key: String, asked: GetWorkflows) -> Handled<Reply> {
    let limit = rows(asked.limit, RUN_ROWS)?;
    reply(&WorkflowRuns { runs: runs::read_runs(reader.db(), &key, limit).await? })
}

async fn workflow(reader: Reader, key: String, GetWorkflow { run_id }: GetWorkflow) -> Handled<Reply> {
    match runs::read_run(reader.db(), &key, &run_id).await? {
        Some(run) => reply(&run),
        None => Err(Failure::not_found("runtime.run_not_found", format!("this actor has no workflow run {run_id}"))),
    }
}
