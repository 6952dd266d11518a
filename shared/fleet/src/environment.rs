//! The contract between a fleet and a service process: its environment variables.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use crate::infrastructure::Infrastructure;
use crate::nats::Account;
use crate::services::{Needs, Service};

/// What all instances of a fleet have in common.
#[derive(Debug, Clone)]
pub struct Environment {
    pub account: Account,
    pub database: String,
    /// By which browsers reach the gateway.
    pub public_url: String,
    /// What people's GitHub tokens are sealed with.
    pub token_keys: String,
    pub github: GithubAccess,
    pub sandboxes: Sandboxes,
    pub otlp: Option<String>,
    pub extra: Vec<(String, String)>,
}

/// How the services reach GitHub, how people sign in there, and how the gateway knows GitHub's deliveries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GithubAccess {
    /// Of the REST API.
    pub url: String,
    /// Of the pages.
    pub web_url: String,
    pub app_id: String,
    /// The App's name in addresses.
    pub app_slug: String,
    /// PEM, or `@file`.
    pub app_private_key: String,
    pub client_id: String,
    pub client_secret: String,
    pub webhook_secret: String,
}

/// What sandboxes are made with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sandboxes {
    /// Where they have their folders.
    pub folder: PathBuf,
    pub keeper: PathBuf,
    /// The sandbox-agent server.
    pub server: PathBuf,
    /// The demo's agent.
    pub agent: PathBuf,
    /// What they may reach of this machine: the stand-in GitHub.
    pub allow: Option<SocketAddr>,
    /// The stand-in E2B that makes them; without one the service makes them itself.
    pub e2b: Option<E2bAccess>,
    /// What the service that makes them gets beside, and no other.
    pub environment: Vec<(String, String)>,
}

/// How the stand-in E2B is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct E2bAccess {
    pub url: String,
    pub key: String,
}

/// What one instance alone has.
#[derive(Debug, Clone, Copy)]
pub struct Ports {
    /// `/healthz`, `/readyz`, `/metrics`.
    pub probe: u16,
    /// The gateway's public port.
    pub listen: u16,
}

impl Environment {
    /// The variables of one instance; it gets what it needs and no other service's secrets.
    pub fn variables(
        &self,
        infrastructure: &Infrastructure,
        service: &Service,
        instance: &str,
        ports: Ports,
    ) -> Vec<(String, String)> {
        let nats = &infrastructure.nats;
        let mut variables = vec![
            ("FOUNDRY_INSTANCE", instance.to_owned()),
            ("FOUNDRY_LIFELINE", "stdin".to_owned()),
            ("FOUNDRY_PROBE_ADDRESS", loopback(ports.probe)),
            ("FOUNDRY_NATS_URL", nats.url()),
            ("FOUNDRY_NATS_USER", self.account.user(service.name)),
            ("FOUNDRY_NATS_PASSWORD", nats.password(service.name).to_owned()),
        ];
        if let Some(url) = infrastructure.postgres.service_url(service.name, &self.database) {
            variables.push(("FOUNDRY_DATABASE_URL", url));
        }
        if let Some(endpoint) = &self.otlp {
            variables.push(("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.clone()));
        }
        variables.extend(self.needed_by(service, ports));
        let variables = variables.into_iter().map(|(name, value)| (name.to_owned(), value));
        let own = if service.needs == Needs::Sandboxes { self.sandboxes.environment.as_slice() } else { &[] };
        variables.chain(self.extra.iter().chain(own).cloned()).collect()
    }

    fn needed_by(&self, service: &Service, ports: Ports) -> Vec<(&'static str, String)> {
        match service.needs {
            Needs::Nothing => Vec::new(),
            Needs::PublicDoor => vec![
                ("FOUNDRY_LISTEN", loopback(ports.listen)),
                ("FOUNDRY_PUBLIC_URL", self.public_url.clone()),
                ("FOUNDRY_TOKEN_KEYS", self.token_keys.clone()),
                ("FOUNDRY_GITHUB_URL", self.github.url.clone()),
                ("FOUNDRY_GITHUB_WEB_URL", self.github.web_url.clone()),
                ("FOUNDRY_GITHUB_APP_SLUG", self.github.app_slug.clone()),
                ("FOUNDRY_GITHUB_CLIENT_ID", self.github.client_id.clone()),
                ("FOUNDRY_GITHUB_CLIENT_SECRET", self.github.client_secret.clone()),
                ("FOUNDRY_GITHUB_WEBHOOK_SECRET", self.github.webhook_secret.clone()),
            ],
            Needs::People => vec![
                ("FOUNDRY_GITHUB_URL", self.github.url.clone()),
                ("FOUNDRY_GITHUB_WEB_URL", self.github.web_url.clone()),
                ("FOUNDRY_GITHUB_CLIENT_ID", self.github.client_id.clone()),
                ("FOUNDRY_GITHUB_CLIENT_SECRET", self.github.client_secret.clone()),
                ("FOUNDRY_TOKEN_KEYS", self.token_keys.clone()),
            ],
            Needs::Sandboxes => {
                let path = |path: &Path| path.display().to_string();
                let Sandboxes { folder, keeper, server, agent, allow, e2b, .. } = &self.sandboxes;
                let mut variables = vec![
                    // A turn is a workflow for as long as its agent works.
                    ("FOUNDRY_WORKFLOWS", "200".to_owned()),
                    ("FOUNDRY_SANDBOX_FOLDER", path(folder)),
                    ("FOUNDRY_SANDBOX_KEEPER", path(keeper)),
                    ("FOUNDRY_SANDBOX_SERVER", path(server)),
                    ("FOUNDRY_SANDBOX_AGENTS", format!("mock={}", path(agent))),
                    ("FOUNDRY_GITHUB_URL", self.github.url.clone()),
                ];
                variables.extend(allow.map(|address| ("FOUNDRY_SANDBOX_ALLOW", address.to_string())));
                if let Some(E2bAccess { url, key }) = e2b {
                    variables.extend([
                        ("FOUNDRY_E2B_API_KEY", key.clone()),
                        ("FOUNDRY_E2B_URL", url.clone()),
                        ("FOUNDRY_E2B_SANDBOX_URL", url.clone()),
                        ("FOUNDRY_E2B_TEMPLATE", "foundry".to_owned()),
                        ("FOUNDRY_E2B_AGENTS", "mock".to_owned()),
                    ]);
                }
                variables
            }
            Needs::Github => vec![
                ("FOUNDRY_GITHUB_URL", self.github.url.clone()),
                ("FOUNDRY_GITHUB_APP_ID", self.github.app_id.clone()),
                ("FOUNDRY_GITHUB_APP_PRIVATE_KEY", self.github.app_private_key.clone()),
            ],
        }
    }
}

fn loopback(port: u16) -> String {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port)).to_string()
}
