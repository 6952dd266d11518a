//! The fleet seen from outside: what the stories are told with.
//!
//! [`World`] is one fleet with everything that looks at it from outside, [`Person`] somebody who uses it, and
//! [`notebook`] a service that misbehaves on request.

#![allow(clippy::disallowed_methods, reason = "A story is outside the fleet: it has a clock and tasks of its own")]

mod collector;
mod end_state;
mod errands;
mod github;
pub mod journal;
mod letters;
pub mod notebook;
mod organization;
mod outside;
mod page;
mod people;
mod settle;
mod shared;
mod stream;
mod tasks;
mod visitor;
mod wait;
mod world;

pub use collector::{Collector, Span};
pub use github::{Delivery, Github};
pub use organization::Organization;
pub use outside::Outside;
pub use page::Page;
pub use people::Person;
pub use tasks::{audit, task};
pub use visitor::{Answer, Form, Visitor, path};
pub use wait::{PATIENCE, until, until_true};
pub use world::World;
