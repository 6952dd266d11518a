//! One file for each workflow, and what they share.

mod batches;
mod members;
mod patience;
mod phases;

pub use patience::Steps;

pub mod full_sync;
pub mod installation_check;
pub mod membership_check;
pub mod repository_reload;
