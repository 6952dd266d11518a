//! What every service must be told to run. The flags are the manual; each can be given by environment.

use std::net::SocketAddr;

#[derive(Debug, Clone, clap::Args)]
#[group(skip)]
pub struct Config {
    /// Where NATS is; the servers of a cluster with commas between them.
    #[arg(long, env = "FOUNDRY_NATS_URL", default_value = "nats://127.0.0.1:4222")]
    pub nats_url: String,
    /// The service's own user in NATS; its permissions are in `nats/users`.
    #[arg(long, env = "FOUNDRY_NATS_USER")]
    pub nats_user: Option<String>,
    #[arg(long, env = "FOUNDRY_NATS_PASSWORD", hide_env_values = true)]
    pub nats_password: Option<String>,
    /// Where Postgres is, with the service's own role. The role's search path is the service's schema.
    #[arg(long, env = "FOUNDRY_DATABASE_URL", hide_env_values = true, default_value = "")]
    pub database_url: String,
    /// Connections to Postgres. More than partitions plus workflows plus a few readers only wait for each other.
    #[arg(long, env = "FOUNDRY_DATABASE_CONNECTIONS", default_value_t = 16)]
    pub database_connections: u32,
    /// This process among its equals; unique while it lives. Random without one.
    #[arg(long, env = "FOUNDRY_INSTANCE")]
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
    /// `stdin`: stop gracefully when standard input closes, so that whoever started us leaves nothing behind.
    #[arg(long, env = "FOUNDRY_LIFELINE")]
    pub lifeline: Option<String>,
    /// Workflows this instance runs at a time.
    #[arg(long, env = "FOUNDRY_WORKFLOWS", default_value_t = 16)]
    pub workflows: usize,
    /// Testing: send every message twice and process each twice, as if acknowledgements were lost.
    #[arg(long, env = "FOUNDRY_DELIVER_TWICE", hide = true)]
    pub deliver_twice: bool,
    /// Testing: end the process right after the given step of any workflow is recorded (`*` for each step once).
    #[arg(long, env = "FOUNDRY_CRASH_AFTER_STEP", hide = true)]
    pub crash_after_step: Option<String>,
}
