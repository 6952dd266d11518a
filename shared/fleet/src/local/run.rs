//! From an empty machine to a fleet in use, and back to nothing running.

use anyhow::Result;
use test_postgres::{Progress, say};

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
        services: services(options.instances),
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

/// What whoever starts a fleet has set for its sandboxes: an account at E2B, what is passed on.
fn sandbox_environment() -> Vec<(String, String)> {
    let is_meant = |name: &str| name.starts_with("FOUNDRY_E2B_") || name == "FOUNDRY_SANDBOX_PASS_ON";
    std::env::vars().filter(|(name, _)| is_meant(name)).collect()
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
