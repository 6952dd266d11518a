//! What a fleet's sandboxes are made with, and their end with it.

use std::net::{Ipv4Addr, SocketAddr};

use ::sandboxes::{Local, State, local::LocalSettings};
use anyhow::Result;
use test_postgres::tools;
use tokio::task::spawn_blocking;

use super::e2b;
use crate::binaries;
use crate::environment::Sandboxes;
use crate::infrastructure::Infrastructure;
use crate::services::{SANDBOX, SANDBOX_KEEPER, SCRIPTED_AGENT};
use crate::settings::{Github, Settings};

/// Finds or fetches the programs, if the fleet has the service that needs them. Without the server the fleet starts all the
/// same: whoever wants a sandbox is told what is missing.
pub async fn find(
    settings: &Settings,
    infrastructure: &Infrastructure,
    database: &str,
    github_port: u16,
) -> Result<Sandboxes> {
    if !settings.services.iter().any(|(name, _)| *name == SANDBOX) {
        return Ok(Sandboxes::default());
    }
    let progress = settings.progress;
    let server = match spawn_blocking(move || tools::sandbox_agent(progress)).await? {
        Ok(server) => server,
        Err(error) => {
            progress.line("sandboxes", "unavailable", &format!("{error:#}"));
            "sandbox-agent".into()
        }
    };
    let is_standin = matches!(settings.github, Github::Standin(_));
    Ok(Sandboxes {
        folder: infrastructure.folder().join("sandboxes").join(database),
        keeper: binaries::path(SANDBOX_KEEPER)?,
        server,
        agent: binaries::path(SCRIPTED_AGENT)?,
        allow: is_standin.then(|| SocketAddr::from((Ipv4Addr::LOCALHOST, github_port))),
        environment: settings.sandbox_environment.clone(),
        e2b: e2b::access(settings, &infrastructure.secrets)?,
    })
}

/// Ends all sandboxes of a fleet that is gone, with everything in them.
pub async fn end_all(sandboxes: &Sandboxes) -> Result<()> {
    if !sandboxes.folder.exists() {
        return Ok(());
    }
    let local = provider(sandboxes).await?;
    for found in local.list().await? {
        local.destroy(&found.provider_id).await?;
    }
    Ok(())
}

/// How many are running.
pub async fn running(sandboxes: &Sandboxes) -> Result<usize> {
    if !sandboxes.folder.exists() {
        return Ok(0);
    }
    let found = provider(sandboxes).await?.list().await?;
    Ok(found.iter().filter(|found| matches!(found.state, State::Running { .. })).count())
}

/// Ends one of them.
pub async fn end(sandboxes: &Sandboxes, provider_id: &str) -> Result<()> {
    Ok(provider(sandboxes).await?.destroy(provider_id).await?)
}

/// One that makes none, so it need not be able to isolate.
async fn provider(sandboxes: &Sandboxes) -> Result<Local> {
    let Sandboxes { folder, keeper, server, .. } = sandboxes.clone();
    let settings = LocalSettings { folder, keeper, server, agents: Vec::new(), run_as: None, unisolated: true };
    Ok(Local::new(settings).await?)
}
