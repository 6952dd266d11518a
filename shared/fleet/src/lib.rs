//! Starts a whole Foundry fleet on one machine: for `cargo run`, for the benchmark and for the tests.
//!
//! [`Infrastructure`] is NATS and Postgres; [`Fleet`] is the services on it, each a process of its own, with the
//! stand-in GitHub beside them. Nothing they start outlives the process that started it.

pub mod binaries;
mod environment;
mod fleet;
mod http;
mod infrastructure;
pub mod local;
mod nats;
mod people;
mod queues;
mod secrets;
mod services;
mod settings;
mod through;

pub use environment::GithubAccess;
pub use fleet::{Fleet, InstanceFacts};
pub use infrastructure::{Infrastructure, InfrastructureSettings};
pub use nats::{Account, Nats, make_streams};
pub use people::{Agreed, SignedIn};
pub use queues::Queues;
pub use services::{CLI, SERVICES, Service};
pub use settings::{Github, GithubStandin, Place, SandboxChoice, Settings};
pub use test_postgres::{Member, Postgres, Progress, Snapshot, ports, project_root, running_program, say, wait};
pub use through::Through;
