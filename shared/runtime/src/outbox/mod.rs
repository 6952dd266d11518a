//! Publishing what commits have left in the outbox, in order.

pub mod lanes;
pub mod publish;
pub mod runs;
pub mod sender;
