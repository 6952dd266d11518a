//! All sandboxes, and what is done with them. What changes is on disk before it is answered.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use axum::http::StatusCode;
use rand::Rng;
use sandboxes::{Local, ProviderError};
use tokio::sync::{Notify, watch};

use crate::faults::Fault;
use crate::machine::Machine;
use crate::record::{End, Record, State};
use crate::refusal::Refusal;

/// Beside the folders of the sandboxes. It holds their tokens; the folder is our user's alone.
const FILE: &str = ".e2b.json";
/// The clock looks at least this often: the machine's own clock may be set.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

#[derive(Clone)]
pub struct Cloud(Arc<Inner>);

struct Inner {
    sandboxes: Mutex<BTreeMap<String, Entry>>,
    faults: Mutex<Vec<Fault>>,
    machine: Machine,
    file: PathBuf,
    api_key: String,
    template: String,
    /// Something may be due earlier than it was.
    changed: Notify,
}

struct Entry {
    record: Record,
    /// Held by whoever starts, pauses, wakes or ends it.
    gate: Arc<tokio::sync::Mutex<()>>,
    is_ending: bool,
    /// Changes when connections into it break.
    connections: watch::Sender<()>,
}

impl Entry {
    fn of(record: Record) -> Self {
        Self { record, gate: Arc::default(), is_ending: false, connections: watch::channel(()).0 }
    }
}

impl Cloud {
    /// With what an earlier one on the same folder has left.
    pub async fn open(
        folder: &Path,
        local: Local,
        allow: Vec<SocketAddr>,
        api_key: String,
        template: String,
    ) -> Result<Self> {
        let file = folder.join(FILE);
        let records: Vec<Record> = match std::fs::read(&file) {
            Ok(text) => serde_json::from_slice(&text).with_context(|| format!("read {}", file.display()))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error).with_context(|| format!("read {}", file.display())),
        };
        let sandboxes: BTreeMap<_, _> =
            records.into_iter().map(|record| (record.id.clone(), Entry::of(record))).collect();
        // Begun by an earlier one that was killed before anybody heard of it.
        for found in local.list().await?.iter().filter(|found| !sandboxes.contains_key(&found.provider_id)) {
            local.destroy(&found.provider_id).await?;
        }
        let (faults, changed) = Default::default();
        let (sandboxes, machine) = (Mutex::new(sandboxes), Machine { local, allow });
        Ok(Self(Arc::new(Inner { sandboxes, faults, machine, file, api_key, template, changed })))
    }

    pub fn api_key(&self) -> &str {
        &self.0.api_key
    }

    pub fn template(&self) -> &str {
        &self.0.template
    }

    pub fn machine(&self) -> &Machine {
        &self.0.machine
    }

    pub fn faults(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.0.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All, the oldest first.
    pub fn records(&self) -> Vec<Record> {
        let mut records: Vec<_> = self.lock().values().map(|entry| entry.record.clone()).collect();
        records.sort_by(|one, other| (one.started_at, &one.id).cmp(&(other.started_at, &other.id)));
        records
    }

    pub fn find(&self, id: &str) -> Result<Record, Refusal> {
        self.lock().get(id).map(|entry| entry.record.clone()).ok_or_else(|| Refusal::missing(id))
    }

    /// Tells when connections into the sandbox break.
    pub fn connections(&self, id: &str) -> Result<watch::Receiver<()>, Refusal> {
        self.lock().get(id).map(|entry| entry.connections.subscribe()).ok_or_else(|| Refusal::missing(id))
    }

    /// Changes its record, on disk as well.
    pub fn change<T>(&self, id: &str, change: impl FnOnce(&mut Record) -> T) -> Result<T, Refusal> {
        let mut sandboxes = self.lock();
        let entry = sandboxes.get_mut(id).ok_or_else(|| Refusal::missing(id))?;
        let changed = change(&mut entry.record);
        self.save(&sandboxes)?;
        Ok(changed)
    }

    /// Starts a sandbox; it is listed once it runs.
    pub async fn create(&self, record: Record) -> Result<(), Refusal> {
        if let Err(error) = self.0.machine.start(&record).await {
            self.0.machine.local.destroy(&record.id).await?;
            return Err(error.into());
        }
        let mut sandboxes = self.lock();
        sandboxes.insert(record.id.clone(), Entry::of(record));
        self.save(&sandboxes)
    }

    /// Wakes it if it is paused; says whether it was. Waits while it is being paused.
    pub async fn connect(&self, id: &str, seconds: u64, with_memory: bool) -> Result<(Record, bool), Refusal> {
        let gate = self.gate(id)?;
        let _held = gate.lock().await;
        let mut record = self.find(id)?;
        let is_paused = record.state == State::Paused;
        if is_paused {
            record.memory &= with_memory;
            self.0.machine.resume(&record).await?;
            self.change(id, |record| record.resume(seconds, now()))?;
        } else {
            self.change(id, |record| record.extend(seconds, now()))?;
        }
        Ok((self.find(id)?, is_paused))
    }

    /// Refused when it is paused already.
    pub async fn pause(&self, id: &str, memory: bool) -> Result<(), Refusal> {
        let gate = self.gate(id)?;
        let _held = gate.lock().await;
        if self.find(id)?.state == State::Paused {
            return Err(Refusal::new(StatusCode::CONFLICT, format!("Sandbox {id} is already paused")));
        }
        self.break_connections(id);
        self.0.machine.pause(id, memory).await?;
        self.change(id, |record| record.pause(memory))
    }

    pub async fn kill(&self, id: &str) -> Result<(), Refusal> {
        let gate = {
            let mut sandboxes = self.lock();
            let entry = sandboxes.get_mut(id).ok_or_else(|| Refusal::missing(id))?;
            entry.is_ending = true;
            entry.gate.clone()
        };
        let _held = gate.lock().await;
        self.break_connections(id);
        self.0.machine.local.destroy(id).await?;
        let mut sandboxes = self.lock();
        sandboxes.remove(id);
        self.save(&sandboxes)
    }

    /// Forgets those that have died.
    pub async fn bury(&self) -> Result<(), ProviderError> {
        for record in self.records().into_iter().filter(|record| record.state == State::Running) {
            let is_dead = !self.0.machine.is_running(&record.id).await?;
            // Another one may have done it, or it was paused in between.
            if is_dead && self.find(&record.id).is_ok_and(|now| now.state == State::Running) {
                self.kill(&record.id).await.ok();
            }
        }
        Ok(())
    }

    /// Ends each sandbox when its time is over.
    pub async fn keep_time(self) {
        loop {
            self.end_what_is_due().await;
            let running = self.records().into_iter().filter(|record| record.state == State::Running);
            let next = running.map(|record| record.end_at - now()).min();
            let wait = next.and_then(|millis| u64::try_from(millis).ok()).map(Duration::from_millis);
            let wait = wait.unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT);
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = self.0.changed.notified() => {}
            }
        }
    }

    pub async fn end_what_is_due(&self) {
        for record in self.records() {
            let ended = match record.due(now()) {
                None => Ok(()),
                Some(End::Kill) => self.kill(&record.id).await,
                Some(End::Pause { memory }) => self.pause(&record.id, memory).await,
            };
            if let Err(refusal) = ended {
                tracing::warn!(sandbox = record.id, "Its end did not come about: {}", refusal.message);
            }
        }
    }

    fn break_connections(&self, id: &str) {
        if let Some(entry) = self.lock().get(id) {
            entry.connections.send_replace(());
        }
    }

    fn gate(&self, id: &str) -> Result<Arc<tokio::sync::Mutex<()>>, Refusal> {
        let sandboxes = self.lock();
        let entry = sandboxes.get(id).ok_or_else(|| Refusal::missing(id))?;
        if entry.is_ending {
            return Err(Refusal::new(StatusCode::CONFLICT, format!("Sandbox {id} is being killed")));
        }
        Ok(entry.gate.clone())
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Entry>> {
        self.0.sandboxes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn save(&self, sandboxes: &BTreeMap<String, Entry>) -> Result<(), Refusal> {
        let records: Vec<_> = sandboxes.values().map(|entry| &entry.record).collect();
        let write = || {
            let new = self.0.file.with_extension("new");
            std::fs::write(&new, serde_json::to_vec(&records)?)?;
            std::fs::rename(new, &self.0.file)
        };
        self.0.changed.notify_one();
        write().map_err(|error| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, format!("cannot write down: {error}")))
    }
}

/// Unix milliseconds.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// As E2B's: a letter and nineteen more of letters and digits.
pub fn new_id() -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut rng = rand::rng();
    let rest = (0..19).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())]));
    std::iter::once('i').chain(rest).collect()
}
