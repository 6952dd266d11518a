//! What whoever follows an organization's lines is told of each command and step: what it was, what came of it, how long it
//! took. Codes, not sentences: a refusal's sentence, and a dead letter's, may repeat what somebody has typed.

use std::sync::Arc;

use contracts::{Actor, Millis, logs::LogLevel};
use messaging::Delivery;
use serde_json::Value;
use telemetry::live::{Said, say};

use crate::{core::outcome::Recorded, store::journal::Record};

/// Tells what came of a command, once it is committed.
pub fn outcome(actor: Actor, delivery: &Arc<Delivery>, record: &Record) {
    if !actor.is_of_organization() {
        return;
    }
    say(&delivery.key, || {
        let (level, code) = match &record.outcome {
            Recorded::Done { .. } => (LogLevel::Info, None),
            Recorded::Refused { code, .. } => (LogLevel::Warn, Some(code)),
            Recorded::Dead { code, .. } => (LogLevel::Error, Some(code)),
        };
        let (status, took) = (record.outcome.status(), record.done_at - delivery.received_at);
        let why = code.map(|code| format!(" ({code})")).unwrap_or_default();
        let mut fields = vec![
            ("command", delivery.command.clone().into()),
            ("command.id", delivery.id.clone().into()),
            ("caller", delivery.caller().as_str().into()),
            ("status", status.into()),
            ("attempts", record.attempts.into()),
            ("duration_ms", took.into()),
        ];
        fields.extend(code.map(|code| ("code", code.clone().into())));
        let message = format!("{} is {status}{why} after {took} ms", delivery.command);
        let trace_id = match &record.outcome {
            Recorded::Dead { trace_id: Some(trace_id), .. } => Some(trace_id.clone()),
            _ => delivery.trace_id().map(str::to_owned),
        };
        Said { level, message, fields, trace_id }
    });
}

/// One attempt at a step that was recorded.
pub struct Attempt<'a> {
    pub actor: Actor,
    pub key: &'a str,
    pub workflow: &'a str,
    pub run_id: &'a str,
    pub step: &'a str,
    pub attempts: i32,
    pub took: Millis,
    /// As it is recorded.
    pub result: &'a Value,
}

/// Tells what came of a step. Attempts that fail are in the log themselves.
pub fn step(attempt: &Attempt<'_>) {
    if !attempt.actor.is_of_organization() {
        return;
    }
    say(attempt.key, || {
        let Attempt { workflow, run_id, step, attempts, took, result, .. } = attempt;
        let (level, status) = match result.as_object().and_then(|result| result.keys().next()).map(String::as_str) {
            Some("ok") => (LogLevel::Info, "done"),
            Some("refused") => (LogLevel::Warn, "refused"),
            _ => (LogLevel::Error, "failed"),
        };
        let code = result["refused"]["code"].as_str();
        let why = code.map(|code| format!(" ({code})")).unwrap_or_default();
        let mut fields: Vec<(_, Value)> = vec![
            ("workflow", (*workflow).into()),
            ("run.id", (*run_id).into()),
            ("step", (*step).into()),
            ("status", status.into()),
            ("attempts", (*attempts).into()),
            ("duration_ms", (*took).into()),
        ];
        fields.extend(code.map(|code| ("code", code.into())));
        let message = format!("{workflow}: {step} is {status}{why} after {took} ms");
        Said { level, message, fields, trace_id: telemetry::trace_id() }
    });
}
