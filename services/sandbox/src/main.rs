//! The sandbox service's process.

use std::{net::SocketAddr, path::PathBuf, sync::OnceLock};

use anyhow::Context;
use sandbox::Work;
use sandboxes::{
    Limits, Local, Provider,
    local::{AgentProgram, LocalSettings},
};

const ABOUT: &str = "Keeps tasks' sandboxes: makes them ready when people want to work in them, and ends them.";

#[derive(clap::Args)]
#[group(skip)]
struct Flags {
    /// Where sandboxes on this machine have their folders; only this service writes there.
    #[arg(long, env = "FOUNDRY_SANDBOX_FOLDER")]
    sandbox_folder: PathBuf,
    /// The program that keeps a sandbox on this machine: foundry-sandbox.
    #[arg(long, env = "FOUNDRY_SANDBOX_KEEPER")]
    sandbox_keeper: PathBuf,
    /// The sandbox-agent server.
    #[arg(long, env = "FOUNDRY_SANDBOX_SERVER")]
    sandbox_server: PathBuf,
    /// Addresses of this machine that a sandbox may reach: address:port[,address:port…]. Everything else of it is closed.
    #[arg(long, env = "FOUNDRY_SANDBOX_ALLOW", value_delimiter = ',')]
    sandbox_allow: Vec<SocketAddr>,
    /// Agents that are in every sandbox: id=program[,id=program…].
    #[arg(long, env = "FOUNDRY_SANDBOX_AGENTS", value_delimiter = ',', value_parser = agent)]
    sandbox_agents: Vec<AgentProgram>,
    /// The user and group that sandboxes run as when the service is root, as numbers: user:group. Nobody's unless given.
    #[arg(long, env = "FOUNDRY_SANDBOX_RUN_AS", value_parser = user_and_group)]
    sandbox_run_as: Option<(u32, u32)>,
    /// Runs sandboxes as plain processes that can read and reach what this service can. For a machine that cannot isolate.
    #[arg(long, env = "FOUNDRY_SANDBOX_UNISOLATED")]
    sandbox_unisolated: bool,
}

fn agent(text: &str) -> Result<AgentProgram, String> {
    let (id, path) = text.split_once('=').ok_or("an agent is id=program")?;
    Ok(AgentProgram { id: id.to_owned(), path: path.into(), program: None, arguments: Vec::new() })
}

fn user_and_group(text: &str) -> Result<(u32, u32), String> {
    let numbers = text.split_once(':').and_then(|(user, group)| Some((user.parse().ok()?, group.parse().ok()?)));
    numbers.ok_or_else(|| "it is user:group, two numbers".to_owned())
}

async fn work(flags: Flags) -> Work {
    let settings = LocalSettings {
        folder: flags.sandbox_folder,
        keeper: flags.sandbox_keeper,
        server: flags.sandbox_server,
        agents: flags.sandbox_agents,
        run_as: flags.sandbox_run_as,
        unisolated: flags.sandbox_unisolated,
    };
    let agents = settings.agents.iter().map(|agent| agent.id.clone()).collect();
    let provider = Local::new(settings).await.map(Provider::Local).map_err(|error| error.to_string());
    if let Err(why) = &provider {
        // The rest of the service goes on; whoever opens a session is told.
        tracing::error!("No sandbox can be made on this machine: {why}");
    }
    Work { provider, allow: flags.sandbox_allow, limits: Limits::default(), agents, events: OnceLock::new() }
}

fn main() -> anyhow::Result<()> {
    service_kit::run(env!("CARGO_PKG_NAME"), ABOUT, async |flags: Flags| {
        service_kit::install_tls().context("a provider is asked over HTTP")?;
        Ok(sandbox::service(work(flags).await))
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
        assert_eq!(agent("mock=/opt/a b").unwrap().path, PathBuf::from("/opt/a b"));
        assert!(agent("mock").is_err());
    }
}
