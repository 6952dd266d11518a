//! `user.workflow.tokenRenewal`: gets another token for one that ends.
//!
//! `ask`. What is told is `user.command.applyRenewal`, with the new token sealed. When GitHub says nothing for minutes: `again`
//! after it, which has the token renewed later.

use contracts::{
    Millis, UserId,
    user::{ApplyRenewal, Renewable, RenewalNews, TokenRenewal, TokenRenewed},
};
use futures::FutureExt;
use github_api::{ApiError, GrantedRenewal, GrantedToken};
use runtime::{Failure, Handled, RetryPolicy, Run};
use vault::{Token, Vault};

use super::discovery::Asking;
use crate::{github::Renewed, renewal, store};

/// Some six minutes. An outage that lasts longer is met by the clock, so that the token of somebody who has signed out
/// meanwhile is not asked for any more.
const PATIENCE: RetryPolicy = RetryPolicy { backoff: &[1_000, 5_000, 15_000, 60_000, 300_000], waits: 200 };

/// GitHub takes a refresh token once. Whoever is killed between GitHub's answer and its record has lost both, and their
/// person signs in again: nothing here could keep that from happening.
pub async fn token_renewal(run: Run, user_id: UserId, input: TokenRenewal, asking: Asking) -> Handled<TokenRenewed> {
    let number = input.number;
    let renewed = ask_and_tell(&run, &user_id, number, &asking).await;
    if let Err(Failure::Later { .. } | Failure::Failed(_)) = &renewed {
        run.commit("again", |cx| {
            let user_id = user_id.clone();
            async move { renewal::again(cx, &user_id, number).await }.boxed()
        })
        .await?;
    }
    renewed
}

async fn ask_and_tell(run: &Run, user_id: &UserId, number: i64, asking: &Asking) -> Handled<TokenRenewed> {
    let asked = run.waiting_step(
        PATIENCE,
        "ask",
        || ask(run, user_id, number, asking),
        |_, waiting| {
            tracing::warn!("GitHub gives no other token yet; trying again: {}", waiting.why);
            async { Ok(()) }.boxed()
        },
        |cx, news: Option<RenewalNews>| {
            let user_id = user_id.clone();
            async move {
                let renewed = matches!(news, Some(RenewalNews::Renewed { .. }));
                if let Some(news) = news {
                    cx.send(&user_id, &ApplyRenewal { number, news })?;
                }
                Ok(TokenRenewed { renewed })
            }
            .boxed()
        },
    );
    asked.await
}

/// `None`: another token has followed it meanwhile.
async fn ask(run: &Run, user_id: &UserId, number: i64, asking: &Asking) -> Handled<Option<RenewalNews>> {
    let stored = store::accounts::read(run.reader().db(), user_id).await?.token;
    let is_it = stored.number == number && stored.revoked_at.is_none();
    let Some(renewable) = stored.renewable.filter(|_| is_it) else { return Ok(None) };
    let Ok(refresh_token) = asking.vault.open(user_id, &renewable.refresh_token) else {
        tracing::warn!(user.id = %user_id, "A refresh token cannot be opened with the present keys");
        return Ok(Some(RenewalNews::Refused {}));
    };

    // Before it is asked for: a token counts from when GitHub gives it.
    let now = run.now();
    match asking.github.renewed(&refresh_token, now).await {
        Ok(Renewed::Granted(granted)) => Ok(Some(sealed(&asking.vault, user_id, granted, now))),
        Ok(Renewed::Refused(why)) => {
            tracing::warn!(user.id = %user_id, github.error = why, "GitHub gives no other token for this one");
            Ok(Some(RenewalNews::Refused {}))
        }
        // It is about us, and passes when an operator has mended it; the token is as good as before.
        Ok(Renewed::Withheld(word)) => Err(Failure::later(None, format!("GitHub gives no other token: {word}"))),
        Err(ApiError::RateLimited { resets_at }) => {
            Err(Failure::later(Some(resets_at), "GitHub's rate limit is used up"))
        }
        Err(error) => Err(Failure::later(None, error.to_string())),
    }
}

fn sealed(vault: &Vault, user_id: &UserId, granted: GrantedToken, issued_at: Millis) -> RenewalNews {
    let GrantedToken { token, scopes, renewable } = granted;
    let seal = |text: String, scopes| vault.seal(user_id, &Token::new(text), scopes);
    let renewable = renewable.map(|GrantedRenewal { expires_at, refresh_token, refresh_expires_at }| Renewable {
        issued_at,
        expires_at,
        refresh_token: seal(refresh_token, Vec::new()),
        refresh_expires_at,
    });
    RenewalNews::Renewed { token: seal(token, scopes), renewable }
}

#[cfg(test)]
mod tests {
    use contracts::user::SealedToken;
    use github_api::ApiSettings;
    use github_standin::{GitHub as Standin, Options};
    use runtime::testing::{Ran, TestWorkflow};
    use sqlx::PgPool;
    use test_postgres::LentDatabase;

    use super::*;
    use crate::{
        account::Account,
        github::{Github, OauthClient},
        testing::{profile, vault},
    };

    /// Bob, whose token ends, and a GitHub that gives others.
    struct Renewing {
        standin: Standin,
        workflow: TestWorkflow<TokenRenewal>,
        bob: UserId,
        sealed: (SealedToken, Option<Renewable>),
        _database: LentDatabase,
    }

    impl Renewing {
        async fn new() -> Self {
            Self::with_secret("standin-client-secret").await
        }

        async fn with_secret(github_client_secret: &str) -> Self {
            rustls::crypto::ring::default_provider().install_default().ok();
            let standin = Standin::start(Options::generated(1)).await.unwrap();
            standin.set_token_lifetime(Some(28_800));
            let bob = UserId::for_number(standin.world().account("bob").unwrap().id);
            let (token, refresh) = standin.expiring_sign_in("bob").unwrap();
            let seal = |text: String| vault().seal(&bob, &Token::new(text), vec![]);
            let (issued_at, expires_at) = (1, runtime::now() + 28_800_000);
            let renewable = Renewable { issued_at, expires_at, refresh_token: seal(refresh), refresh_expires_at: None };
            let sealed = (seal(token), Some(renewable));
            let settings = ApiSettings { github_url: standin.base(), github_timeout_ms: 5_000 };
            let client = OauthClient {
                github_web_url: standin.base(),
                github_client_id: "Iv1.standin".into(),
                github_client_secret: github_client_secret.into(),
            };
            let github = Github::new(&settings).unwrap().with_client(&settings, client);
            let database = LentDatabase::for_service("user").await.unwrap();
            let nobody = |subject: &str, _: &[u8]| panic!("nobody should be asked {subject}");
            let service = crate::service(github, vault());
            let input = TokenRenewal { number: 1 };
            let workflow = TestWorkflow::new(service, &database.url, bob.clone(), input, nobody).await.unwrap();
            Self { standin, workflow, bob, sealed, _database: database }
        }

        async fn ran(&self) -> Ran {
            self.workflow.run(async |pool| self.sign_in(pool).await).await
        }

        async fn sign_in(&self, pool: &PgPool) {
            let account = Account::signed_in(None, &self.bob, profile("bob"), self.sealed.clone(), 1);
            store::accounts::save(&mut pool.acquire().await.unwrap(), &account).await.unwrap();
        }
    }

    fn news(ran: &Ran) -> Vec<RenewalNews> {
        let told = ran.sent.iter().filter(|(to, _)| to.starts_with("user.command.applyRenewal."));
        told.map(|(_, body)| serde_json::from_value::<ApplyRenewal>(body.clone()).unwrap().news).collect()
    }

    #[tokio::test]
    async fn another_token_is_got_and_told_sealed() {
        let renewing = Renewing::new().await;
        let ran = renewing.ran().await;
        let [RenewalNews::Renewed { token, renewable: Some(renewable) }] = &news(&ran)[..] else { panic!("{ran:?}") };
        let open = |sealed| vault().open(&renewing.bob, sealed).unwrap().reveal().to_owned();
        assert!(open(token).starts_with("ghu_") && open(&renewable.refresh_token).starts_with("ghr_"));
        assert!(renewable.expires_at > runtime::now());
        let everything = format!("{ran:?}");
        assert!(!everything.contains("ghu_") && !everything.contains("ghr_"), "no token is in the clear");
    }

    fn again(ran: &Ran) -> usize {
        ran.sent.iter().filter(|(to, _)| to.contains("tokenExpiry")).count()
    }

    #[tokio::test]
    async fn a_github_that_is_away_for_long_is_asked_again_by_the_clock() {
        let renewing = Renewing::new().await;
        renewing.standin.fail_route(Some("POST /login/oauth/access_token"), 502, 10);
        let ran = renewing.ran().await;
        assert_eq!((ran.status.as_str(), news(&ran).len(), again(&ran)), ("failed", 0, 1), "{ran:?}");

        renewing.standin.mend();
        let ran = renewing.ran().await;
        assert!(matches!(news(&ran)[..], [RenewalNews::Renewed { .. }]) && again(&ran) == 0, "{ran:?}");
    }

    #[tokio::test]
    async fn what_github_says_of_us_revokes_no_token() {
        let renewing = Renewing::with_secret("the former secret").await;
        let ran = renewing.ran().await;
        assert_eq!((news(&ran).len(), again(&ran)), (0, 1), "{ran:?}");
    }

    #[tokio::test]
    async fn a_rate_limit_is_waited_out_as_long_as_github_says() {
        let renewing = Renewing::new().await;
        renewing.standin.fail_route(Some("POST /login/oauth/access_token"), 429, 6);
        let ran = renewing.ran().await;
        assert!(matches!(news(&ran)[..], [RenewalNews::Renewed { .. }]), "{ran:?}");
    }

    #[tokio::test]
    async fn a_refresh_token_that_was_used_is_refused_and_a_github_in_trouble_is_asked_again() {
        let renewing = Renewing::new().await;
        renewing.standin.fail_route(Some("POST /login/oauth/access_token"), 502, 1);
        assert!(matches!(news(&renewing.ran().await)[..], [RenewalNews::Renewed { .. }]));
        assert_eq!(news(&renewing.ran().await), [RenewalNews::Refused {}]);
    }
}
