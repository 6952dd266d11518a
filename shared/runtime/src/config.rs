//! What every service must be told to run. The flags are the manual; each can be given by environment.

use clap::{builder::RangedU64ValueParser, value_parser};

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
    #[arg(long, env = "FOUNDRY_DATABASE_CONNECTIONS", default_value_t = 16, value_parser = value_parser!(u32).range(1..))]
    pub database_connections: u32,
    /// Workflows this instance runs at a time.
    #[arg(long, env = "FOUNDRY_WORKFLOWS", default_value_t = 16, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    pub workflows: usize,
    /// Seconds that published messages are kept in the outbox, to be published again when NATS comes back without its newest
    /// ones. Longer than the server's sync_interval.
    #[arg(long, env = "FOUNDRY_RETAIN_SECONDS", default_value_t = 30, value_parser = value_parser!(u32).range(1..))]
    pub retain_seconds: u32,
    /// Testing: send every message twice and process each twice, as if acknowledgements were lost.
    #[arg(long, env = "FOUNDRY_DELIVER_TWICE", hide = true)]
    pub deliver_twice: bool,
    /// Testing: end the process right after the given step of any workflow is recorded (`*` for each step once).
    #[arg(long, env = "FOUNDRY_CRASH_AFTER_STEP", hide = true)]
    pub crash_after_step: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Settings {
        #[command(flatten)]
        config: super::Config,
    }

    #[test]
    fn what_would_leave_everything_undone_is_refused() {
        for flag in ["--database-connections", "--workflows", "--retain-seconds"] {
            let refused = Settings::try_parse_from(["x", flag, "0"]).expect_err(flag);
            assert_eq!(refused.kind(), clap::error::ErrorKind::ValueValidation, "{refused}");
            Settings::try_parse_from(["x", flag, "1"]).expect("taken");
        }
    }
}
