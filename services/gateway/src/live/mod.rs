//! Live pages: one WebSocket carries many topics, each with its present values and then every change.

mod handshake;
mod hub;
mod protocol;
mod socket;
mod topic;
mod watch;

pub use handshake::open;
pub use hub::Hub;
