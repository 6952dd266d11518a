//! A process together with those that it has started, as they are on one machine: they die and stand still together.

use std::process::Command;
use std::sync::PoisonError;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::paused::{Paused, children};
use super::{END_LIMIT, Process, running_program};

impl Process {
    /// `SIGKILL` for it and every process it has started, as when their machine goes away.
    pub fn kill_family(&self) -> Result<()> {
        // It makes no more of them from here on, and does not notice what happens to those it has.
        let parent = Paused::new(&[self.pid])?;
        let children = children(self.pid)?;
        let words = children.iter().map(u32::to_string);
        Command::new("sh").args(["-c", "kill -s KILL \"$@\" 2>/dev/null || true", "sh"]).args(words).status()?;
        self.kill()?;
        drop(parent);
        self.resume();

        let killed = Instant::now();
        while children.iter().any(|pid| running_program(*pid).is_some()) && killed.elapsed() < END_LIMIT {
            thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }

    /// `SIGSTOP` for it and every process it has started; returns when they stand still. They go on with `resume`, and
    /// when we die.
    pub fn pause(&self) -> Result<()> {
        let mut paused = self.paused.lock().unwrap_or_else(PoisonError::into_inner);
        paused.push(Paused::new(&[self.pid])?);
        paused.push(Paused::new(&children(self.pid)?)?);
        Ok(())
    }

    /// Nothing happens to one that is not paused.
    pub fn resume(&self) {
        self.paused.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
