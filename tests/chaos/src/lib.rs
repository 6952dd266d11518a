//! `cargo run --release -- chaos`: a fleet of its own under mixed load, while its members are killed, stand still and are
//! cut off at random moments; at the end it is counted whether anything that was acknowledged was lost, done twice or
//! done out of order.
//!
//! What is to be broken when ([`plan`]) and what is right at the end ([`judge`], [`recovery`]) are pure functions.

mod breaking;
mod judge;
mod ledger;
mod load;
mod options;
mod plan;
mod recovery;
mod report;
mod run;
mod settle;
mod stage;
mod supervise;
mod world;

pub use options::{Options, Sort};
pub use run::run;
