//! Texts of GitHub's, cut where they are read.

pub use github_api::{Line, Name};
