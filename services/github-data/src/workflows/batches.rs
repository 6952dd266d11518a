//! Reading a list of every repository, ten repositories at a time. One that cannot be read is noted, keeps what is known
//! of it, and holds up nobody.

use std::sync::Arc;

use contracts::{
    Millis, RepositoryId,
    organization::{RepositoryFailure, RepositoryGone, SyncPhase},
};
use futures::{FutureExt, future::join_all};
use github_api::ApiError;
use runtime::{Cx, Handled};
use serde::{Deserialize, Serialize};

use super::{
    patience::Steps,
    phases::{BRANCHES, PULL_REQUESTS, Phase},
};
use crate::{
    account::Reading,
    github::{GithubError, Scope},
    reading::Found,
    store::{self, failures::failure, targets::Target},
    tell,
};

/// Repositories in a step: few enough that people see progress and a crash repeats little, and one transaction stays short.
pub const BATCH: usize = 10;
/// A repository that failed in passing is read once more, this long after the last of the others: a moment of trouble is
/// over by then.
const SECOND_CHANCE_MS: Millis = 2_000;

/// How many repositories there are, and the first ones. Each batch's record names the next batch, so a resumed run reads
/// exactly what is left of what was discovered.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Discovered {
    pub total: u32,
    pub first: Vec<Target>,
    /// Those known here that GitHub says are gone, and why. A sync that began before this was recorded removes none.
    #[serde(default)]
    pub gone: Vec<(RepositoryId, RepositoryGone)>,
}

/// What a batch came to, which is all the next one needs to know; recorded.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct BatchRead {
    /// First those that the rate limit left over.
    next: Vec<Target>,
    after: String,
    processed: u32,
    /// Failed in passing, to be read once more.
    unsettled: Vec<Target>,
    at: Millis,
}

/// A batch with its place among the others.
#[derive(Clone)]
struct Batch {
    targets: Vec<Target>,
    /// The last repository of this batch or of the ones before, in the order of ids.
    after: String,
    /// Of `total`, before this batch.
    processed: u32,
    total: u32,
    is_second_chance: bool,
}

/// A batch as GitHub answered it.
struct Answered<T: 'static> {
    phase: &'static Phase<T>,
    batch: Batch,
    found: Vec<Found<T>>,
    failed: Vec<RepositoryFailure>,
    unsettled: Vec<Target>,
    /// The rate limit ended before they were read.
    left_over: Vec<Target>,
}

/// Repositories that failed in passing in one phase, and when the phase ended.
#[derive(Default)]
pub struct Unsettled {
    targets: Vec<Target>,
    at: Millis,
}

/// Reads the phase's list of every discovered repository.
pub async fn read_all<T: Send + 'static>(
    steps: &Steps,
    reading: &Arc<Reading>,
    discovered: &Discovered,
    phase: &'static Phase<T>,
) -> Handled<Unsettled> {
    let (targets, total) = (discovered.first.clone(), discovered.total);
    let batch = Batch { after: last_id(&targets), targets, processed: 0, total, is_second_chance: false };
    read_on(steps, reading, phase.step, batch, phase).await
}

/// Reads once more, after a moment, what failed in passing. What fails now is noted as a failure.
pub async fn read_again(
    steps: &Steps,
    reading: &Arc<Reading>,
    total: u32,
    branches: Unsettled,
    pull_requests: Unsettled,
) -> Handled<()> {
    if branches.targets.is_empty() && pull_requests.targets.is_empty() {
        return Ok(());
    }
    steps.run.sleep_until("pause", branches.at.max(pull_requests.at) + SECOND_CHANCE_MS).await?;
    read_phase_again(steps, reading, total, branches.targets, &BRANCHES).await?;
    read_phase_again(steps, reading, total, pull_requests.targets, &PULL_REQUESTS).await
}

async fn read_phase_again<T: Send + 'static>(
    steps: &Steps,
    reading: &Arc<Reading>,
    total: u32,
    targets: Vec<Target>,
    phase: &'static Phase<T>,
) -> Handled<()> {
    for (number, targets) in targets.chunks(BATCH).enumerate() {
        let batch = Batch {
            targets: targets.to_vec(),
            after: last_id(targets),
            processed: total,
            total,
            is_second_chance: true,
        };
        read_on(steps, reading, &format!("{}/again/{number}", phase.step), batch, phase).await?;
    }
    Ok(())
}

/// Reads a batch and those that follow from it.
async fn read_on<T: Send + 'static>(
    steps: &Steps,
    reading: &Arc<Reading>,
    step: &str,
    mut batch: Batch,
    phase: &'static Phase<T>,
) -> Handled<Unsettled> {
    let (mut unsettled, mut number) = (Unsettled::default(), 0);
    while !batch.targets.is_empty() {
        let fetch = || fetch(steps, reading.clone(), batch.clone(), phase);
        let name = format!("{step}/{number}");
        let read = steps
            .read(&name, Some(reading.installation_id), reading, fetch, |cx, reading, answered: Answered<T>| {
                save(cx, reading, answered).boxed()
            })
            .await?;
        unsettled.targets.extend(read.unsettled);
        unsettled.at = read.at;
        batch = Batch { targets: read.next, after: read.after, processed: read.processed, ..batch };
        number += 1;
    }
    Ok(unsettled)
}

async fn fetch<T>(
    steps: &Steps,
    reading: Arc<Reading>,
    batch: Batch,
    phase: &'static Phase<T>,
) -> Result<Answered<T>, GithubError> {
    let read =
        |target: &Target| (phase.read)(steps.github.clone(), steps.run.reader(), reading.clone(), target.clone());
    let answers = join_all(batch.targets.iter().map(read)).await;
    sort(batch, phase, answers)
}

/// Tells repositories that failed from trouble that concerns them all, which is the step's failure.
fn sort<T>(
    batch: Batch,
    phase: &'static Phase<T>,
    answers: Vec<Result<T, GithubError>>,
) -> Result<Answered<T>, GithubError> {
    let (targets, is_second_chance) = (batch.targets.clone(), batch.is_second_chance);
    let (found, failed, unsettled, left_over) = Default::default();
    let mut answered = Answered { phase, batch, found, failed, unsettled, left_over };
    let (mut limit, mut trouble) = (None, None);
    let all = targets.len();
    for (target, answer) in targets.into_iter().zip(answers) {
        match answer {
            Ok(read) => answered.found.push((target, read)),
            Err(error @ GithubError::Api(ApiError::RateLimited { .. })) => {
                answered.left_over.push(target);
                limit = Some(error);
            }
            Err(error) if matches!(error.scope(), Scope::Account | Scope::World) => return Err(error),
            Err(error) if error.scope() == Scope::Passing && !is_second_chance => {
                answered.unsettled.push(target);
                trouble = Some(error);
            }
            Err(error) => answered.failed.push(failure(&target.repository_id, &target.full_name, &error)),
        }
    }
    match (limit, trouble) {
        (Some(error), _) if answered.left_over.len() == all => Err(error),
        // Not one of several could be read: GitHub is in trouble, not they.
        (_, Some(error)) if all > 1 && answered.unsettled.len() == all => Err(error),
        _ => Ok(answered),
    }
}

async fn save<T>(cx: &mut Cx, reading: Arc<Reading>, answered: Answered<T>) -> Handled<BatchRead> {
    let Answered { phase, batch, mut found, mut failed, unsettled, left_over } = answered;
    let organization_id = &reading.organization_id;
    let mut account = store::accounts::lock(cx.read().await?, organization_id).await?;
    account.check_current(reading.generation)?;

    // Meanwhile a webhook may have removed one, or a reload may have read one later than we did.
    let ids: Vec<_> = batch.targets.iter().map(|target| target.repository_id.as_str()).collect();
    let ours = store::targets::still_ours(cx.read().await?, organization_id, reading.generation, &ids).await?;
    found.retain(|(target, _)| ours.contains(target.repository_id.as_str()));
    failed.retain(|failure| ours.contains(failure.repository_id.as_str()));
    let processed = batch.processed_with(batch.targets.len() - left_over.len());

    let now = cx.now;
    (phase.save)(cx, reading.clone(), found).await?;
    store::failures::add(cx.write().await?, organization_id, &failed, now).await?;
    let mut next = left_over;
    if next.is_empty() && !batch.is_second_chance {
        next =
            store::targets::after(cx.read().await?, organization_id, reading.generation, &batch.after, BATCH).await?;
    }

    let shown = if batch.is_second_chance { SyncPhase::SyncingPullRequests } else { phase.phase };
    account.show(shown, processed, batch.total, &batch.label(phase.what, processed));
    tell::progress(cx, account).await?;
    let after = last_id(&next).max(batch.after);
    Ok(BatchRead { next, after, processed, unsettled, at: now })
}

impl Batch {
    /// How many have been processed once `read` of this batch are.
    fn processed_with(&self, read: usize) -> u32 {
        self.processed.saturating_add(u32::try_from(read).unwrap_or(u32::MAX)).min(self.total)
    }

    fn label(&self, what: &str, processed: u32) -> String {
        match self.is_second_chance {
            true => format!("Read the {what} again where that failed: {}", self.targets.len()),
            false => format!("Read the {what} of {processed} of {} repositories", self.total),
        }
    }
}

fn last_id(targets: &[Target]) -> String {
    targets.last().map(|target| target.repository_id.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use contracts::RepositoryId;

    use super::*;
    use crate::github::Listing;

    fn batch(size: u64) -> Batch {
        let target = |number| Target {
            repository_id: RepositoryId::for_number(number),
            full_name: format!("acme/{number}"),
            branches_etag: None,
            pull_requests_etag: None,
        };
        let targets: Vec<_> = (1..=size).map(target).collect();
        Batch { after: last_id(&targets), targets, processed: 0, total: 100, is_second_chance: false }
    }

    fn broken<T>() -> Result<Listing<T>, GithubError> {
        Err(ApiError::Broken { path: "/repos/acme/1/branches".into(), status: 500 }.into())
    }

    fn missing<T>() -> Result<Listing<T>, GithubError> {
        let (path, message) = ("/repos/acme/1/branches".into(), "Not Found".into());
        Err(ApiError::NotFound { path, status: 404, message }.into())
    }

    fn limited<T>() -> Result<Listing<T>, GithubError> {
        Err(ApiError::RateLimited { resets_at: 9 }.into())
    }

    #[test]
    fn one_bad_repository_does_not_fail_the_others() {
        let answered = sort(batch(3), &BRANCHES, vec![broken(), missing(), Ok(Listing::Unchanged)]).unwrap();
        assert_eq!((answered.found.len(), answered.failed.len(), answered.unsettled.len()), (1, 1, 1));
    }

    #[test]
    fn a_second_failure_is_final() {
        let second = Batch { is_second_chance: true, ..batch(2) };
        let answered = sort(second, &BRANCHES, vec![broken(), broken()]).unwrap();
        assert_eq!((answered.failed.len(), answered.unsettled.len()), (2, 0));
    }

    #[test]
    fn when_none_of_several_can_be_read_github_is_in_trouble() {
        assert!(sort(batch(2), &BRANCHES, vec![broken(), broken()]).is_err());
        assert!(sort(batch(1), &BRANCHES, vec![broken()]).is_ok(), "one alone may be a bad one");
        assert!(sort(batch(2), &BRANCHES, vec![missing(), missing()]).is_ok());
    }

    #[test]
    fn what_the_rate_limit_left_over_is_read_after_it() {
        let answered = sort(batch(2), &BRANCHES, vec![Ok(Listing::Unchanged), limited()]).unwrap();
        assert_eq!((answered.found.len(), answered.left_over.len()), (1, 1));
        let all_left_over = sort(batch(1), &BRANCHES, vec![limited()]);
        assert!(matches!(all_left_over, Err(GithubError::Api(ApiError::RateLimited { .. }))));
    }
}
