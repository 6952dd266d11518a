//! The data folder of `cargo run`: used by one fleet at a time, cleared on request.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use test_postgres::{Owner, Progress, reachable_folder, running_program};

use super::facts::{self, Facts};
use super::{demo, ports};
use crate::{project_root, wait};

/// A service whose launcher was killed stops by itself within 10 s, Postgres after its checkpoint.
const LEFTOVERS_LIMIT: Duration = Duration::from_secs(40);

/// What a fleet leaves in its folder; the tools it has fetched are not data.
const DATA: [&str; 10] = [
    "postgres",
    "jetstream",
    "users",
    "logs",
    "nats",
    "nats-server.conf",
    "secrets.json",
    demo::FILE,
    facts::FILE,
    ports::FILE,
];

/// The folder, ours as long as this lives.
#[derive(Debug)]
pub struct Home {
    folder: PathBuf,
    _lock: File,
}

impl Home {
    /// Takes the folder; refused while another fleet runs in it.
    pub fn take(folder: Option<&Path>) -> Result<Self> {
        let folder = folder.map_or_else(|| project_root().join(".foundry"), Path::to_owned);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let folder = folder.canonicalize().with_context(|| format!("cannot enter {}", folder.display()))?;

        let file = folder.join("lock");
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&file);
        let mut lock = opened
            .with_context(|| format!("cannot write {}; choose a folder of your own with --data", file.display()))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                lock.read_to_string(&mut pid)?;
                bail!(
                    "a fleet runs in {} already (pid {}); stop it first (Ctrl-C there), or choose another folder with --data",
                    folder.display(),
                    pid.trim()
                );
            }
            Err(TryLockError::Error(error)) => return Err(error).context("cannot lock the data folder"),
        }
        lock.set_len(0)?;
        lock.rewind()?;
        write!(lock, "{}", std::process::id())?;
        Ok(Self { folder, _lock: lock })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Waits for the members of a fleet whose launcher was killed: they are still stopping.
    pub async fn wait_for_leftovers(&self, progress: Progress) -> Result<()> {
        let Some(facts) = Facts::read(&self.folder) else { return Ok(()) };
        let mut said = false;
        let gone = wait::until("members of the last run", LEFTOVERS_LIMIT, || {
            let alive: Vec<_> = facts.pids().into_iter().filter(|(name, pid)| runs(name, *pid)).collect();
            if !alive.is_empty() && !said {
                said = true;
                progress.line("last run", "stopping", &format!("{alive:?}"));
            }
            std::future::ready(Ok(alive.is_empty().then_some(())))
        });
        gone.await
    }

    /// Deletes everything an earlier fleet left here.
    pub fn clear(&self) -> Result<()> {
        for folder in [self.folder.clone(), reachable_folder(&self.folder, Owner::needed()?)?] {
            for name in DATA {
                let path = folder.join(name);
                let deleted = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
                match deleted {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(error).with_context(|| format!("cannot delete {}", path.display()));
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

/// Whether `pid` is (still, not again) a program of that name.
fn runs(name: &str, pid: u32) -> bool {
    running_program(pid).is_some_and(|running| name.starts_with(&running))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_in_use_is_refused_with_the_pid() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Home::take(Some(folder.path())).expect("free");

        let refused = Home::take(Some(folder.path())).expect_err("taken").to_string();
        assert!(refused.contains(&format!("pid {}", std::process::id())), "{refused}");

        drop(first);
        // A program that another test starts at this moment holds what we had open until it has become that program.
        let asked = std::time::Instant::now();
        while let Err(error) = Home::take(Some(folder.path())) {
            assert!(asked.elapsed() < LEFTOVERS_LIMIT, "it is not free again: {error}");
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_folder_in_which_nothing_can_be_written_is_named() {
        let refused = Home::take(Some(Path::new("/proc"))).expect_err("nobody writes there").to_string();
        assert!(refused.contains("/proc/lock") && refused.contains("--data"), "{refused}");
    }
}
