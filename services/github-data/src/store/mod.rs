//! All SQL that commands and workflows run. Every row belongs to one organization.

pub mod accounts;
pub mod branches;
pub mod checks;
pub mod failures;
pub mod members;
pub mod pull_requests;
pub mod repositories;
pub mod targets;
