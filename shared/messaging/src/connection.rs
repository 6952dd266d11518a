//! The connection to NATS, with what every process needs on it.

use std::time::Duration;

use async_nats::{ConnectOptions, Event};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::{oneshot, watch},
};

use crate::{Client, Config, Server, Tasks, logs, server};

/// How long a question to the server or another service may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);

/// Between attempts to reconnect: soon at first, then not more than once a second.
const RECONNECT_DELAYS: [Duration; 4] =
    [Duration::from_millis(20), Duration::from_millis(100), Duration::from_millis(250), Duration::from_secs(1)];

/// Messages a subscription may hold before they are dropped. A dropped command is redelivered after a reset.
const SUBSCRIPTION_MESSAGES: usize = 65_536;

/// How often the client asks whether the server still answers. Two unanswered pings end a connection that only one side
/// still believes in.
const PING_INTERVAL: Duration = Duration::from_secs(5);

/// A process's connection, with its tasks and telemetry.
pub struct Connection {
    pub nats: async_nats::Client,
    pub client: Client,
    pub tasks: Tasks,
    /// The instance's name, unique among the running instances of its service.
    pub instance: String,
    /// The server process at the other end.
    pub server: watch::Receiver<Server>,
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
    let (nats, connections) = connect_nats(config, service, &instance).await?;
    let server = server::follow(nats.clone(), connections, &tasks);
    let client = Client::following(nats.clone(), server.clone(), &tasks).await?;
    tasks.spawn("live logs", logs::tell(nats.clone(), tasks.clone()));
    Ok(Connection { nats, client, tasks, instance, server, telemetry })
}

async fn connect_nats(
    config: &Config,
    service: &str,
    instance: &str,
) -> anyhow::Result<(async_nats::Client, watch::Receiver<u64>)> {
    let (count, mut connections) = watch::channel(0);
    let mut options = ConnectOptions::new()
        .name(instance)
        // A service may listen on its own inboxes only, so that a leaked credential cannot read others' replies.
        .custom_inbox_prefix(format!("_INBOX.{service}"))
        .request_timeout(Some(REQUEST_TIMEOUT))
        .ping_interval(PING_INTERVAL)
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
    let servers: Vec<&str> = config.nats_url.split(',').map(str::trim).collect();
    let nats = options.connect(servers).await?;
    connections.wait_for(|count| *count > 0).await?;
    nats.flush().await?;
    Ok((nats, connections))
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

/// Resolves at SIGTERM, at SIGINT, or when the lifeline closes.
pub async fn until_stopped(config: &Config) {
    let lifeline = async {
        if config.lifeline.as_deref() == Some("stdin") && lifeline_closed().await.is_ok() {
            return;
        }
        std::future::pending().await
    };
    let signalled = async {
        match (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) {
            (Ok(mut terminate), Ok(mut interrupt)) => {
                tokio::select! { _ = terminate.recv() => {} _ = interrupt.recv() => {} }
            }
            (Err(error), _) | (_, Err(error)) => {
                tracing::error!(%error, "Signals cannot be received");
                std::future::pending().await
            }
        }
    };
    tokio::select! { () = lifeline => {} () = signalled => {} }
}

/// Resolves when standard input closes. Read on a plain thread: a runtime would wait for its blocked reader at shutdown.
fn lifeline_closed() -> oneshot::Receiver<()> {
    let (closed, receiver) = oneshot::channel();
    std::thread::spawn(move || {
        let ended = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        if let Err(error) = ended {
            tracing::warn!(%error, "The lifeline broke");
        }
        // Nobody waits any more when the process is stopping already.
        closed.send(()).ok();
    });
    receiver
}
