//! The NATS server, and clients of it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use async_nats::ConnectOptions;
use futures::TryStreamExt;
use serde::Deserialize;
use test_postgres::{Launch, Lifeline, Member, Progress, Signal, Snapshot};

use super::account::{Account, inbox_prefix};
use super::cluster::Place;
use super::{configuration, program};
use crate::http;
use crate::secrets::Secrets;
use crate::services::CLI;

const STOP_LIMIT: Duration = Duration::from_secs(10);

/// Where JetStream keeps everything, below the folder that it is given.
const STREAMS: &str = "jetstream";

pub struct NatsSettings {
    /// Configuration and streams are kept below it.
    pub folder: PathBuf,
    pub log: PathBuf,
    pub port: u16,
    pub monitor_port: u16,
    /// Every acknowledged message is on disk. Tests do without.
    pub durable: bool,
    /// Accounts beside the main one, with the same users and permissions.
    pub test_accounts: usize,
    /// `None`: it is alone.
    pub cluster: Option<Place>,
    pub progress: Progress,
}

/// One server, or the first of a cluster.
#[derive(Debug)]
pub struct Nats {
    port: u16,
    monitor_port: u16,
    /// Configuration and streams are below it.
    folder: PathBuf,
    secrets: Secrets,
    member: Member,
    /// Of the same cluster.
    pub(super) others: Vec<Nats>,
}

/// What a server says of itself
/// ([NATS: monitoring](https://docs.nats.io/running-a-nats-service/nats_admin/monitoring#health-healthz)).
#[derive(Deserialize)]
struct Health {
    status: String,
    error: Option<String>,
}

impl Nats {
    /// Finds or fetches nats-server and writes its configuration. Nothing runs yet.
    pub fn prepare(settings: &NatsSettings, secrets: &Secrets) -> Result<Self> {
        let program = program::nats_server(settings.progress)?;
        let file = configuration::write(settings, secrets)?;

        let launch = Launch {
            name: configuration::name(settings, "nats-server"),
            program,
            arguments: vec!["--config".to_owned(), file.display().to_string()],
            environment: Vec::new(),
            log: settings.log.clone(),
            owner: None,
            lifeline: Lifeline::Watcher(Signal::Terminate),
        };
        // In a cluster it is ready when it has found the others, and has what they have.
        let question = if settings.cluster.is_some() { "" } else { "?js-enabled-only=true" };
        let healthy = format!("http://{}:{}/healthz{question}", Ipv4Addr::LOCALHOST, settings.monitor_port);
        Ok(Self {
            port: settings.port,
            monitor_port: settings.monitor_port,
            folder: settings.folder.clone(),
            secrets: secrets.clone(),
            member: Member::new(launch, http::ready(healthy), STOP_LIMIT),
            others: Vec::new(),
        })
    }

    pub async fn start(&self) -> Result<Duration> {
        self.member.start().await
    }

    /// `SIGKILL`; `start` brings it back on the same port with the same streams.
    pub fn kill(&self) -> Result<()> {
        self.member.kill()
    }

    /// A clean stop. True when it was not killed in the end.
    pub async fn stop(&self) -> Result<bool> {
        self.member.stop().await
    }

    pub fn member(&self) -> &Member {
        &self.member
    }

    pub fn pid(&self) -> Option<u32> {
        self.member.pid()
    }

    /// `nats://127.0.0.1:4222`, without a user; of a cluster all, with commas between them.
    pub fn url(&self) -> String {
        self.urls().join(",")
    }

    fn urls(&self) -> Vec<String> {
        self.servers().map(|server| format!("nats://{}", server.address())).collect()
    }

    /// `127.0.0.1:<port>`.
    pub fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// `http://127.0.0.1:8222`: the monitoring pages (`/jsz`, `/connz`, `/varz`).
    pub fn monitor_url(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.monitor_port)
    }

    /// The password of a service or `cli`, the same in every account of this server.
    pub fn password(&self, user: &str) -> &str {
        self.secrets.nats_password(user)
    }

    /// A client in `account`, as a service or as `cli`.
    pub async fn connect(&self, account: &Account, user: &str) -> Result<async_nats::Client> {
        ConnectOptions::with_user_and_password(account.user(user), self.password(user).to_owned())
            .custom_inbox_prefix(inbox_prefix(user))
            .name(format!("fleet as {user}"))
            .connection_timeout(Duration::from_secs(5))
            .connect(self.urls())
            .await
            .with_context(|| format!("cannot connect to NATS as {user}"))
    }

    /// Deletes every stream and bucket of `account`.
    pub async fn empty(&self, account: &Account) -> Result<()> {
        let jetstream = async_nats::jetstream::new(self.connect(account, CLI).await?);
        let names: Vec<String> = jetstream.stream_names().try_collect().await?;
        for name in names {
            jetstream.delete_stream(&name).await?;
        }
        Ok(())
    }

    /// Why it says that it cannot do its work, if it does. One that does not answer says nothing.
    pub async fn illness(&self) -> Option<String> {
        let answer = http::client().get(format!("{}/healthz", self.monitor_url())).send().await.ok()?;
        let health: Health = answer.json().await.ok()?;
        health.error.filter(|_| health.status != "ok")
    }

    /// `SIGSTOP`, until `resume`.
    pub fn pause(&self) -> Result<()> {
        self.member.pause()
    }

    pub fn resume(&self) {
        self.member.resume();
    }

    /// A copy of its streams as the disk has them at one moment.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        self.pause()?;
        let copied = Snapshot::of(&self.folder.join(STREAMS)).await;
        self.resume();
        copied
    }

    /// A volume that is put back: kills it, and starts it with the streams of then.
    pub async fn restore(&self, snapshot: &Snapshot) -> Result<Duration> {
        self.kill()?;
        snapshot.put_back(&self.folder.join(STREAMS)).await?;
        self.start().await
    }
}
