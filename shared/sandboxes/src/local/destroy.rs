//! Ending a sandbox with everything in it. Each part may be done again, so that a crash in the middle is no matter: its
//! record goes last, and until then it is listed.

use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::keeper::cgroup;
use crate::{Name, ProviderError};

use super::record::Record;
use super::{Local, create::UNFINISHED, processes};

/// The kernel ends thousands of processes within this.
const END_LIMIT: Duration = Duration::from_secs(20);
const LOOK: Duration = Duration::from_millis(5);
/// In its folder from when it was decided: it does not come back.
const ENDING: &str = "ending";

impl Local {
    pub(super) fn destroy_now(&self, name: &Name) -> Result<(), ProviderError> {
        let _lock = self.lock(name)?;
        self.end(name)
    }

    /// Ends its processes and keeps its files; `false` where there are none, or it is to come back no more.
    pub(super) fn abandon_now(&self, name: &Name) -> Result<bool, ProviderError> {
        let _lock = self.lock(name)?;
        let Some(record) = self.record(name)?.filter(|_| !self.is_ending(name)) else { return Ok(false) };
        self.tidy(name, &record)?;
        Ok(self.places(name).home().is_dir())
    }

    /// Whether ending it had begun and was not finished.
    pub(super) fn is_ending(&self, name: &Name) -> bool {
        self.places(name).0.join(ENDING).exists()
    }

    pub(super) fn end(&self, name: &Name) -> Result<(), ProviderError> {
        let places = self.places(name);
        let Some(record) = self.record(name)? else { return remove(&places.0) };
        fs::write(places.0.join(ENDING), "").map_err(ProviderError::io("mark a sandbox as ending"))?;
        self.tidy(name, &record)?;
        for folder in [places.home(), places.run(), places.system()] {
            remove(&folder)?;
        }
        // The rest is a few files; what is left of them without the record is not a sandbox.
        fs::remove_file(places.state()).map_err(ProviderError::io("remove a sandbox's record"))?;
        remove(&places.0)
    }

    /// Ends its processes and removes its control groups; its files stay.
    pub(super) fn tidy(&self, name: &Name, record: &Record) -> Result<(), ProviderError> {
        let began = Instant::now();
        // Also what a keeper was starting while we looked.
        while processes::kill_marked(&record.marker) > 0 {
            if began.elapsed() > END_LIMIT {
                let seconds = END_LIMIT.as_secs();
                return Err(ProviderError::TimedOut { what: "ending a sandbox's processes", seconds });
            }
            std::thread::sleep(LOOK);
        }
        cgroup::remove(&self.holder(name).cgroups).map_err(ProviderError::io("remove a sandbox's control groups"))
    }

    /// What a crash left of folders that were no sandbox yet, or none any more.
    pub(super) fn clear_unfinished(&self) -> Result<(), ProviderError> {
        let entries = fs::read_dir(&self.0.settings.folder).map_err(ProviderError::io("list its folder"))?;
        for entry in entries.flatten() {
            let Some(text) = entry.file_name().to_str().map(str::to_owned) else { continue };
            let old = || entry.metadata().and_then(|found| found.modified()).is_ok_and(is_old);
            if let Ok(name) = text.parse::<Name>() {
                let _lock = self.lock(&name)?;
                if self.record(&name)?.is_none() || self.is_ending(&name) {
                    self.end(&name)?;
                }
            } else if text.starts_with(UNFINISHED) && old() {
                remove(&entry.path())?;
            }
        }
        Ok(())
    }
}

/// Another process may be filling it right now.
fn is_old(modified: std::time::SystemTime) -> bool {
    const FILLING_LIMIT: Duration = Duration::from_secs(60);
    modified.elapsed().is_ok_and(|age| age > FILLING_LIMIT)
}

/// Removes a folder whatever permissions what ran inside gave its own folders. It follows no links.
fn remove(folder: &Path) -> Result<(), ProviderError> {
    let began = Instant::now();
    loop {
        let removed = match fs::remove_dir_all(folder) {
            Err(error) if error.kind() == ErrorKind::PermissionDenied => open_up(folder).and(Err(error)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed,
        };
        match removed {
            Ok(()) => return Ok(()),
            // A process that is ending may still have written.
            Err(_) if began.elapsed() < END_LIMIT => std::thread::sleep(LOOK),
            Err(error) => return Err(ProviderError::io("remove a sandbox's files")(error)),
        }
    }
}

fn open_up(folder: &Path) -> io::Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    Ok(())
}
