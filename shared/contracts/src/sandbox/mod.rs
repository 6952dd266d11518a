//! The sandbox's messages: where a task's agents work, what they say, and what they ask people.
//!
//! A task has one sandbox at a time, so a sandbox has its task's key. One that was lost and is made again has another
//! generation.

mod agents;
mod credentials;
mod events;
mod git;
mod images;
mod permissions;
mod processes;
mod provisioning;
mod turns;

pub use agents::*;
pub use credentials::*;
pub use events::*;
pub use git::*;
pub use images::*;
pub use permissions::*;
pub use processes::*;
pub use provisioning::*;
pub use turns::*;
