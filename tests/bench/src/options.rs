//! The flags of `cargo run --release -- bench`.

use std::path::PathBuf;

use clap::Args;

use crate::measure::Group;

#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Shorter measurements: for a look, not for the record.
    #[arg(long)]
    pub quick: bool,

    /// Only these figures; may be given more than once. What they need is still done, and not shown.
    #[arg(long, value_enum, value_name = "NAME")]
    pub only: Vec<Group>,

    /// Write the figures there as JSON, too.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,

    /// The binaries are built already.
    #[arg(long)]
    pub no_build: bool,

    /// Keep data and logs there [default: a temporary folder]. An earlier run's data would be measured, too.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// Start these services only. Figures that need another are shown as not measured.
    #[arg(long, value_delimiter = ',', value_name = "NAMES", hide = true)]
    pub services: Vec<String>,
}

impl Options {
    pub fn wants(&self, group: Group) -> bool {
        self.only.is_empty() || self.only.contains(&group)
    }

    /// `full`, or its fifth for a quick look.
    pub fn sized(&self, full: u64) -> u64 {
        if self.quick { full.div_ceil(5) } else { full }
    }
}
