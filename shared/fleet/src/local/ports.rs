//! The ports of `cargo run`. What people and stored addresses know stays what it was: a fleet that had to take another
//! port once keeps it with its data.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use test_postgres::{Progress, files::write_private, ports};

pub const FILE: &str = "ports.json";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ports {
    pub gateway: u16,
    pub github: u16,
    pub nats: u16,
    pub nats_monitor: u16,
    pub postgres: u16,
}

/// Ports that people remember.
const USUAL: Ports = Ports { gateway: 7741, github: 7750, nats: 4222, nats_monitor: 8222, postgres: 5433 };

impl Ports {
    /// Those of the last run in this folder, else the usual ones. One that another program has is replaced by a free
    /// one, which is said and kept.
    pub fn choose(folder: &Path, progress: Progress) -> Result<Self> {
        let file = folder.join(FILE);
        let kept: Option<Self> = match fs::read(&file) {
            Ok(text) => Some(
                serde_json::from_slice(&text)
                    .with_context(|| format!("{} is damaged; start with --fresh", file.display()))?,
            ),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", file.display())),
        };
        let wanted = kept.unwrap_or(USUAL);
        let choose = |who: &str, wanted: u16| {
            let port = if ports::claim(wanted) { wanted } else { ports::free()? };
            if port != wanted {
                let detail = format!("{wanted} is another program's: {port} instead, from now on (--fresh asks again)");
                progress.line(who, "port", &detail);
            }
            anyhow::Ok(port)
        };
        let chosen = Self {
            gateway: choose("gateway", wanted.gateway)?,
            github: choose("github", wanted.github)?,
            nats: choose("nats-server", wanted.nats)?,
            nats_monitor: choose("nats monitoring", wanted.nats_monitor)?,
            postgres: choose("postgres", wanted.postgres)?,
        };
        if kept != Some(chosen) {
            write_private(&file, &serde_json::to_string_pretty(&chosen)?)?;
        }
        Ok(chosen)
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener};

    use super::*;

    fn free() -> u16 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        listener.local_addr().expect("an address").port()
    }

    #[test]
    fn what_was_chosen_is_chosen_again_and_a_taken_port_is_replaced_for_good() {
        let folder = tempfile::tempdir().expect("a folder");
        let somebody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let taken = somebody.local_addr().expect("an address").port();
        let before = Ports { gateway: taken, github: free(), nats: free(), nats_monitor: free(), postgres: free() };
        fs::write(folder.path().join(FILE), serde_json::to_vec(&before).expect("JSON")).expect("written");

        let chosen = Ports::choose(folder.path(), Progress::Quiet).expect("chosen");
        assert_ne!(chosen.gateway, taken);
        assert_eq!(Ports { gateway: taken, ..chosen }, before, "only what another program has is replaced");

        let kept: Ports = serde_json::from_slice(&fs::read(folder.path().join(FILE)).expect("kept")).expect("ports");
        assert_eq!(kept, chosen);
    }
}
