//! Starts a whole Foundry fleet on one machine: for `cargo run`, for the benchmark and for the tests.
//!
//! [`Infrastructure`] is NATS and Postgres; [`Fleet`] is the services on it, each a process of its own, with the
//! stand-in GitHub beside them. Nothing they start outlives the process that started it.

pub mod bench;
mod binaries;
mod environment;
mod files;
mod fleet;
mod http;
mod infrastructure;
pub mod local;
mod member;
mod nats;
mod people;
mod ports;
mod postgres;
mod process;
mod progress;
mod secrets;
mod services;
mod settings;
mod snapshot;
mod through;
mod tools;
pub mod wait;

pub use environment::GithubAccess;
pub use fleet::{Fleet, InstanceFacts};
pub use infrastructure::{Infrastructure, InfrastructureSettings};
pub use member::Member;
pub use nats::{Account, Nats, make_streams};
pub use people::SignedIn;
pub use postgres::{LentDatabase, Postgres};
pub use process::running_program;
pub use progress::Progress;
pub use services::{CLI, SERVICES, Service};
pub use settings::{Github, GithubStandin, Place, Settings};
pub use snapshot::Snapshot;
pub use through::Through;

/// The checkout this was built from: where `nats/`, `tests/` and the Cargo workspace are.
pub fn project_root() -> std::path::PathBuf {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}
