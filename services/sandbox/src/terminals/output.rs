//! What a process prints, as pages.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use contracts::{
    limit,
    sandbox::{Encoding, OutputChunk, OutputStream, ProcessLogPage},
};
use sandboxes::{
    Client, ClientError,
    client::{LogEntry, Logs, Output},
};
use tokio::time::{Instant, timeout};

use crate::workflows::process_ending::ended;

/// Output in a page when nobody says how much.
const USUAL: u32 = 64 * 1024;

/// What comes within this belongs to one page: a program prints in pieces.
const TOGETHER: Duration = Duration::from_millis(2);

/// A process that is silent for so long is asked whether it has ended; then four times as long, and so on.
const FIRST_LOOK: Duration = Duration::from_millis(100);
const NEXT_LOOK: u32 = 4;
const LONGEST_LOOK: Duration = Duration::from_secs(2);

/// What a process printed last may come after the news of its end.
const LAST_WORDS: Duration = Duration::from_millis(200);

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// About how many bytes.
    pub limit: usize,
    /// How long there may be nothing.
    pub until: Instant,
    pub encoding: Encoding,
}

impl Wanted {
    /// What is there already.
    pub fn at_once(limit: Option<u32>, encoding: Encoding) -> Self {
        let limit = limit.unwrap_or(USUAL).clamp(1, limit::LOG_BYTES);
        Self { limit: usize::try_from(limit).unwrap_or(usize::MAX), until: Instant::now(), encoding }
    }
}

/// What comes next; an empty page when nothing does in time. The last one says how the process has ended.
pub async fn read(client: &Client, logs: &mut Logs, id: &str, wanted: Wanted) -> Result<ProcessLogPage, ClientError> {
    let mut look = FIRST_LOOK;
    loop {
        let patience = look.min(wanted.until.saturating_duration_since(Instant::now())).max(FIRST_LOOK);
        let page = gather(logs, wanted, patience).await?;
        if !page.chunks.is_empty() {
            return Ok(page);
        }
        if let Some(end) = ended(&client.process(id).await?) {
            let page = gather(logs, wanted, LAST_WORDS).await?;
            return Ok(match page.chunks.is_empty() {
                true => ProcessLogPage { ended: Some(end), ..page },
                false => page,
            });
        }
        if Instant::now() >= wanted.until {
            return Ok(page);
        }
        look = (look * NEXT_LOOK).min(LONGEST_LOOK);
    }
}

/// Takes what comes within `patience`, and what follows it at once.
async fn gather(logs: &mut Logs, wanted: Wanted, patience: Duration) -> Result<ProcessLogPage, ClientError> {
    let (mut entries, mut bytes, mut wait) = (Vec::new(), 0, patience);
    let more = loop {
        if bytes >= wanted.limit {
            break true;
        }
        match timeout(wait, logs.next()).await {
            Ok(Ok(Some(entry))) => {
                bytes += entry.bytes.len();
                entries.push(entry);
                wait = TOGETHER;
            }
            // What has come is told first; the next read meets the same.
            Ok(_) | Err(_) if !entries.is_empty() => break false,
            Ok(Ok(None)) => return Err(ClientError::Gone),
            Ok(Err(error)) => return Err(error),
            Err(_) => break false,
        }
    };
    Ok(ProcessLogPage { chunks: chunks(entries, wanted.encoding), more, ended: None })
}

/// Neighbours of one stream become one. No number is left out between them.
fn chunks(entries: Vec<LogEntry>, encoding: Encoding) -> Vec<OutputChunk> {
    let mut joined: Vec<(u64, u64, OutputStream, Vec<u8>)> = Vec::new();
    for entry in entries {
        let stream = stream(entry.stream);
        match joined.last_mut() {
            Some((_, last, known, bytes)) if *known == stream && *last + 1 == entry.sequence => {
                *last = entry.sequence;
                bytes.extend_from_slice(&entry.bytes);
            }
            _ => joined.push((entry.sequence, entry.sequence, stream, entry.bytes.to_vec())),
        }
    }
    let written = |bytes: Vec<u8>| match encoding {
        Encoding::Base64 => STANDARD.encode(bytes),
        Encoding::Text => String::from_utf8_lossy(&bytes).into_owned(),
    };
    joined
        .into_iter()
        .map(|(first, last, stream, bytes)| OutputChunk { first, last, stream, data: written(bytes) })
        .collect()
}

fn stream(output: Output) -> OutputStream {
    match output {
        Output::Stdout => OutputStream::Stdout,
        Output::Stderr => OutputStream::Stderr,
        Output::Pty | Output::Combined => OutputStream::Pty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(sequence: u64, stream: Output, text: &str) -> LogEntry {
        LogEntry { sequence, stream, bytes: text.as_bytes().to_vec().into() }
    }

    #[test]
    fn neighbours_of_one_stream_are_one_chunk_and_a_gap_stays_one() {
        let entries = vec![
            entry(3, Output::Stdout, "a"),
            entry(4, Output::Stdout, "b"),
            entry(5, Output::Stderr, "c"),
            entry(9, Output::Stderr, "d"),
        ];
        let chunks = chunks(entries, Encoding::Text);
        let read: Vec<_> = chunks.iter().map(|chunk| (chunk.first, chunk.last, chunk.data.as_str())).collect();
        assert_eq!(read, [(3, 4, "ab"), (5, 5, "c"), (9, 9, "d")]);
    }

    #[test]
    fn bytes_are_base64_unless_text_is_asked_for() {
        let entries = || vec![entry(1, Output::Pty, "hi")];
        assert_eq!(chunks(entries(), Encoding::Base64)[0].data, "aGk=");
        assert_eq!(chunks(entries(), Encoding::Text)[0].data, "hi");
    }
}
