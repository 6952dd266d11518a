//! The body of a service's `main`.

use anyhow::anyhow;
use clap::{Args, Command, CommandFactory, FromArgMatches, Parser};
use runtime::{Config, Service};

#[derive(Parser)]
struct Arguments<S: Args> {
    #[command(flatten)]
    runtime: Config,
    #[command(flatten)]
    settings: S,
}

/// Runs the service that `make` makes from its own settings (`()`: it has none) until the process is asked to stop.
pub async fn run<S: Args>(about: &'static str, make: impl FnOnce(S) -> anyhow::Result<Service>) -> anyhow::Result<()> {
    let mut given = command::<S>(about).get_matches();
    let Arguments { runtime, settings } =
        Arguments::<S>::from_arg_matches_mut(&mut given).unwrap_or_else(|error| error.exit());
    // Clients that speak HTTP take the process's TLS provider, which nobody else chooses.
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow!("another TLS provider is already installed"))?;
    runtime::run(make(settings)?, runtime).await
}

/// The command line: the runtime's settings and the service's own.
pub fn command<S: Args>(about: &'static str) -> Command {
    Arguments::<S>::command().about(about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Args)]
    struct Settings {
        #[arg(long)]
        greeting: String,
    }

    #[test]
    fn a_services_own_settings_stand_beside_the_runtimes() {
        let command = command::<Settings>("Greets");
        command.clone().debug_assert();
        let names: Vec<_> = command.get_arguments().map(|argument| argument.get_id().as_str()).collect();
        assert!(names.contains(&"greeting") && names.contains(&"nats_url"), "{names:?}");
    }
}
