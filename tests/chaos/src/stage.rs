//! The fleet that is broken: two instances of each service, each behind proxies of its own, and one gateway.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use faults::Proxy;
use fleet::{
    Fleet, Github, GithubStandin, Infrastructure, InfrastructureSettings, Place, Progress, SERVICES, Settings, Through,
    wait,
};
use serde_json::{Value, json};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

use crate::load::door::{Gateway, http_client, query};
use crate::options::Options;

pub const ORGANIZATION: &str = "acme";

/// A member of it, whose token the callers use.
const PERSON: &str = "alice";

const REPOSITORIES: usize = 20;

/// In one repository: virtual tasks for first acts.
const BUSIEST_PULL_REQUESTS: usize = 900;

/// The first sync is over by then, in a debug build, too.
const SYNC_LIMIT: Duration = Duration::from_secs(180);

/// Where an instance meets its servers.
pub struct Proxies {
    pub nats: Proxy,
    /// `None` for the gateway.
    pub postgres: Option<Proxy>,
}

pub struct Stage {
    pub fleet: Fleet,
    /// Service and name.
    pub instances: Vec<(&'static str, String)>,
    /// By instance.
    pub proxies: BTreeMap<String, Proxies>,
    /// As a person with the NATS CLI.
    pub nats: async_nats::Client,
    /// As the superuser.
    pub database: PgPool,
    /// Instances that are killed at the moment: nobody else is to start them.
    away: Mutex<BTreeSet<String>>,
}

impl Stage {
    /// Starts everything, and syncs the organization.
    pub async fn start(options: &Options) -> Result<Self> {
        let mut infrastructure = InfrastructureSettings::for_tests()?;
        infrastructure.folder.clone_from(&options.data);
        infrastructure.durable = true;
        infrastructure.progress = Progress::Terminal;
        if let Some(folder) = &options.data {
            std::fs::create_dir_all(folder)?;
        }
        let fleet = Fleet::start(Settings {
            infrastructure: Some(Infrastructure::start(infrastructure).await?),
            place: Place::Main,
            // Built, and started below.
            services: SERVICES.iter().map(|service| (service.name, 0)).collect(),
            github: standin(),
            build: !options.no_build,
            progress: Progress::Terminal,
            ..Settings::default()
        });
        let fleet = fleet.await?;
        let (nats, database) = (fleet.nats().await?, PgPoolOptions::new().max_connections(4));
        let database = database.connect(&fleet.admin_database_url()).await?;
        let (instances, proxies, away) = (Vec::new(), BTreeMap::new(), Mutex::default());
        let mut stage = Self { fleet, instances, proxies, nats, database, away };
        for service in SERVICES {
            let count = if service.database { 2 } else { 1 };
            for _ in 0..count {
                stage.start_instance(service.name, service.database).await?;
            }
        }
        stage.first_sync().await?;
        Ok(stage)
    }

    async fn start_instance(&mut self, service: &'static str, has_database: bool) -> Result<()> {
        let infrastructure = self.fleet.infrastructure();
        let nats = Proxy::start(infrastructure.nats.address()).await?;
        let upstream: SocketAddr = infrastructure.postgres.address().parse()?;
        let postgres = if has_database { Some(Proxy::start(upstream).await?) } else { None };
        let through = Through { nats: Some(nats.address()), postgres: postgres.as_ref().map(Proxy::address) };
        let name = self.fleet.start_instance_through(service, through).await?;
        Progress::Terminal.line(&name, "ready", &self.fleet.probe_url(&name)?);
        self.instances.push((service, name.clone()));
        self.proxies.insert(name, Proxies { nats, postgres });
        Ok(())
    }

    async fn first_sync(&self) -> Result<()> {
        // GitHub's 5,000 requests an hour would end the syncs.
        let raised = http_client()?.post(format!("{}/_standin/faults", self.fleet.github_url()));
        raised.json(&json!({ "rate_limit": 1_000_000 })).send().await?.error_for_status()?;
        let sync = self.nats.request(format!("githubData.request.syncRepos.{ORGANIZATION}"), "{}".into()).await?;
        let outcome: Value = serde_json::from_slice(&sync.payload)?;
        ensure!(outcome["status"] == "done", "no sync was begun: {outcome}");
        let synced = wait::until("the first sync", SYNC_LIMIT, async || {
            let subject = format!("organization.query.summary.{ORGANIZATION}");
            let summary = query(&self.nats, &subject, &json!({})).await.unwrap_or_default();
            Ok((summary["github"]["syncStatus"] == "synced").then_some(()))
        });
        synced.await
    }

    /// As a member of the organization, who signs in for this.
    pub async fn gateway(&self) -> Result<Gateway> {
        let person = self.fleet.sign_in(PERSON).await?;
        person.belongs_to(ORGANIZATION).await?;
        let token = person.api_token("chaos").await.context("no token for the callers")?;
        Ok(Gateway { client: http_client()?, url: self.fleet.gateway_url(), token })
    }

    pub fn goes_away(&self, instance: &str) {
        self.away().insert(instance.to_owned());
    }

    pub fn is_back(&self, instance: &str) {
        self.away().remove(instance);
    }

    pub fn is_away(&self, instance: &str) -> bool {
        self.away().contains(instance)
    }

    fn away(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.away.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn standin() -> Github {
    Github::Standin(GithubStandin {
        repositories: REPOSITORIES,
        organization: ORGANIZATION.to_owned(),
        snapshot: None,
        arguments: vec!["--busiest-pull-requests".to_owned(), BUSIEST_PULL_REQUESTS.to_string()],
    })
}
