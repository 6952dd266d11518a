//! What a person at the terminal sees while a fleet starts and stops; tests see nothing.

use std::io::{Write, stdout};
use std::time::Duration;

/// Where progress goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Progress {
    #[default]
    Quiet,
    Terminal,
}

impl Progress {
    /// One aligned line: who, what, and what is worth knowing about it.
    pub fn line(self, who: &str, what: &str, detail: &str) {
        if self == Self::Terminal {
            say(format!("  {who:<16} {what:<10} {detail}").trim_end());
        }
    }

    pub fn ready(self, who: &str, address: &str, after: Duration) {
        self.line(who, "ready", &format!("{address}  ({} ms)", after.as_millis()));
    }
}

/// Prints a line. A reader that has gone away (`cargo run | head`) is no reason for a fleet to fall.
pub fn say(line: &str) {
    writeln!(stdout(), "{line}").ok();
}
