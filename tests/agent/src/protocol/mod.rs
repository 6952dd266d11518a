//! The wire: JSON-RPC 2.0, one message a line, with the messages of the Agent Client Protocol, version 1.

pub mod client;
pub mod message;
pub mod output;
pub mod params;
pub mod refusal;
pub mod tool;
pub mod update;

pub use client::Client;
pub use refusal::Refusal;

/// The only version we speak; offered back whatever version a client asks for.
pub const PROTOCOL_VERSION: u64 = 1;
