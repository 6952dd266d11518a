//! Decisions without I/O and without a clock: what to do with a message, where a partition goes on, what follows trouble,
//! what may be left out, and which ids are derived from which. Their tests take microseconds.

pub mod floor;
pub mod ids;
pub mod intake;
pub mod ladder;
pub mod newest;
pub mod outcome;
pub mod page;
pub mod retention;
pub mod retry;
pub mod text;
