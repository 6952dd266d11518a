//! Making a sandbox, or taking over the one that is there.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::keeper::disk::used_bytes;
use crate::keeper::plan::{Plan, READY};
use crate::{Client, Name, ProviderError, State, Wanted};

use super::record::Record;
use super::{Local, blocking, launch, system};

/// How folders begin that are not a sandbox yet; no name does.
pub(super) const UNFINISHED: &str = ".new-";
/// From the start of the keeper until the server answers; a busy machine takes its time.
const START_LIMIT: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(10);
/// For the error of one that did not start.
const LOG_BYTES: usize = 4 << 10;
/// Sandboxes share this many locks, so that no lock has to be removed with its sandbox.
const LOCKS: u64 = 16;

/// Whether it was there already, and whether it has the home folder of one before it.
pub(super) async fn create(local: &Local, wanted: &Wanted) -> Result<(bool, bool), ProviderError> {
    let (provider, wanted) = (local.clone(), wanted.clone());
    let name = wanted.name.clone();
    let (existed, inherited) = blocking("start a sandbox", move || provider.start(&wanted)).await?;

    if let Err(error) = answers(local, &name).await {
        let log = local.log(name.as_str(), LOG_BYTES).await.unwrap_or_default();
        // A new one that does not start leaves nothing; one with older files keeps them, for those that follow it.
        if existed || inherited {
            local.abandon(name.as_str()).await?;
        } else {
            local.destroy(name.as_str()).await?;
        }
        return Err(ProviderError::NotStarted { reason: error, log });
    }
    Ok((existed, inherited))
}

async fn answers(local: &Local, name: &Name) -> Result<(), String> {
    let began = Instant::now();
    loop {
        // In this order: one that ended after it was ready must not be waited for.
        let gone = local.state(name.as_str()).await.map_err(|error| error.to_string())? == State::Gone;
        if local.places(name).run().join(READY).exists() {
            let endpoint = local.connect(name.as_str()).await.map_err(|error| error.to_string())?;
            let client = Client::new(&endpoint).map_err(|error| error.to_string())?;
            return client.health().await.map_err(|error| error.to_string());
        }
        if gone {
            return Err("its keeper ended".to_owned());
        }
        if began.elapsed() > START_LIMIT {
            return Err(format!("it does not answer after {} s", START_LIMIT.as_secs()));
        }
        tokio::time::sleep(LOOK).await;
    }
}

impl Local {
    /// Starts a keeper unless there is one.
    fn start(&self, wanted: &Wanted) -> Result<(bool, bool), ProviderError> {
        let name = &wanted.name;
        let _lock = self.lock(name)?;
        if self.is_ending(name) {
            self.end(name)?;
        }
        let existing = self.record(name)?;
        if let Some(record) = existing.as_ref().filter(|_| self.keeper(name).is_some()) {
            return Ok((true, record.inherited));
        }
        let existed = existing.is_some();
        let record = existing.map_or_else(|| self.make(wanted), Ok)?;
        let places = self.places(name);
        if existed {
            self.tidy(name, &record)?;
            if let Some(from) = &record.from {
                let _lock = self.lock_beside(name, from)?;
                self.take_over(name, from)?;
            }
            let system = system::write_system(&places.system(), &self.0.settings);
            system.map_err(ProviderError::io("make a sandbox's folder"))?;
        }

        let plan = Plan {
            name: self.group_name(name),
            folder: places.0.clone(),
            isolation: self.0.tools.isolation.clone(),
            server: self.0.settings.server.clone(),
            agents: self.0.settings.agents.clone(),
            environment: wanted.environment.clone(),
            allow: wanted.allow.clone(),
            limits: wanted.limits,
            token: record.token.clone(),
        };
        launch::run(&self.0.settings.keeper, "start", &plan, &record.marker)
            .map_err(|reason| ProviderError::NotStarted { reason, log: String::new() })?;
        Ok((existed, record.inherited))
    }

    /// A folder for a new one: there whole, with its record, or not at all.
    fn make(&self, wanted: &Wanted) -> Result<Record, ProviderError> {
        let folder = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(&self.0.settings.folder);
        let folder = folder.map_err(ProviderError::io("make a folder"))?;
        let owner = self.0.tools.isolation.as_ref().and_then(|isolation| isolation.run_as);
        system::make(folder.path(), &self.0.settings, owner)?;
        let mut record = Record::new(&wanted.organization, self.0.settings.unisolated);
        let inheritable = self.inheritable(wanted)?;
        record.from = inheritable.as_ref().map(|(from, _)| from.clone());
        record.inherited = record.from.is_some();
        record.write(&folder.path().join("state.json"))?;
        let place = self.places(&wanted.name).0;
        fs::rename(folder.keep(), place).map_err(ProviderError::io("make a sandbox's folder"))?;
        self.0.opened.sync_all().map_err(ProviderError::io("make a sandbox's folder"))?;
        // Only now: what is in a folder that is no sandbox yet is cleared away after a crash.
        if let Some((from, _lock)) = inheritable {
            self.take_over(&wanted.name, &from)?;
        }
        Ok(record)
    }

    /// The newest predecessor that has ended and has a home folder, and its lock. One that takes more than is allowed has ended
    /// because of that, and would again.
    fn inheritable(&self, wanted: &Wanted) -> Result<Option<(Name, Option<File>)>, ProviderError> {
        for name in &wanted.predecessors {
            if !self.has_left_files(name)? {
                continue;
            }
            let lock = self.lock_beside(&wanted.name, name)?;
            // Somebody may have ended it, or started it again, before it was locked.
            let is_there = self.has_left_files(name)?;
            let fits = is_there && used_bytes(&self.places(name).home()) <= wanted.limits.disk_bytes;
            return Ok(fits.then(|| (name.clone(), lock)));
        }
        Ok(None)
    }

    /// Moves the home folder of `from` to where it is to be, unless that was done before a crash.
    fn take_over(&self, name: &Name, from: &Name) -> Result<(), ProviderError> {
        let (old, new) = (self.places(from).home(), self.places(name).home());
        if !old.is_dir() {
            return Ok(());
        }
        // Takes the place of a folder that is empty.
        fs::rename(&old, &new).map_err(ProviderError::io("go on with a sandbox's files"))
    }

    /// Whether it has ended and its home folder is there for those that follow it.
    pub(super) fn has_left_files(&self, name: &Name) -> Result<bool, ProviderError> {
        let Some(record) = self.record(name)? else { return Ok(false) };
        let has_ended = self.keeper(name).is_none() && !self.is_ending(name);
        let has_come = record.from.is_none_or(|from| !self.places(&from).home().is_dir());
        Ok(has_ended && has_come && self.places(name).home().is_dir())
    }

    /// Held while one of this name is started or ended, by any process.
    pub(super) fn lock(&self, name: &Name) -> Result<File, ProviderError> {
        let take = || {
            let file = File::create(self.lock_path(name))?;
            file.lock()?;
            Ok(file)
        };
        take().map_err(ProviderError::io("lock a sandbox"))
    }

    /// The lock of a second one; `None` where that is the one that is held already. It is not waited for: whoever holds it may
    /// wait for ours.
    fn lock_beside(&self, held: &Name, name: &Name) -> Result<Option<File>, ProviderError> {
        let path = self.lock_path(name);
        if path == self.lock_path(held) {
            return Ok(None);
        }
        let file = File::create(path).map_err(ProviderError::io("lock a sandbox"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(_) => Err(ProviderError::Failed(format!("the sandbox {name} is being started or ended just now"))),
        }
    }

    fn lock_path(&self, name: &Name) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        self.0.settings.folder.join(format!(".lock-{}", hasher.finish() % LOCKS))
    }

    /// Two providers on one machine must not meet in their control groups.
    fn group_name(&self, name: &Name) -> String {
        let mut hasher = DefaultHasher::new();
        self.0.settings.folder.hash(&mut hasher);
        format!("foundry-{:016x}-{name}", hasher.finish())
    }
}
