//! The agent as its clients meet it: a process that is spoken to over standard input and output.

#![allow(clippy::unwrap_used, reason = "Tests")]

mod cancel;
mod faults;
mod memory;
mod ordinary;
mod permission;
mod probes;
mod process;
mod protocol;
mod repository;
mod sandbox_agent;
mod script;
mod steering;
