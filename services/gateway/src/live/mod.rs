//! Live pages: one WebSocket carries many topics, each with its present values and then every change.

mod connection;
mod handshake;
mod hub;
pub mod places;
mod presence;
mod protocol;
mod socket;
mod socket_session;
mod tail;
mod topic;
mod updates;
pub mod watch;

pub use handshake::open;
pub use hub::Hub;
