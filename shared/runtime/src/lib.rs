//! How a service runs: commands in order and exactly once, durable workflows, queries, views.
//!
//! A service says what it handles ([`Service`]) and calls [`run`]. Handlers are plain async functions; transactions,
//! duplicates, spans, acknowledgements, retries and replies are the runtime's.

mod batch;
mod caller;
mod client;
mod clock;
mod config;
mod connect;
mod cx;
mod dead;
mod endpoints;
mod failure;
mod headers;
mod inspect;
mod journal;
mod membership;
mod message;
mod outbox;
mod owner;
mod partition;
mod probe;
mod processor;
mod publisher;
mod reader;
mod record;
mod rows;
mod sender;
mod service;
mod session;
mod settle;
mod start;
mod statements;
mod streams;
mod tasks;
pub mod testing;
mod view;
mod workflow;

/// Small messages are made and dropped all the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub use caller::Caller;
pub use client::{Client, QueryError, Request};
pub use clock::now;
pub use config::Config;
pub use connect::{Connection, connect};
pub use cx::{Cx, Started, WhenActive};
pub use failure::{Failure, Handled, Refusal};
pub use probe::{Probe, Readiness};
pub use reader::Reader;
pub use rows::Row;
pub use service::{CommandFn, Prepare, Service};
pub(crate) use start::Running;
pub use start::{run, until_stopped};
pub use statements::{Bind, Statements};
pub use streams::check_server;
pub use tasks::Tasks;
pub use workflow::Run;
