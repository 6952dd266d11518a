//! Postgres: one server, a role and a schema for each service, one database for each fleet.

mod database;
mod owner;
mod server;

pub use owner::{Owner, reachable_folder};
pub use server::{Postgres, PostgresSettings};
