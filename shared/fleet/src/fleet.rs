//! A fleet: service processes and a stand-in GitHub on one infrastructure, driven from outside.

mod cleanup;
mod e2b;
mod github;
mod instance;
mod sandboxes;
mod start;

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, anyhow};
use serde::{Deserialize, Serialize};
use test_postgres::{Member, Progress};

use crate::environment::Environment;
use crate::infrastructure::Infrastructure;
use crate::nats::{Account, Lease};
use crate::services::{CLI, Service};
use crate::through::Through;
use instance::Instance;

/// Everything it started dies with it.
#[derive(Debug)]
pub struct Fleet {
    infrastructure: Arc<Infrastructure>,
    environment: Environment,
    gateway_port: u16,
    github: Option<Member>,
    e2b: Option<Member>,
    instances: Mutex<Vec<Arc<Instance>>>,
    progress: Progress,
    /// `None` for the main account, which is kept.
    lease: Option<Lease>,
}

/// One running instance, as `fleet.json` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceFacts {
    /// The service.
    pub name: String,
    pub instance: String,
    /// `None` while it is stopped.
    pub pid: Option<u32>,
    /// `http://…` with `/healthz`, `/readyz` and `/metrics`.
    pub probe: String,
}

impl Fleet {
    /// `http://127.0.0.1:<port>`.
    pub fn gateway_url(&self) -> String {
        gateway_url(self.gateway_port)
    }

    /// By which browsers reach the gateway.
    pub fn public_url(&self) -> &str {
        &self.environment.public_url
    }

    /// What people's GitHub tokens are sealed with.
    pub fn token_keys(&self) -> &str {
        &self.environment.token_keys
    }

    /// The stand-in's address, or the one it was given; empty without GitHub.
    pub fn github_url(&self) -> &str {
        &self.environment.github.url
    }

    /// Where GitHub's pages are; the stand-in's own address.
    pub fn github_web_url(&self) -> &str {
        &self.environment.github.web_url
    }

    pub fn github_webhook_secret(&self) -> &str {
        &self.environment.github.webhook_secret
    }

    /// The stand-in, to kill, stop and start.
    pub fn github(&self) -> Option<&Member> {
        self.github.as_ref()
    }

    pub fn infrastructure(&self) -> &Infrastructure {
        &self.infrastructure
    }

    pub fn nats_url(&self) -> String {
        self.infrastructure.nats.url()
    }

    pub fn account(&self) -> &Account {
        &self.environment.account
    }

    /// A client of this fleet's account that may do everything in it, as a person with the NATS CLI.
    pub async fn nats(&self) -> Result<async_nats::Client> {
        self.nats_as(CLI).await
    }

    /// A client with the user, the permissions and the inbox of a service.
    pub async fn nats_as(&self, user: &str) -> Result<async_nats::Client> {
        self.infrastructure.nats.connect(self.account(), user).await
    }

    /// This fleet's database as the superuser.
    pub fn admin_database_url(&self) -> String {
        self.infrastructure.postgres.admin_url(&self.environment.database)
    }

    /// This fleet's database as a service's role; refused for a service without one.
    pub fn database_url(&self, service: &str) -> Result<String> {
        let found = Service::named(service).with_context(|| format!("no service is called {service}"))?;
        let url = self.infrastructure.postgres.service_url(found.name, &self.environment.database);
        url.with_context(|| format!("{service} has no database"))
    }

    /// Where the folders of its sandboxes are.
    pub fn sandboxes(&self) -> &std::path::Path {
        &self.environment.sandboxes.folder
    }

    /// How many sandboxes of it run on this machine.
    pub async fn running_sandboxes(&self) -> Result<usize> {
        sandboxes::running(&self.environment.sandboxes).await
    }

    /// Ends a sandbox behind the back of whoever uses it, as a provider may.
    pub async fn end_sandbox(&self, provider_id: &str) -> Result<()> {
        if self.e2b.is_some() {
            return self.tells_e2b(&format!("sandboxes/{provider_id}/vanish"), &serde_json::json!({})).await;
        }
        sandboxes::end(&self.environment.sandboxes, provider_id).await
    }

    /// The instances, stopped ones too.
    pub fn instances(&self) -> Vec<InstanceFacts> {
        self.all().iter().map(|instance| instance.facts()).collect()
    }

    /// Their names: `task-1`, `task-2`.
    pub fn instances_of(&self, service: &str) -> Vec<String> {
        let all = self.all();
        all.iter().filter(|one| one.service.name == service).map(|one| one.member.name().to_owned()).collect()
    }

    pub fn pid(&self, instance: &str) -> Result<Option<u32>> {
        Ok(self.instance(instance)?.member.pid())
    }

    /// `http://127.0.0.1:<port>`, to which `/readyz` and `/metrics` are added.
    pub fn probe_url(&self, instance: &str) -> Result<String> {
        Ok(self.instance(instance)?.facts().probe)
    }

    /// `SIGKILL`: a crash. Returns when the process is gone; `restart` brings it back.
    pub fn kill(&self, instance: &str) -> Result<()> {
        self.instance(instance)?.member.kill()
    }

    /// `SIGTERM`: a planned stop. True when it stopped by itself within its 10 s.
    pub async fn terminate(&self, instance: &str) -> Result<bool> {
        self.instance(instance)?.member.stop().await
    }

    /// Starts a killed or stopped instance again, with the same name, and waits until it is ready.
    pub async fn restart(&self, instance: &str) -> Result<()> {
        self.instance(instance)?.member.start().await.map(|_| ())
    }

    /// Starts one more instance of `service` and waits until it is ready; returns its name.
    pub async fn start_instance(&self, service: &str) -> Result<String> {
        self.start_instance_through(service, Through::default()).await
    }

    /// The same for one that reaches Postgres or NATS by another address, a proxy's.
    pub async fn start_instance_through(&self, service: &str, through: Through) -> Result<String> {
        let instance = self.add_instance(service, through)?;
        instance.member.start().await?;
        Ok(instance.member.name().to_owned())
    }

    /// `SIGSTOP`: an instance stands still until `resume`.
    pub fn pause(&self, instance: &str) -> Result<()> {
        self.instance(instance)?.member.pause()
    }

    pub fn resume(&self, instance: &str) -> Result<()> {
        self.instance(instance)?.member.resume();
        Ok(())
    }

    /// Waits until an instance is ready, as after NATS or Postgres came back.
    pub async fn wait_ready(&self, instance: &str) -> Result<()> {
        self.instance(instance)?.member.wait_ready().await
    }

    /// The last lines of an instance's log since it was last started.
    pub fn log_tail(&self, instance: &str, lines: usize) -> Result<String> {
        Ok(self.instance(instance)?.member.log_tail(lines))
    }

    /// Stops every service, the gateway first, and then the stand-ins; the infrastructure stays.
    pub async fn stop(&self) -> Result<()> {
        for instance in self.all().iter().rev() {
            let clean = instance.member.stop().await?;
            self.progress.line(instance.member.name(), if clean { "stopped" } else { "killed" }, "");
        }
        for standin in self.github.iter().chain(&self.e2b) {
            standin.stop().await?;
            self.progress.line(standin.name(), "stopped", "");
        }
        Ok(())
    }

    /// Where the services send their traces.
    pub fn otlp(&self) -> Option<&str> {
        self.environment.otlp.as_deref()
    }

    pub(crate) fn all(&self) -> Vec<Arc<Instance>> {
        self.instances.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn instance(&self, name: &str) -> Result<Arc<Instance>> {
        let all = self.all();
        let found = all.iter().find(|instance| instance.member.name() == name).cloned();
        found.ok_or_else(|| anyhow!("no instance is called {name}; there are {:?}", names(&all)))
    }
}

fn gateway_url(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

fn names(instances: &[Arc<Instance>]) -> Vec<&str> {
    instances.iter().map(|instance| instance.member.name()).collect()
}
