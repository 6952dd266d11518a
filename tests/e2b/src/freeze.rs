//! Stopping and continuing everything in a sandbox, so that its memory is kept while nothing of it runs.

use std::collections::BTreeMap;
use std::fs;

use rustix::process::{Pid, Signal, kill_process};

/// What runs below the process `holder`, which itself goes on: it has the sandbox's doors.
pub fn freeze(holder: i32) {
    // Again until nobody new is found: one that was not stopped yet may have started another.
    let mut stopped = Vec::new();
    loop {
        let new: Vec<_> = below(holder).into_iter().filter(|pid| !stopped.contains(pid)).collect();
        if new.is_empty() {
            return;
        }
        send(&new, Signal::STOP);
        stopped.extend(new);
    }
}

pub fn thaw(holder: i32) {
    send(&below(holder), Signal::CONT);
}

/// Asks the holder to end, and with it all that it holds. The sandbox's files stay.
pub fn end(holder: i32) {
    send(&[holder], Signal::TERM);
}

fn send(pids: &[i32], signal: Signal) {
    for pid in pids.iter().filter_map(|pid| Pid::from_raw(*pid)) {
        // One that has ended in between needs no signal.
        kill_process(pid, signal).unwrap_or_default();
    }
}

/// All descendants.
fn below(holder: i32) -> Vec<i32> {
    let mut children: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let pid = entry.file_name().to_str().and_then(|name| name.parse::<i32>().ok());
        if let Some((pid, parent)) = pid.and_then(|pid| Some((pid, parent(pid)?))) {
            children.entry(parent).or_default().push(pid);
        }
    }
    let mut found = children.remove(&holder).unwrap_or_default();
    let mut at = 0;
    while let Some(pid) = found.get(at) {
        let more = children.remove(pid).unwrap_or_default();
        found.extend(more);
        at += 1;
    }
    found
}

/// Behind the program's name, which may hold anything: the state, then the parent.
fn parent(pid: i32) -> Option<i32> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    text.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_below_is_found_with_its_children() {
        let mut child = std::process::Command::new("sh").args(["-c", "sleep 10 & wait"]).spawn().unwrap();
        let here = i32::try_from(std::process::id()).unwrap();
        let shell = i32::try_from(child.id()).unwrap();
        while below(shell).is_empty() {
            std::thread::yield_now();
        }

        let all = below(here);
        assert!(all.contains(&shell) && all.contains(&below(shell)[0]));

        send(&all, Signal::KILL);
        child.wait().unwrap();
    }
}
