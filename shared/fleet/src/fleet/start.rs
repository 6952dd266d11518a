//! Starting a fleet: binaries, a place of its own, GitHub, then all services at once.

use std::sync::Mutex;

use anyhow::Result;
use test_postgres::{files::random_word, ports};
use tokio::task::spawn_blocking;

use super::{Fleet, gateway_url, github, sandboxes};
use crate::binaries;
use crate::environment::Environment;
use crate::infrastructure::Infrastructure;
use crate::nats::{self, Account, Lease};
use crate::services::{CLI, E2B_STANDIN, GITHUB_STANDIN, SANDBOX, SANDBOX_KEEPER, SCRIPTED_AGENT};
use crate::settings::{Github, Place, SandboxChoice, Settings};
use crate::through::Through;

/// The database of the main place.
const MAIN_DATABASE: &str = "foundry";

impl Fleet {
    /// Starts everything in `settings` and returns when all of it is ready.
    pub async fn start(settings: Settings) -> Result<Self> {
        build(&settings).await?;
        let fleet = Self::prepare(&settings).await?;

        if let Some(github) = &fleet.github {
            let after = github.start().await?;
            fleet.progress.ready("github", fleet.github_url(), after);
        }
        if let (Some(e2b), Some(url)) = (&fleet.e2b, fleet.e2b_url()) {
            let after = e2b.start().await?;
            fleet.progress.ready("e2b", url, after);
        }
        fleet.start_services(&settings).await?;
        Ok(fleet)
    }

    /// The place and the stand-in, with nothing running yet.
    async fn prepare(settings: &Settings) -> Result<Self> {
        let infrastructure = match &settings.infrastructure {
            Some(infrastructure) => infrastructure.clone(),
            None => Infrastructure::shared().await?,
        };
        let lease = match settings.place {
            Place::Main => None,
            Place::Isolated => Some(infrastructure.accounts.lease().await?),
        };
        let database = lease.as_ref().map_or_else(|| MAIN_DATABASE.to_owned(), database_name);
        infrastructure.postgres.create_database(&database).await?;
        let account = lease.as_ref().map_or_else(Account::main, |lease| lease.account().clone());
        let replicas = infrastructure.nats.servers().count();
        nats::make_replicated_streams(&infrastructure.nats.connect(&account, CLI).await?, replicas).await?;

        let (github_port, gateway_port) = (port(settings.github_port)?, port(settings.gateway_port)?);
        let secrets = &infrastructure.secrets;
        let environment = Environment {
            account,
            database: database.clone(),
            public_url: settings.public_url.clone().unwrap_or_else(|| gateway_url(gateway_port)),
            token_keys: secrets.token_keys.clone(),
            github: github::access(&settings.github, github_port, secrets),
            sandboxes: sandboxes::find(settings, &infrastructure, &database, github_port).await?,
            otlp: settings.otlp.clone(),
            extra: settings.environment.clone(),
        };
        let mut fleet = Self {
            infrastructure,
            environment,
            gateway_port,
            github: None,
            e2b: None,
            instances: Mutex::default(),
            progress: settings.progress,
            lease,
        };
        if let Github::Standin(content) = &settings.github {
            fleet.github = Some(fleet.standin(content, github_port)?);
        }
        if let Some(access) = fleet.environment.sandboxes.e2b.clone() {
            fleet.e2b = Some(fleet.e2b_standin(&access)?);
        }
        Ok(fleet)
    }

    /// All at once: none needs another to be ready first.
    async fn start_services(&self, settings: &Settings) -> Result<()> {
        let started = std::time::Instant::now();
        for (service, count) in &settings.services {
            for _ in 0..*count {
                self.add_instance(service, Through::default())?.member.spawn()?;
            }
        }
        for instance in self.all() {
            instance.member.wait_ready().await?;
            let probes = format!("probes {}", instance.facts().probe);
            self.progress.ready(instance.member.name(), &probes, started.elapsed());
        }
        Ok(())
    }
}

async fn build(settings: &Settings) -> Result<()> {
    if !settings.build {
        return Ok(());
    }
    let mut names: Vec<&'static str> = settings.services.iter().map(|(name, _)| *name).collect();
    if names.contains(&SANDBOX) {
        names.extend([SANDBOX_KEEPER, SCRIPTED_AGENT]);
    }
    if matches!(settings.github, Github::Standin(_)) {
        names.push(GITHUB_STANDIN);
    }
    if settings.sandboxes == SandboxChoice::E2bStandin {
        names.push(E2B_STANDIN);
    }
    let progress = settings.progress;
    spawn_blocking(move || binaries::build(&names, progress)).await?
}

/// Accounts come back into use, databases do not: a slow goodbye must not meet the next user.
fn database_name(lease: &Lease) -> String {
    format!("{}_{}", lease.account().name.to_lowercase(), random_word(6).to_lowercase())
}

fn port(wanted: Option<u16>) -> Result<u16> {
    wanted.map_or_else(ports::free, Ok)
}
