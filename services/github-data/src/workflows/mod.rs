//! One file for each workflow, and one for each phase of a sync that has something to say.

mod batches;
mod members;
mod patience;

pub mod full_sync;
pub mod repository_reload;
