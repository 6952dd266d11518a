//! How a service runs: commands in order and exactly once, durable workflows, queries, views.
//!
//! A service says what it handles ([`Service`]) and calls [`run`]. Handlers are plain async functions; transactions,
//! duplicates, spans, acknowledgements, retries and replies are the runtime's.
//!
//! In layers, each of which knows those above it here only:
//!
//! | layer | what |
//! |---|---|
//! | `core` | decisions without I/O and without a clock |
//! | `store` | all SQL |
//! | `told` | what whoever follows an organization's lines is told |
//! | `handler` | what a service's handler sees |
//! | `outbox` | publishing what commits have left |
//! | `run`, `service` | what a workflow sees; a service's table of contents |
//! | `commands`, `workflows`, `queries`, `maintenance` | the loops |
//! | `start` | the life of a process |
//! | `testing` | one command through a real batch, one workflow with a crash at each step |

mod commands;
mod config;
mod core;
mod handler;
mod maintenance;
mod outbox;
mod queries;
mod run;
mod service;
mod start;
mod store;
pub mod testing;
mod told;
mod workflows;

/// Small messages are made and dropped all the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub use config::Config;
pub use core::retry::RetryPolicy;
pub use handler::{
    cx::{Cx, Started, WhenActive},
    failure::{Failure, Handled, Refusal},
    preload::Preload,
    reader::Reader,
};
pub use messaging::{
    Caller, Client, Connection, Probe, QueryError, Readiness, Request, Tasks, check_server, connect, now, until_stopped,
};
pub use run::{Run, Waiting};
pub use service::{CommandFn, Service, ViewPage};
pub use start::run;
pub use store::{
    rows::Row,
    statements::{Bind, Statements},
};
