//! The programs tests and fleets need that Cargo does not build: found on this machine, or fetched pinned and checksummed.

pub mod fetch;
pub mod npm;
mod opencode;
pub mod path;
mod postgres;
mod sandbox_agent;

pub use opencode::opencode;
pub use postgres::{PostgresTools, postgres};
pub use sandbox_agent::sandbox_agent;

/// Where fetched tools are kept, for every data folder of this checkout.
pub fn folder() -> std::path::PathBuf {
    crate::project_root().join(".foundry/tools")
}
