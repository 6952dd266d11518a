//! What git may use, and what it has used.

use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

/// What git may use.
#[derive(Debug, Clone)]
pub struct GitLimits {
    /// Of one request, as it is sent. Without it a push could fill the disk.
    pub largest_request_bytes: u64,
    /// At one time. Without it a burst of clones would leave no processor and no memory to anybody.
    pub most_processes: usize,
    /// Of one request, from its first to its last byte. Without it a client that stands still keeps a process.
    pub longest_request: Duration,
}

impl Default for GitLimits {
    fn default() -> GitLimits {
        GitLimits {
            largest_request_bytes: 256 * 1024 * 1024,
            most_processes: 16,
            longest_request: Duration::from_secs(300),
        }
    }
}

/// What git did so far.
#[derive(Debug, Clone, Serialize)]
pub struct GitCounts {
    /// Where the repositories are.
    pub folder: PathBuf,
    /// Processes that were started to answer requests.
    pub processes: u64,
    pub under_way: u64,
    /// Repositories that were asked for, so that there is a folder.
    pub repositories: usize,
}
