//! As much of Postgres's protocol as it takes to know which statement runs and when its answer is whole
//! ([message formats](https://www.postgresql.org/docs/current/protocol-message-formats.html)).
//!
//! A prepared statement is named when it runs, so its text alone, which passes once, is no sign that it does.

use std::collections::HashMap;

use crate::Pattern;
use crate::pattern::Progress;

const SSL_REQUEST: u32 = 80_877_103;
const GSS_REQUEST: u32 = 80_877_104;
const PROTOCOL_3: u32 = 196_608;

/// One connection, as both sides speak.
#[derive(Debug, Default)]
pub struct Session {
    from_client: Vec<u8>,
    from_server: Vec<u8>,
    has_started: bool,
    /// Answers of one byte, to requests for encryption.
    short_answers: usize,
    statements: HashMap<Vec<u8>, Vec<u8>>,
    progress: Progress,
    /// How many `ReadyForQuery` the client has asked for, and how many have come.
    asked: u64,
    ready: u64,
}

/// Whether a client that begins so speaks Postgres's protocol; `None` while that cannot be said.
pub fn is_spoken(beginning: &[u8]) -> Option<bool> {
    let code = beginning.get(4..8)?;
    let code = u32::from_be_bytes([code[0], code[1], code[2], code[3]]);
    Some([SSL_REQUEST, GSS_REQUEST].contains(&code) || code >> 16 == PROTOCOL_3 >> 16)
}

impl Session {
    /// What the client says. When the pattern is complete with it: the number of the `ReadyForQuery` that ends the answer.
    pub fn said(&mut self, bytes: &[u8], pattern: &Pattern) -> Option<u64> {
        self.from_client.extend_from_slice(bytes);
        let mut awaited = None;
        loop {
            if !self.has_started {
                let Some(startup) = take(&mut self.from_client, 0) else { break };
                self.start(&startup);
                continue;
            }
            let Some(frame) = take(&mut self.from_client, 1) else { break };
            if self.runs(&frame, pattern) {
                awaited = Some(self.asked + 1);
            }
            if matches!(frame[0], b'S' | b'Q') {
                self.asked += 1;
            }
        }
        awaited
    }

    /// What the server says; returns how many `ReadyForQuery` have come.
    pub fn answered(&mut self, bytes: &[u8]) -> u64 {
        self.from_server.extend_from_slice(bytes);
        let short = self.short_answers.min(self.from_server.len());
        self.from_server.drain(..short);
        self.short_answers -= short;
        while let Some(frame) = take(&mut self.from_server, 1) {
            self.ready += u64::from(frame[0] == b'Z');
        }
        self.ready
    }

    fn start(&mut self, startup: &[u8]) {
        match startup.get(4..8).map(|code| u32::from_be_bytes([code[0], code[1], code[2], code[3]])) {
            Some(SSL_REQUEST | GSS_REQUEST) => self.short_answers += 1,
            _ => {
                self.has_started = true;
                self.asked += 1;
            }
        }
    }

    /// Whether this frame runs a statement that completes the pattern.
    fn runs(&mut self, frame: &[u8], pattern: &Pattern) -> bool {
        let mut texts = frame[5..].split(|byte| *byte == 0);
        let mut next = || texts.next().unwrap_or_default();
        match frame[0] {
            b'P' => {
                let (name, text) = (next().to_vec(), next().to_vec());
                self.statements.insert(name, text);
                false
            }
            b'B' => {
                next();
                let text = self.statements.get(next()).cloned().unwrap_or_default();
                self.progress.text(&text, pattern)
            }
            b'Q' => self.progress.text(next(), pattern),
            _ => false,
        }
    }
}

/// Takes one whole message: `before` bytes, and a length that counts itself.
fn take(buffer: &mut Vec<u8>, before: usize) -> Option<Vec<u8>> {
    let length = buffer.get(before..before + 4)?;
    let length = u32::from_be_bytes([length[0], length[1], length[2], length[3]]) as usize;
    let end = before + length.max(4);
    (buffer.len() >= end).then(|| buffer.drain(..end).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 4).expect("a short body");
        [&[kind][..], &length.to_be_bytes(), body].concat()
    }

    fn startup(code: u32) -> Vec<u8> {
        [8_u32.to_be_bytes(), code.to_be_bytes()].concat()
    }

    fn started() -> Session {
        let mut session = Session::default();
        assert_eq!(session.said(&startup(SSL_REQUEST), &Pattern::default()), None);
        assert_eq!(session.answered(b"N"), 0);
        assert_eq!(session.said(&startup(PROTOCOL_3), &Pattern::default()), None);
        assert_eq!(session.answered(&frame(b'Z', b"I")), 1);
        session
    }

    #[test]
    fn the_protocol_is_known_by_its_beginning() {
        assert_eq!(is_spoken(&startup(SSL_REQUEST)), Some(true));
        assert_eq!(is_spoken(&startup(PROTOCOL_3)), Some(true));
        assert_eq!(is_spoken(b"CONNECT {}"), Some(false));
        assert_eq!(is_spoken(b"CON"), None);
    }

    #[test]
    fn a_prepared_statement_counts_when_it_runs_and_its_answer_ends_at_the_sync_behind_it() {
        let (mut session, pattern) = (started(), Pattern::new("insert into journal"));
        let prepare = [frame(b'P', b"s1\0insert into journal values ($1)\0\0\0"), frame(b'S', b"")].concat();
        assert_eq!(session.said(&prepare, &pattern), None);
        assert_eq!(session.answered(&[frame(b'1', b""), frame(b'Z', b"I")].concat()), 2);

        let run = [frame(b'B', b"\0s1\0\0\0"), frame(b'E', b"\0\0\0\0\0"), frame(b'S', b"")].concat();
        let (first, rest) = run.split_at(7);
        assert_eq!(session.said(first, &pattern), None);
        assert_eq!(session.said(rest, &pattern), Some(3));
        assert_eq!(session.answered(&frame(b'C', b"INSERT 0 1\0")), 2);
        assert_eq!(session.answered(&frame(b'Z', b"I")), 3);
    }

    #[test]
    fn a_commit_is_found_behind_its_insert() {
        let (mut session, pattern) = (started(), Pattern::new("insert into steps").then("COMMIT"));
        assert_eq!(session.said(&frame(b'Q', b"COMMIT\0"), &pattern), None);
        assert_eq!(session.said(&frame(b'Q', b"insert into steps values (1)\0"), &pattern), None);
        assert_eq!(session.said(&frame(b'Q', b"COMMIT\0"), &pattern), Some(4));
    }
}
