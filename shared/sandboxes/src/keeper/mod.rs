//! The keeper: the process that holds one local sandbox. It outlives the service that started it, and nothing in the
//! sandbox outlives it.
//!
//! It stays in the host's network with no rights; one of its threads lives in the sandbox's own network, which has
//! nothing but what that thread puts there. So it can carry connections across, and only those it was told to:
//!
//! - from its Unix socket, which only our user reaches, to the sandbox-agent server inside;
//! - from the allowed addresses inside to the same addresses on the host;
//! - questions to the resolver.
//!
//! The internet is reached through slirp4netns, on routes that leave out the host and private networks.

mod addresses;
mod bubblewrap;
pub(crate) mod cgroup;
pub(crate) mod disk;
mod dns;
mod inside;
mod keep;
mod log;
mod network;
pub(crate) mod plan;
mod privileges;
mod relay;
mod start;

use std::process::ExitCode;

/// The name of the binary that calls [`main`].
pub const PROGRAM: &str = "foundry-sandbox";

/// Runs what the first argument names, with a plan on the standard input: `start` (a keeper of its own session), `keep`
/// (be that keeper), `check` (whether this machine can isolate).
pub fn main() -> ExitCode {
    let done = match std::env::args().nth(1).as_deref() {
        Some("start") => start::start(),
        Some("keep") => keep::keep(),
        Some("check") => keep::check(),
        _ => Err(anyhow::anyhow!("started by Foundry's sandbox service, not by people")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
