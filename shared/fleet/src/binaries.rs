//! The binaries of the services: built by Cargo beside the one that runs now, in the same profile.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use test_postgres::Progress;

/// What this process has built: a test binary starts many fleets, but the sources are the same for all.
static BUILT: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Builds the binaries `names`, once in this process. Cargo does nothing where nothing changed.
pub fn build(names: &[&str], progress: Progress) -> Result<()> {
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let missing: Vec<_> = names.iter().copied().filter(|name| !built.contains(*name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    progress.line("cargo", "build", &missing.join(" "));

    let mut cargo = cargo(&folder()?)?;
    for name in &missing {
        cargo.args(["--bin", name]);
    }
    // Its own progress is worth seeing at a terminal, and its errors always.
    let quiet = progress == Progress::Quiet;
    let output = if quiet { cargo.arg("--quiet").stderr(Stdio::piped()) } else { cargo.stderr(Stdio::inherit()) }
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .context("cargo cannot be run")?
        .wait_with_output()?;
    if !output.status.success() {
        bail!("cargo build failed\n{}", String::from_utf8_lossy(&output.stderr));
    }
    built.extend(missing.into_iter().map(str::to_owned));
    Ok(())
}

/// Where the binary `name` is.
pub fn path(name: &str) -> Result<PathBuf> {
    let path = folder()?.join(name);
    if !path.is_file() {
        bail!("{} is missing; start without --no-build", path.display());
    }
    Ok(path)
}

/// Cargo, set to build the whole workspace's features, so that what `cargo test` compiled is not compiled again.
fn cargo(folder: &Path) -> Result<Command> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(program);
    cargo.current_dir(crate::project_root()).args(["build", "--workspace"]);
    // What Cargo tells a program it runs about itself would look like a change to build scripts that read it.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"].iter().any(|own| text.starts_with(own)) {
            cargo.env_remove(name);
        }
    }
    match folder.file_name().and_then(|name| name.to_str()) {
        Some("debug") => {}
        Some(profile) => {
            cargo.args(["--profile", profile]);
        }
        None => bail!("{} is not a folder of Cargo's", folder.display()),
    }
    let target = folder.parent().context("a profile's folder has a parent")?;
    cargo.arg("--target-dir").arg(target);
    Ok(cargo)
}

/// `target/debug` of this very program; a test's binary lies in `deps` below it.
fn folder() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let folder = program.parent().context("a program lies in a folder")?;
    let folder = if folder.ends_with("deps") || folder.ends_with("examples") { folder.parent() } else { Some(folder) };
    Ok(folder.context("deps lies in a profile's folder")?.to_owned())
}
