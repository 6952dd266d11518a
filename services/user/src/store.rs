//! SQL: one file for each kind of row.

pub mod accounts;
pub mod api_tokens;
pub mod credentials;
pub mod drafts;
pub mod memberships;
pub mod overlays;
pub mod pages;
pub mod sessions;
pub mod sidebars;
pub mod sign_ins;
