//! Who used the processors: each member's time, and how much went to programs that have nothing to do with us.

use std::collections::BTreeMap;
use std::fs;

use crate::process::family;
use crate::stage::Stage;

/// Linux counts processor time in hundredths of a second, whatever the kernel's own tick is.
const TICKS_A_SECOND: f64 = 100.0;

/// Seconds of processor time until now.
#[derive(Debug, Clone, Default)]
pub struct Cpu {
    members: BTreeMap<String, f64>,
    busy: f64,
    total: f64,
}

impl Cpu {
    pub fn now(stage: &Stage) -> Self {
        let mut members = BTreeMap::from([("callers".to_owned(), seconds(std::process::id()))]);
        for instance in stage.fleet.instances() {
            *members.entry(instance.name).or_default() += instance.pid.map_or(0.0, seconds);
        }
        let infrastructure = stage.fleet.infrastructure();
        let of = |pid: Option<u32>| pid.map_or(0.0, |pid| family(pid).into_iter().map(seconds).sum());
        members.insert("nats-server".to_owned(), of(infrastructure.nats.pid()));
        members.insert("postgres".to_owned(), of(infrastructure.postgres.pid()));
        let (busy, total) = machine();
        Self { members, busy, total }
    }

    /// `CPU each: callers 90 µs, postgres 200 µs …; other programs took 3 %`, for `commands` since `before`.
    pub fn since(&self, before: &Self, commands: u64) -> String {
        let used = |name: &String| self.members[name] - before.members.get(name).copied().unwrap_or_default();
        let each = |name: &String| format!("{name} {:.0}", used(name) / commands as f64 * 1e6);
        let parts: Vec<_> = self.members.keys().filter(|name| used(name) > 0.0).map(each).collect();
        let ours: f64 = self.members.keys().map(used).sum();
        let others = (self.busy - before.busy - ours).max(0.0) / (self.total - before.total).max(f64::EPSILON);
        format!("CPU µs each: {}; other programs took {:.0} %", parts.join(", "), others * 100.0)
    }
}

/// What a process has used; 0 when it has ended.
fn seconds(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name before the last parenthesis may contain spaces; user and system time are the 12th and 13th after it.
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks: f64 = after.split_whitespace().skip(11).take(2).filter_map(|word| word.parse::<f64>().ok()).sum();
    ticks / TICKS_A_SECOND
}

/// Busy and all time of all processors together.
fn machine() -> (f64, f64) {
    let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
    let line = stat.lines().next().unwrap_or_default();
    let ticks: Vec<f64> = line.split_whitespace().skip(1).take(8).filter_map(|word| word.parse().ok()).collect();
    let idle: f64 = ticks.iter().skip(3).take(2).sum();
    let total: f64 = ticks.iter().sum();
    ((total - idle) / TICKS_A_SECOND, total / TICKS_A_SECOND)
}
