//! A step that asks GitHub, and waits durably when GitHub's rate limit is used up.

use std::sync::Arc;

use contracts::{Millis, OrganizationId, organization::RateLimit};
use futures::{FutureExt, future::BoxFuture};
use runtime::{Cx, Handled, Run};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    github::{Github, GithubError},
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

/// What one try of a step came to; recorded.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Try<T> {
    Done(T),
    #[serde(rename_all = "camelCase")]
    RateLimited {
        resets_at: Millis,
    },
}

/// What came back from GitHub, before anything is recorded.
struct Fetched<D> {
    data: Result<D, Millis>,
    allowance: Option<RateLimit>,
}

impl Steps {
    /// Fetches, then saves in one transaction. While GitHub's rate limit is used up, people see until when, and the run
    /// sleeps; each try after that is a step of its own.
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
        let mut name = step.to_owned();
        for wait in 1_u32.. {
            let fetched = || async {
                let data = match fetch().await {
                    Ok(data) => Ok(data),
                    Err(GithubError::RateLimited { resets_at }) => Err(resets_at),
                    Err(error) => return Err(error.into()),
                };
                Ok(Fetched { data, allowance: installation_id.and_then(|id| self.github.allowance(id)) })
            };
            let tried = self.run.step(&name, fetched, |cx, fetched| {
                let (organization_id, reading) = (self.organization_id.clone(), reading.clone());
                async move { take(cx, &organization_id, reading, fetched, save).await }.boxed()
            });
            match tried.await? {
                Try::Done(value) => return Ok(value),
                Try::RateLimited { resets_at } => self.run.sleep_until(&format!("{name}/rateLimit"), resets_at).await?,
            }
            name = format!("{step}/try-{}", wait + 1);
        }
        unreachable!("a run does not wait four billion times")
    }
}

async fn take<C, D, T>(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    reading: Arc<C>,
    fetched: Fetched<D>,
    save: Save<C, D, T>,
) -> Handled<Try<T>> {
    let mut account = store::accounts::lock(cx.read(), organization_id).await?;
    account.github.rate_limit = fetched.allowance.or(account.github.rate_limit);
    match fetched.data {
        Ok(data) => {
            let now = cx.now;
            store::accounts::save(cx.write(), &account, now).await?;
            Ok(Try::Done(save(cx, reading, data).await?))
        }
        Err(resets_at) => {
            account.show_rate_limit(resets_at);
            tell::progress(cx, account).await?;
            Ok(Try::RateLimited { resets_at })
        }
    }
}
