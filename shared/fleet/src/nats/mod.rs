//! NATS: one server, one account for a fleet (and many for tests), one user in it for each service.

mod account;
mod configuration;
mod server;
mod streams;

pub use account::{Account, Accounts, Lease};
pub use server::{Nats, NatsSettings};
pub use streams::make as make_streams;
