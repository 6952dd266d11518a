//! What is for browsers: signing in and out, the pages, and the way to install the GitHub App.

pub mod auth;
pub mod install;
pub mod pages;
