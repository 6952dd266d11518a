//! A step that asks GitHub, and waits durably when GitHub's rate limit is used up or GitHub is in trouble.

use std::sync::Arc;

use contracts::{Millis, OrganizationId, organization::RateLimit};
use futures::{FutureExt, future::BoxFuture};
use github_api::ApiError;
use runtime::{Cx, Handled, Run};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    github::{Github, GithubError, Scope},
    store, tell,
};

/// Takes in what was fetched, for the reading `C`.
pub type Save<C, D, T> = for<'a> fn(&'a mut Cx, Arc<C>, D) -> BoxFuture<'a, Handled<T>>;

/// One workflow run, with the GitHub it asks.
#[derive(Clone)]
pub struct Steps {
    pub run: Run,
    pub github: Github,
    pub organization_id: OrganizationId,
}

/// How long a run waits for a GitHub that is in trouble, before each further try. The runtime's own attempts are over in
/// less than a second, which no outage is.
const TROUBLE_MS: [Millis; 3] = [1_000, 5_000, 15_000];

/// What one try of a step came to; recorded.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Try<T> {
    Done(T),
    RateLimited { until: Millis },
    Trouble { until: Millis },
}

/// What came back from GitHub, before anything is recorded.
struct Fetched<D> {
    answer: Answer<D>,
    allowance: Option<RateLimit>,
}

enum Answer<D> {
    Data(D),
    RateLimited { resets_at: Millis },
    Trouble { wait_ms: Millis },
}

impl Steps {
    /// Fetches, then saves in one transaction. While GitHub's rate limit is used up, people see until when, and the run
    /// sleeps; so it does for a while when GitHub is in trouble. Each try after that is a step of its own.
    pub async fn read<C, D, T, F, Fut>(
        &self,
        step: &str,
        installation_id: Option<u64>,
        reading: &Arc<C>,
        fetch: F,
        save: Save<C, D, T>,
    ) -> Handled<T>
    where
        C: Send + Sync + 'static,
        D: Send + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn() -> Fut + Send + Sync,
        Fut: Future<Output = Result<D, GithubError>> + Send,
    {
        let (mut name, mut troubles) = (step.to_owned(), TROUBLE_MS.into_iter());
        let mut patience_ms = troubles.next();
        for tries in 2_u32.. {
            let fetched = || async {
                let answer = answer(fetch().await, patience_ms)?;
                Ok(Fetched { answer, allowance: installation_id.and_then(|id| self.github.allowance(id)) })
            };
            let tried = self.run.step(&name, fetched, |cx, fetched| {
                let (organization_id, reading) = (self.organization_id.clone(), reading.clone());
                async move { take(cx, &organization_id, reading, fetched, save).await }.boxed()
            });
            let until = match tried.await? {
                Try::Done(value) => return Ok(value),
                Try::RateLimited { until } => until,
                Try::Trouble { until } => {
                    patience_ms = troubles.next();
                    until
                }
            };
            self.run.sleep_until(&format!("{name}/wait"), until).await?;
            name = format!("{step}/try-{tries}");
        }
        unreachable!("a run does not wait four billion times")
    }
}

/// Sorts out what is worth waiting for; the rest is the step's failure.
fn answer<D>(fetched: Result<D, GithubError>, patience_ms: Option<Millis>) -> Handled<Answer<D>> {
    match (fetched, patience_ms) {
        (Ok(data), _) => Ok(Answer::Data(data)),
        (Err(GithubError::Api(ApiError::RateLimited { resets_at })), _) => Ok(Answer::RateLimited { resets_at }),
        (Err(error), Some(wait_ms)) if matches!(error.scope(), Scope::Passing | Scope::World) => {
            let error = anyhow::Error::new(error);
            tracing::warn!("GitHub is in trouble; trying again in {wait_ms} ms: {error:#}");
            Ok(Answer::Trouble { wait_ms })
        }
        (Err(error), _) => Err(error.into()),
    }
}

async fn take<C, D, T>(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    reading: Arc<C>,
    fetched: Fetched<D>,
    save: Save<C, D, T>,
) -> Handled<Try<T>> {
    let now = cx.now;
    let mut account = store::accounts::lock(cx.read().await?, organization_id).await?;
    account.github.rate_limit = fetched.allowance.or(account.github.rate_limit);
    match fetched.answer {
        Answer::Data(data) => {
            store::accounts::save(cx.write().await?, &account, now).await?;
            Ok(Try::Done(save(cx, reading, data).await?))
        }
        Answer::RateLimited { resets_at: until } => {
            account.show_rate_limit(until);
            tell::progress(cx, account).await?;
            Ok(Try::RateLimited { until })
        }
        Answer::Trouble { wait_ms } => {
            account.show_trouble();
            tell::progress(cx, account).await?;
            Ok(Try::Trouble { until: now + wait_ms })
        }
    }
}
