//! The system user Postgres runs as. It refuses to run as root, so root starts it as `postgres` or `nobody`; that user
//! must then be able to reach its data, which a checkout under /root does not allow.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    pub uid: u32,
    pub gid: u32,
}

impl Owner {
    /// Whom to become; `None` when we are not root and stay who we are.
    pub fn needed() -> Result<Option<Owner>> {
        if id(&["-u"])? != 0 {
            return Ok(None);
        }
        let named = |name| Ok::<_, anyhow::Error>(Owner { uid: id(&["-u", name])?, gid: id(&["-g", name])? });
        let owner = named("postgres").or_else(|_| named("nobody"));
        owner.context("Postgres does not run as root, and there is neither a user postgres nor nobody").map(Some)
    }

    /// Gives a file or folder to this user.
    pub fn take(self, path: &Path) -> Result<()> {
        std::os::unix::fs::chown(path, Some(self.uid), Some(self.gid))
            .with_context(|| format!("cannot give {} to user {}", path.display(), self.uid))
    }

    fn can_enter(self, folder: &Path) -> bool {
        let mut command = Command::new("sh");
        command.args(["-c", "cd \"$1\"", "sh"]).arg(folder).uid(self.uid).gid(self.gid).current_dir("/");
        command.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }
}

/// `folder` when `owner` can enter it, else a folder of our own with a name derived from it, under /var/tmp.
pub fn reachable_folder(folder: &Path, owner: Option<Owner>) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let folder = folder.canonicalize()?;
    let Some(owner) = owner.filter(|owner| !owner.can_enter(&folder)) else {
        return Ok(folder);
    };
    let name = &hex::encode(Sha256::digest(folder.as_os_str().as_encoded_bytes()))[..12];
    for parent in [PathBuf::from("/var/tmp"), std::env::temp_dir()] {
        let other = parent.join(format!("foundry-{name}"));
        if own_folder(&other).is_ok() && owner.can_enter(&other) {
            return Ok(other);
        }
    }
    bail!("the user Postgres runs as cannot reach {}, nor a folder in /var/tmp", folder.display())
}

/// Makes a folder others may pass through but not list. In a place anybody can write to, somebody else's is refused.
fn own_folder(path: &Path) -> Result<()> {
    DirBuilder::new().recursive(true).mode(0o711).create(path)?;
    let found = fs::symlink_metadata(path)?;
    if !found.is_dir() || found.uid() != id(&["-u"])? {
        bail!("{} belongs to somebody else", path.display());
    }
    Ok(())
}

fn id(arguments: &[&str]) -> Result<u32> {
    let output = Command::new("id").args(arguments).stderr(Stdio::null()).output().context("id cannot be run")?;
    String::from_utf8_lossy(&output.stdout).trim().parse().with_context(|| format!("id {}", arguments.join(" ")))
}
