//! What every process must be told to speak NATS. The flags are the manual; each can be given by environment.

use std::net::SocketAddr;

use contracts::limit;

#[derive(Debug, Clone, clap::Args)]
#[group(skip)]
pub struct Config {
    /// Where NATS is; several servers of a cluster are separated by commas.
    #[arg(long, env = "FOUNDRY_NATS_URL", default_value = "nats://127.0.0.1:4222")]
    pub nats_url: String,
    /// The service's own user in NATS; its permissions are in `nats/users`.
    #[arg(long, env = "FOUNDRY_NATS_USER")]
    pub nats_user: Option<String>,
    #[arg(long, env = "FOUNDRY_NATS_PASSWORD", hide_env_values = true)]
    pub nats_password: Option<String>,
    /// The instance's name, unique among the running instances of its service. Random without one.
    #[arg(long, env = "FOUNDRY_INSTANCE", value_parser = instance)]
    pub instance: Option<String>,
    /// Serves /healthz, /readyz and /metrics.
    #[arg(long, env = "FOUNDRY_PROBE_ADDRESS", default_value = "127.0.0.1:0")]
    pub probe_address: SocketAddr,
    /// Where traces go (OTLP over HTTP): http://127.0.0.1:4318
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub otlp_endpoint: Option<String>,
    /// Logs as JSON lines.
    #[arg(long, env = "FOUNDRY_JSON_LOGS")]
    pub json_logs: bool,
    /// `stdin`: stop gracefully when standard input closes, so that the process that started us leaves nothing behind.
    #[arg(long, env = "FOUNDRY_LIFELINE", value_parser = ["stdin"])]
    pub lifeline: Option<String>,
}

/// It is a token of subjects: with any other name, the instance would be seen by nobody.
fn instance(name: &str) -> Result<String, String> {
    let is_legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if (1..=limit::ID_CHARACTERS).contains(&name.len()) && name.bytes().all(is_legal) {
        return Ok(name.to_owned());
    }
    Err(format!("it has 1 to {} letters, digits, '-' and '_'", limit::ID_CHARACTERS))
}
