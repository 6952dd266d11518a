//! What the fleet keeps on disk: NATS' streams, Postgres' tables, and everybody's logs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::figure::Figure;
use crate::stage::Stage;

/// What each takes, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Disk {
    nats: u64,
    postgres: u64,
    logs: u64,
}

impl Disk {
    /// Of Postgres without its write-ahead log, whose files are used again.
    pub fn now(stage: &Stage) -> Result<Self> {
        let folder = stage.fleet.infrastructure().folder();
        let of = |name: &str| taken(&folder.join(name)).with_context(|| format!("cannot measure {name}"));
        Ok(Self { nats: of("jetstream")?, postgres: of("postgres/base")?, logs: of("logs")? })
    }

    /// For each of `commands` since `before`.
    pub fn figure(&self, before: &Self, commands: u64) -> Figure {
        let each = |now: u64, then: u64| (now as f64 - then as f64) / commands as f64 / 1e3;
        let parts = [each(self.nats, before.nats), each(self.postgres, before.postgres), each(self.logs, before.logs)];
        let [nats, postgres, logs] = parts;
        let note = format!(
            "nats-server {nats:.1}, Postgres' tables {postgres:.1}, logs {logs:.1} kB, before anything is pruned"
        );
        Figure::new("  disk for each of them, with all it leads to", parts.iter().sum(), "kB").note(note)
    }
}

/// What is allocated for all files below.
fn taken(folder: &Path) -> Result<u64> {
    use std::os::unix::fs::MetadataExt;
    const BLOCK: u64 = 512;
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // A file may be replaced meanwhile.
        let Ok(metadata) = entry.metadata() else { continue };
        bytes += if metadata.is_dir() { taken(&entry.path())? } else { metadata.blocks() * BLOCK };
    }
    Ok(bytes)
}
