//! `cargo run`: one fleet with its data kept, looked after until a person stops it.

mod demo;
mod facts;
mod hints;
mod home;
mod options;
mod ports;
mod run;
mod signals;
mod supervise;
mod sync;

pub use options::{GithubChoice, Options};
pub use run::run;
