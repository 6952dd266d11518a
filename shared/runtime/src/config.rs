//! What every service must be told to run. The flags are the manual; each can be given by environment.

#[derive(Debug, Clone, clap::Args)]
#[group(skip)]
pub struct Config {
    #[command(flatten)]
    pub messaging: messaging::Config,
    /// Where Postgres is, with the service's own role. The role's search path is the service's schema.
    #[arg(long, env = "FOUNDRY_DATABASE_URL", hide_env_values = true, default_value = "")]
    pub database_url: String,
    /// Size of the connection pool for commands and workflows; queries have half as many besides. More than partitions,
    /// workflows and a few more brings nothing.
    #[arg(long, env = "FOUNDRY_DATABASE_CONNECTIONS", default_value_t = 16)]
    pub database_connections: u32,
    /// Workflows this instance runs at a time.
    #[arg(long, env = "FOUNDRY_WORKFLOWS", default_value_t = 16)]
    pub workflows: usize,
    /// Seconds that published messages are kept in the outbox, to be published again when NATS comes back without its newest
    /// ones. Longer than the server's sync_interval.
    #[arg(long, env = "FOUNDRY_RETAIN_SECONDS", default_value_t = 30)]
    pub retain_seconds: u32,
    /// Testing: send every message twice and process each twice, as if acknowledgements were lost.
    #[arg(long, env = "FOUNDRY_DELIVER_TWICE", hide = true)]
    pub deliver_twice: bool,
    /// Testing: end the process right after the given step of any workflow is recorded (`*` for each step once).
    #[arg(long, env = "FOUNDRY_CRASH_AFTER_STEP", hide = true)]
    pub crash_after_step: Option<String>,
}
