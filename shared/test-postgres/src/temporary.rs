//! A folder for the data of tests, which is gone when they are.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::Result;

use crate::postgres::{Owner, reachable_folder};

/// Postgres's user can pass through it. Servers stop before it is dropped.
#[derive(Debug)]
pub struct TemporaryFolder {
    path: PathBuf,
    /// Removes the folder when we are gone, however that happens.
    _janitor: Child,
}

impl TemporaryFolder {
    pub fn new() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("foundry-test-").tempdir()?.keep();
        fs::set_permissions(&folder, Permissions::from_mode(0o711))?;
        let path = reachable_folder(&folder, Owner::needed()?)?;
        if path != folder.canonicalize()? {
            fs::remove_dir(&folder)?;
        }
        Ok(Self { _janitor: janitor(&path)?, path })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Waits for our end, then for the servers' last writes.
fn janitor(folder: &Path) -> io::Result<Child> {
    let script = r#"while read -r _; do :; done
        for _ in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$1" && [ ! -e "$1" ] && exit; sleep 1; done"#;
    let mut command = Command::new("sh");
    command.args(["-c", script, "janitor"]).arg(folder).process_group(0);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
}
