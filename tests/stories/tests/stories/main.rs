//! Stories of the whole fleet, in one process, so that NATS and Postgres start once.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
#![allow(clippy::disallowed_methods, reason = "A story is outside the fleet: it has a clock and tasks of its own")]

mod order;
mod sync;
mod webhooks;
