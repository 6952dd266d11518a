//! Streams of output between two questions: whoever asks again goes on with the same one, instead of opening another.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use contracts::sandbox::TerminalTopic;
use sandboxes::client::Logs;
use tokio::time::Instant;

/// Nobody has asked for so long: they have left.
const GRACE: Duration = Duration::from_secs(30);

/// Streams that are kept; one beyond is opened anew the next time. Each is a connection to a sandbox.
const STREAMS: usize = 1_024;

/// By the process, and by what of it is known.
#[derive(Default)]
pub struct Parked(Mutex<HashMap<(TerminalTopic, u64), (Logs, Instant)>>);

impl Parked {
    pub fn take(&self, topic: &TerminalTopic, since: u64) -> Option<Logs> {
        let mut parked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        parked.retain(|_, (_, at)| at.elapsed() < GRACE);
        parked.remove(&(topic.clone(), since)).map(|(logs, _)| logs)
    }

    pub fn keep(&self, topic: &TerminalTopic, last: u64, logs: Logs) {
        let mut parked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if parked.len() < STREAMS {
            parked.insert((topic.clone(), last), (logs, Instant::now()));
        }
    }
}
