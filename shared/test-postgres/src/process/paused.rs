//! Processes that stand still (`SIGSTOP`) for a while: a machine that swaps, a debugger, a virtual machine that moves.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use anyhow::{Context, Result, ensure};

/// Lets them go on at the end of its standard input, so that nobody's death leaves a process standing still for ever.
const STOPPED: &str = r#"
kill -s STOP "$@" 2>/dev/null
echo stopped
while read -r _; do :; done
kill -s CONT "$@" 2>/dev/null
"#;

/// A signal is taken when a process runs next; this is when a machine is too busy to tell.
const STOP_LIMIT: Duration = Duration::from_secs(5);

/// They go on when it is dropped, and when we die.
#[derive(Debug)]
pub struct Paused {
    watcher: Child,
}

impl Paused {
    /// Returns when all of them stand still. Those that have ended are none of ours any more.
    pub fn new(pids: &[u32]) -> Result<Self> {
        let mut command = Command::new("sh");
        command.args(["-c", STOPPED, "paused"]).args(pids.iter().map(u32::to_string)).process_group(0);
        let mut watcher = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("sh cannot be run")?;
        let output = watcher.stdout.take().context("the watcher has an output")?;
        let paused = Self { watcher };
        BufReader::new(output).read_line(&mut String::new())?;

        let asked = Instant::now();
        while !pids.iter().all(|pid| stands_still(*pid)) {
            ensure!(asked.elapsed() < STOP_LIMIT, "{pids:?} do not stop within {STOP_LIMIT:?}");
            thread::sleep(Duration::from_millis(1));
        }
        Ok(paused)
    }
}

impl Drop for Paused {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        if let Err(error) = self.watcher.wait() {
            eprintln!("a paused process may stand still: {error}");
        }
    }
}

/// True for a process that has ended, too, and where there is no `/proc` to ask.
fn stands_still(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_none_or(|(_, after)| after.starts_with(['T', 't', 'Z', 'X']))
}

/// The processes that `parent` has started. Those of Postgres serve one client each, and outlive it for a moment.
pub fn children(parent: u32) -> Result<Vec<u32>> {
    let listed = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output().context("ps cannot be run")?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let pairs = listed.lines().filter_map(|line| line.trim().split_once(' '));
    let pairs = pairs.filter_map(|(pid, parent)| Some((pid.parse().ok()?, parent.trim().parse::<u32>().ok()?)));
    Ok(pairs.filter(|(_, its_parent)| *its_parent == parent).map(|(pid, _)| pid).collect())
}
