//! A step that asks GitHub, and shows when GitHub lets it wait.

use std::sync::Arc;

use contracts::{OrganizationId, organization::RateLimit};
use futures::{FutureExt, future::BoxFuture};
use runtime::{Cx, Failure, Handled, RetryPolicy, Run, Waiting};
use serde::{Serialize, de::DeserializeOwned};

use crate::{github::Github, store, tell};

/// Takes in what was fetched, for the reading `C`.
pub type Save<C, D, T> = for<'a> fn(&'a mut Cx, Arc<C>, D) -> BoxFuture<'a, Handled<T>>;

/// One workflow run, with the GitHub it asks.
#[derive(Clone)]
pub struct Steps {
    pub run: Run,
    pub github: Github,
    pub organization_id: OrganizationId,
}

impl Steps {
    /// Fetches, then saves in one transaction. While GitHub's rate limit is used up, people see until when, and the run
    /// sleeps; so it does for a while when GitHub is in trouble.
    pub async fn read<C, D, T, E, F, Fut>(
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
        Fut: Future<Output = Result<D, E>> + Send,
        E: Into<Failure>,
    {
        let allowance = || installation_id.and_then(|id| self.github.allowance(id));
        let fetched = || async { Ok((fetch().await.map_err(Into::into)?, allowance())) };
        let read = self.run.waiting_step(
            RetryPolicy::default(),
            step,
            fetched,
            |cx, waiting| {
                let (organization_id, allowance) = (self.organization_id.clone(), allowance());
                async move { show(cx, &organization_id, allowance, waiting).await }.boxed()
            },
            |cx, (data, allowance)| {
                let (organization_id, reading) = (self.organization_id.clone(), reading.clone());
                async move {
                    note(cx, &organization_id, allowance).await?;
                    save(cx, reading, data).await
                }
                .boxed()
            },
        );
        read.await
    }
}

/// Shows what GitHub lets the run wait for.
async fn show(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    allowance: Option<RateLimit>,
    waiting: Waiting,
) -> Handled<()> {
    let mut account = store::accounts::lock(cx.read().await?, organization_id).await?;
    account.github.rate_limit = allowance.or(account.github.rate_limit);
    if waiting.is_named {
        account.show_rate_limit(waiting.until);
    } else {
        tracing::warn!("GitHub is in trouble; trying again: {}", waiting.why);
        account.show_trouble();
    }
    tell::progress(cx, account).await
}

/// Stores what is left of GitHub's allowance, to be shown with the next progress.
async fn note(cx: &mut Cx, organization_id: &OrganizationId, allowance: Option<RateLimit>) -> Handled<()> {
    let now = cx.now;
    let mut account = store::accounts::lock(cx.read().await?, organization_id).await?;
    account.github.rate_limit = allowance.or(account.github.rate_limit);
    store::accounts::save(cx.write().await?, &account, now).await?;
    Ok(())
}
