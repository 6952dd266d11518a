//! What takes a sandbox time: one file for each workflow, and what they share.

pub mod destruction;
pub mod provisioning;
mod trouble;

use std::{net::SocketAddr, time::Duration};

use contracts::TaskKey;
use runtime::Handled;
use sandboxes::{Client, Limits, Name, Provider, client::Run as Command};
pub use trouble::Trouble;
use uuid::Uuid;

use crate::git::Script;

/// How long a sandbox lives that is not used [the proposal's hour], for a provider that ends it by itself.
pub const LIFETIME: Duration = Duration::from_secs(3_600);

/// A clone or a push of what is large. The server inside waits for no command longer.
const SCRIPT_LIMIT: Duration = Duration::from_secs(290);

/// What a script may say; a stage keeps less.
const SCRIPT_OUTPUT: usize = 64 * 1024;

/// What the service's workflows work with.
pub struct Work {
    /// `Err`: why no sandbox can be made, and what to do.
    pub provider: Result<Provider, String>,
    /// Addresses on this machine that sandboxes may reach: a stand-in's.
    pub allow: Vec<SocketAddr>,
    pub limits: Limits,
}

impl Work {
    pub fn provider(&self) -> Result<&Provider, Trouble> {
        self.provider.as_ref().map_err(|why| Trouble::Lasting(why.clone()))
    }

    /// Testing: no sandbox can be made.
    #[cfg(test)]
    pub fn nowhere() -> Self {
        Self { provider: Err("there are no sandboxes here".into()), allow: Vec::new(), limits: Limits::default() }
    }
}

/// The sandbox's name at its provider: one for each generation, so that whoever asks again gets the same.
pub fn name(key: &TaskKey, generation: i32) -> Name {
    let text = format!("{}/{}/{generation}", key.organization_id, key.task_id);
    let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, text.as_bytes());
    format!("fd-{}", id.simple()).parse().expect("letters, digits and a hyphen")
}

/// Ends a sandbox; one that is gone already is no trouble.
async fn destroy(work: &Work, provider_id: &str) -> Handled<()> {
    let provider = work.provider().map_err(Trouble::into_failure)?;
    provider.destroy(provider_id).await.map_err(|error| Trouble::from(error).into_failure())
}

/// A sandbox as one talks to it.
struct Inside {
    client: Client,
    /// The folder of the user that everything in it runs as.
    home: String,
}

impl Inside {
    async fn connect(work: &Work, provider_id: &str) -> Result<Self, Trouble> {
        let endpoint = work.provider()?.connect(provider_id, LIFETIME).await?;
        Ok(Self { client: Client::new(&endpoint)?, home: endpoint.home })
    }

    /// Runs a script; what it said.
    async fn run(&self, what: &'static str, script: &Script) -> Result<String, Trouble> {
        let command = Command {
            command: "sh".into(),
            args: script.command_line(),
            cwd: Some(self.home.clone()),
            environment: [("HOME".to_owned(), self.home.clone())].into(),
            limit: SCRIPT_LIMIT,
            max_output_bytes: SCRIPT_OUTPUT,
        };
        let outcome = self.client.run(&command).await?;
        if outcome.timed_out {
            return Err(Trouble::Lasting(format!("{what} took longer than {} s", SCRIPT_LIMIT.as_secs())));
        }
        if outcome.exit_code != Some(0) {
            return Err(trouble::of_git(what, &outcome.stderr));
        }
        Ok(outcome.stdout + &outcome.stderr)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::key;

    #[test]
    fn each_generation_has_a_name_of_its_own_that_is_always_the_same() {
        assert_eq!(name(&key(), 1), name(&key(), 1));
        assert_ne!(name(&key(), 1), name(&key(), 2));
    }
}
