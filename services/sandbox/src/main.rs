//! The sandbox service's process.

use std::{net::SocketAddr, path::PathBuf, sync::OnceLock, time::Duration};

use anyhow::Context;
use github_api::ApiSettings;
use sandbox::{Clocks, Keeping, Looking, Work, github::Github};
use sandboxes::{
    E2b, Limits, Local, Provider, ProviderError, Secret,
    e2b::E2bSettings,
    local::{AgentProgram, LocalSettings},
};

const ABOUT: &str = "Keeps tasks' sandboxes: makes them ready when people want to work in them, and ends them.";

#[derive(clap::Args)]
#[group(skip)]
struct Flags {
    #[command(flatten)]
    local: LocalFlags,
    #[command(flatten)]
    e2b: E2bFlags,
    #[command(flatten)]
    github: ApiSettings,
    /// After so many seconds a question of an agent that nobody answers is rejected. [36000: ten hours, so that a night may
    /// pass]
    #[arg(long, env = "FOUNDRY_PERMISSION_SECONDS", default_value_t = 36_000)]
    permission_seconds: u32,
    /// After so many seconds without a word an agent at work is shown as quiet.
    #[arg(long, env = "FOUNDRY_QUIET_SECONDS", default_value_t = 60)]
    quiet_seconds: u32,
    /// After so many days what was said goes, but for the newest event of each session.
    #[arg(long, env = "FOUNDRY_EVENT_LOG_DAYS", default_value_t = 180)]
    event_log_days: u32,
    /// Bytes of one session's log; the oldest events beyond it go.
    #[arg(long, env = "FOUNDRY_EVENT_LOG_BYTES", default_value_t = 256 << 20)]
    event_log_bytes: u32,
    /// A key for Claude, put into every sandbox: whoever works there can read it.
    #[arg(long, env = "ANTHROPIC_API_KEY", hide_env_values = true)]
    anthropic_api_key: Option<String>,
    /// A key for Codex, put into every sandbox: whoever works there can read it.
    #[arg(long, env = "OPENAI_API_KEY", hide_env_values = true)]
    openai_api_key: Option<String>,
    /// Further variables of this service that are put into every sandbox: other keys, settings of agents. Their names.
    #[arg(long, env = "FOUNDRY_SANDBOX_PASS_ON", value_delimiter = ',')]
    sandbox_pass_on: Vec<String>,
}

/// Sandboxes on this machine, unless there is a key for E2B.
#[derive(clap::Args)]
#[group(skip)]
struct LocalFlags {
    /// Where sandboxes on this machine have their folders; only this service writes there.
    #[arg(long, env = "FOUNDRY_SANDBOX_FOLDER", default_value = "/var/lib/foundry/sandboxes")]
    sandbox_folder: PathBuf,
    /// The program that keeps a sandbox on this machine.
    #[arg(long, env = "FOUNDRY_SANDBOX_KEEPER", default_value = "/usr/local/bin/foundry-sandbox")]
    sandbox_keeper: PathBuf,
    /// The sandbox-agent server.
    #[arg(long, env = "FOUNDRY_SANDBOX_SERVER", default_value = "/usr/local/bin/sandbox-agent")]
    sandbox_server: PathBuf,
    /// Addresses of this machine that a sandbox may reach: address:port[,address:port…]. Everything else of it is closed.
    #[arg(long, env = "FOUNDRY_SANDBOX_ALLOW", value_delimiter = ',')]
    sandbox_allow: Vec<SocketAddr>,
    /// Agents that are in every sandbox: id=program[:argument…][,…].
    #[arg(long, env = "FOUNDRY_SANDBOX_AGENTS", value_delimiter = ',')]
    sandbox_agents: Vec<AgentProgram>,
    /// The user and group that sandboxes run as when the service is root, as numbers: user:group. Nobody's unless given.
    #[arg(long, env = "FOUNDRY_SANDBOX_RUN_AS", value_parser = user_and_group)]
    sandbox_run_as: Option<(u32, u32)>,
    /// Runs sandboxes as plain processes that can read and reach what this service can. For a machine that cannot isolate.
    #[arg(long, env = "FOUNDRY_SANDBOX_UNISOLATED")]
    sandbox_unisolated: bool,
}

/// Sandboxes at E2B.
#[derive(clap::Args)]
#[group(skip)]
struct E2bFlags {
    /// The key of the account at E2B. With one, sandboxes are made there.
    #[arg(long, env = "FOUNDRY_E2B_API_KEY", hide_env_values = true)]
    e2b_api_key: Option<String>,
    /// E2B's API, or a stand-in's; without a slash at the end.
    #[arg(long, env = "FOUNDRY_E2B_URL", default_value = "https://api.e2b.app", value_parser = github_api::http_address)]
    e2b_url: String,
    /// A stand-in's address for all sandboxes; at E2B each has a host of its own.
    #[arg(long, env = "FOUNDRY_E2B_SANDBOX_URL", value_parser = github_api::http_address)]
    e2b_sandbox_url: Option<String>,
    /// A template with sandbox-agent on its PATH.
    #[arg(long, env = "FOUNDRY_E2B_TEMPLATE", default_value = "sandbox-agent-full-0.3.x")]
    e2b_template: String,
    /// Which Foundry this is: several may share an account, and each ends only its own.
    #[arg(long, env = "FOUNDRY_E2B_OWNER", default_value = "foundry")]
    e2b_owner: String,
    /// The agents of the template; the first is the one that people get who have not chosen.
    #[arg(long, env = "FOUNDRY_E2B_AGENTS", value_delimiter = ',', default_value = "claude,codex")]
    e2b_agents: Vec<String>,
}

fn user_and_group(text: &str) -> Result<(u32, u32), String> {
    let numbers = text.split_once(':').and_then(|(user, group)| Some((user.parse().ok()?, group.parse().ok()?)));
    let others = numbers.filter(|(user, group)| *user != 0 && *group != 0);
    others.ok_or_else(|| "it is user:group, two numbers, and neither of them root's".to_owned())
}

async fn work(flags: Flags) -> anyhow::Result<Work> {
    let Flags { local, e2b, github, anthropic_api_key, openai_api_key, sandbox_pass_on, .. } = flags;
    let seconds = |seconds: u32| Duration::from_secs(seconds.into());
    let clocks = Clocks { permission: seconds(flags.permission_seconds), quiet: seconds(flags.quiet_seconds) };
    let keeping = Keeping { age: seconds(24 * 3_600) * flags.event_log_days, bytes: flags.event_log_bytes.into() };
    let allow = local.sandbox_allow.clone();
    let (agents, provider) = match e2b.e2b_api_key.clone().filter(|key| !key.is_empty()) {
        Some(key) => (e2b.e2b_agents.clone(), at_e2b(key, e2b)),
        None => {
            let agents = local.sandbox_agents.iter().map(|agent| agent.id.clone()).collect();
            (agents, on_this_machine(local).await)
        }
    };
    let provider = provider.map_err(|error| error.to_string());
    if let Err(why) = &provider {
        // The rest of the service goes on; whoever opens a session is told.
        tracing::error!("No sandbox can be made: {why}");
    }
    let keys = [("ANTHROPIC_API_KEY", anthropic_api_key), ("OPENAI_API_KEY", openai_api_key)];
    let keys = keys.map(|(name, key)| (name.to_owned(), key));
    let given = keys.into_iter().chain(passed_on(sandbox_pass_on));
    let environment = given.filter_map(|(name, key)| Some((name, key.filter(|key| !key.is_empty())?))).collect();
    let (limits, events, wakes, looking) = (Limits::default(), OnceLock::new(), Default::default(), Looking::default());
    let github = Some(Github::new(&github)?);
    Ok(Work { provider, allow, limits, agents, environment, clocks, keeping, events, wakes, github, looking })
}

/// Those of this service's variables. Nothing of its own is among them, whatever was asked for.
#[expect(clippy::disallowed_methods, reason = "which variables it is about is itself a setting")]
fn passed_on(names: Vec<String>) -> impl Iterator<Item = (String, Option<String>)> {
    let names = names.into_iter().filter(|name| !name.starts_with("FOUNDRY_"));
    names.map(|name| {
        let value = std::env::var(&name).ok();
        (name, value)
    })
}

async fn on_this_machine(flags: LocalFlags) -> Result<Provider, ProviderError> {
    let settings = LocalSettings {
        folder: flags.sandbox_folder,
        keeper: flags.sandbox_keeper,
        server: flags.sandbox_server,
        agents: flags.sandbox_agents,
        run_as: flags.sandbox_run_as,
        unisolated: flags.sandbox_unisolated,
    };
    Local::new(settings).await.map(Provider::Local)
}

fn at_e2b(key: String, flags: E2bFlags) -> Result<Provider, ProviderError> {
    let settings = E2bSettings {
        key: Secret::new(key),
        api: flags.e2b_url,
        sandbox_url: flags.e2b_sandbox_url,
        template: flags.e2b_template,
        owner: flags.e2b_owner,
    };
    E2b::new(settings).map(Provider::E2b)
}

fn main() -> anyhow::Result<()> {
    service_kit::run(env!("CARGO_PKG_NAME"), ABOUT, async |flags: Flags| {
        service_kit::install_tls().context("a provider is asked over HTTP")?;
        Ok(sandbox::service(work(flags).await?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_do_not_clash() {
        service_kit::command::<Flags>(env!("CARGO_PKG_NAME"), ABOUT).debug_assert();
    }

    #[test]
    fn an_agent_is_an_id_and_a_program() {
        let agent: AgentProgram = "mock=/opt/a b:acp:--x".parse().unwrap();
        assert_eq!(
            (agent.path, agent.arguments),
            (PathBuf::from("/opt/a b"), vec!["acp".to_owned(), "--x".to_owned()])
        );
        assert!("mock".parse::<AgentProgram>().is_err());
    }
}
