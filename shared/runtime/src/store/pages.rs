//! What people read page by page: the journal, dead letters, runs and their steps. Large values are cut by the database, so that
//! a page of them takes no memory here.

use contracts::{
    Millis, limit,
    runtime_messages::{LastStep, OrganizationRun, WorkflowRun, WorkflowStatus, WorkflowStep},
};
use sqlx::{
    Postgres, Row,
    postgres::{PgArguments, PgRow},
    query::Query,
};

use crate::core::page::Shown;

/// A statement whose rows are read one by one, for as long as they fit.
pub type Read<'q> = Query<'q, Postgres, PgArguments>;

/// An actor's journal before an entry, newest first.
pub fn newest_commands<'q>(key: &'q str, before: i64, rows: u32, shown: Shown) -> Read<'q> {
    sqlx::query(
        "select entry, command_id, command, status, kind, code, left(message, $5) as message, sent_by, caused_by,
                stream_sequence, attempts, trace_id, received_at, done_at,
                case when octet_length(input) <= $4 then input else left(input, $5) end as input,
                octet_length(input)::bigint as input_bytes,
                case when octet_length(reply) <= $4 then reply else left(reply, $5) end as reply,
                coalesce(octet_length(reply), 0)::bigint as reply_bytes
         from journal where actor_key = $1 and entry < $2 order by entry desc limit $3",
    )
    .bind(key)
    .bind(before)
    .bind(i64::from(rows))
    .bind(shown.bytes)
    .bind(shown.characters)
}

/// An actor's letters behind a position, oldest first.
pub fn oldest_letters<'q>(key: &'q str, after: i64, rows: u32, shown: Shown) -> Read<'q> {
    sqlx::query(
        "select position, command_id, command, left(reason, $5) as reason, trace_id, received_at,
                case when octet_length(body) <= $4 then body else substring(body from 1 for $5) end as body,
                octet_length(body)::bigint as body_bytes
         from dead_letters where actor_key = $1 and position > $2 order by position limit $3",
    )
    .bind(key)
    .bind(after)
    .bind(i64::from(rows))
    .bind(shown.bytes)
    .bind(shown.characters)
}

fn status(text: &str) -> WorkflowStatus {
    let known = WorkflowStatus::ALL.into_iter().find(|status| status.word() == text);
    known.unwrap_or(WorkflowStatus::Failed)
}

fn trace_id(row: &PgRow) -> Option<String> {
    let traceparent = row.get::<Option<&str>, _>("traceparent");
    traceparent.and_then(|trace| trace.split('-').nth(1)).map(str::to_owned)
}

/// A run as it was read by one of the statements below. `shown` says how much of what it was given and came to was read.
pub fn run(row: &PgRow, shown: Shown) -> WorkflowRun {
    let json = |text: String, bytes: &str| shown.json(text, row.get(bytes)).0;
    WorkflowRun {
        run_id: row.get("run_id"),
        workflow: row.get("workflow"),
        workflow_id: row.get("workflow_id"),
        status: status(row.get("status")),
        input: json(row.get("input"), "input_bytes"),
        result: row.get::<Option<String>, _>("result").map(|result| json(result, "result_bytes")),
        epoch: row.get("epoch"),
        last_error: row.get("last_error"),
        wakes_at: row.get("wakes_at"),
        by: row.get("sent_by"),
        caused_by: Some(row.get("caused_by")).filter(|cause: &String| !cause.is_empty()),
        trace_id: trace_id(row),
        started_at: row.get("started_at"),
        updated_at: row.get("updated_at"),
        steps: None,
        next_steps: None,
    }
}

/// The same of a step.
pub fn step(row: &PgRow, shown: Shown) -> WorkflowStep {
    WorkflowStep {
        position: row.get("position"),
        step: row.get("step"),
        result: shown.json(row.get("result"), row.get("result_bytes")).0,
        epoch: row.get("epoch"),
        attempts: row.get("attempts"),
        started_at: row.get("started_at"),
        done_at: row.get("done_at"),
    }
}

/// An actor's runs before one of them (when it began, and its id), newest first.
pub fn newest_runs<'q>(key: &'q str, before: (Millis, &'q str), rows: u32, shown: Shown) -> Read<'q> {
    sqlx::query(
        "select run_id, workflow, workflow_id, status, epoch, left(last_error, $6) as last_error, wakes_at, sent_by,
                caused_by, traceparent, started_at, updated_at,
                case when octet_length(input::text) <= $5 then input::text else left(input::text, $6) end as input,
                octet_length(input::text)::bigint as input_bytes,
                case when octet_length(result::text) <= $5 then result::text else left(result::text, $6) end as result,
                coalesce(octet_length(result::text), 0)::bigint as result_bytes
         from workflows where actor_key = $1 and (started_at, run_id) < ($2, $3)
         order by started_at desc, run_id desc limit $4",
    )
    .bind(key)
    .bind(before.0)
    .bind(before.1)
    .bind(i64::from(rows))
    .bind(shown.bytes)
    .bind(shown.characters)
}

/// One run.
pub fn one_run<'q>(key: &'q str, run_id: &'q str, shown: Shown) -> Read<'q> {
    sqlx::query(
        "select run_id, workflow, workflow_id, status, epoch, left(last_error, $4) as last_error, wakes_at, sent_by,
                caused_by, traceparent, started_at, updated_at,
                case when octet_length(input::text) <= $3 then input::text else left(input::text, $4) end as input,
                octet_length(input::text)::bigint as input_bytes,
                case when octet_length(result::text) <= $3 then result::text else left(result::text, $4) end as result,
                coalesce(octet_length(result::text), 0)::bigint as result_bytes
         from workflows where actor_key = $1 and run_id = $2",
    )
    .bind(key)
    .bind(run_id)
    .bind(shown.bytes)
    .bind(shown.characters)
}

/// Its steps behind a position.
pub fn steps_behind(run_id: &str, after: i32, rows: u32, shown: Shown) -> Read<'_> {
    sqlx::query(
        "select position, step, epoch, attempts, started_at, done_at,
                case when octet_length(result::text) <= $4 then result::text else left(result::text, $5) end as result,
                octet_length(result::text)::bigint as result_bytes
         from workflow_steps where run_id = $1 and position > $2 order by position limit $3",
    )
    .bind(run_id)
    .bind(after)
    .bind(i64::from(rows))
    .bind(shown.bytes)
    .bind(shown.characters)
}

/// Which runs of an organization's actors are wanted.
pub struct Wanted<'q> {
    pub organization: &'q str,
    /// How they stand, each way once.
    pub statuses: Vec<&'static str>,
    /// `None`: of any workflow.
    pub workflow: Option<&'q str>,
    /// Those behind this run: when it began, and its id.
    pub before: (Millis, &'q str),
    pub rows: u32,
}

/// Of each status the newest, from its end of the index, and of these the newest. However many runs there are, no more of each
/// status are looked at than are told, and only those that are told are read.
macro_rules! runs_of_an_organization {
    ($of_workflow:literal) => {
        concat!(
            "select run_id, actor_key, workflow, status, epoch, wakes_at, sent_by, traceparent, started_at, updated_at,
                    last.position as last_position, last.step as last_step, last.attempts as last_attempts,
                    left(case when status = 'failed' then coalesce(result ->> 'message', result::text)
                              when status in ('waiting', 'running', 'sleeping') then last_error end, $6) as last_error
             from (select run_id from unnest($2::text[]) as wanted (wanted)
                   cross join lateral (
                       select run_id, started_at from workflows
                       where split_part(actor_key, '.', 1) = $1 and status = wanted.wanted
                             and (started_at, run_id) < ($3, $4)",
            $of_workflow,
            " order by started_at desc, run_id desc limit $5) as newest
                   order by started_at desc, run_id desc limit $5) as found
             join workflows using (run_id)
             left join lateral (
                 select position, step, attempts from workflow_steps
                 where workflow_steps.run_id = found.run_id order by position desc limit 1) as last on true
             order by started_at desc, run_id desc"
        )
    };
}

/// The runs of an organization's actors before one of them, newest first.
pub fn newest_runs_of_organization<'q>(wanted: &Wanted<'q>) -> Read<'q> {
    let sql = match wanted.workflow {
        None => runs_of_an_organization!(""),
        Some(_) => runs_of_an_organization!(" and workflow = $7"),
    };
    let read = sqlx::query(sql)
        .bind(wanted.organization)
        .bind(wanted.statuses.clone())
        .bind(wanted.before.0)
        .bind(wanted.before.1)
        .bind(i64::from(wanted.rows))
        .bind(limit::SHOWN_CHARACTERS as i32);
    match wanted.workflow {
        None => read,
        Some(workflow) => read.bind(workflow),
    }
}

/// A run as that statement reads it.
pub fn organization_run(row: &PgRow) -> OrganizationRun {
    let last_step = |step| LastStep { position: row.get("last_position"), step, attempts: row.get("last_attempts") };
    OrganizationRun {
        key: row.get("actor_key"),
        run_id: row.get("run_id"),
        workflow: row.get("workflow"),
        status: status(row.get("status")),
        last_step: row.get::<Option<String>, _>("last_step").map(last_step),
        epoch: row.get("epoch"),
        last_error: row.get("last_error"),
        wakes_at: row.get("wakes_at"),
        by: row.get("sent_by"),
        trace_id: trace_id(row),
        started_at: row.get("started_at"),
        updated_at: row.get("updated_at"),
    }
}
