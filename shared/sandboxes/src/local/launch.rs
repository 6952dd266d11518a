//! Starting the keeper's program.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::keeper::plan::{MARKER, Plan};

/// Runs the keeper's program as `what` to its end, with the plan on its standard input: it may hold keys. Fails with what
/// it said.
pub(super) fn run(keeper: &Path, what: &str, plan: &Plan, marker: &str) -> Result<(), String> {
    let said = |error: std::io::Error| format!("{}: {error}", keeper.display());
    let plan = serde_json::to_vec(plan).map_err(|error| error.to_string())?;
    let mut child = Command::new(keeper)
        .arg(what)
        // Nothing of ours: settings of a service are not the sandbox's.
        .env_clear()
        .env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin")
        .env(MARKER, marker)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(said)?;
    let written = child.stdin.take().map(|mut input| input.write_all(&plan));
    let output = child.wait_with_output().map_err(said)?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    written.transpose().map(drop).map_err(said)
}
