//! Terminals: what a process in a sandbox prints, read once for all sockets that follow it, and what their people type.
//!
//! Output has numbers that the sandbox gives. Every reader asks for what comes behind a number, so whoever was away, here or
//! in the sandbox service, goes on exactly there.

pub mod allowance;
mod lead;
mod typing;
mod viewer;
pub mod watching;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use contracts::sandbox::{ProcessLogPage, TerminalAnswer, TerminalRequest, TerminalTopic};
use messaging::{Backoff, Tasks};
use tokio::time::Instant;

use self::lead::Lead;
use crate::limits;

pub use typing::{Typed, Typing, typing};
pub use viewer::view;

/// Cheap to clone.
#[derive(Clone)]
pub struct Terminals {
    nats: async_nats::Client,
    tasks: Tasks,
    leads: Arc<Mutex<HashMap<TerminalTopic, Arc<Lead>>>>,
}

/// Why there is nothing to be read, or nothing was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: String,
    pub message: String,
}

impl Terminals {
    pub fn new(nats: async_nats::Client, tasks: Tasks) -> Self {
        Self { nats, tasks, leads: Arc::default() }
    }

    /// `None`: nobody answers.
    async fn ask(&self, topic: &TerminalTopic, asked: &TerminalRequest, limit: Duration) -> Option<TerminalAnswer> {
        let body = serde_json::to_vec(asked).expect("texts and numbers are always JSON");
        let request = async_nats::Request::new().payload(body.into()).timeout(Some(limit));
        match self.nats.send_request(topic.subject(), request).await {
            Ok(answer) => match serde_json::from_slice(&answer.payload) {
                Ok(answer) => Some(answer),
                Err(error) => {
                    tracing::error!(%error, live.topic = %topic, "A terminal's answer cannot be read");
                    None
                }
            },
            Err(error) => {
                tracing::debug!(%error, live.topic = %topic, "A terminal was not answered for");
                None
            }
        }
    }

    /// What comes behind `since`; an empty page when there is nothing within `wait`. A moment in which nobody answers is
    /// waited out: the sandbox service is started again, or the process is still being started.
    async fn page(&self, topic: &TerminalTopic, since: u64, wait: Duration) -> Result<ProcessLogPage, Refusal> {
        let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        let request = TerminalRequest::Read { since, wait_ms };
        let mut backoff = Backoff::new(&self.tasks);
        let began = Instant::now();
        loop {
            let refusal = match self.ask(topic, &request, wait + limits::TERMINAL_ANSWER).await {
                Some(TerminalAnswer::Output(page)) => return Ok(page),
                Some(TerminalAnswer::Refused { code, message, passing: false }) => {
                    return Err(Refusal { code, message });
                }
                Some(TerminalAnswer::Refused { code, message, .. }) => Refusal { code, message },
                Some(TerminalAnswer::Done) | None => unavailable(),
            };
            if began.elapsed() > wait + limits::TERMINAL_OUTAGE || backoff.wait().await.is_err() {
                return Err(refusal);
            }
        }
    }

    fn leads(&self) -> MutexGuard<'_, HashMap<TerminalTopic, Arc<Lead>>> {
        self.leads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn unavailable() -> Refusal {
    Refusal {
        code: "live.unavailable".to_owned(),
        message: "the terminal cannot be reached at the moment; subscribe again shortly".to_owned(),
    }
}
