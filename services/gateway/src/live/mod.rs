//! Live pages: one WebSocket carries many topics, each with its present values and then every change.

mod handshake;
mod holder;
mod hub;
mod protocol;
mod showing;
mod socket;
mod topic;
mod updates;
pub mod watch;

pub use handshake::open;
pub use hub::Hub;
