//! The benchmark, `cargo run --release -- bench`: its own fleet with everything synced to disk, driven from outside, and
//! one table of what was measured beside what we aim at.

mod callers;
mod cpu;
mod disk;
mod figure;
mod machine;
mod measure;
mod options;
mod peers;
mod process;
mod report;
mod run;
mod settled;
mod spread;
mod stage;
mod target;

pub use options::Options;
pub use run::run;
