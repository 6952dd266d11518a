//! A step that asks GitHub, and shows when GitHub lets it wait.

use std::sync::Arc;

use contracts::{Millis, OrganizationId, organization::RateLimit};
use futures::{FutureExt, future::BoxFuture};
use runtime::{Cx, Failure, Handled, RetryPolicy, Run, Waiting};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    github::{Github, GithubError},
    store, tell,
};

/// Takes in what was fetched, for the reading `C`.
pub type Save<C, D, T> = for<'a> fn(&'a mut Cx, Arc<C>, D) -> BoxFuture<'a, Handled<T>>;

/// GitHub's outages last for minutes, some for an hour. A reading waits so long, and goes on by itself; it asks seldom
/// enough, and often enough that it goes on soon after.
const OUTAGE: RetryPolicy = RetryPolicy { backoff: &OUTAGE_MS, waits: 200 };
const OUTAGE_MS: [Millis; 35] = {
    let mut waits = [120_000; 35];
    (waits[0], waits[1], waits[2], waits[3], waits[4]) = (1_000, 5_000, 15_000, 30_000, 60_000);
    waits
};

/// That the App is not there, or not known, is asked once more, so long after: GitHub has moments in which it says so of any.
const DOUBT_MS: Millis = 3_000;

/// One workflow run, with the GitHub it asks.
#[derive(Clone)]
pub struct Steps {
    pub run: Run,
    pub github: Github,
    pub organization_id: OrganizationId,
    policy: RetryPolicy,
}

impl Steps {
    pub const fn new(run: Run, github: Github, organization_id: OrganizationId) -> Self {
        Self { run, github, organization_id, policy: OUTAGE }
    }

    /// For a part that the rest does not need: it gives up within some twenty seconds.
    pub fn less_patient(&self) -> Self {
        Self { policy: RetryPolicy::default(), ..self.clone() }
    }

    /// Fetches, then saves in one transaction. While GitHub's rate limit is used up, people see until when, and the run
    /// sleeps; so it does for a while when GitHub is in trouble. That the App is not there holds when GitHub says it again,
    /// a moment later: then `<step>/doubt` and `<step>/confirm` follow.
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
        let answer = self.read_once(step, installation_id, reading, &fetch, save).await;
        if !answer.as_ref().is_err_and(GithubError::is_doubtful) {
            return answer;
        }
        self.wait_in_doubt(step).await?;
        self.read_once(&format!("{step}/confirm"), installation_id, reading, &fetch, save).await
    }

    /// Before `step` is asked once more.
    pub async fn wait_in_doubt(&self, step: &str) -> Handled<()> {
        self.run.sleep_until(&format!("{step}/doubt"), self.run.now() + DOUBT_MS).await
    }

    async fn read_once<C, D, T, E, F, Fut>(
        &self,
        step: &str,
        installation_id: Option<u64>,
        reading: &Arc<C>,
        fetch: &F,
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
            self.policy,
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
        account.show_trouble(waiting.until);
    }
    tell::progress(cx, account).await
}

/// Stores what is left of GitHub's allowance, to be shown with the next progress.
async fn note(cx: &mut Cx, organization_id: &OrganizationId, allowance: Option<RateLimit>) -> Handled<()> {
    let now = cx.now;
    let mut account = store::accounts::lock(cx.read().await?, organization_id).await?;
    account.github.rate_limit = allowance.or(account.github.rate_limit);
    account.github.waits_until = None;
    store::accounts::save(cx.write().await?, &account, now).await?;
    Ok(())
}
