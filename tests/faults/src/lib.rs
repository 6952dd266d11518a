//! A TCP proxy that breaks connections on request: what a network, a failover or a bad moment does to them.
//!
//! It stands between a client and one upstream address, and passes on what both say until it is told otherwise. Faults
//! are switched on and off while connections live; [`Proxy::heal`] ends them all.

mod conversation;
mod link;
mod pattern;
mod postgres;
mod proxy;
mod shared;

pub use pattern::Pattern;
pub use proxy::Proxy;
pub use shared::Side;
