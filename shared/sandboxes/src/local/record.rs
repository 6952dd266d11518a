//! Who a sandbox is: the one file that is written before anything is started, and removed after everything is gone.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::keeper::plan::Holder;
use crate::{Name, ProviderError, Secret};

use super::Local;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    pub organization: String,
    created_at_ms: u64,
    /// By which its processes outside of it are known.
    pub marker: String,
    pub token: Option<Secret>,
    pub unisolated: bool,
    /// It began with the home folder of one before it.
    #[serde(default)]
    pub inherited: bool,
    /// Whose that was: a crash may come before the folder does.
    #[serde(default)]
    pub from: Option<Name>,
}

impl Record {
    pub fn new(organization: &str, unisolated: bool) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            organization: organization.to_owned(),
            created_at_ms: u64::try_from(since.as_millis()).unwrap_or(u64::MAX),
            marker: Secret::random().reveal().to_owned(),
            token: unisolated.then(Secret::random),
            unisolated,
            inherited: false,
            from: None,
        }
    }

    pub fn created_at(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(self.created_at_ms)
    }

    /// On disk when this returns: a machine that loses its power must not forget whom to end.
    pub fn write(&self, path: &Path) -> Result<(), ProviderError> {
        let text = serde_json::to_vec(self).map_err(|error| ProviderError::Failed(error.to_string()))?;
        let write = || {
            let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
            file.write_all(&text)?;
            file.sync_all()
        };
        write().map_err(ProviderError::io("write down a sandbox"))
    }
}

impl Local {
    /// `None` when there is no such sandbox.
    pub(super) fn record(&self, name: &Name) -> Result<Option<Record>, ProviderError> {
        let text = match fs::read(self.places(name).state()) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(ProviderError::io("read what it wrote down")(error)),
        };
        let record = serde_json::from_slice(&text);
        record.map(Some).map_err(|error| ProviderError::Failed(format!("the state of sandbox {name}: {error}")))
    }

    /// The living keeper; `None` when there is none. Whether it lives is told by the lock it holds, not by its number,
    /// which another process may have by now.
    pub(super) fn keeper(&self, name: &Name) -> Option<Holder> {
        let lock = fs::File::open(self.places(name).lock()).ok()?;
        match lock.try_lock_shared() {
            Ok(()) => None,
            // It has not written its number yet when this is empty.
            Err(_) => Some(self.holder(name)),
        }
    }

    /// What the last keeper wrote down, alive or not.
    pub(super) fn holder(&self, name: &Name) -> Holder {
        let text = fs::read(self.places(name).lock()).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }
}
