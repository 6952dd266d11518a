//! A service that misbehaves on request: notes for each actor, and errands in the outside world. It stands in for the
//! task service, with its user, its streams and its schema.

mod errand;
mod handlers;
mod messages;
mod process;

pub use messages::*;
pub use process::Notebooks;

use contracts::Actor;
use runtime::Service;

use crate::Outside;

/// What its process is told beside the runtime's settings.
#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    /// The folder that is its outside world.
    #[arg(long, env = "NOTEBOOK_OUTSIDE", default_value = ".")]
    pub outside: std::path::PathBuf,
    /// Another edition calls the steps of its errands otherwise.
    #[arg(long, env = "NOTEBOOK_EDITION", default_value = "first")]
    pub edition: String,
}

pub fn service(settings: &Settings) -> Service {
    let outside = Outside::new(&settings.outside);
    let edition = settings.edition.clone();
    Service::new(Actor::Task, sqlx::migrate!())
        .command::<Write>(handlers::write)
        .command::<Show>(handlers::show)
        .command::<StartErrand>(handlers::start_errand)
        .query::<Lines, _, _>(handlers::lines)
        .workflow::<Errand, _, _>(move |run, key, errand| {
            errand::run(run, key, outside.clone(), edition.clone(), errand)
        })
}
