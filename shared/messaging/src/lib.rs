//! Speaking NATS: the connection, commands and their outcomes, queries, JetStream, views, and which instances live. It
//! knows no database, so the gateway needs nothing more than this.

mod assignment;
mod backoff;
mod caller;
mod client;
mod clock;
mod config;
mod connection;
pub mod delivery;
pub mod flags;
pub mod headers;
mod inbox;
pub mod jetstream;
mod logs;
mod membership;
mod probe;
mod publisher;
mod query;
mod server;
pub mod streams;
mod tasks;
pub mod views;

pub use assignment::Assignment;
pub use backoff::Backoff;
pub use caller::Caller;
pub use client::{Client, EnqueueError, Request, destination};
pub use clock::now;
pub use config::Config;
pub use connection::{Connection, connect, until_stopped};
pub use delivery::Delivery;
pub use membership::start as start_membership;
pub use probe::{Missing, Probe, Readiness};
pub use publisher::{Outbound, PublishError, Published, Publisher};
pub use query::QueryError;
pub use server::Server;
pub use streams::check_server;
pub use tasks::{Tasks, panic_message};
pub use views::{ViewWriter, Written};
