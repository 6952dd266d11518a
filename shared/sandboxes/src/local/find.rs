//! Looking at sandboxes that are there.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use crate::keeper::plan::{LOG, OLD_LOG};
use crate::{Found, Name, ProviderError, State};

use super::Local;

impl Local {
    pub(super) fn state_of(&self, name: &Name) -> Result<State, ProviderError> {
        let running = self.record(name)?.is_some() && self.keeper(name).is_some();
        Ok(if running { State::Running { expires_at: None } } else { State::Gone })
    }

    pub(super) fn list_now(&self) -> Result<Vec<Found>, ProviderError> {
        let mut found = Vec::new();
        let entries = fs::read_dir(&self.0.settings.folder).map_err(ProviderError::io("list its folder"))?;
        for entry in entries {
            let entry = entry.map_err(ProviderError::io("list its folder"))?;
            let Some(name) = entry.file_name().to_str().and_then(|name| name.parse::<Name>().ok()) else { continue };
            let Some(record) = self.record(&name)? else { continue };
            found.push(Found {
                provider_id: name.to_string(),
                organization: record.organization.clone(),
                created_at: record.created_at(),
                state: self.state_of(&name)?,
                name,
            });
        }
        Ok(found)
    }

    pub(super) fn log_now(&self, name: &Name, bytes: usize) -> Result<String, ProviderError> {
        let run = self.places(name).run();
        let read = |file: &str, bytes: usize| tail(&run.join(file), bytes).map_err(ProviderError::io("read a log"));
        let new = read(LOG, bytes)?;
        let mut log = read(OLD_LOG, bytes - new.len())?;
        log.extend(new);
        Ok(String::from_utf8_lossy(&log).into_owned())
    }
}

/// The end of a file; nothing of one that is not there.
fn tail(path: &Path, bytes: usize) -> std::io::Result<Vec<u8>> {
    let mut file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        opened => opened?,
    };
    let bytes = bytes as u64;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(bytes)))?;
    let mut text = Vec::new();
    file.take(bytes).read_to_end(&mut text)?;
    Ok(text)
}
