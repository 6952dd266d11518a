//! The task's messages: one branch of work, materialised by the first person who acts on it, and its agents' sessions.

mod news;
mod options;
mod queue;
mod record;
mod sessions;

pub use news::*;
pub use options::*;
pub use queue::*;
pub use record::*;
pub use sessions::*;
