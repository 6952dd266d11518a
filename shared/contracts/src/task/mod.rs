//! The task's messages: one branch of work, materialised by the first person who acts on it, and its agents' sessions.

mod record;
mod sessions;

pub use record::*;
pub use sessions::*;
