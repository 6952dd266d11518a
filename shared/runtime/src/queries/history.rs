//! The queries that every service answers: outcomes, history, dead letters, workflow runs. Whatever an actor has to show, an
//! answer of it is bounded in bytes, here and on the way.

use std::sync::Arc;

use contracts::{
    Outcome, catalog, limit,
    runtime_messages::{
        DeadLetter, DeadLetters, GetDeadLetters, GetHistory, GetOutcome, GetWorkflow, GetWorkflows, History,
        JournalEntry, WorkflowRun, WorkflowRuns, WorkflowStep, name, of_actor,
    },
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::{Row, postgres::PgRow};

use super::{
    page::{self, rows},
    runs::runs,
};
use crate::{
    core::page::Shown,
    handler::{
        failure::{Failure, Handled},
        reader::Reader,
    },
    service::{QueryEntry, Reply, Schemas, Service, reply, undecodable},
    store::{journal, pages},
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
    let workflows: Arc<[String]> = service.workflows.keys().map(|name| (*name).to_owned()).collect();
    add(service, name::RUNS, move |reader, organization, asked| runs(reader, organization, asked, workflows.clone()));
}

fn add<Q, F, Fut>(service: &mut Service, name: &'static str, handler: F)
where
    Q: DeserializeOwned + Send + 'static,
    F: Fn(Reader, String, Q) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Handled<Reply>> + Send + 'static,
{
    let Some(entry) = of_actor(service.actor).into_iter().find(|entry| entry.name == name) else { return };
    let schema = Schemas { input: entry.input, reply: entry.reply };
    let handle = Arc::new(move |reader: Reader, key: Vec<String>, body: bytes::Bytes| {
        let query = catalog::decode_body::<Q>("this query", &body).map_err(|error| undecodable(error.to_string()));
        let handler = handler.clone();
        Box::pin(async move { handler(reader, key.join("."), query?).await }) as crate::service::BoxFuture<'static, _>
    });
    service.queries.insert(name, QueryEntry { handle, schema });
}

async fn outcome(reader: Reader, key: String, GetOutcome { id }: GetOutcome) -> Handled<Reply> {
    match journal::outcome_of(&mut *reader.db().acquire().await?, &key, &id).await? {
        Some(outcome) => reply(&outcome),
        None => reply(&Outcome::Unknown { id }),
    }
}

async fn history(reader: Reader, key: String, asked: GetHistory) -> Handled<Reply> {
    let rows = rows(asked.limit, HISTORY_ROWS, limit::PAGE_ROWS)?;
    let shown = Shown::on_a_page(rows);
    let read = pages::newest_commands(&key, asked.before.unwrap_or(i64::MAX), rows + 1, shown);
    let page = page::read(reader.db(), read, rows, |row| entry(row, shown)).await?;
    reply(&History { next: page.next(|last| last.entry), commands: page.rows })
}

fn entry(row: &PgRow, shown: Shown) -> JournalEntry {
    let (input, input_bytes) = shown.json(row.get("input"), row.get("input_bytes"));
    let mut outcome = Outcome::from(journal::outcome(row));
    let mut reply_bytes = None;
    if let Outcome::Done { reply, .. } = &mut outcome {
        let text = row.get::<Option<String>, _>("reply").unwrap_or_else(|| Value::Null.to_string());
        (*reply, reply_bytes) = shown.json(text, row.get("reply_bytes"));
    }
    JournalEntry {
        entry: row.get("entry"),
        id: row.get("command_id"),
        command: row.get("command"),
        input,
        input_bytes,
        outcome,
        reply_bytes,
        by: row.get("sent_by"),
        caused_by: row.get("caused_by"),
        stream_sequence: row.get("stream_sequence"),
        attempts: row.get("attempts"),
        trace_id: row.get("trace_id"),
        received_at: row.get("received_at"),
        done_at: row.get("done_at"),
    }
}

async fn dead_letters(reader: Reader, key: String, asked: GetDeadLetters) -> Handled<Reply> {
    let rows = rows(asked.limit, limit::PAGE_ROWS, limit::PAGE_ROWS)?;
    let shown = Shown::on_a_page(rows);
    let read = pages::oldest_letters(&key, asked.after.unwrap_or(0), rows + 1, shown);
    let page = page::read(reader.db(), read, rows, |row| letter(row, shown)).await?;
    reply(&DeadLetters { next: page.next(|last| last.position), letters: page.rows })
}

fn letter(row: &PgRow, shown: Shown) -> DeadLetter {
    let body = String::from_utf8_lossy(row.get("body")).into_owned();
    let (body, body_bytes) = shown.text(body, row.get("body_bytes"));
    DeadLetter {
        position: row.get("position"),
        id: row.get("command_id"),
        command: row.get("command"),
        reason: row.get("reason"),
        body,
        body_bytes,
        trace_id: row.get("trace_id"),
        at: row.get("received_at"),
    }
}

async fn workflows(reader: Reader, key: String, asked: GetWorkflows) -> Handled<Reply> {
    let rows = rows(asked.limit, RUN_ROWS, limit::PAGE_ROWS)?;
    let before = page::behind(asked.after.as_deref())?;
    let shown = Shown::IN_A_LIST;
    let read = pages::newest_runs(&key, before, rows + 1, shown);
    let page = page::read(reader.db(), read, rows, |row| pages::run(row, shown)).await?;
    let next = page.next(|last: &WorkflowRun| page::run_cursor((last.started_at, &last.run_id)));
    reply(&WorkflowRuns { next, runs: page.rows })
}

async fn workflow(reader: Reader, key: String, asked: GetWorkflow) -> Handled<Reply> {
    let (run_id, rows) = (asked.run_id, rows(asked.limit, limit::STEP_ROWS, limit::STEP_ROWS)?);
    let Some(run) = pages::one_run(&key, &run_id, Shown::IN_A_LIST).fetch_optional(reader.db()).await? else {
        return Err(Failure::not_found("runtime.run_not_found", format!("this actor has no workflow run {run_id}")));
    };
    let shown = Shown::on_a_page(rows);
    let read = pages::steps_behind(&run_id, asked.after.unwrap_or(-1), rows + 1, shown);
    let page = page::read(reader.db(), read, rows, |row| pages::step(row, shown)).await?;
    let next_steps = page.next(|last: &WorkflowStep| last.position);
    reply(&WorkflowRun { steps: Some(page.rows), next_steps, ..pages::run(&run, Shown::IN_A_LIST) })
}
