//! From an empty machine to a fleet in use, and back to nothing running.

use anyhow::Result;
use test_postgres::{FURTHER_KEYS, KEYS, Progress, say};

use super::facts::{self, Facts};
use super::home::Home;
use super::options::{GithubChoice, Options};
use super::ports::Ports;
use super::signals::Signals;
use super::{demo, hints, supervise, sync};
use crate::fleet::Fleet;
use crate::infrastructure::{Infrastructure, InfrastructureSettings};
use crate::services::{Needs, SERVICES};
use crate::settings::{Place, Settings};

/// In place of the demo's agent.
const SANDBOX_AGENTS: &str = "FOUNDRY_SANDBOX_AGENTS";

/// Starts a fleet, looks after it until a signal, and stops it.
pub async fn run(options: Options) -> Result<()> {
    let progress = Progress::Terminal;
    let mut signals = Signals::listen()?;
    let home = Home::take(options.data.as_deref())?;

    let fleet = tokio::select! {
        started = start(&home, &options, progress) => started?,
        () = signals.next() => {
            say("\nStopped while starting.");
            return Ok(());
        }
    };
    tokio::select! {
        ((), ()) = async {
            tokio::join!(supervise::supervise(&fleet, progress), welcome(&fleet, &home, &options, progress))
        } => {}
        () = signals.next() => {}
    }
    say("\nStopping; Ctrl-C again to kill.");
    tokio::select! {
        stopped = stop(&fleet, progress) => stopped.and_then(|()| Facts::remove(home.folder())),
        () = signals.next() => {
            say("Killed.");
            Ok(())
        }
    }
}

/// The demo person, the first sync, and what to try then. What fails here is shown and does not take the fleet down.
async fn welcome(fleet: &Fleet, home: &Home, options: &Options, progress: Progress) {
    let token = match sign_in(fleet, home, options, progress).await {
        Ok(token) => token,
        Err(error) => {
            progress.line(&options.person, "not signed in", &format!("{error:#}"));
            None
        }
    };
    if let Some(token) = token.as_deref().filter(|_| !options.no_sync)
        && let Err(error) = sync::first_sync(fleet, token, &options.organization, progress).await
    {
        progress.line("sync", "failed", &format!("{error:#}"));
    }
    say(&hints::text(&Facts::of(fleet), &options.organization));
}

/// The demo person's token; none with the real GitHub, where people sign in with their browsers.
async fn sign_in(fleet: &Fleet, home: &Home, options: &Options, progress: Progress) -> Result<Option<String>> {
    if options.github == GithubChoice::Real {
        return Ok(None);
    }
    let token = demo::token(fleet, home.folder(), &options.person, &options.organization).await?;
    Facts::of(fleet).write(home.folder())?;
    progress.line(&options.person, "signed in", fleet.public_url());
    Ok(Some(token))
}

/// Everything up and ready, and the facts about it written.
async fn start(home: &Home, options: &Options, progress: Progress) -> Result<Fleet> {
    let github = options.github()?;
    home.wait_for_leftovers(progress).await?;
    if options.fresh {
        home.clear()?;
        progress.line("data", "cleared", &home.folder().display().to_string());
    }
    let ports = Ports::choose(home.folder(), progress)?;
    let infrastructure = Infrastructure::start(InfrastructureSettings {
        folder: Some(home.folder().to_owned()),
        durable: true,
        test_accounts: 0,
        nats_port: ports.nats,
        nats_monitor_port: ports.nats_monitor,
        postgres_port: ports.postgres,
        progress,
    });
    let fleet = Fleet::start(Settings {
        infrastructure: Some(infrastructure.await?),
        place: Place::Main,
        services: services(options.instances.get()),
        github,
        sandboxes: options.sandboxes,
        build: !options.no_build,
        otlp: options.otlp.clone(),
        environment: Vec::new(),
        sandbox_environment: sandbox_environment(),
        public_url: options.public_url.clone(),
        gateway_port: Some(ports.gateway),
        github_port: Some(ports.github),
        progress,
    });
    let fleet = fleet.await?;

    Facts::of(&fleet).write(home.folder())?;
    facts::write_nats_contexts(&fleet, home.folder())?;
    Ok(fleet)
}

/// What whoever starts a fleet has set for its sandboxes, and no other service has.
fn sandbox_environment() -> Vec<(String, String)> {
    let further_keys = std::env::var(FURTHER_KEYS).unwrap_or_default();
    let all =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    all.filter(|(name, _)| is_for_sandboxes(name, &further_keys)).collect()
}

/// An account at E2B, the agents of this machine, keys of models, and what else is passed on.
fn is_for_sandboxes(name: &str, further_keys: &str) -> bool {
    let is_key = KEYS.contains(&name) || further_keys.split(',').any(|key| key.trim() == name);
    name.starts_with("FOUNDRY_E2B_") || [FURTHER_KEYS, SANDBOX_AGENTS].contains(&name) || is_key
}

/// One public door; as many of the others as wanted.
fn services(instances: usize) -> Vec<(&'static str, usize)> {
    let count = |needs| if needs == Needs::PublicDoor { 1 } else { instances };
    SERVICES.iter().map(|service| (service.name, count(service.needs))).collect()
}

/// What depends on others first.
async fn stop(fleet: &Fleet, progress: Progress) -> Result<()> {
    fleet.stop().await?;
    let infrastructure = fleet.infrastructure();
    infrastructure.nats.stop().await?;
    progress.line("nats-server", "stopped", "");
    infrastructure.postgres.stop().await?;
    progress.line("postgres", "stopped", "");
    // Agents work on while everything else is away, and the next start finds them; whoever wants them gone is told how.
    let running = fleet.running_sandboxes().await?;
    if running > 0 {
        progress.line(
            "sandboxes",
            "go on",
            &format!("{running} for the next start; --fresh, or archiving a task, ends them"),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{Args, Command};
    use test_postgres::PASSED_ON;

    use super::*;

    /// What the launcher draws or decides itself.
    const OWN: [&str; 2] = ["FOUNDRY_SANDBOX_ALLOW", "FOUNDRY_TOKEN_KEYS"];

    #[test]
    fn each_setting_that_the_manual_tells_people_of_reaches_whom_it_is_for() {
        let options = Options::augment_args(Command::new("foundry"));
        let of_options: BTreeSet<_> =
            options.get_arguments().filter_map(|argument| argument.get_env()?.to_str()).collect();
        let manuals = [include_str!("../../../../README.md"), include_str!("../../../../docs/security.md")].concat();
        let is_part = |byte: char| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == '_';
        let words =
            manuals.split(|byte| !is_part(byte)).filter(|word| word.starts_with("FOUNDRY_") && *word != "FOUNDRY_");
        let settings: BTreeSet<_> = words.collect();
        assert!(settings.len() > 20, "{settings:?}");
        for setting in settings {
            let reaches = of_options.contains(setting)
                || PASSED_ON.contains(&setting)
                || is_for_sandboxes(setting, "")
                || OWN.contains(&setting);
            assert!(reaches, "cargo run does nothing with {setting}");
        }
    }

    #[test]
    fn keys_are_for_the_service_that_makes_sandboxes() {
        for key in ["ANTHROPIC_API_KEY", "OPENAI_API_KEY", "MISTRAL_API_KEY", "FOUNDRY_E2B_API_KEY", FURTHER_KEYS] {
            assert!(is_for_sandboxes(key, "MISTRAL_API_KEY"), "{key}");
        }
        assert!(!is_for_sandboxes("AWS_SECRET_ACCESS_KEY", "MISTRAL_API_KEY"));
    }
}
