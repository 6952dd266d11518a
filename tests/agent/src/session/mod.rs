//! A session: where it works, how it is set, what it remembers, and the one turn that may run in it.

pub mod memory;
pub mod settings;
pub mod store;

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::protocol::Refusal;
use memory::Memory;
use settings::Settings;
use store::Store;

/// What was decided about edits for as long as this process lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Always {
    Allow,
    Reject,
}

pub struct Session {
    pub id: String,
    pub cwd: PathBuf,
    store: Store,
    state: Mutex<State>,
}

struct State {
    settings: Settings,
    memory: Memory,
    edits: Option<Always>,
    /// Tells the turn that runs when it was cancelled.
    running: Option<watch::Sender<Option<Instant>>>,
}

impl Session {
    /// A session as it is after new, load and resume: mode, model and decisions are the process's and begin anew, as they
    /// do with real agents; only what was said comes from `memory`.
    pub fn new(memory: Memory, store: Store) -> Self {
        Self {
            id: memory.session_id.clone(),
            cwd: memory.cwd.clone(),
            store,
            state: Mutex::new(State { settings: Settings::default(), memory, edits: None, running: None }),
        }
    }

    /// Begins a turn: returns its number and what tells it that it was cancelled. One turn runs at a time.
    pub fn begin(&self, prompt: &str) -> Result<(u64, watch::Receiver<Option<Instant>>), Refusal> {
        let mut state = self.state();
        if state.running.is_some() {
            return Err(Refusal::invalid_request("a prompt is running in this session"));
        }
        let (cancel, cancelled) = watch::channel(None);
        state.running = Some(cancel);
        let number = state.memory.begin_turn(prompt, jiff::Timestamp::now());
        self.save(&state.memory);
        Ok((number, cancelled))
    }

    /// Ends the turn, and keeps what it said. After this the next one may begin.
    pub fn end(&self) {
        let mut state = self.state();
        state.running = None;
        self.save(&state.memory);
    }

    /// Cancels the turn that runs, if one does. A second cancel changes nothing.
    pub fn cancel(&self) {
        if let Some(running) = &self.state().running {
            running.send_if_modified(|at| at.is_none() && at.replace(Instant::now()).is_none());
        }
    }

    pub fn is_running(&self) -> bool {
        self.state().running.is_some()
    }

    /// Keeps what was just sent; what is more than a piece of text is on the disk when this returns.
    pub fn keep(&self, update: &Value) {
        let mut state = self.state();
        if state.memory.keep(update) {
            self.save(&state.memory);
        }
    }

    pub fn settings(&self) -> Settings {
        self.state().settings
    }

    pub fn set<T>(&self, change: impl FnOnce(&mut Settings) -> Result<T, Refusal>) -> Result<T, Refusal> {
        change(&mut self.state().settings)
    }

    pub fn edits(&self) -> Option<Always> {
        self.state().edits
    }

    pub fn decide_edits(&self, always: Always) {
        self.state().edits = Some(always);
    }

    /// Reads the memory.
    pub fn remembers<T>(&self, read: impl FnOnce(&Memory) -> T) -> T {
        read(&self.state().memory)
    }

    pub fn name(&self, title: &str) {
        let mut state = self.state();
        state.memory.title = Some(title.to_owned());
        self.save(&state.memory);
    }

    fn save(&self, memory: &Memory) {
        if let Err(error) = self.store.save(memory) {
            eprintln!("scripted-agent: session {} will be forgotten: {error:#}", self.id);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
