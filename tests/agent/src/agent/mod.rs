//! The agent: takes one message after the other, and never waits while it does, so that a cancel is always heard.

mod methods;
mod sessions;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::task::JoinSet;

use crate::Options;
use crate::protocol::message::{self, Incoming};
use crate::protocol::output::Output;
use crate::protocol::{Client, Refusal, params};
use crate::session::Session;
use crate::session::store::Store;
use crate::turn::{self, Prompt, Setting};

/// How long turns may take to end when standard input has ended; then the process ends without them.
const FINISH_WITHIN: Duration = Duration::from_secs(2);

pub struct Agent {
    client: Client,
    store: Store,
    pace: f64,
    /// What the client can do; `None` before `initialize`.
    client_capabilities: Option<Value>,
    sessions: HashMap<String, Arc<Session>>,
    /// Sessions whose client has not been told the commands yet.
    just_opened: Vec<String>,
    turns: JoinSet<()>,
    /// Messages that were taken into turns, for the ids of what is said about them.
    steered: u64,
}

impl Agent {
    pub fn new(options: Options, output: Output) -> Self {
        Self {
            client: Client::new(output),
            store: Store::below(&options.home),
            pace: options.pace,
            client_capabilities: None,
            sessions: HashMap::new(),
            just_opened: Vec::new(),
            turns: JoinSet::new(),
            steered: 0,
        }
    }

    /// Takes one line.
    pub fn receive(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        match message::parse(line) {
            Ok(Incoming::Request { id, method, params }) => self.request(id, &method, params),
            Ok(Incoming::Notification { method, params }) => self.notification(&method, params),
            Ok(Incoming::Response { id, outcome }) => {
                if !self.client.answered(&id, outcome) {
                    eprintln!("scripted-agent: ignored an answer to {id}, which nobody waits for");
                }
            }
            Err((id, refusal)) => self.respond(&id, Err(refusal)),
        }
    }

    /// Cancels what still runs and returns when everything is written.
    pub async fn finish(mut self) {
        for session in self.sessions.values() {
            session.cancel();
        }
        let turns = async { while self.turns.join_next().await.is_some() {} };
        if tokio::time::timeout(FINISH_WITHIN, turns).await.is_err() {
            eprintln!("scripted-agent: ended while a turn was running");
        }
        if self.client.flush().await.is_err() {
            eprintln!("scripted-agent: ended and nobody reads any more");
        }
    }

    fn request(&mut self, id: Value, method: &str, params: Value) {
        // A prompt is answered when its turn ends, anything else at once.
        let outcome = match method {
            "session/prompt" => match self.prompt(id.clone(), params) {
                Ok(()) => return,
                Err(refusal) => Err(refusal),
            },
            _ => self.call(method, params),
        };
        self.respond(&id, outcome);
        self.offer_commands();
    }

    fn notification(&mut self, method: &str, params: Value) {
        match method {
            "session/cancel" => match params::read::<params::OfSession>(params) {
                Ok(of) => match self.sessions.get(&of.session_id) {
                    Some(session) => session.cancel(),
                    None => {
                        eprintln!("scripted-agent: ignored a cancel of session {}, which is not open", of.session_id)
                    }
                },
                Err(refusal) => eprintln!("scripted-agent: ignored a cancel: {}", refusal.message),
            },
            _ => eprintln!("scripted-agent: ignored the notification {method}"),
        }
    }

    fn prompt(&mut self, id: Value, params: Value) -> Result<(), Refusal> {
        self.require_initialized()?;
        let params: params::Prompt = params::read(params)?;
        let session = self.session(&params.session_id)?;
        let prompt = Prompt::new(&params.prompt);
        let (number, cancelled) = session.begin(&prompt.text)?;

        let client = self.client.clone();
        let setting = Setting { client: client.clone(), takes_notices: self.takes_notices(), pace: self.pace };
        while self.turns.try_join_next().is_some() {}
        self.turns.spawn(async move {
            let answer = turn::run(session, setting, prompt, number, cancelled).await;
            if client.respond(&id, answer).is_err() {
                eprintln!("scripted-agent: a turn has ended and nobody reads its answer");
            }
        });
        Ok(())
    }

    fn respond(&self, id: &Value, outcome: Result<Value, Refusal>) {
        if self.client.respond(id, outcome).is_err() {
            eprintln!("scripted-agent: nobody reads the answer to {id}");
        }
    }

    fn takes_notices(&self) -> bool {
        self.client_capabilities.as_ref().is_some_and(|can| can["session"]["notices"].is_object())
    }

    fn require_initialized(&self) -> Result<(), Refusal> {
        match self.client_capabilities {
            Some(_) => Ok(()),
            None => Err(Refusal::invalid_request("initialize comes first")),
        }
    }
}
