//! Postgres for tests: one server for all tests of a process, and a database lent to each of them ([`LentDatabase`]).
//!
//! It knows neither NATS nor a fleet, so a service's handler tests are built with this alone. What a fleet needs as well
//! to start and watch its other members is here, too: processes, ports, fetched programs.

pub mod files;
mod lent;
mod member;
mod passwords;
pub mod ports;
mod postgres;
mod process;
mod progress;
mod role;
mod snapshot;
mod temporary;
pub mod tools;
pub mod wait;

pub use lent::LentDatabase;
pub use member::{Answer, Member, Ready};
pub use passwords::Passwords;
pub use postgres::{Owner, Postgres, PostgresSettings, reachable_folder};
pub use process::{FURTHER_KEYS, KEYS, Launch, Lifeline, PASSED_ON, Process, Signal, running_program};
pub use progress::{Progress, say};
pub use role::{role, schema, with_database};
pub use snapshot::Snapshot;
pub use temporary::TemporaryFolder;

/// The checkout this was built from: where `nats/`, `tests/` and the Cargo workspace are.
pub fn project_root() -> std::path::PathBuf {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}
