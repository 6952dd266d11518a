//! A server's data as it was: what a backup, a volume's snapshot or a replica that lags behind brings back.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;
use tokio::process::Command;

/// Removed when dropped.
#[derive(Debug)]
pub struct Snapshot {
    folder: TempDir,
}

impl Snapshot {
    /// Copies `data`, in which nobody may write meanwhile.
    pub async fn of(data: &Path) -> Result<Self> {
        let beside = data.parent().context("the data folder has a parent")?;
        let folder = tempfile::Builder::new().prefix("snapshot-").tempdir_in(beside)?;
        copy(data, &folder.path().join("data")).await?;
        Ok(Self { folder })
    }

    /// Replaces `data`, which nobody may use. The snapshot may be put back again later.
    pub async fn put_back(&self, data: &Path) -> Result<()> {
        fs::remove_dir_all(data).with_context(|| format!("cannot remove {}", data.display()))?;
        copy(&self.folder.path().join("data"), data).await?;
        // Postgres's note of the process that had the data: its number may be another's by now.
        let lock = data.join("postmaster.pid");
        if lock.exists() {
            fs::remove_file(lock)?;
        }
        Ok(())
    }
}

/// Owners, permissions and times stay as they are.
async fn copy(from: &Path, to: &Path) -> Result<()> {
    let arguments = [OsStr::new("-a"), from.as_os_str(), to.as_os_str()];
    let output = Command::new("cp").args(arguments).output().await.context("cp cannot be run")?;
    if !output.status.success() {
        bail!("{} was not copied: {}", from.display(), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}
