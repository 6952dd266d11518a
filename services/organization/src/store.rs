//! The organization's SQL: one file for each kind of row.

pub mod index;
pub mod lines;
pub mod members;
pub mod profiles;
pub mod pull_requests;
pub mod repositories;

/// Where the revisions of all views come from (see the first migration).
pub const VIEW_REVISIONS: &str = "view_revisions";
