//! SQL: one file for each kind of row.

pub mod branches;
pub mod event_pages;
pub mod events;
pub mod images;
pub mod logs;
pub mod permissions;
pub mod sandboxes;
pub mod sessions;
pub mod steers;
pub mod turns;
pub mod wakes;
