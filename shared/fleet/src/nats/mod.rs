//! NATS: one server or three, one account for a fleet (and many for tests), one user in it for each service.

mod account;
mod cluster;
mod configuration;
mod program;
mod server;
mod streams;

pub use account::{Account, Accounts, Lease};
pub use server::{Nats, NatsSettings};
pub use streams::{make as make_streams, make_replicated as make_replicated_streams};
