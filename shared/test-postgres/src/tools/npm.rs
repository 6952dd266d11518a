//! Fetching a pinned package of npm's registry: the registry, and how it is reached, are the machine's own settings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::fetch::{once, one_file, run, sha256};

/// Without a network it is known in some seconds that nothing can be fetched; npm's own patience is two minutes and a half, at
/// each start.
const SOON: [&str; 2] = ["--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=2000"];

/// A package that holds a program.
pub struct Package {
    /// `@scope/name@version`.
    pub requirement: &'static str,
    /// Of the packed file.
    pub sha256: &'static str,
}

/// Downloads `package` and unpacks it into `folder`: what npm calls `package/…` is there. Nothing of it is run.
pub fn unpack(package: &Package, folder: &Path) -> Result<()> {
    run(Command::new("npm")
        .args(["pack", "--silent", "--ignore-scripts"])
        .args(SOON)
        .arg("--pack-destination")
        .arg(folder)
        .arg(package.requirement)
        .current_dir(folder))
    .with_context(|| format!("{} could not be fetched", package.requirement))?;
    let packed = one_file(folder, "tgz")?;
    if sha256(&packed)? != package.sha256 {
        bail!("the fetched {} is not the one we know (sha256 differs)", package.requirement);
    }
    run(Command::new("tar").arg("-xzf").arg(&packed).arg("-C").arg(folder).args(["--no-same-owner"]))?;
    fs::remove_file(packed)?;
    Ok(())
}

/// The packages that the lock file in `project` names, installed once as `name` in the tools folder: a folder with
/// `node_modules`. Nothing of them is run.
pub fn install(project: &Path, name: &str) -> Result<PathBuf> {
    once(&super::folder(), name, |folder| {
        for file in ["package.json", "package-lock.json"] {
            fs::copy(project.join(file), folder.join(file))?;
        }
        run(Command::new("npm")
            .args(["ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"])
            .args(SOON)
            .current_dir(folder))
    })
}
