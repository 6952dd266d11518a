//! What the figures were measured on.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use serde::Serialize;

use crate::spread::Spread;

/// One page, as a log's last one: what a commit of a few rows writes.
const BLOCK_BYTES: usize = 4096;

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Machine {
    pub cores: usize,
    pub processor: String,
    pub kernel: String,
    pub memory_mib: u64,
    /// 4 KiB written and `fdatasync`, one after another, beside the fleet's data.
    pub fdatasync_p50_ms: f64,
    pub fdatasync_p99_ms: f64,
    /// What else ran before we began; above 0.3 or so it slows everything here.
    pub load_average_before: f64,
    /// Whether this program was compiled for speed.
    pub release_build: bool,
}

impl Machine {
    /// Measures disk syncs in `folder` with `syncs` of them.
    pub fn measure(folder: &Path, syncs: usize) -> Result<Self> {
        let load_average_before = first_number(&read("/proc/loadavg"));
        let synced = sync_loop(folder, syncs)?;
        Ok(Self {
            cores: std::thread::available_parallelism()?.get(),
            processor: field(&read("/proc/cpuinfo"), "model name"),
            kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
            memory_mib: first_number(&field(&read("/proc/meminfo"), "MemTotal")) as u64 / 1024,
            fdatasync_p50_ms: synced.percentile_ms(50.0),
            fdatasync_p99_ms: synced.percentile_ms(99.0),
            load_average_before,
            release_build: !cfg!(debug_assertions),
        })
    }

    pub fn lines(&self) -> String {
        let build = if self.release_build { "" } else { "\n  A DEBUG BUILD: these figures mean nothing" };
        format!(
            "Measured on\n  {} cores ({}), Linux {}, {} MiB\n  4 KiB write and fdatasync: p50 {:.3} ms, p99 {:.3} ms\n  \
             load average before: {:.2}{build}",
            self.cores,
            self.processor,
            self.kernel,
            self.memory_mib,
            self.fdatasync_p50_ms,
            self.fdatasync_p99_ms,
            self.load_average_before,
        )
    }
}

fn sync_loop(folder: &Path, syncs: usize) -> Result<Spread> {
    let path = folder.join("fdatasync");
    let file = OpenOptions::new().create(true).truncate(true).write(true).open(&path)?;
    let block = [0x5a; BLOCK_BYTES];
    let mut durations = Vec::with_capacity(syncs);
    for number in 0..syncs {
        let began = Instant::now();
        file.write_all_at(&block, (number * BLOCK_BYTES) as u64)?;
        file.sync_data()?;
        durations.push(began.elapsed());
    }
    fs::remove_file(path)?;
    Ok(Spread::of(durations))
}

/// Empty where there is no `/proc`: facts, not figures.
fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// The value of the first line `name : value`.
pub fn field(text: &str, name: &str) -> String {
    let line = text.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_once(':')).map_or_else(String::new, |(_, value)| value.trim().to_owned())
}

pub fn first_number(text: &str) -> f64 {
    text.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or_default()
}
