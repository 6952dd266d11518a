//! Live pages: one WebSocket carries many topics, each with its present values and then every change.

mod attendance;
mod connection;
mod handshake;
mod hub;
mod input;
mod logs;
mod presence;
pub mod protocol;
mod socket;
mod socket_session;
mod tail;
mod terminals;
mod topic;
mod updates;
pub mod watch;

pub use attendance::Rooms;
pub use handshake::open;
pub use hub::Hub;
pub use logs::Logs;
pub use terminals::Terminals;
