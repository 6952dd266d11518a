//! Starting a keeper that nobody is the parent of.

use std::io::{Read, Write, pipe};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::plan::read_plan;

/// Begins a session of its own, so that no signal to the service's group reaches the keeper, starts the keeper and ends,
/// so that the system's first process inherits it.
pub(super) fn start() -> Result<()> {
    let plan = read_plan()?;
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
