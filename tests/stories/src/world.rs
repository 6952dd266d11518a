//! One fleet, and connections to it from outside.

use std::{sync::Arc, time::Duration};

use async_nats::ConnectOptions;
use contracts::Query;
use fleet::{CLI, Fleet, Settings};
use runtime::{Caller, Client, Tasks};
use serde_json::Value;
use sqlx::{PgPool, postgres::PgPoolOptions};

use crate::{Person, until};

/// A lost answer is asked for again soon: some stories stop NATS.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(2);

/// Asks again this soon after NATS went away.
const RECONNECT: Duration = Duration::from_millis(50);

/// A fleet, with the NATS CLI's user and the database's superuser.
pub struct World {
    pub fleet: Arc<Fleet>,
    pub nats: async_nats::Client,
    pub client: Client,
    pub database: PgPool,
}

impl World {
    /// Starts the services of `settings`. Streams of services that are not among them are there, too.
    pub async fn start(settings: Settings) -> Self {
        Self::try_start(settings).await.expect("a fleet starts")
    }

    /// One of each of these services, without a GitHub.
    pub async fn of(services: &[&'static str]) -> Self {
        Self::start(Settings::only(services)).await
    }

    async fn try_start(settings: Settings) -> anyhow::Result<Self> {
        Self::of_fleet(Arc::new(Fleet::start(settings).await?)).await
    }

    /// Connections of one's own to a fleet.
    pub(crate) async fn of_fleet(fleet: Arc<Fleet>) -> anyhow::Result<Self> {
        let nats = connect(&fleet).await?;
        let client = Client::new(nats.clone(), &Tasks::default()).await?;
        let database = PgPoolOptions::new().max_connections(4).connect(&fleet.admin_database_url()).await?;
        Ok(Self { fleet, nats, client, database })
    }

    /// Somebody who uses this fleet.
    pub fn person(&self, name: &str) -> Person {
        Person::new(self.client.clone(), name)
    }

    /// Asks a query, for as long as nobody answers.
    pub async fn ask<Q: Query>(&self, key: &Q::Key, query: &Q) -> Q::Reply {
        let caller = Caller::token("story");
        until(Q::NAME, async || match self.client.query(key, query, &caller).await {
            Ok(answer) => Some(answer),
            Err(runtime::QueryError::Unavailable(_)) => None,
            Err(error) => panic!("{}: {error}", Q::NAME),
        })
        .await
    }

    /// A JetStream API request, as the NATS CLI makes it.
    pub async fn jetstream(&self, api: &str, body: &Value) -> anyhow::Result<Value> {
        let body = if body.is_null() { Vec::new() } else { serde_json::to_vec(body)? };
        let answer = self.nats.request(format!("$JS.API.{api}"), body.into()).await?;
        Ok(serde_json::from_slice(&answer.payload)?)
    }

    /// A number from an instance's `/metrics`; 0 when it is not there.
    pub async fn metric(&self, instance: &str, name: &str) -> f64 {
        let url = self.fleet.probe_url(instance).expect("an instance");
        let text = reqwest::get(format!("{url}/metrics")).await.expect("it answers").text().await.expect("text");
        let found = text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
        found.unwrap_or_default()
    }

    /// Whether an instance says that it is ready; an error when nobody answers.
    pub async fn is_ready(&self, instance: &str) -> anyhow::Result<bool> {
        let url = self.fleet.probe_url(instance)?;
        Ok(reqwest::get(format!("{url}/readyz")).await?.status().is_success())
    }
}

async fn connect(fleet: &Fleet) -> anyhow::Result<async_nats::Client> {
    let password = fleet.infrastructure().nats.password(CLI).to_owned();
    let options = ConnectOptions::with_user_and_password(fleet.account().user(CLI), password)
        .request_timeout(Some(REQUEST_TIMEOUT))
        .reconnect_delay_callback(|_| RECONNECT);
    Ok(options.connect(fleet.nats_url().split(',').collect::<Vec<_>>()).await?)
}
