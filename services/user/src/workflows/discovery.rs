//! `user.workflow.discovery`: asks GitHub which organizations a person belongs to.
//!
//! `ask` → `tell`. When GitHub is not ready: `ask/wait`, `ask/try-2`, `ask/try-2/wait` … before `tell`. When it does not say
//! at all: `fail` instead of `tell`. What is told is `user.command.applyDiscovery`, so that all that is written of a person
//! is written by commands of theirs, in order.

use contracts::{
    AccountId, Actor, Millis, UserId,
    github_data::{ContextOverrides, ResolveAccount},
    organization::InstallationStatus,
    user::{ApplyDiscovery, Discovered, Discovery, DiscoveryNews, OrganizationFound},
};
use futures::{FutureExt, StreamExt, TryStreamExt, stream};
use runtime::{Caller, Cx, Failure, Handled, Run};
use serde::{Deserialize, Serialize};
use vault::Vault;

use crate::{
    account::StoredToken,
    github::{AccountFound, Belongings, Github, GithubError},
    store,
};

/// How long a run waits for a GitHub that is in trouble, before each further try. The runtime's own attempts are over in
/// less than a second, which no outage is.
const TROUBLE_MS: [Millis; 3] = [1_000, 5_000, 15_000];

/// A rate limit lasts an hour; whoever has waited for most of a day should know.
const TRIES: usize = 12;

/// Accounts asked for at a time. github-data answers each with one read; more would only queue there.
const LOOKUPS: usize = 8;

/// Only one search of a person is under way at a time.
pub fn workflow_id(user_id: &UserId) -> String {
    format!("discovery:{user_id}")
}

/// Whom a search asks, and what opens tokens.
#[derive(Clone)]
pub struct Asking {
    pub github: Github,
    pub vault: Vault,
}

pub async fn discovery(run: Run, user_id: UserId, _: Discovery, asking: Asking) -> Handled<Discovered> {
    let search = Search { run, user_id, asking };
    let failure = match search.search().await {
        Ok(discovered) => return Ok(discovered),
        Err(failure) => failure,
    };
    search.fail(&failure).await?;
    Err(failure.into_failure())
}

struct Search {
    run: Run,
    user_id: UserId,
    asking: Asking,
}

/// What one try came to; recorded. No token is in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Asked {
    Found { observed_at: Millis, belongings: Belongings },
    Waits { until: Millis, is_trouble: bool, message: String },
    Failed { message: String, refused_token: Option<i64> },
}

/// Why a search did not come to its end.
enum SearchFailure {
    /// GitHub does not say; what people should read and do.
    Told { message: String, refused_token: Option<i64> },
    /// Of our own making.
    Ours(Failure),
}

impl Search {
    async fn search(&self) -> Result<Discovered, SearchFailure> {
        let (observed_at, belongings) = self.ask().await?;
        Ok(self.tell(observed_at, &belongings).await?)
    }

    /// Asks GitHub, and waits for it where that helps. Each try is a step of its own.
    async fn ask(&self) -> Result<(Millis, Belongings), SearchFailure> {
        let (mut name, mut patience) = ("ask".to_owned(), TROUBLE_MS.as_slice());
        for tries in 2..TRIES + 2 {
            let trouble_ms = patience.first().copied();
            let tried = self.run.step(
                &name,
                || self.try_once(trouble_ms),
                |cx, asked| {
                    let (user_id, run_id) = (self.user_id.clone(), self.run.run_id().to_owned());
                    async move { show_waiting(cx, &user_id, run_id, asked) }.boxed()
                },
            );
            match tried.await? {
                Asked::Found { observed_at, belongings } => return Ok((observed_at, belongings)),
                Asked::Failed { message, refused_token } => return Err(SearchFailure::Told { message, refused_token }),
                Asked::Waits { until, is_trouble, .. } => {
                    patience = if is_trouble { patience.get(1..).unwrap_or_default() } else { patience };
                    self.run.sleep_until(&format!("{name}/wait"), until).await?;
                }
            }
            name = format!("ask/try-{tries}");
        }
        let message = "GitHub's rate limit was used up each time: try again tomorrow".to_owned();
        Err(SearchFailure::Told { message, refused_token: None })
    }

    /// Asks with the newest token of the person, unless GitHub is known to refuse it. `trouble_ms`: how long to wait for a
    /// GitHub in trouble; without it, its trouble is the end of the search.
    async fn try_once(&self, trouble_ms: Option<Millis>) -> Handled<Asked> {
        let observed_at = self.run.now();
        let stored = store::accounts::read(self.run.reader().db(), &self.user_id).await?.token;
        let StoredToken { sealed, number, revoked_at } = stored;
        if revoked_at.is_some() {
            return Ok(Asked::Failed { message: GithubError::TokenRefused.to_string(), refused_token: None });
        }
        let token = match self.asking.vault.open(&self.user_id, &sealed) {
            Ok(token) => token,
            Err(error) => {
                let message = format!("Your token for GitHub cannot be opened ({error}): sign out and in again");
                return Ok(Asked::Failed { message, refused_token: None });
            }
        };
        let error = match self.asking.github.belongings(&self.user_id, &token).await {
            Ok(belongings) => return Ok(Asked::Found { observed_at, belongings }),
            Err(error) => error,
        };
        Ok(match error {
            GithubError::RateLimited { resets_at: until } => {
                let message = format!("GitHub's rate limit is used up until {}; then it goes on", clock_time(until));
                Asked::Waits { until, is_trouble: false, message }
            }
            error if error.is_passing() && trouble_ms.is_some() => {
                tracing::warn!("GitHub is in trouble; trying again: {:#}", anyhow::Error::new(error));
                let until = self.run.now() + trouble_ms.unwrap_or_default();
                Asked::Waits {
                    until,
                    is_trouble: true,
                    message: "GitHub does not answer as it should; trying again".into(),
                }
            }
            error => {
                let is_refused = matches!(error, GithubError::TokenRefused | GithubError::WrongPerson);
                Asked::Failed { message: error.to_string(), refused_token: is_refused.then_some(number) }
            }
        })
    }

    /// Finds out which organization each account is here, and tells the person's actor.
    async fn tell(&self, observed_at: Millis, belongings: &Belongings) -> Handled<Discovered> {
        let fetch = || self.resolve(belongings.accounts.clone());
        let (user_id, run_id, profile) = (&self.user_id, self.run.run_id(), &belongings.profile);
        self.run
            .step("tell", fetch, |cx, organizations| {
                let (user_id, run_id, profile) = (user_id.clone(), run_id.to_owned(), profile.clone());
                async move {
                    let discovered =
                        Discovered { organizations: u32::try_from(organizations.len()).unwrap_or(u32::MAX) };
                    let news = DiscoveryNews::Found { profile, organizations };
                    cx.send(&user_id, &ApplyDiscovery { run_id, observed_at, news })?;
                    Ok(discovered)
                }
                .boxed()
            })
            .await
    }

    async fn resolve(&self, accounts: Vec<AccountFound>) -> Handled<Vec<OrganizationFound>> {
        let found: Vec<Option<OrganizationFound>> =
            stream::iter(accounts).map(|account| self.resolve_one(account)).buffered(LOOKUPS).try_collect().await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// A login is not enough: an account may have taken another one since, and somebody else its old one. `None`: its login
    /// cannot be an id.
    async fn resolve_one(&self, account: AccountFound) -> Handled<Option<OrganizationFound>> {
        let AccountFound { number, login, kind, role, installed } = account;
        let account_id = AccountId::for_number(number);
        let installation_id = installed.map(|installed| installed.installation_id);
        let query = ResolveAccount { login: login.clone(), installation_id };
        let resolved = self.run.client().query(&account_id, &query, &Caller::service(Actor::User)).await?;
        let installation_status = installed.map(|installed| match installed.is_suspended {
            true => InstallationStatus::ReconnectRequired,
            false => InstallationStatus::Connected,
        });
        let account = ContextOverrides {
            connected_account: Some(login),
            kind: Some(kind),
            installation_status,
            installation_id,
            account_id: Some(account_id),
        };
        Ok(resolved.organization_id.map(|organization_id| OrganizationFound { organization_id, role, account }))
    }

    /// Shows why the search did not come to its end.
    async fn fail(&self, failure: &SearchFailure) -> Handled<()> {
        let (message, refused_token) = failure.news();
        let (user_id, run_id, observed_at) = (&self.user_id, self.run.run_id(), self.run.started_at());
        self.run
            .commit("fail", |cx| {
                let news = DiscoveryNews::Failed { message: message.clone(), refused_token };
                let told = ApplyDiscovery { run_id: run_id.to_owned(), observed_at, news };
                let user_id = user_id.clone();
                async move { cx.send(&user_id, &told) }.boxed()
            })
            .await
    }
}

/// Tells the person why nothing is found yet, and passes the answer on to be recorded.
fn show_waiting(cx: &mut Cx, user_id: &UserId, run_id: String, asked: Asked) -> Handled<Asked> {
    if let Asked::Waits { message, .. } = &asked {
        let news = DiscoveryNews::Waiting { message: message.clone() };
        let observed_at = cx.now;
        cx.send(user_id, &ApplyDiscovery { run_id, observed_at, news })?;
    }
    Ok(asked)
}

impl SearchFailure {
    /// What people should read, and the token that GitHub no longer takes.
    fn news(&self) -> (String, Option<i64>) {
        match self {
            Self::Told { message, refused_token } => (message.clone(), *refused_token),
            Self::Ours(Failure::Refused { message, .. }) => (format!("The search stopped: {message}"), None),
            // The causes behind it are for the log; people cannot do anything about a socket.
            Self::Ours(_) => ("The search failed here: try again in a while".to_owned(), None),
        }
    }

    fn into_failure(self) -> Failure {
        match self {
            Self::Told { message, .. } => {
                Failure::refused(contracts::RefusalKind::Conflict, "user.discovery_failed", message)
            }
            Self::Ours(failure) => failure,
        }
    }
}

impl From<Failure> for SearchFailure {
    fn from(failure: Failure) -> Self {
        Self::Ours(failure)
    }
}

/// `12:40 UTC`
fn clock_time(at: Millis) -> String {
    let time = jiff::Timestamp::from_millisecond(at).unwrap_or_default();
    time.strftime("%H:%M UTC").to_string()
}
