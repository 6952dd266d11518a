//! The body of a service's `main`: its flags, and its life.

use anyhow::anyhow;
use clap::{Args, CommandFactory, FromArgMatches, Parser};
use runtime::Service;

/// The runtime's flags and the service's own.
#[derive(Parser)]
#[group(skip)]
struct Flags<Own: Args> {
    #[command(flatten)]
    runtime: runtime::Config,
    #[command(flatten)]
    own: Own,
}

/// A service's command line. `about` says what the service is for.
pub fn command<Own: Args>(name: &'static str, about: &'static str) -> clap::Command {
    Flags::<Own>::command().name(name).about(about)
}

/// Runs the service that is made of its own flags, until the process is told to stop.
#[tokio::main]
pub async fn run<Own: Args>(
    name: &'static str,
    about: &'static str,
    service: impl AsyncFnOnce(Own) -> anyhow::Result<Service>,
) -> anyhow::Result<()> {
    let mut matches = messaging::flags::read(command::<Own>(name, about));
    let Flags { runtime, own } = Flags::<Own>::from_arg_matches_mut(&mut matches)?;
    runtime::run(service(own).await?, runtime).await
}

/// For a service that speaks HTTP to the outside: its clients take their cryptography from the process.
pub fn install_tls() -> anyhow::Result<()> {
    let installed = rustls::crypto::ring::default_provider().install_default();
    installed.map_err(|_| anyhow!("another TLS provider is already installed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Args)]
    struct Own {
        #[arg(long)]
        colour: String,
    }

    #[test]
    fn a_service_has_the_runtimes_flags_and_its_own() {
        let line = ["painter", "--colour", "green", "--workflows", "3"];
        let mut matches = command::<Own>("painter", "Paints.").get_matches_from(line);
        let flags = Flags::<Own>::from_arg_matches_mut(&mut matches).unwrap();
        assert_eq!((flags.own.colour.as_str(), flags.runtime.workflows), ("green", 3));
    }

    #[test]
    fn the_manual_says_what_the_service_is_for() {
        let manual = command::<()>("painter", "Paints.").render_help().to_string();
        assert!(manual.starts_with("Paints.") && manual.contains("Usage: painter"), "{manual}");
    }
}
