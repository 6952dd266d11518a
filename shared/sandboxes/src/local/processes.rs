//! The processes outside of a sandbox that belong to it, known by a word in their environment that no other process has.
//! What runs inside ends with them.

use std::fs;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::keeper::plan::MARKER;

/// Kills those that are alive, and says how many there were.
pub(super) fn kill_marked(marker: &str) -> usize {
    let processes = marked(marker);
    for pid in &processes {
        // It may have ended in this moment; whoever calls looks again.
        kill(*pid, Signal::SIGKILL).unwrap_or_default();
    }
    processes.len()
}

fn marked(marker: &str) -> Vec<Pid> {
    let wanted = format!("{MARKER}={marker}");
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    pids.filter(|pid| is_marked(*pid, wanted.as_bytes())).map(Pid::from_raw).collect()
}

/// One that has ended and was not collected has no environment any more.
fn is_marked(pid: i32, wanted: &[u8]) -> bool {
    let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
    environment.split(|&byte| byte == 0).any(|variable| variable == wanted)
}
