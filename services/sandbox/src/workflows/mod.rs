//! What takes a sandbox time: one file for each workflow, and what they share.

pub mod agent;
pub mod attending;
pub mod clearing;
pub mod destruction;
pub mod extending;
pub mod git;
pub mod keeping;
pub mod log;
mod looking;
pub mod process_ending;
pub mod process_start;
pub mod provisioning;
pub mod replacing;
mod trouble;
pub mod turn;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::OnceLock,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use contracts::{
    Actor, Millis, TaskKey, UserId,
    sandbox::InsideIdentity,
    user::{GithubToken, GithubTokenFound},
};
pub use looking::Looking;
use runtime::{Caller, Handled, Run};
use sandboxes::{
    Client, Limits, Name, Provider, Wanted,
    client::{Run as Command, RunOutcome},
};
use sqlx::{PgPool, postgres::PgPoolOptions};
pub use trouble::Trouble;
pub use turn::following::Clocks;
use uuid::Uuid;

use crate::{
    git::{
        self as scripts, Script,
        output::{REFUSED, Sections},
    },
    github::Github,
    store::wakes::Wakes,
};

/// How long a sandbox lives that is not used [the proposal's hour], for a provider that ends it by itself.
pub const LIFETIME: Duration = Duration::from_secs(3_600);

/// How often a sandbox is kept alive while its agent works or somebody watches: several times within its lifetime.
pub const EXTEND_EVERY: Duration = Duration::from_secs(300);

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
    /// The agents that are in every sandbox; the first is the one that people get who have not chosen.
    pub agents: Vec<String>,
    /// What every sandbox has in its environment: keys of models.
    pub environment: BTreeMap<String, String>,
    /// Clocks of turns.
    pub clocks: Clocks,
    /// How long and how large logs are kept.
    pub keeping: Keeping,
    /// Connections for the event log, which is written outside of steps; made when the first turn is followed.
    pub events: OnceLock<PgPool>,
    /// Wakes the turns that are followed here.
    pub wakes: Wakes,
    /// GitHub as people. `None` in tests of handlers, which ask nobody.
    pub github: Option<Github>,
    /// Who looks into which sandbox, and what GitHub has said of pull requests just now.
    pub looking: Looking,
}

/// How long and how large what was said is kept.
#[derive(Debug, Clone, Copy)]
pub struct Keeping {
    /// Older events go.
    pub age: Duration,
    /// Bytes of one session's log; the oldest events beyond it go.
    pub bytes: i64,
}

/// Turns that write at a time; one connection more listens for all of them.
const EVENT_CONNECTIONS: u32 = 32;

impl Work {
    pub fn provider(&self) -> Result<&Provider, Trouble> {
        self.provider.as_ref().map_err(|why| Trouble::Lasting(why.clone()))
    }

    pub fn github(&self) -> Result<&Github, Trouble> {
        self.github.as_ref().ok_or_else(|| Trouble::Lasting("GitHub is not known here".into()))
    }

    /// The agent that somebody has chosen, or the default one. `Err`: why there is none, and which there are.
    pub fn agent(&self, chosen: Option<&str>) -> Result<String, String> {
        let known = || self.agents.join(", ");
        match chosen {
            Some(chosen) if self.agents.iter().any(|agent| agent == chosen) => Ok(chosen.to_owned()),
            Some(chosen) => {
                let chosen: String = chosen.chars().take(64).collect();
                Err(format!("There is no agent {chosen:?} here; there are: {}", known()))
            }
            None => self.default_agent().map(str::to_owned).ok_or_else(|| "No agent is installed here".to_owned()),
        }
    }

    pub fn default_agent(&self) -> Option<&str> {
        self.agents.first().map(String::as_str)
    }

    /// Connections that may write, to the same database as `reading`.
    pub fn event_log(&self, reading: &PgPool) -> &PgPool {
        self.events.get_or_init(|| {
            let options = reading.connect_options().as_ref().clone();
            PgPoolOptions::new().max_connections(EVENT_CONNECTIONS).connect_lazy_with(options)
        })
    }

    /// Testing: no sandbox can be made.
    #[cfg(test)]
    pub fn nowhere() -> Self {
        let provider = Err("there are no sandboxes here".into());
        let (allow, limits, environment, events, wakes) = Default::default();
        let (agents, github, looking) = (vec!["mock".into()], None, Looking::default());
        let clocks = Clocks { permission: Duration::from_secs(60), quiet: Duration::from_secs(60) };
        let keeping = Keeping { age: Duration::from_secs(60), bytes: 1 << 20 };
        Self { provider, allow, limits, agents, environment, clocks, keeping, events, wakes, github, looking }
    }
}

/// The sandbox's name at its provider: one for each generation, so that whoever asks again gets the same.
pub fn name(key: &TaskKey, generation: i32) -> Name {
    let text = format!("{}/{}/{generation}", key.organization_id, key.task_id);
    let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, text.as_bytes());
    format!("fd-{}", id.simple()).parse().expect("letters, digits and a hyphen")
}

/// The names of the generations up to this one, newest first.
pub fn names(key: &TaskKey, generation: i32) -> impl Iterator<Item = Name> + '_ {
    (1..=generation).rev().map(|generation| name(key, generation))
}

/// This generation, as its provider is asked for it.
fn wanted(work: &Work, key: &TaskKey, generation: i32) -> Wanted {
    Wanted {
        name: name(key, generation),
        predecessors: names(key, generation - 1).collect(),
        organization: key.organization_id.to_string(),
        environment: work.environment.clone(),
        allow: work.allow.clone(),
        limits: work.limits,
        lifetime: LIFETIME,
    }
}

/// A provider's time.
pub fn millis(time: SystemTime) -> Option<Millis> {
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    Millis::try_from(since.as_millis()).ok()
}

/// Ends a sandbox; one that is gone already is no trouble.
async fn destroy(work: &Work, provider_id: &str) -> Handled<()> {
    let provider = work.provider().map_err(Trouble::into_failure)?;
    provider.destroy(provider_id).await.map_err(|error| Trouble::from(error).into_failure())
}

/// What is put inside for a person, as they are now. No `Debug`: it holds their token.
struct Credentials {
    found: GithubTokenFound,
    /// What is in the token's file.
    file: String,
}

impl Credentials {
    async fn ask(run: &Run, clone_url: &str, person: &UserId) -> Result<Self, Trouble> {
        let found = run.client().query(person, &GithubToken {}, &Caller::service(Actor::Sandbox)).await?;
        let file = scripts::credentials(clone_url, &found.profile.login, &found.token)
            .ok_or_else(|| Trouble::Lasting("the repository's address is none that a token is sent to".into()))?;
        Ok(Self { found, file })
    }

    /// Whose they are, once they are inside.
    fn identity(self, person: &UserId, since: Millis) -> InsideIdentity {
        let GithubTokenFound { profile, expires_at: token_expires_at, .. } = self.found;
        InsideIdentity { user_id: person.clone(), login: profile.login, since, token_expires_at }
    }
}

/// Puts a person's token and identity inside; and how commits will name them.
async fn inject(
    run: &Run,
    inside: &Inside,
    clone_url: &str,
    person: &UserId,
) -> Result<(InsideIdentity, String), Trouble> {
    let credentials = Credentials::ask(run, clone_url, person).await?;
    let found = &credentials.found;
    let (name, email) = scripts::identity(&found.profile, person.as_str().trim_start_matches('u'), clone_url);

    let home = inside.home.as_str();
    let file = scripts::new_token_file(home);
    inside.run("Preparing the token's file", &scripts::prepare_token_file(&file)).await?;
    inside.client.write_file(&file, credentials.file.clone().into()).await?;
    inside.run("Setting git up", &scripts::use_token_file(home, &name, &email)).await?;
    Ok((credentials.identity(person, run.now()), format!("{name} <{email}>")))
}

/// A sandbox as one talks to it.
pub struct Inside {
    pub client: Client,
    /// The folder of the user that everything in it runs as.
    pub home: String,
}

impl Inside {
    pub async fn connect(work: &Work, provider_id: &str) -> Result<Self, Trouble> {
        let endpoint = work.provider()?.connect(provider_id, LIFETIME).await?;
        Ok(Self { client: Client::new(&endpoint)?, home: endpoint.home })
    }

    /// Runs a script; what it said.
    async fn run(&self, what: &'static str, script: &Script) -> Result<String, Trouble> {
        let outcome = self.outcome(script, SCRIPT_LIMIT, SCRIPT_OUTPUT).await?;
        match outcome.exit_code {
            Some(0) => Ok(outcome.stdout + &outcome.stderr),
            None => Err(Trouble::Lasting(format!("{what} took longer than {} s", SCRIPT_LIMIT.as_secs()))),
            Some(REFUSED) => Err(Trouble::Lasting(outcome.stderr.trim().to_owned())),
            Some(_) => Err(trouble::of_git(what, &outcome.stderr)),
        }
    }

    /// Runs a script that reads (see [`scripts::output`]); what it has written.
    pub async fn read(&self, script: &Script, limit: Duration, bytes: usize) -> Result<Sections, Trouble> {
        let outcome = self.outcome(script, limit, bytes).await?;
        let said = outcome.stderr.trim();
        match outcome.exit_code {
            Some(0) => Sections::read(&outcome.stdout).map_err(|error| Trouble::Lasting(error.to_string())),
            None => Err(Trouble::Lasting(format!("reading took longer than {} s", limit.as_secs()))),
            Some(REFUSED) => Err(Trouble::Lasting(said.to_owned())),
            Some(_) => Err(Trouble::Lasting(format!("git says: {said}"))),
        }
    }

    /// Runs a script to its end, whatever that is; without an exit code when it took longer than `limit`.
    pub async fn outcome(&self, script: &Script, limit: Duration, bytes: usize) -> Result<RunOutcome, Trouble> {
        let command = Command {
            command: "sh".into(),
            args: script.command_line(),
            cwd: Some(self.home.clone()),
            environment: [("HOME".to_owned(), self.home.clone())].into(),
            limit,
            max_output_bytes: bytes,
        };
        Ok(self.client.run(&command).await?)
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
