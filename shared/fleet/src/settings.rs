//! What a fleet consists of.

use std::path::PathBuf;
use std::sync::Arc;

use test_postgres::Progress;

use crate::environment::GithubAccess;
use crate::infrastructure::Infrastructure;
use crate::services::SERVICES;

/// Which services, how many of each, on what. `Settings::default()` is one of each with a small stand-in GitHub.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `None`: the one that the tests of this process share.
    pub infrastructure: Option<Arc<Infrastructure>>,
    pub place: Place,
    /// Instances of each service, by its name.
    pub services: Vec<(&'static str, usize)>,
    pub github: Github,
    pub sandboxes: SandboxChoice,
    /// Build the binaries first (`cargo build`), which takes a moment even when they are fresh.
    pub build: bool,
    /// Where traces go (`OTEL_EXPORTER_OTLP_ENDPOINT`).
    pub otlp: Option<String>,
    /// Further environment variables of every service.
    pub environment: Vec<(String, String)>,
    /// Further ones of the service that makes sandboxes, such as keys: no other has them.
    pub sandbox_environment: Vec<(String, String)>,
    /// By which browsers reach the gateway; without one, where it listens.
    pub public_url: Option<String>,
    /// The gateway's port; any free one when `None`.
    pub gateway_port: Option<u16>,
    pub github_port: Option<u16>,
    pub progress: Progress,
}

/// Which NATS account and database the fleet lives in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// An account and a database of its own, empty at first and gone at the end.
    Isolated,
    /// The account `FOUNDRY` and the database `foundry`, kept.
    Main,
}

/// Where sandboxes come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum SandboxChoice {
    /// Isolated processes of this machine; E2B where the service has a key for it.
    #[default]
    Local,
    /// A server on this machine that behaves like E2B.
    E2bStandin,
}

#[derive(Debug, Clone)]
pub enum Github {
    /// No GitHub: github-data, if it is started, finds nobody there.
    None,
    Standin(GithubStandin),
    /// The real one, or a stand-in that somebody else runs.
    At(GithubAccess),
}

/// What the stand-in GitHub contains.
#[derive(Debug, Clone)]
pub struct GithubStandin {
    /// How many repositories are generated.
    pub repositories: usize,
    /// The login of the generated organization.
    pub organization: String,
    /// A file with the content instead of a generated one.
    pub snapshot: Option<PathBuf>,
    /// Further flags of the `github-standin` binary.
    pub arguments: Vec<String>,
}

impl Default for GithubStandin {
    fn default() -> Self {
        Self { repositories: 8, organization: "acme".to_owned(), snapshot: None, arguments: Vec::new() }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            infrastructure: None,
            place: Place::Isolated,
            services: SERVICES.iter().map(|service| (service.name, 1)).collect(),
            github: Github::Standin(GithubStandin::default()),
            sandboxes: SandboxChoice::default(),
            build: true,
            otlp: None,
            environment: Vec::new(),
            sandbox_environment: Vec::new(),
            public_url: None,
            gateway_port: None,
            github_port: None,
            progress: Progress::Quiet,
        }
    }
}

impl Settings {
    /// Only these services, one instance of each, and no GitHub.
    pub fn only(services: &[&'static str]) -> Self {
        let services = services.iter().map(|name| (*name, 1)).collect();
        Self { services, github: Github::None, ..Self::default() }
    }

    /// `count` instances of `service`.
    pub fn instances(mut self, service: &'static str, count: usize) -> Self {
        self.services.retain(|(name, _)| *name != service);
        self.services.push((service, count));
        self
    }

    /// On NATS and Postgres of its own, which the test may stop and kill.
    pub fn on(mut self, infrastructure: Arc<Infrastructure>) -> Self {
        self.infrastructure = Some(infrastructure);
        self
    }

    pub fn github(mut self, github: Github) -> Self {
        self.github = github;
        self
    }

    pub fn sandboxes(mut self, sandboxes: SandboxChoice) -> Self {
        self.sandboxes = sandboxes;
        self
    }

    /// A generated organization of that many repositories.
    pub fn repositories(self, count: usize) -> Self {
        self.github(Github::Standin(GithubStandin { repositories: count, ..GithubStandin::default() }))
    }

    /// The content of a snapshot file.
    pub fn snapshot(self, file: impl Into<PathBuf>) -> Self {
        self.github(Github::Standin(GithubStandin { snapshot: Some(file.into()), ..GithubStandin::default() }))
    }

    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Traces to this OTLP endpoint.
    pub fn otlp(mut self, endpoint: &str) -> Self {
        self.otlp = Some(endpoint.to_owned());
        self
    }
}
