//! What every request shares.

use std::sync::Arc;

use anyhow::{Context, ensure};
use async_nats::connection::State;
use contracts::UserId;
use messaging::{Client, Tasks};
use tokio::sync::Semaphore;
use vault::Vault;

use crate::{
    api::{instances::InstanceReader, queues::QueueReader},
    asker::{Asker, Network},
    http::{cookies::Cookies, public_address::PublicAddress},
    identity::People,
    lanes::Lanes,
    limits,
    live::{Hub, Logs, Rooms, Terminals},
    quotas::Quotas,
    settings::{Secret, Settings},
    shares::Shares,
    web::{
        auth::{AttemptKey, Attempts, Github},
        page::Site,
    },
};

pub struct Gateway {
    pub client: Client,
    pub tasks: Tasks,
    pub hub: Hub,
    pub terminals: Terminals,
    pub rooms: Rooms,
    pub logs: Logs,
    pub queues: QueueReader,
    pub instances: InstanceReader,
    pub people: People,
    pub address: PublicAddress,
    pub cookies: Cookies,
    pub quotas: Quotas,
    pub lanes: Lanes,
    /// One permit for each request of one asker that may be under way.
    pub requests: Shares<Asker>,
    /// Our own in front of this door, whose word of where a request comes from is believed.
    pub proxies: usize,
    pub github: Github,
    pub attempts: Attempts,
    pub attempt_key: AttemptKey,
    pub site: Site,
    /// Where traces can be looked at, without a slash at the end; `None`: nowhere.
    pub traces_url: Option<String>,
    /// Seals people's GitHub tokens; `None`: nobody can sign in.
    pub vault: Option<Vault>,
    /// `None`: webhooks are refused.
    pub webhook_secret: Option<Secret>,
    /// One permit for each byte of a webhook that may be in memory, and how much of that one network may have.
    pub webhooks: Semaphore,
    pub webhooks_of_networks: Shares<Network>,
    /// One permit for each socket that may be open.
    pub sockets: Arc<Semaphore>,
    pub sockets_of_people: Shares<UserId>,
}

impl Gateway {
    /// Refuses settings that nobody could be served with. Begins to follow what people may do.
    pub fn new(settings: &Settings, client: Client, tasks: Tasks) -> anyhow::Result<Arc<Self>> {
        let address = PublicAddress::new(&settings.public_url, settings.listen)?;
        let public = settings.public_secrets();
        ensure!(
            public.is_empty() || !address.is_secure(),
            "everybody can read the default of {} in compose.yaml, which is for this machine alone: set one of your own",
            public.join(", ")
        );
        let keys = Some(settings.token_keys.expose().trim()).filter(|keys| !keys.is_empty());
        let vault = keys.map(Vault::parse).transpose().context("FOUNDRY_TOKEN_KEYS")?;
        let webhook_secret = Some(settings.github_webhook_secret.clone()).filter(|secret| !secret.is_empty());
        let gateway = Arc::new(Self {
            hub: Hub::new(client.nats().clone(), tasks.clone()),
            terminals: Terminals::new(client.nats().clone(), tasks.clone()),
            queues: QueueReader::default(),
            instances: InstanceReader::default(),
            rooms: Rooms::new(client.nats().clone(), tasks.clone()),
            logs: Logs::new(client.nats().clone(), tasks.clone()),
            people: People::new(client.clone(), tasks.clone()),
            cookies: Cookies::new(address.is_secure()),
            quotas: Quotas::new(&settings.allowance),
            lanes: Lanes::new(settings.allowance.commands_a_second),
            requests: Shares::of_size(limits::REQUESTS_OF_ONE),
            github: Github::new(&settings.github)?,
            attempts: Attempts::new(tasks.clone()),
            attempt_key: AttemptKey::new(&settings.github.github_client_secret),
            site: Site::load(settings.web_dir.as_deref()).context("FOUNDRY_WEB_DIR")?,
            traces_url: settings.traces_url()?,
            proxies: settings.proxies,
            address,
            vault,
            webhook_secret,
            webhooks: Semaphore::new(limits::WEBHOOKS_BYTES),
            webhooks_of_networks: Shares::of_size(limits::WEBHOOKS_OF_A_NETWORK_BYTES),
            sockets: Arc::new(Semaphore::new(limits::SOCKETS as usize)),
            sockets_of_people: Shares::of_size(limits::SOCKETS_OF_A_PERSON),
            client,
            tasks,
        });
        gateway.tasks.serve("quotas", forget_idle(gateway.clone()));
        Ok(gateway)
    }

    /// Whether requests can be served now, or what is missing.
    pub fn is_ready(&self) -> Result<(), String> {
        if self.tasks.is_stopping() {
            return Err("stopping".to_owned());
        }
        if self.client.nats().connection_state() != State::Connected {
            return Err("no connection to NATS".to_owned());
        }
        if !self.people.is_following() {
            return Err("no watch on what people may do".to_owned());
        }
        Ok(())
    }
}

async fn forget_idle(gateway: Arc<Gateway>) {
    let mut pace = tokio::time::interval(limits::QUOTA_IDLE);
    loop {
        tokio::select! {
            () = gateway.tasks.stopping() => return,
            _ = pace.tick() => gateway.quotas.forget_idle(),
        }
    }
}
