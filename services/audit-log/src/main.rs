//! The audit log service's process.

const ABOUT: &str = "Keeps what happened in each organization, append-only.";

fn main() -> anyhow::Result<()> {
    service_kit::run(env!("CARGO_PKG_NAME"), ABOUT, async |(): ()| Ok(audit_log::service()))
}
