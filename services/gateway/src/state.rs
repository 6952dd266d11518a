//! What every request shares.

use std::sync::Arc;

use async_nats::connection::State;
use runtime::{Client, Tasks};
use tokio::sync::Semaphore;

use crate::{
    identity::ApiToken,
    limits,
    live::Hub,
    settings::{Secret, Settings},
};

pub struct Gateway {
    pub client: Client,
    pub tasks: Tasks,
    pub hub: Hub,
    pub api_token: ApiToken,
    /// `None`: webhooks are refused.
    pub webhook_secret: Option<Secret>,
    /// One permit for each webhook body that may be in memory.
    pub webhooks: Semaphore,
    /// One permit for each socket that may be open.
    pub sockets: Arc<Semaphore>,
}

impl Gateway {
    pub fn new(settings: &Settings, client: Client, tasks: Tasks) -> Arc<Self> {
        let webhook_secret = Some(settings.github_webhook_secret.clone()).filter(|secret| !secret.is_empty());
        Arc::new(Self {
            hub: Hub::new(client.nats().clone(), tasks.clone()),
            api_token: ApiToken::new(&settings.api_token),
            webhook_secret,
            webhooks: Semaphore::new(limits::WEBHOOKS_AT_ONCE),
            sockets: Arc::new(Semaphore::new(limits::SOCKETS as usize)),
            client,
            tasks,
        })
    }

    /// Whether requests can be served now, or what is missing.
    pub fn is_ready(&self) -> Result<(), String> {
        if self.tasks.is_stopping() {
            return Err("stopping".to_owned());
        }
        if self.client.nats().connection_state() != State::Connected {
            return Err("no connection to NATS".to_owned());
        }
        Ok(())
    }
}
