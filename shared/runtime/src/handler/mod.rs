//! What a handler sees: its context, how it reads its database, what was looked up for it, and how it says no.

pub mod cx;
pub mod decode;
pub mod failure;
pub mod preload;
pub mod reader;
