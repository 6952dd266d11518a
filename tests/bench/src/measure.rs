//! What is measured: one file for each group of figures.

mod append;
mod baselines;
mod during_sync;
mod flood;
mod materialise;
pub mod memory;
mod one_task;
mod rename;
mod round_trip;
mod sign_in;
mod sync;
mod takeover;
mod throughput;
mod turns;

pub use append::append;
pub use baselines::baselines;
use clap::ValueEnum;
pub use during_sync::during_sync;
pub use flood::flood;
pub use materialise::{ensure_tasks, materialise};
pub use one_task::one_task;
pub use rename::rename;
pub use round_trip::round_trip;
pub use sign_in::sign_in;
pub use sync::sync;
pub use takeover::takeover;
pub use turns::turns;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Group {
    /// JetStream and Postgres alone.
    Baselines,
    /// One caller on an idle fleet.
    RoundTrip,
    /// The first sync of an organization.
    Sync,
    /// First commands for 1,000 virtual tasks.
    Materialise,
    /// Commands a second with nothing behind them.
    Append,
    /// Commands a second with a real handler.
    Rename,
    /// Many callers of one task.
    OneTask,
    /// People while another one sends far too much.
    Flood,
    /// Callers while a sync runs.
    DuringSync,
    /// People who come back from GitHub, idle and while a sync runs.
    SignIn,
    /// A crash, and a planned stop.
    Takeover,
    /// Sandboxes and agents: how soon, how fast, how many.
    Turns,
    /// Of each process.
    Memory,
}

impl Group {
    /// Those that begin with a synced organization and its tasks.
    pub const NEED_TASKS: [Self; 7] =
        [Self::Sync, Self::Materialise, Self::RoundTrip, Self::Rename, Self::OneTask, Self::Turns, Self::Takeover];

    /// As it is said to `--only`.
    pub fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}
