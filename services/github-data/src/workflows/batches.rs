//! Reading a list of every repository, ten repositories at a time. One that cannot be read is noted, keeps what is known
//! of it, and holds up nobody.

use std::sync::Arc;

use contracts::{
    Millis, PullRequest,
    organization::{RepositoryFailure, SyncPhase},
};
use futures::{
    FutureExt,
    future::{BoxFuture, join_all},
};
use runtime::{Cx, Handled};
use serde::{Deserialize, Serialize};

use super::patience::Steps;
use crate::{
    account::Reading,
    github::{Branch, Github, GithubError, Listing, Scope},
    reading::{self, Found},
    store::{self, failures::failure, repositories::Target},
    tell,
};

/// Repositories in a step: few enough that people see progress and a crash repeats little, and one transaction stays short.
pub const BATCH: usize = 10;
/// A repository that failed in passing is read once more, this long after the others.
const SECOND_CHANCE_MS: Millis = 2_000;

/// What a phase reads of each repository.
pub struct Phase<T: 'static> {
    /// Its steps are named `<step>/<number>`.
    step: &'static str,
    phase: SyncPhase,
    what: &'static str,
    read: fn(Github, Arc<Reading>, Target) -> BoxFuture<'static, Result<Listing<T>, GithubError>>,
    save: for<'a> fn(&'a mut Cx, Arc<Reading>, Vec<Found<T>>) -> BoxFuture<'a, Handled<()>>,
}

pub static BRANCHES: Phase<Branch> = Phase {
    step: "syncBranches",
    phase: SyncPhase::SyncingBranches,
    what: "branches",
    read: |github, reading, target| {
        async move {
            github.branches(reading.installation_id, &target.full_name, target.branches_etag.as_deref()).await
        }
        .boxed()
    },
    save: |cx, reading, found| async move { reading::take_branches(cx, &reading, found).await }.boxed(),
};

pub static PULL_REQUESTS: Phase<PullRequest> = Phase {
    step: "syncPullRequests",
    phase: SyncPhase::SyncingPullRequests,
    what: "pull requests",
    read: |github, reading, target| {
        async move {
            github.pull_requests(reading.installation_id, &target.full_name, target.pull_requests_etag.as_deref()).await
        }
        .boxed()
    },
    save: |cx, reading, found| async move { reading::take_pull_requests(cx, &reading, found).await }.boxed(),
};

/// How many repositories there are, and the first ones. Each batch's record names the next batch, so a resumed run reads
/// exactly what is left of what was discovered.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Discovered {
    pub total: u32,
    pub first: Vec<Target>,
}

/// What a batch came to; recorded.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct BatchRead {
    next: Vec<Target>,
    /// Failed in passing, to be read once more.
    unsettled: Vec<Target>,
    at: Millis,
}

/// A batch with its place among the others.
#[derive(Clone)]
struct Batch {
    targets: Vec<Target>,
    /// Of `total`, counting this batch.
    processed: u32,
    total: u32,
    is_second_chance: bool,
}

/// A batch as GitHub answered it.
struct Answered<T: 'static> {
    phase: &'static Phase<T>,
    batch: Batch,
    found: Vec<Found<T>>,
    unsettled: Vec<Target>,
    failed: Vec<RepositoryFailure>,
}

/// Reads the phase's list of every discovered repository.
pub async fn read_all<T: Send + 'static>(
    steps: &Steps,
    reading: &Arc<Reading>,
    discovered: &Discovered,
    phase: &'static Phase<T>,
) -> Handled<()> {
    let (mut targets, mut processed, total) = (discovered.first.clone(), 0, discovered.total);
    let (mut unsettled, mut at, mut number) = (Vec::new(), 0, 0);
    while !targets.is_empty() {
        processed = total.min(processed + u32::try_from(targets.len()).unwrap_or(u32::MAX));
        let batch = Batch { targets, processed, total, is_second_chance: false };
        let read = read_batch(steps, reading, &format!("{}/{number}", phase.step), batch, phase).await?;
        unsettled.extend(read.unsettled);
        (targets, at) = (read.next, read.at);
        number += 1;
    }
    if unsettled.is_empty() {
        return Ok(());
    }
    steps.run.sleep_until(&format!("{}/pause", phase.step), at + SECOND_CHANCE_MS).await?;
    for (number, targets) in unsettled.chunks(BATCH).enumerate() {
        let batch = Batch { targets: targets.to_vec(), processed, total, is_second_chance: true };
        read_batch(steps, reading, &format!("{}/again/{number}", phase.step), batch, phase).await?;
    }
    Ok(())
}

async fn read_batch<T: Send + 'static>(
    steps: &Steps,
    reading: &Arc<Reading>,
    step: &str,
    batch: Batch,
    phase: &'static Phase<T>,
) -> Handled<BatchRead> {
    let fetch = || fetch(steps.github.clone(), reading.clone(), batch.clone(), phase);
    steps
        .read(step, Some(reading.installation_id), reading, fetch, |cx, reading, answered: Answered<T>| {
            save(cx, reading, answered).boxed()
        })
        .await
}

async fn fetch<T>(
    github: Github,
    reading: Arc<Reading>,
    batch: Batch,
    phase: &'static Phase<T>,
) -> Result<Answered<T>, GithubError> {
    let read = |target: &Target| (phase.read)(github.clone(), reading.clone(), target.clone());
    let answers = join_all(batch.targets.iter().map(read)).await;
    sort(batch, phase, answers)
}

/// Tells repositories that failed from trouble that concerns them all, which is the step's failure.
fn sort<T>(
    batch: Batch,
    phase: &'static Phase<T>,
    answers: Vec<Result<Listing<T>, GithubError>>,
) -> Result<Answered<T>, GithubError> {
    let (mut found, mut unsettled, mut failed, mut last) = (Vec::new(), Vec::new(), Vec::new(), None);
    for (target, answer) in batch.targets.iter().zip(answers) {
        match answer {
            Ok(listing) => found.push((target.clone(), listing)),
            Err(error) if matches!(error.scope(), Scope::Account | Scope::World) => return Err(error),
            Err(error) if error.scope() == Scope::Passing && !batch.is_second_chance => {
                unsettled.push(target.clone());
                last = Some(error);
            }
            Err(error) => failed.push(failure(&target.repository_id, &target.full_name, &error)),
        }
    }
    match last {
        // Not one of several could be read: GitHub is in trouble, not they.
        Some(error) if unsettled.len() > 1 && unsettled.len() == batch.targets.len() => Err(error),
        _ => Ok(Answered { phase, batch, found, unsettled, failed }),
    }
}

async fn save<T>(cx: &mut Cx, reading: Arc<Reading>, answered: Answered<T>) -> Handled<BatchRead> {
    let Answered { phase, batch, mut found, unsettled, mut failed } = answered;
    let organization_id = &reading.organization_id;
    let mut account = store::accounts::lock(cx.read(), organization_id).await?;
    account.check_current(reading.generation)?;

    // Meanwhile a webhook may have removed one, or a reload may have read one later than we did.
    let ids: Vec<_> = batch.targets.iter().map(|target| target.repository_id.as_str()).collect();
    let ours = store::repositories::still_ours(cx.read(), organization_id, reading.generation, &ids).await?;
    found.retain(|(target, _)| ours.contains(target.repository_id.as_str()));
    failed.retain(|failure| ours.contains(failure.repository_id.as_str()));

    let now = cx.now;
    (phase.save)(cx, reading.clone(), found).await?;
    store::failures::add(cx.write(), organization_id, &failed, now).await?;
    let next = match batch.targets.last() {
        Some(last) if !batch.is_second_chance => {
            let after = last.repository_id.as_str();
            store::repositories::after(cx.read(), organization_id, reading.generation, after, BATCH).await?
        }
        _ => Vec::new(),
    };

    let label = format!("Read the {} of {} of {} repositories", phase.what, batch.processed, batch.total);
    account.show(phase.phase, batch.processed, batch.total, &label);
    tell::progress(cx, account).await?;
    Ok(BatchRead { next, unsettled, at: now })
}
