//! The task service's process.

const ABOUT: &str = "Keeps the record of each task that a person has acted on.";

fn main() -> anyhow::Result<()> {
    service_kit::run(env!("CARGO_PKG_NAME"), ABOUT, async |(): ()| Ok(task::service()))
}
