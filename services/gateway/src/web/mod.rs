//! What is for browsers: the page, signing in and out, and the way to install the GitHub App.

pub mod auth;
pub mod install;
pub mod page;
pub mod start;
