//! Live logs: what processes say about an organization while somebody follows it. On core NATS, kept in no stream.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Millis, OrganizationId};

/// Where every process hears that somebody follows an organization's lines.
pub const FOLLOW: &str = "logs.follow";

/// What a line weighs beside its texts: its names in JSON, its ids and numbers.
const LINE_BYTES: usize = 320;

/// How grave a line is; the gravest is the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LogLevel {
    /// Something happened.
    Info,
    /// It was refused, or is tried again.
    Warn,
    /// Somebody must look.
    Error,
}

/// One line of a process's log that is about an organization.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogLine {
    /// The process that says it; with `sequence` the line's name.
    pub instance: String,
    /// Grows with each line of the process.
    pub sequence: u64,
    /// When, in milliseconds since 1970.
    pub at: Millis,
    /// How grave it is.
    pub level: LogLevel,
    /// The service: `task`, `gateway`.
    pub service: String,
    /// Reads alone. Cut after 2,048 bytes.
    pub message: String,
    /// For search: texts, numbers and flags. At most 24, each cut after 512 bytes.
    pub fields: BTreeMap<String, serde_json::Value>,
    /// The actor that it is about: `acme`, `acme.t-1`. Its first part is the organization.
    pub key: String,
    /// The trace that it belongs to; null: none.
    pub trace_id: Option<String>,
}

impl LogLine {
    /// How much it takes in memory, in bytes. In JSON it takes six times as much at most.
    pub fn weight(&self) -> usize {
        let field = |(name, value): (&String, &serde_json::Value)| name.len() + value.as_str().map_or(24, str::len);
        let fields: usize = self.fields.iter().map(field).sum();
        LINE_BYTES + self.message.len() + self.key.len() + fields
    }
}

/// What a process has said since its last word. Batches have some 100 KB at most.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogBatch {
    /// In the order in which they were said; what the process remembered comes before what is new.
    pub lines: Vec<LogLine>,
    /// How many more there were: more than are told in a second.
    pub skipped: u64,
}

impl LogBatch {
    /// Where an organization's lines are said.
    pub fn subject(organization_id: &OrganizationId) -> String {
        format!("logs.lines.{organization_id}")
    }
}

/// Somebody follows an organization's lines: they are told for as long as this is said again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogFollow {
    /// Whose lines.
    pub organization_id: OrganizationId,
    /// Whoever says it has just come, and wants what is remembered as well.
    pub asks: bool,
}
