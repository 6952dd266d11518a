//! What can be asked of a person's state: one file for each query.

pub mod api_tokens;
pub mod app;
pub mod draft;
pub mod github_token;
pub mod identify;
pub mod overlay;
pub mod sign_ins;
