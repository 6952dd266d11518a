//! The connection to NATS, with what every service needs on it.

use std::time::Duration;

use async_nats::{ConnectOptions, Event};
use tokio::sync::watch;

use crate::{Client, Config, Tasks};

/// How long a question to the server or another service may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);

/// Between attempts to reconnect: soon at first, then not more than once a second.
const RECONNECT_DELAYS: [Duration; 4] =
    [Duration::from_millis(20), Duration::from_millis(100), Duration::from_millis(250), Duration::from_secs(1)];

/// Messages a subscription may hold before they are dropped. A dropped command comes again (see `owner.rs`).
const SUBSCRIPTION_MESSAGES: usize = 65_536;

/// A process's connection, with its tasks and telemetry.
pub struct Connection {
    pub nats: async_nats::Client,
    pub client: Client,
    pub tasks: Tasks,
    /// This process among its equals.
    pub instance: String,
    /// Counts connections: a change means that messages may have been lost in between.
    pub(crate) connected: watch::Receiver<u64>,
    telemetry: telemetry::Guard,
}

impl Connection {
    /// Sends what telemetry still holds. Call it last.
    pub fn shutdown(&self) {
        self.telemetry.shutdown();
    }
}

/// Sets up telemetry and connects as `service`. Waits for NATS if it is not there yet.
pub async fn connect(config: &Config, service: &str) -> anyhow::Result<Connection> {
    let instance = config.instance.clone().unwrap_or_else(|| format!("{service}-{}", short_random()));
    let telemetry = telemetry::init(telemetry::Settings {
        service: service.to_owned(),
        instance: instance.clone(),
        otlp_endpoint: config.otlp_endpoint.clone().filter(|endpoint| !endpoint.is_empty()),
        json_logs: config.json_logs,
        default_filter: "info".into(),
    })?;
    let tasks = Tasks::default();
    let (nats, connected) = connect_nats(config, service, &instance).await?;
    let client = Client::new(nats.clone(), &tasks).await?;
    Ok(Connection { nats, client, tasks, instance, connected, telemetry })
}

async fn connect_nats(
    config: &Config,
    service: &str,
    instance: &str,
) -> anyhow::Result<(async_nats::Client, watch::Receiver<u64>)> {
    let (count, connected) = watch::channel(0);
    let mut options = ConnectOptions::new()
        .name(instance)
        // A service may listen on its own inboxes only, so that a leaked credential cannot read others' replies.
        .custom_inbox_prefix(format!("_INBOX.{service}"))
        .request_timeout(Some(REQUEST_TIMEOUT))
        .subscription_capacity(SUBSCRIPTION_MESSAGES)
        .retry_on_initial_connect()
        .reconnect_delay_callback(|attempt| RECONNECT_DELAYS[attempt.min(RECONNECT_DELAYS.len() - 1)])
        .event_callback(move |event| {
            log(&event);
            if event == Event::Connected {
                count.send_modify(|count| *count += 1);
            }
            std::future::ready(())
        });
    if let (Some(user), Some(password)) = (&config.nats_user, &config.nats_password) {
        options = options.user_and_password(user.clone(), password.clone());
    }
    let nats = options.connect(config.nats_url.split(',').collect::<Vec<_>>()).await?;
    connected.clone().wait_for(|count| *count > 0).await?;
    Ok((nats, connected))
}

fn log(event: &Event) {
    match event {
        Event::Connected => tracing::info!("Connected to NATS"),
        Event::Disconnected => tracing::warn!("Lost the connection to NATS; reconnecting"),
        Event::SlowConsumer(subscription) => tracing::warn!(subscription, "Messages come faster than they are taken"),
        Event::ServerError(error) => tracing::error!(%error, "NATS reports an error"),
        Event::ClientError(error) => tracing::warn!(%error, "The NATS client reports an error"),
        other => tracing::debug!(event = %other, "NATS"),
    }
}

fn short_random() -> String {
    uuid::Uuid::new_v4().simple().to_string()[..8].to_owned()
}
