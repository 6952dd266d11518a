//! SQL: one file for each kind of row.

pub mod branches;
pub mod events;
pub mod permissions;
pub mod sandboxes;
pub mod sessions;
pub mod turns;
pub mod wakes;
