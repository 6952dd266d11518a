//! What a process has printed, and goes on printing.

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use reqwest::Method;
use serde::{Deserialize, Serialize};

use super::call::{Call, LARGE_ANSWER};
use super::processes::path;
use super::stream::Stream;
use super::{Client, ClientError};

/// The server keeps 10 MiB of a process's log; as base64 in JSON that is half as much again.
const LOG_ANSWER: usize = 4 * LARGE_ANSWER;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Output {
    Stdout,
    Stderr,
    /// Of a terminal.
    Pty,
    /// Only in the description of a whole log.
    Combined,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// From 1. Rises by one with each entry of the process, over all of its streams; give the last one as `since` to go on.
    pub sequence: u64,
    pub stream: Output,
    /// None where a terminal was closed.
    pub bytes: Bytes,
}

/// A log that is followed.
#[derive(Debug)]
pub struct Logs(Stream);

#[derive(Deserialize)]
struct Raw {
    sequence: u64,
    stream: Output,
    data: String,
    encoding: String,
}

#[derive(Deserialize)]
struct RawLog {
    entries: Vec<Raw>,
}

const WHAT: &str = "give a process's log";

/// How version 0.4.2 notes that the last process of a terminal has closed it, which Linux says by an error (`EIO`). The
/// process has not printed it.
const CLOSED: &[u8] = b"\n[process stream error: I/O error (os error 5)]\n";

impl Client {
    /// What it has printed after `since` (0: all that is kept).
    pub async fn log(&self, process: &str, since: u64) -> Result<Vec<LogEntry>, ClientError> {
        let request = self.request(Method::GET, &path(process, "/logs")).query(&[("since", since)]);
        let log: RawLog = Call::new(WHAT, 30, LOG_ANSWER).json(request).await?;
        log.entries.into_iter().map(LogEntry::decode).collect()
    }

    /// What it has printed after `since`, and then what it prints.
    pub async fn follow_log(&self, process: &str, since: u64) -> Result<Logs, ClientError> {
        let query = [("follow", "true".to_owned()), ("since", since.to_string())];
        let request = self.request(Method::GET, &path(process, "/logs")).query(&query);
        Stream::open(Call::new(WHAT, 15, LOG_ANSWER), request).await.map(Logs)
    }
}

impl Logs {
    /// The next piece; `None` when the server ends the stream.
    pub async fn next(&mut self) -> Result<Option<LogEntry>, ClientError> {
        let Some(frame) = self.0.next().await? else { return Ok(None) };
        let raw: Raw =
            serde_json::from_str(&frame.data).map_err(|source| ClientError::Undecodable { what: WHAT, source })?;
        LogEntry::decode(raw).map(Some)
    }
}

impl LogEntry {
    fn decode(raw: Raw) -> Result<Self, ClientError> {
        let bytes = match raw.encoding.as_str() {
            "base64" => STANDARD
                .decode(&raw.data)
                .map_err(|error| ClientError::Broken { what: WHAT, reason: error.to_string() })?,
            _ => raw.data.into_bytes(),
        };
        let is_printed = raw.stream != Output::Pty || bytes != CLOSED;
        let bytes = if is_printed { bytes } else { Vec::new() };
        Ok(Self { sequence: raw.sequence, stream: raw.stream, bytes: bytes.into() })
    }
}
