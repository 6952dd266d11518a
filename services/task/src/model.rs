//! A task, its sessions, and what may happen to them: pure decisions.

mod news;
mod options;
pub mod queue;
pub mod session;
mod sessions;
mod task;
mod turns;

pub use sessions::NewSession;
pub use task::{Ending, Task};
pub use turns::{Answer, Next};
