//! What a person at the terminal sees while a fleet starts and stops; tests see nothing.

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
            println!("  {who:<16} {what:<10} {detail}");
        }
    }

    pub fn ready(self, who: &str, address: &str, after: Duration) {
        self.line(who, "ready", &format!("{address}  ({} ms)", after.as_millis()));
    }
}
