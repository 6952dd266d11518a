//! Stories of the whole fleet, in one process, so that NATS and Postgres start once.

// The futures of the longest stories hold many others.
#![recursion_limit = "256"]
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
#![allow(clippy::disallowed_methods, reason = "A story is outside the fleet: it has a clock and tasks of its own")]

mod altered;
mod cli;
mod dead_letters;
mod full_streams;
mod fuzz;
mod history;
mod http;
mod limits;
mod live;
mod load;
mod logs;
mod order;
mod outages;
mod people;
mod permissions;
mod poison;
mod promises;
mod repeats;
mod runs;
mod sandboxes;
mod server;
mod stopping;
mod sync;
mod tasks;
mod trace;
mod twice;
mod views;
mod webhooks;
mod workflows;

use stories::{World, notebook::Notebooks};

/// A world in which notebooks stand in for the task service; one of them runs.
async fn world_with_notebook() -> (World, Notebooks) {
    let world = World::of(&[]).await;
    let mut notebooks = Notebooks::of(&world, env!("CARGO_BIN_EXE_notebook"));
    notebooks.start("one").await;
    (world, notebooks)
}
