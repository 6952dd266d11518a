//! The journal: each command once, with its outcome.

use contracts::{Millis, Outcome, RefusalKind};
use serde_json::value::RawValue;
use sqlx::{PgConnection, Row, postgres::PgRow};

use crate::{headers, message::Delivery, statements::Bind};

/// What is recorded of one command.
pub(crate) struct Record {
    pub outcome: Outcome,
    pub attempts: i32,
    pub done_at: Millis,
}

/// A command that is recorded already.
pub(crate) struct Known {
    pub key: String,
    pub command: String,
    pub outcome: Outcome,
}

/// What is recorded under these ids, of whatever actor.
pub(crate) async fn find(db: &mut PgConnection, ids: &[String]) -> sqlx::Result<Vec<Known>> {
    let rows = sqlx::query(
        "select command_id, actor_key, command, status, reply, code, message, trace_id from journal where command_id = any($1)",
    )
    .bind(ids)
    .fetch_all(db)
    .await?;
    let known = |row: &PgRow| Known { key: row.get("actor_key"), command: row.get("command"), outcome: outcome(row) };
    Ok(rows.iter().map(known).collect())
}

/// Reads an outcome from a row with the journal's columns.
pub(crate) fn outcome(row: &PgRow) -> Outcome {
    let text = |column: &str| row.get::<Option<String>, _>(column).unwrap_or_default();
    let id = row.get::<String, _>("command_id");
    match row.get::<&str, _>("status") {
        "done" => Outcome::Done { id, reply: serde_json::from_str(&text("reply")).unwrap_or_default() },
        "refused" => Outcome::Refused { id, kind: RefusalKind::Conflict, code: text("code"), message: text("message") },
        _ => Outcome::Dead { id, code: text("code"), message: text("message"), trace_id: row.get("trace_id") },
    }
}

/// The columns of many rows.
#[derive(Default)]
pub(crate) struct Columns {
    ids: Vec<String>,
    keys: Vec<String>,
    commands: Vec<String>,
    inputs: Vec<String>,
    statuses: Vec<&'static str>,
    replies: Vec<Option<String>>,
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
        let (reply, code, message) = match &record.outcome {
            Outcome::Done { reply, .. } => (Some(reply.to_string()), None, None),
            Outcome::Refused { code, message, .. }
            | Outcome::Dead { code, message, .. }
            | Outcome::Rejected { code, message } => (None, Some(code.clone()), Some(without_nul(message))),
            Outcome::Pending { .. } | Outcome::Unknown { .. } => (None, None, None),
        };
        self.ids.push(delivery.id.clone());
        self.keys.push(without_nul(&delivery.key));
        self.commands.push(without_nul(&delivery.command));
        self.inputs.push(without_nul(&String::from_utf8_lossy(&delivery.body)));
        self.statuses.push(record.outcome.status());
        self.replies.push(reply);
        self.codes.push(code);
        self.messages.push(message);
        self.sent_by.push(without_nul(delivery.caller().as_str()));
        self.caused_by.push(delivery.header(headers::CAUSE).map(without_nul));
        self.sequences.push(delivery.stream_sequence.cast_signed());
        self.attempts.push(record.attempts);
        self.traces.push(delivery.trace_id().map(without_nul));
        self.received.push(delivery.received_at);
        self.done.push(record.done_at);
    }
}

/// Postgres keeps no NUL in text.
pub(crate) fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// The reply of a done command, for the wire.
pub(crate) fn reply_value(reply: &RawValue) -> serde_json::Value {
    serde_json::from_str(reply.get()).unwrap_or_default()
}

/// Forgets a dead command's outcome, so that it can be recorded anew.
pub(crate) async fn forget(db: &mut PgConnection, key: &str, id: &str) -> sqlx::Result<()> {
    sqlx::query("delete from journal where command_id = $1 and actor_key = $2 and status = 'dead'")
        .bind(id)
        .bind(key)
        .execute(db)
        .await?;
    Ok(())
}

/// Deletes what was done before `before`.
pub(crate) async fn prune(db: &mut PgConnection, before: Millis) -> sqlx::Result<u64> {
    Ok(sqlx::query("delete from journal where done_at < $1").bind(before).execute(db).await?.rows_affected())
}
