//! The fleet's E2B: the stand-in as a process.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use test_postgres::{Launch, Lifeline, Member, Ready, ports};

use super::Fleet;
use crate::binaries;
use crate::environment::{E2bAccess, Sandboxes};
use crate::secrets::Secrets;
use crate::services::E2B_STANDIN;
use crate::settings::{SandboxChoice, Settings};

/// Its sandboxes outlive it.
const STOP_LIMIT: Duration = Duration::from_secs(3);

/// How the service reaches it; `None` where the service makes sandboxes itself.
pub fn access(settings: &Settings, secrets: &Secrets) -> Result<Option<E2bAccess>> {
    if settings.sandboxes == SandboxChoice::Local {
        return Ok(None);
    }
    let url = format!("http://127.0.0.1:{}", ports::free()?);
    Ok(Some(E2bAccess { url, key: secrets.e2b_key.clone() }))
}

impl Fleet {
    /// The stand-in as a member of this fleet, not running yet.
    pub(super) fn e2b_standin(&self, access: &E2bAccess) -> Result<Member> {
        let Sandboxes { folder, keeper, server, agent, allow, .. } = &self.environment.sandboxes;
        let listen = access.url.trim_start_matches("http://").to_owned();
        let mut arguments: Vec<String> = [
            ("--listen", listen),
            ("--folder", folder.display().to_string()),
            ("--keeper", keeper.display().to_string()),
            ("--server", server.display().to_string()),
            ("--agents", format!("mock={}", agent.display())),
        ]
        .into_iter()
        .chain(allow.map(|address| ("--allow", address.to_string())))
        .flat_map(|(flag, value)| [flag.to_owned(), value])
        .collect();
        arguments.push("--exit-with-stdin".to_owned());
        let launch = Launch {
            name: "e2b".to_owned(),
            program: binaries::path(E2B_STANDIN)?,
            arguments,
            // Not a flag: a command line is seen by everybody on the machine.
            environment: vec![("E2B_STANDIN_API_KEY".to_owned(), access.key.clone())],
            log: self.infrastructure.log(&self.log_name("e2b")),
            owner: None,
            lifeline: Lifeline::Stdin,
        };
        Ok(Member::new(launch, Ready::Line("listening on "), STOP_LIMIT))
    }

    /// The stand-in E2B, to kill, stop and start.
    pub fn e2b(&self) -> Option<&Member> {
        self.e2b.as_ref()
    }

    /// `http://…` of the stand-in E2B; `None` without one.
    pub fn e2b_url(&self) -> Option<&str> {
        self.environment.sandboxes.e2b.as_ref().map(|access| access.url.as_str())
    }

    /// Has the stand-in E2B do what stands below its `/_standin/`: `faults`, `sandboxes/{id}/expire`.
    pub async fn tells_e2b(&self, what: &str, body: &serde_json::Value) -> Result<()> {
        let url = self.e2b_url().context("sandboxes of this fleet are not E2B's")?;
        let answer = reqwest::Client::new().post(format!("{url}/_standin/{what}")).json(body).send().await?;
        ensure!(answer.status().is_success(), "{what}: {}", answer.text().await?);
        Ok(())
    }
}
