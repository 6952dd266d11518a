//! Sandboxes: where they come from ([`Provider`]: isolated processes on this machine, or E2B), and how to talk to the
//! sandbox-agent server that runs in each of them ([`Client`]).
//!
//! Nothing here decides who gets a sandbox or for how long. A provider keeps no memory of its own in this process: what
//! it started is found again by [`Provider::list`], whoever asks.

pub mod client;
pub mod e2b;
mod endpoint;
mod error;
mod instance;
pub mod keeper;
pub mod local;
mod provider;
mod secret;
mod wanted;

pub use client::{Client, ClientError};
pub use e2b::{E2b, E2bSettings};
pub use endpoint::{Address, Endpoint};
pub use error::ProviderError;
pub use instance::{Found, Instance, State};
pub use local::{AgentProgram, Local, LocalSettings};
pub use provider::Provider;
pub use secret::Secret;
pub use wanted::{InvalidName, Limits, Name, Wanted};
