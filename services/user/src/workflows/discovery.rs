//! `user.workflow.discovery`: asks GitHub which organizations a person belongs to.
//!
//! `ask` → `tell`. When GitHub does not take the person's token: `pause` and `askAgain` before it, as one refusal may be a
//! slip of GitHub's. When it does not say at all: `fail` instead of `tell`. What is told is `user.command.applyDiscovery`,
//! so that all that is written of a person is written by commands of theirs, in order.

use contracts::{
    AccountId, Actor, Millis, OrganizationId, UserId,
    github_data::{ContextOverrides, ResolveAccount},
    organization::InstallationStatus,
    user::{ApplyDiscovery, Discovered, Discovery, DiscoveryNews, OrganizationFound},
};
use futures::{FutureExt, StreamExt, TryStreamExt, stream};
use runtime::{Caller, Cx, Failure, Handled, RetryPolicy, Run, Waiting};
use serde::{Deserialize, Serialize};
use vault::Vault;

use crate::{
    account::{StoredToken, TokenState},
    error::UserError,
    github::{AccountFound, Belongings, Github, GithubError},
    store,
};

/// A rate limit lasts an hour; whoever has waited for most of a day should know.
const WAITS: u32 = 12;

/// After this long a token that GitHub did not take is tried once more.
const SECOND_CHANCE_MS: Millis = 2_000;

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

/// What GitHub said; recorded. No token is in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Asked {
    Found {
        observed_at: Millis,
        belongings: Belongings,
    },
    Failed {
        message: String,
        refused_token: Option<i64>,
        /// When GitHub did not take the token.
        #[serde(default)]
        refused_at: Option<Millis>,
    },
}

impl Asked {
    /// GitHub was not asked.
    fn failed(message: String) -> Self {
        Self::Failed { message, refused_token: None, refused_at: None }
    }
}

/// Why a search did not come to its end.
enum SearchFailure {
    /// GitHub does not say; what people should read and do.
    Told { message: String, refused_token: Option<i64>, refused_at: Option<Millis> },
    /// Of our own making.
    Ours(Failure),
}

impl Search {
    async fn search(&self) -> Result<Discovered, SearchFailure> {
        let mut asked = self.ask("ask").await;
        if let Err(SearchFailure::Told { refused_at: Some(at), .. }) = &asked {
            self.run.sleep_until("pause", at + SECOND_CHANCE_MS).await?;
            asked = self.ask("askAgain").await;
        }
        let (observed_at, belongings) = asked?;
        Ok(self.tell(observed_at, &belongings).await?)
    }

    /// Asks GitHub, and waits for it where that helps.
    async fn ask(&self, step: &str) -> Result<(Millis, Belongings), SearchFailure> {
        let policy = RetryPolicy { waits: WAITS, ..RetryPolicy::default() };
        let asked = self.run.waiting_step(
            policy,
            step,
            || self.ask_github(),
            |cx, waiting| {
                let (user_id, run_id) = (self.user_id.clone(), self.run.run_id().to_owned());
                async move { show_waiting(cx, &user_id, run_id, &waiting) }.boxed()
            },
            |_, asked| async { Ok(asked) }.boxed(),
        );
        let message = match asked.await {
            Ok(Asked::Found { observed_at, belongings }) => return Ok((observed_at, belongings)),
            Ok(Asked::Failed { message, refused_token, refused_at }) => {
                return Err(SearchFailure::Told { message, refused_token, refused_at });
            }
            Err(Failure::Later { until: Some(_), .. }) => {
                "GitHub's rate limit was used up each time: try again tomorrow".to_owned()
            }
            Err(Failure::Later { why, .. }) => why,
            Err(failure) => return Err(SearchFailure::Ours(failure)),
        };
        Err(SearchFailure::Told { message, refused_token: None, refused_at: None })
    }

    /// Asks with the newest token of the person, unless GitHub is known to refuse it.
    async fn ask_github(&self) -> Handled<Asked> {
        let observed_at = self.run.now();
        let stored = store::accounts::read(self.run.reader().db(), &self.user_id).await?.token;
        match stored.state(observed_at) {
            TokenState::Accepted => {}
            TokenState::Renewing => return Err(Failure::later(None, UserError::TokenRenewing.to_string())),
            TokenState::Over => return Ok(Asked::failed(GithubError::TokenRefused.to_string())),
        }
        let StoredToken { sealed, number, .. } = stored;
        let token = match self.asking.vault.open(&self.user_id, &sealed) {
            Ok(token) => token,
            Err(error) => {
                let message = format!("Your token for GitHub cannot be opened ({error}): sign out and in again");
                return Ok(Asked::failed(message));
            }
        };
        let error = match self.asking.github.belongings(&self.user_id, &token).await {
            Ok(belongings) => return Ok(Asked::Found { observed_at, belongings }),
            Err(error) => error,
        };
        let message = error.to_string();
        match error {
            GithubError::RateLimited { resets_at } => Err(Failure::later(Some(resets_at), message)),
            error if error.is_passing() => {
                tracing::warn!("GitHub is in trouble: {:#}", anyhow::Error::new(error));
                Err(Failure::later(None, message))
            }
            error => {
                let is_refused = matches!(error, GithubError::TokenRefused | GithubError::WrongPerson);
                let refused_at = matches!(error, GithubError::TokenRefused).then(|| self.run.now());
                Ok(Asked::Failed { message, refused_token: is_refused.then_some(number), refused_at })
            }
        }
    }

    /// Finds out which organization each account is here, and tells the person's actor.
    async fn tell(&self, observed_at: Millis, belongings: &Belongings) -> Handled<Discovered> {
        let fetch = || self.resolve(belongings);
        let (user_id, run_id, profile) = (&self.user_id, self.run.run_id(), &belongings.profile);
        self.run
            .step("tell", fetch, |cx, (organizations, withheld)| {
                let (user_id, run_id, profile) = (user_id.clone(), run_id.to_owned(), profile.clone());
                async move {
                    let discovered =
                        Discovered { organizations: u32::try_from(organizations.len()).unwrap_or(u32::MAX) };
                    let note = not_shown(&withheld);
                    let withheld = withheld.into_iter().flatten().collect();
                    let news = DiscoveryNews::Found { profile, organizations, withheld, note };
                    cx.send(&user_id, &ApplyDiscovery { run_id, observed_at, news })?;
                    Ok(discovered)
                }
                .boxed()
            })
            .await
    }

    /// What was found, and what was left out: those that are not known here are `None`.
    async fn resolve(&self, belongings: &Belongings) -> Handled<(Vec<OrganizationFound>, Vec<Option<OrganizationId>>)> {
        let Belongings { accounts, withheld, .. } = belongings.clone();
        let found: Vec<Option<OrganizationFound>> =
            stream::iter(accounts).map(|account| self.resolve_one(account)).buffered(LOOKUPS).try_collect().await?;
        let withheld =
            stream::iter(withheld).map(|number| self.place_of(number)).buffered(LOOKUPS).try_collect().await?;
        Ok((found.into_iter().flatten().collect(), withheld))
    }

    /// GitHub names it by number alone.
    async fn place_of(&self, number: u64) -> Handled<Option<OrganizationId>> {
        let query = ResolveAccount { login: String::new(), installation_id: None };
        let caller = Caller::service(Actor::User);
        let resolved = self.run.client().query(&AccountId::for_number(number), &query, &caller).await?;
        Ok(resolved.organization_id)
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

/// What the person should do where organizations ask for single sign-on.
fn not_shown(withheld: &[Option<OrganizationId>]) -> Option<String> {
    if withheld.is_empty() {
        return None;
    }
    let known: Vec<_> = withheld.iter().flatten().map(OrganizationId::as_str).collect();
    let who = match (known.as_slice(), withheld.len()) {
        ([], 1) => "an organization that asks".to_owned(),
        ([], count) => format!("{count} organizations that ask"),
        ([one], 1) => format!("{one}, which asks"),
        (known, count) if known.len() == count => format!("{}, which ask", known.join(", ")),
        (known, count) => format!("{count} organizations that ask ({} among them)", known.join(", ")),
    };
    Some(format!(
        "GitHub does not show {who} for single sign-on: authorise Foundry there (in GitHub's settings: Applications, \
         Authorized OAuth Apps), then look again"
    ))
}

/// Tells the person why nothing is found yet.
fn show_waiting(cx: &mut Cx, user_id: &UserId, run_id: String, waiting: &Waiting) -> Handled<()> {
    let message = match waiting.is_named {
        true => format!("GitHub's rate limit is used up until {}; then it goes on", clock_time(waiting.until)),
        false => "GitHub does not answer as it should; trying again".to_owned(),
    };
    let (observed_at, news) = (cx.now, DiscoveryNews::Waiting { message });
    cx.send(user_id, &ApplyDiscovery { run_id, observed_at, news })
}

impl SearchFailure {
    /// What people should read, and the token that GitHub no longer takes.
    fn news(&self) -> (String, Option<i64>) {
        match self {
            Self::Told { message, refused_token, .. } => (message.clone(), *refused_token),
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

#[cfg(test)]
mod tests {
    use contracts::{github_data::AccountResolved, user::SealedToken};
    use github_api::ApiSettings;
    use github_standin::{GitHub as Standin, Options};
    use runtime::testing::{Ran, TestWorkflow};
    use sqlx::PgPool;
    use test_postgres::LentDatabase;
    use vault::Token;

    use super::*;
    use crate::{
        account::Account,
        testing::{profile, vault},
    };

    /// Bob, the stand-in for GitHub, and a database of their own.
    struct Searching {
        standin: Standin,
        workflow: TestWorkflow<Discovery>,
        bob: UserId,
        /// Bob's token, sealed once: no two seals are alike.
        sealed: SealedToken,
        _database: LentDatabase,
    }

    impl Searching {
        async fn new() -> Self {
            rustls::crypto::ring::default_provider().install_default().ok();
            let standin = Standin::start(Options::generated(3)).await.unwrap();
            let bob = UserId::for_number(standin.world().account("bob").unwrap().id);
            let sealed = vault().seal(&bob, &Token::new(standin.sign_in("bob").unwrap()), vec![]);
            let settings = ApiSettings { github_url: standin.base(), github_timeout_ms: 5_000 };
            let service = crate::service(Github::new(&settings).unwrap(), vault());
            let database = LentDatabase::for_service("user").await.unwrap();
            // An organization's id is its login.
            let answers = |_: &str, body: &[u8]| {
                let ResolveAccount { login, .. } = serde_json::from_slice(body)?;
                Ok(serde_json::to_vec(&AccountResolved { organization_id: login.parse().ok() })?.into())
            };
            let workflow = TestWorkflow::new(service, &database.url, bob.clone(), Discovery {}, answers).await.unwrap();
            Self { standin, workflow, bob, sealed, _database: database }
        }

        /// Bob has signed in.
        async fn sign_in(&self, pool: &PgPool) {
            let account = Account::signed_in(None, &self.bob, profile("bob"), (self.sealed.clone(), None), 1);
            store::accounts::save(&mut pool.acquire().await.unwrap(), &account).await.unwrap();
        }

        async fn ran(&self) -> Ran {
            self.workflow.run(async |pool| self.sign_in(pool).await).await
        }

        fn asked(&self) -> usize {
            usize::try_from(self.standin.requests().total).unwrap()
        }
    }

    fn news(ran: &Ran) -> Vec<DiscoveryNews> {
        let told = ran.sent.iter().filter(|(to, _)| to.starts_with("user.command.applyDiscovery."));
        told.map(|(_, body)| serde_json::from_value::<ApplyDiscovery>(body.clone()).unwrap().news).collect()
    }

    fn steps(ran: &Ran) -> Vec<&str> {
        ran.steps.iter().map(|(step, _)| step.as_str()).collect()
    }

    #[tokio::test]
    async fn whatever_happens_to_its_worker_a_search_ends_the_same() {
        let searching = Searching::new().await;
        let in_trouble = async |pool: &PgPool| {
            searching.standin.mend();
            searching.standin.fail_route(None, 502, 1);
            searching.sign_in(pool).await;
        };
        let ran = searching.workflow.withstands_faults(in_trouble, || searching.asked()).await;

        assert_eq!((ran.status.as_str(), steps(&ran)), ("done", vec!["ask", "tell"]));
        let news = news(&ran);
        let [waiting, DiscoveryNews::Found { organizations, .. }] = news.as_slice() else { panic!("{news:?}") };
        let message = "GitHub does not answer as it should; trying again".to_owned();
        assert_eq!(waiting, &DiscoveryNews::Waiting { message });
        let found: Vec<_> = organizations.iter().map(|found| found.organization_id.as_str()).collect();
        assert_eq!(found, ["bob", "brightwater"]);
    }

    #[tokio::test]
    async fn one_refusal_of_a_token_may_be_a_slip_and_a_second_is_none() {
        let searching = Searching::new().await;
        searching.standin.fail_route(Some("GET /user"), 401, 1);
        let ran = searching.ran().await;
        assert_eq!((ran.status.as_str(), steps(&ran)), ("done", vec!["ask", "pause", "askAgain", "tell"]));
        assert!(matches!(news(&ran)[..], [DiscoveryNews::Found { .. }]));

        searching.standin.fail_route(Some("GET /user"), 401, 2);
        let ran = searching.ran().await;
        assert_eq!((ran.status.as_str(), steps(&ran)), ("failed", vec!["ask", "pause", "askAgain", "fail"]));
        assert!(matches!(news(&ran)[..], [DiscoveryNews::Failed { refused_token: Some(1), .. }]), "{ran:?}");
    }

    #[tokio::test]
    async fn organizations_that_ask_for_single_sign_on_are_named_to_the_person() {
        let searching = Searching::new().await;
        searching.standin.require_sso("brightwater");
        let ran = searching.ran().await;
        let [DiscoveryNews::Found { organizations, note: Some(note), .. }] = &news(&ran)[..] else { panic!("{ran:?}") };
        assert_eq!(organizations.len(), 1);
        assert!(note.contains("single sign-on"), "{note}");
    }

    #[test]
    fn what_is_not_shown_is_named_as_far_as_it_is_known() {
        let acme: OrganizationId = "acme".parse().unwrap();
        let said = |withheld: &[Option<OrganizationId>]| not_shown(withheld).unwrap_or_default();
        assert_eq!(said(&[]), "");
        assert!(said(&[Some(acme.clone())]).starts_with("GitHub does not show acme, which asks for single sign-on:"));
        assert!(said(&[None, None]).starts_with("GitHub does not show 2 organizations that ask for"));
        assert!(said(&[Some(acme), None]).contains("2 organizations that ask (acme among them) for single sign-on"));
    }

    #[tokio::test]
    async fn a_used_up_rate_limit_is_shown_and_waited_out() {
        let searching = Searching::new().await;
        searching.standin.set_secondary_limit(30, Some(2));
        let ran = searching.ran().await;

        assert_eq!((ran.status.as_str(), steps(&ran)), ("done", vec!["ask", "tell"]));
        let waits = news(&ran);
        let until = "GitHub's rate limit is used up until ";
        let is_wait = |news: &&DiscoveryNews| matches!(news, DiscoveryNews::Waiting { message } if message.starts_with(until) && message.ends_with("; then it goes on"));
        assert_eq!((waits.iter().filter(is_wait).count(), waits.len()), (2, 3));
    }

    #[tokio::test]
    async fn a_rate_limit_without_end_is_given_up_and_people_see_why() {
        let searching = Searching::new().await;
        searching.standin.set_secondary_limit(30, None);
        let ran = searching.ran().await;

        assert_eq!((ran.status.as_str(), steps(&ran)), ("failed", vec!["ask", "fail"]));
        let message = "GitHub's rate limit was used up each time: try again tomorrow".to_owned();
        assert_eq!(news(&ran).pop(), Some(DiscoveryNews::Failed { message, refused_token: None }));
        assert_eq!(news(&ran).len(), WAITS as usize + 1);
    }

    #[tokio::test]
    async fn a_github_that_stays_in_trouble_ends_the_search_in_its_own_words() {
        let searching = Searching::new().await;
        searching.standin.fail_route(None, 502, 1_000);
        let ran = searching.ran().await;

        assert_eq!((ran.status.as_str(), news(&ran).len()), ("failed", 4));
        let Some(DiscoveryNews::Failed { message, refused_token: None }) = news(&ran).pop() else { panic!("{ran:?}") };
        assert!(message.starts_with("GitHub") && message.ends_with(": try again in a while"), "{message}");
    }
}
