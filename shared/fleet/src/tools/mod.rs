//! The programs a fleet needs that Cargo does not build: found on this machine, or fetched pinned and checksummed.

mod fetch;
mod nats_server;
mod path;
mod postgres;

pub use nats_server::nats_server;
pub use postgres::{PostgresTools, postgres};

/// Where fetched tools are kept, for every data folder of this checkout.
fn folder() -> std::path::PathBuf {
    crate::project_root().join(".foundry/tools")
}
