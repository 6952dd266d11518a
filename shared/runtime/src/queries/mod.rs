//! Questions: a service's own, and those that every service answers.

pub mod direct;
pub mod endpoints;
pub mod history;
mod page;
mod runs;
