//! A stand-in for GitHub: its REST API, its git, its sign-in pages and its webhooks, for tests and for the demo.
//!
//! Start one with [`GitHub::start`]; change its world with [`GitHub::apply`] and the shorthands beside it.
//! A person with curl finds the same changes below `/_standin/`.

#![allow(clippy::disallowed_methods, reason = "The stand-in is an outside system: it has a clock and tasks of its own")]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "Tests"))]

mod app;
mod auth;
mod body;
pub mod changes;
mod conditional;
mod contents;
mod control;
mod delivery_faults;
mod enterprise;
mod events;
mod faults;
pub mod generate;
mod git;
mod github;
mod graphql;
mod html;
mod oauth;
mod objects;
pub mod options;
mod paging;
mod rate_limit;
mod refusal;
mod render;
mod requests;
mod routes;
mod shorthands;
mod snapshot;
mod state;
mod surrogates;
mod tokens;
mod visibility;
mod webhooks;
pub mod world;

pub use app::{DEMO_APP_PRIVATE_KEY, DEMO_APP_PUBLIC_KEY};
pub use changes::Change;
pub use delivery_faults::{DeliveryFault, DeliveryFaultKind};
pub use faults::{Hiding, RepositoryFault, RouteFault, Shift};
pub use generate::Generated;
pub use git::{GitCounts, GitLimits, MergeMethod};
pub use github::GitHub;
pub use options::{Content, Options};
pub use rate_limit::USUAL_LIMIT;
pub use refusal::Refusal;
pub use requests::{RequestRecord, Requests, RouteCount};
pub use state::State;
pub use webhooks::{Attempt, Delivery, sign};
