//! The stand-in over HTTP, as a client of GitHub meets it.

#![allow(clippy::unwrap_used, reason = "Tests")]

mod api;
mod app;
mod client;
mod faults;
mod git;
mod graphql;
mod limits;
mod pull_requests;
mod sign_in;
mod webhooks;
