//! The organization service's process.

const ABOUT: &str = "Keeps each organization's profile, members, repositories and the lines of its tasks.";

fn main() -> anyhow::Result<()> {
    service_kit::run(env!("CARGO_PKG_NAME"), ABOUT, async |(): ()| Ok(organization::service()))
}
