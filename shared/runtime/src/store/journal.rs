//! The journal: each command once, with its outcome.

use contracts::{Millis, RefusalKind};
use messaging::{Delivery, headers};
use serde_json::value::RawValue;
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::statements::Bind;
use crate::core::{outcome::Recorded, text::without_nul};

/// What is recorded of one command.
pub struct Record {
    pub outcome: Recorded,
    pub attempts: i32,
    pub done_at: Millis,
}

/// A command that is recorded already.
#[derive(Clone)]
pub struct Known {
    pub key: String,
    pub command: String,
    /// Its body, as the journal keeps it, and who sent that.
    pub input: String,
    pub by: String,
    pub outcome: Recorded,
}

/// What is recorded under these ids, of whatever actor.
pub async fn find(db: &mut PgConnection, ids: &[String]) -> sqlx::Result<Vec<Known>> {
    let rows = sqlx::query(
        "select command_id, actor_key, command, input, sent_by, status, reply, kind, code, message, trace_id
         from journal where command_id = any($1)",
    )
    .bind(ids)
    .fetch_all(db)
    .await?;
    let known = |row: &PgRow| Known {
        key: row.get("actor_key"),
        command: row.get("command"),
        input: row.get("input"),
        by: row.get("sent_by"),
        outcome: outcome(row),
    };
    Ok(rows.iter().map(known).collect())
}

/// The outcome of one command of an actor, if it is recorded.
pub async fn outcome_of(db: &mut PgConnection, key: &str, id: &str) -> sqlx::Result<Option<Recorded>> {
    let row = sqlx::query(
        "select command_id, status, reply, kind, code, message, trace_id
         from journal where command_id = $1 and actor_key = $2",
    )
    .bind(id)
    .bind(key)
    .fetch_optional(db)
    .await?;
    Ok(row.as_ref().map(outcome))
}

/// Reads an outcome from a row with the journal's columns.
pub fn outcome(row: &PgRow) -> Recorded {
    let text = |column: &str| row.get::<Option<String>, _>(column).unwrap_or_default();
    let id = row.get::<String, _>("command_id");
    match row.get::<&str, _>("status") {
        "done" => Recorded::Done { id, reply: raw(text("reply")) },
        "refused" => Recorded::Refused {
            id,
            kind: RefusalKind::parse(&text("kind")),
            code: text("code"),
            message: text("message"),
        },
        _ => Recorded::Dead { id, code: text("code"), message: text("message"), trace_id: row.get("trace_id") },
    }
}

fn raw(json: String) -> Box<RawValue> {
    // It was JSON when it was stored.
    RawValue::from_string(json).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// The columns of many rows.
#[derive(Default)]
pub struct Columns {
    ids: Vec<String>,
    keys: Vec<String>,
    commands: Vec<String>,
    inputs: Vec<String>,
    statuses: Vec<&'static str>,
    replies: Vec<Option<String>>,
    kinds: Vec<Option<&'static str>>,
    codes: Vec<Option<String>>,
    messages: Vec<Option<String>>,
    sent_by: Vec<String>,
    caused_by: Vec<Option<String>>,
    sequences: Vec<i64>,
    attempts: Vec<i32>,
    traces: Vec<Option<String>>,
    received: Vec<i64>,
    done: Vec<i64>,
}

impl Columns {
    /// The columns in the order of the table's, but for `entry`.
    pub fn bind(self, statement: Bind<'_>) {
        statement
            .bind(self.ids)
            .bind(self.keys)
            .bind(self.commands)
            .bind(self.inputs)
            .bind(self.statuses)
            .bind(self.replies)
            .bind(self.kinds)
            .bind(self.codes)
            .bind(self.messages)
            .bind(self.sent_by)
            .bind(self.caused_by)
            .bind(self.sequences)
            .bind(self.attempts)
            .bind(self.traces)
            .bind(self.received)
            .bind(self.done);
    }

    pub fn push(&mut self, delivery: &Delivery, record: &Record) {
        // The same as the first answer has: a dead command whose sender gave no trace has the one in which it died.
        let trace_id = match &record.outcome {
            Recorded::Dead { trace_id, .. } => trace_id.as_deref(),
            Recorded::Done { .. } | Recorded::Refused { .. } => delivery.trace_id(),
        };
        let (reply, kind, code, message) = match &record.outcome {
            Recorded::Done { reply, .. } => (Some(reply.get().to_owned()), None, None, None),
            Recorded::Refused { kind, code, message, .. } => {
                (None, Some(kind.as_str()), Some(code.clone()), Some(without_nul(message)))
            }
            Recorded::Dead { code, message, .. } => (None, None, Some(code.clone()), Some(without_nul(message))),
        };
        self.ids.push(delivery.id.clone());
        self.keys.push(without_nul(&delivery.key));
        self.commands.push(without_nul(&delivery.command));
        self.inputs.push(input(delivery));
        self.statuses.push(record.outcome.status());
        self.replies.push(reply);
        self.kinds.push(kind);
        self.codes.push(code);
        self.messages.push(message);
        self.sent_by.push(without_nul(delivery.caller().as_str()));
        self.caused_by.push(delivery.header(headers::CAUSE).map(without_nul));
        self.sequences.push(delivery.stream_sequence.cast_signed());
        self.attempts.push(record.attempts);
        self.traces.push(trace_id.map(without_nul));
        self.received.push(delivery.received_at);
        self.done.push(record.done_at);
    }
}

/// A command's body as the journal keeps it.
pub fn input(delivery: &Delivery) -> String {
    without_nul(&String::from_utf8_lossy(&delivery.body))
}

/// Forgets a dead command's outcome, so that it can be recorded anew.
pub async fn forget(db: &mut PgConnection, key: &str, id: &str) -> sqlx::Result<()> {
    sqlx::query("delete from journal where command_id = $1 and actor_key = $2 and status = 'dead'")
        .bind(id)
        .bind(key)
        .execute(db)
        .await?;
    Ok(())
}
