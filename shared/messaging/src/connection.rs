//! The connection to NATS, with what every process needs on it.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

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
    let (servers, said) = (addresses(&config.nats_url), Mutex::new(None));
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
            if is_news(&event, &mut said.lock().unwrap_or_else(PoisonError::into_inner), Instant::now()) {
                log(&event, &servers);
            }
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

/// How often it is said again that there is no server, for as long as there is none.
const SAID_AGAIN: Duration = Duration::from_secs(60);

/// Whether something is to be said of it. While a server is away, each attempt to reach it fails, once a second, for the same reason.
fn is_news(event: &Event, said: &mut Option<(String, Instant)>, now: Instant) -> bool {
    let Event::ClientError(error) = event else {
        *said = None;
        return true;
    };
    let text = error.to_string();
    let is_repeated = |(before, at): &(String, Instant)| *before == text && now.duration_since(*at) < SAID_AGAIN;
    if said.as_ref().is_some_and(is_repeated) {
        return false;
    }
    *said = Some((text, now));
    true
}

/// The addresses of a setting for people: without the passwords that may stand in them.
fn addresses(setting: &str) -> String {
    let without_user = |address: &str| match address.trim().split_once("://") {
        Some((scheme, rest)) => format!("{scheme}://{}", rest.rsplit('@').next().unwrap_or_default()),
        None => address.trim().rsplit('@').next().unwrap_or_default().to_owned(),
    };
    setting.split(',').map(without_user).collect::<Vec<_>>().join(",")
}

fn log(event: &Event, servers: &str) {
    match event {
        Event::Connected => tracing::info!("Connected to NATS"),
        Event::Disconnected => tracing::warn!("Lost the connection to NATS; reconnecting"),
        Event::SlowConsumer(subscription) => tracing::warn!(subscription, "Messages come faster than they are taken"),
        Event::ServerError(error) => tracing::error!(%error, "NATS reports an error"),
        Event::ClientError(error) => {
            tracing::warn!(%error, "NATS at {servers} (FOUNDRY_NATS_URL) cannot be spoken to: {error}; trying again");
        }
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

#[cfg(test)]
mod tests {
    use async_nats::ClientError;

    use super::*;

    #[test]
    fn a_server_that_stays_away_is_told_of_once_a_minute() {
        let (start, mut said) = (Instant::now(), None);
        let failed = |why: &str| Event::ClientError(ClientError::Other(why.to_owned()));
        let mut is_news = |event: &Event, second: u64| is_news(event, &mut said, start + Duration::from_secs(second));
        assert!(is_news(&failed("refused"), 0));
        assert!(!is_news(&failed("refused"), 1) && !is_news(&failed("refused"), 59));
        assert!(is_news(&failed("no such host"), 59), "another reason");
        assert!(is_news(&failed("no such host"), 119));
        assert!(is_news(&Event::Connected, 120) && is_news(&failed("no such host"), 121), "it was there meanwhile");
    }

    #[test]
    fn no_password_is_in_what_is_said_of_an_address() {
        assert_eq!(addresses("nats://a:1, tls://bob:p@ss@b:2,carol:x@c"), "nats://a:1,tls://b:2,c");
    }
}
