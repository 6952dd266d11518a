//! Other services, asked from within a workflow: the runtime lends its client to `prepare` only.

use std::sync::Arc;

use contracts::{Actor, Query};
use runtime::{Caller, Client, Failure, Handled, Tasks};
use tokio::sync::OnceCell;

/// Cheap to clone; all clones share a connection, which is made when somebody is asked for the first time.
#[derive(Clone)]
pub struct Peers(Arc<Inner>);

struct Inner {
    config: runtime::Config,
    client: OnceCell<Client>,
    tasks: Tasks,
}

impl Peers {
    /// As this service's own NATS user. Nothing is connected yet.
    pub fn new(config: &runtime::Config) -> Self {
        Self(Arc::new(Inner { config: config.clone(), client: OnceCell::new(), tasks: Tasks::default() }))
    }

    /// Asks a question of another service.
    pub async fn ask<Q: Query>(&self, key: &Q::Key, query: &Q) -> Handled<Q::Reply> {
        let client = self.0.client.get_or_try_init(|| self.connect()).await?;
        Ok(client.query(key, query, &Caller::service(Actor::User)).await?)
    }

    async fn connect(&self) -> Handled<Client> {
        let (config, service) = (&self.0.config, Actor::User.service());
        // The only inboxes that this service may listen on.
        let mut options =
            async_nats::ConnectOptions::new().name("user-peers").custom_inbox_prefix(format!("_INBOX.{service}"));
        if let (Some(user), Some(password)) = (&config.nats_user, &config.nats_password) {
            options = options.user_and_password(user.clone(), password.clone());
        }
        let nats = options.connect(&config.nats_url).await.map_err(Failure::failed)?;
        Ok(Client::new(nats, &self.0.tasks).await?)
    }
}
