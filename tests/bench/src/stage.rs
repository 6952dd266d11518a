//! A fleet to measure, with the clients that the callers use.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use contracts::{OrganizationId, TaskKey};
use fleet::{CLI, Fleet, Github, GithubStandin, Infrastructure, Place, Progress, SERVICES, Settings};
use runtime::{Client, Tasks};

use crate::options::Options;
use crate::settled;
use crate::target::{Door, Gateway, Target, Work, http_client};

/// The stand-in's organization: what a company of some size has.
pub const ORGANIZATION: &str = "acme";
pub const REPOSITORIES: usize = 160;

/// A member of it.
pub const PERSON: &str = "alice";

/// More than anybody here sends in a second.
const PLENTY: &str = "1000000";

/// In one repository, so that there are more virtual tasks than the 1,000 that are materialised.
const BUSIEST_PULL_REQUESTS: usize = 1_000;

/// What a burst of some seconds leaves to do is done within this time.
const SETTLE_LIMIT: std::time::Duration = std::time::Duration::from_secs(90);

pub struct Stage {
    pub fleet: Fleet,
    /// As a person with the NATS CLI.
    pub nats: async_nats::Client,
    pub client: Client,
    /// Tasks with a record, once there are some.
    pub tasks: Vec<TaskKey>,
    pub http: reqwest::Client,
    background: Tasks,
}

impl Stage {
    /// Starts every service once, and GitHub's stand-in with an organization that nobody has synced yet. Its callers are one
    /// person, who may send as much as many.
    pub async fn start(options: &Options, infrastructure: &Arc<Infrastructure>, place: Place) -> Result<Self> {
        let allowance = ["FOUNDRY_PERSON_COMMANDS", "FOUNDRY_PERSON_KILOBYTES", "FOUNDRY_PERSON_QUERIES"];
        let allowance = allowance.map(|name| (name.to_owned(), PLENTY.to_owned()));
        Self::start_with(options, infrastructure, place, allowance.into()).await
    }

    /// The same with what people may send by default.
    pub async fn with_limits(options: &Options, infrastructure: &Arc<Infrastructure>, place: Place) -> Result<Self> {
        Self::start_with(options, infrastructure, place, Vec::new()).await
    }

    async fn start_with(
        options: &Options,
        infrastructure: &Arc<Infrastructure>,
        place: Place,
        environment: Vec<(String, String)>,
    ) -> Result<Self> {
        let wanted = |name: &str| options.services.is_empty() || options.services.iter().any(|one| one == name);
        let services = SERVICES.iter().filter(|service| wanted(service.name)).map(|service| (service.name, 1));
        let fleet = Fleet::start(Settings {
            infrastructure: Some(infrastructure.clone()),
            place,
            services: services.collect(),
            github: if wanted("github-data") { standin() } else { Github::None },
            build: !options.no_build,
            environment,
            progress: Progress::Terminal,
            ..Settings::default()
        });
        let fleet = fleet.await?;

        let background = Tasks::default();
        let nats = fleet.nats_as(CLI).await?;
        let client = Client::new(nats.clone(), &background).await?;
        Ok(Self { fleet, nats, client, tasks: Vec::new(), http: http_client()?, background })
    }

    pub async fn stop(self) -> Result<()> {
        self.background.stop();
        self.fleet.stop().await
    }

    /// Fails with what to start when a service is missing.
    pub fn needs(&self, services: &[&str]) -> Result<()> {
        for service in services {
            ensure!(!self.fleet.instances_of(service).is_empty(), "the service {service} does not run here");
        }
        Ok(())
    }

    pub fn nats_door(&self) -> Door {
        Door::Nats(Box::new(self.client.clone()))
    }

    /// As this member of the organization, who signs in for it.
    pub async fn http_door(&self, person: &str) -> Result<Door> {
        self.needs(&["gateway", "user", "organization", "github-data"])?;
        let url = self.fleet.gateway_url();
        let person = self.fleet.sign_in(person).await?;
        person.belongs_to(ORGANIZATION).await?;
        let token = person.api_token("bench").await?;
        // What their sign-in has begun is not to be measured.
        self.settled().await?;
        Ok(Door::Http(Gateway { client: self.http.clone(), url, token }))
    }

    /// Renames of the tasks that have a record.
    pub fn renames(&self, door: Door) -> Result<Target> {
        self.needs(&["task", "organization", "audit-log"])?;
        ensure!(!self.tasks.is_empty(), "no task could be made");
        Ok(Target { door, work: Work::Rename(self.tasks.clone()) })
    }

    /// Events for `organizations` different organizations.
    pub fn appends(&self, organizations: usize) -> Result<Target> {
        self.needs(&["audit-log"])?;
        let ids = (0..organizations).map(|number| organization(&format!("bench-{number}")));
        Ok(Target { door: self.nats_door(), work: Work::Append(ids.collect::<Result<_>>()?) })
    }

    /// Waits until nothing moves any more; returns when that was.
    pub async fn settled(&self) -> Result<std::time::Instant> {
        settled::settled(&self.fleet, &self.nats, SETTLE_LIMIT).await
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

pub fn organization(id: &str) -> Result<OrganizationId> {
    id.parse().with_context(|| format!("{id} as an organization"))
}
