//! The flags of `cargo run --release -- chaos`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Clone, Args)]
pub struct Options {
    /// How long the fleet is disturbed.
    #[arg(long, default_value_t = 10.0)]
    pub minutes: f64,

    /// The same number gives the same faults at the same moments [default: a random one, which is printed].
    #[arg(long)]
    pub seed: Option<u64>,

    /// People who talk with an agent each meanwhile, in a task and a sandbox of its own.
    #[arg(long, default_value_t = 3)]
    pub talks: usize,

    /// Only faults of these sorts.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "SORTS", default_values_t = Sort::ALL)]
    pub faults: Vec<Sort>,

    /// The binaries are built already.
    #[arg(long)]
    pub no_build: bool,

    /// Keep data and logs there [default: a temporary folder]. It must not have another run's data in it.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Sort {
    /// `kill -9`, of every process that it has.
    Kill,
    /// It stands still for some seconds (`SIGSTOP`).
    Pause,
    /// Its connections break, or pass nothing on.
    Cut,
}

impl Sort {
    pub const ALL: [Self; 3] = [Self::Kill, Self::Pause, Self::Cut];
}
