//! Starting a keeper that nobody is the parent of.

use std::io::{Read, Write, pipe};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::plan::read_plan;

/// Closes what we have been given beside the three usual ones: a keeper lives for days, and would hold somebody's lock or pipe
/// as long.
fn close_inherited() -> Result<()> {
    let listed = std::fs::read_dir("/proc/self/fd").context("cannot list the open files")?;
    let open: Vec<i32> = listed.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect();
    for file in open.into_iter().filter(|file| *file > 2) {
        // The one that the list itself was read through is closed already.
        nix::unistd::close(file).ok();
    }
    Ok(())
}

/// Begins a session of its own, so that no signal to the service's group reaches the keeper, starts the keeper and ends,
/// so that the system's first process inherits it.
pub(super) fn start() -> Result<()> {
    let plan = read_plan()?;
    close_inherited()?;
    nix::unistd::setsid().context("cannot begin a session")?;
    let (reader, mut writer) = pipe()?;

    let mut keeper = Command::new(std::env::current_exe()?);
    keeper.arg("keep").current_dir("/").stdin(reader).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = keeper.spawn().context("cannot start the keeper")?;
    drop(keeper);
    writer.write_all(&serde_json::to_vec(&plan)?).context("the keeper does not take its plan")?;
    drop(writer);

    // It closes its standard error once it has its lock and its log.
    let mut said = String::new();
    let mut errors = child.stderr.take().context("its errors were asked for")?;
    errors.read_to_string(&mut said)?;
    if !said.is_empty() {
        bail!("{}", said.trim());
    }
    Ok(())
}
