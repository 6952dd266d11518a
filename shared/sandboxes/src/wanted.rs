//! What a sandbox should be.

use std::collections::BTreeMap;
use std::{fmt, net::SocketAddr, str::FromStr, time::Duration};

use serde::{Deserialize, Deserializer, Serialize};

/// The name of a sandbox, ours: `[a-z0-9-]`, 1 to 64 characters, so that it is a folder's name, a subject token and a
/// value of metadata alike. There is at most one sandbox of a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Name(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a sandbox's name is 1 to 64 characters of a-z, 0-9 and '-'")]
pub struct InvalidName;

/// Longer names would not fit into the path of a Unix socket (108 bytes).
const NAME_CHARACTERS: usize = 64;

/// A sandbox to be created. What is not given does not reach it: the environment begins empty.
#[derive(Clone)]
pub struct Wanted {
    pub name: Name,
    /// The ones before it, newest first. It goes on with the home folder of the first that has ended and still has one, where
    /// the provider keeps that.
    pub predecessors: Vec<Name>,
    /// Whose it is; only for [`crate::Found`] and the provider's metadata.
    pub organization: String,
    /// The environment of the sandbox-agent server, and so of every agent and command in it. May hold keys.
    pub environment: BTreeMap<String, String>,
    /// Addresses of the host or of private networks that it may reach nevertheless. One on the host's loopback is the
    /// same address inside (`127.0.0.1:3000`). Only the local provider has a use for it.
    pub allow: Vec<SocketAddr>,
    pub limits: Limits,
    /// How long it lives unless [`crate::Provider::extend`] is called. The local provider lets it live until it is destroyed.
    pub lifetime: Duration,
}

impl fmt::Debug for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the environment's values: keys.
        f.debug_struct("Wanted")
            .field("name", &self.name)
            .field("predecessors", &self.predecessors)
            .field("organization", &self.organization)
            .field("environment", &self.environment.keys())
            .field("allow", &self.allow)
            .field("limits", &self.limits)
            .field("lifetime", &self.lifetime)
            .finish()
    }
}

/// What one sandbox may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// All of its processes together; without it one build could take the host's memory.
    pub memory_bytes: u64,
    /// Threads count as well; without it a fork bomb would stop the host.
    pub processes: u64,
    /// Its home folder; without it one agent could fill the host's disk. Looked at every few seconds.
    pub disk_bytes: u64,
    /// `/tmp` and `/dev/shm`, each; they live in memory.
    pub temporary_bytes: u64,
    /// One file; what is written faster than the disk is looked at.
    pub file_bytes: u64,
}

const GIB: u64 = 1 << 30;

impl Default for Limits {
    fn default() -> Self {
        Self { memory_bytes: 4 * GIB, processes: 1024, disk_bytes: 10 * GIB, temporary_bytes: GIB, file_bytes: 4 * GIB }
    }
}

impl Name {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Name {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let fits = (1..=NAME_CHARACTERS).contains(&text.len());
        if fits && text.bytes().all(legal) { Ok(Self(text.to_owned())) } else { Err(InvalidName) }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_folder_and_nothing_above_it() {
        assert!("sb-1".parse::<Name>().is_ok());
        for text in ["", "..", "a/b", "A", "a.b", &"a".repeat(65)] {
            assert_eq!(text.parse::<Name>(), Err(InvalidName), "{text}");
        }
    }
}
