//! What the organization is told: every command this service sends.

use contracts::{
    Millis, OrganizationId, PullRequest, RepositoryId, UserId, limit,
    organization::{
        ApplyChecks, ApplyGithubSyncProgress, ApplyMembers, ApplyRepositories, Member, RefreshTaskSummaryForBranch,
        Repository, RepositoryGone,
    },
    pull_request::PullRequestState,
};
use runtime::{Cx, Handled};

use crate::{account::Account, chunk, github::Checked, store};

/// Where the sync stands. Saves the account with it, so that the stored revision is the reported one.
pub async fn progress(cx: &mut Cx, mut account: Account) -> Handled<()> {
    let now = cx.now;
    account.revision += 1;
    store::accounts::save(cx.write().await?, &account, now).await?;

    let mut github = account.github;
    github.failures = store::failures::shown(cx.read().await?, &account.organization_id).await?;
    cx.send(&account.organization_id, &ApplyGithubSyncProgress { revision: account.revision, github })
}

pub fn repositories(cx: &mut Cx, organization_id: &OrganizationId, repositories: Vec<Repository>) -> Handled<()> {
    for repositories in chunk::fitting(repositories)? {
        let told = ApplyRepositories { repositories, removed: Vec::new(), removed_because: None };
        cx.send(organization_id, &told)?;
    }
    Ok(())
}

pub fn removed_repositories(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    removed: Vec<RepositoryId>,
    because: RepositoryGone,
) -> Handled<()> {
    for removed in chunk::fitting(removed)? {
        let told = ApplyRepositories { repositories: Vec::new(), removed, removed_because: Some(because) };
        cx.send(organization_id, &told)?;
    }
    Ok(())
}

/// Who belongs, as GitHub said at `observed_at`.
pub fn members(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    members: Vec<Member>,
    observed_at: Millis,
) -> Handled<()> {
    for members in chunk::fitting(members)? {
        cx.send(organization_id, &ApplyMembers { members, ..nobody(observed_at) })?;
    }
    Ok(())
}

fn nobody(observed_at: Millis) -> ApplyMembers {
    let (members, removed) = Default::default();
    ApplyMembers { members, removed, observed_at, complete: false, is_hearsay: false }
}

/// Somebody belongs no longer, by the word of a delivery, which may be late.
pub fn member_is_said_to_have_left(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    user_id: UserId,
    observed_at: Millis,
) -> Handled<()> {
    let told = ApplyMembers { removed: vec![user_id], is_hearsay: true, ..nobody(observed_at) };
    cx.send(organization_id, &told)
}

/// Who belongs no longer.
pub fn members_left(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    left: Vec<UserId>,
    observed_at: Millis,
) -> Handled<()> {
    for removed in chunk::fitting(left)? {
        cx.send(organization_id, &ApplyMembers { removed, ..nobody(observed_at) })?;
    }
    Ok(())
}

/// A repository as a pull request's message names it.
#[derive(Debug, Clone, Copy)]
pub struct In<'a> {
    pub repository_id: &'a RepositoryId,
    pub repository_name: &'a str,
}

/// A pull request is new or different. One that is closed leaves.
pub async fn pull_request(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    place: In<'_>,
    pull_request: &PullRequest,
) -> Handled<()> {
    let left_because = match pull_request.state {
        PullRequestState::Open | PullRequestState::Draft => None,
        PullRequestState::Closed => Some("closed"),
        PullRequestState::Merged => Some("merged"),
    };
    let message = news(cx, place, pull_request, left_because).await?;
    cx.send(organization_id, &message)
}

/// How open pull requests are checked. Tell of the pull requests first.
pub fn checks(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    checked: Checked,
) -> Handled<()> {
    let Checked { asked_at, pull_requests, .. } = checked;
    for part in chunk::fitting(pull_requests)? {
        for part in part.chunks(limit::CHECKED_PULL_REQUESTS) {
            let (repository_id, pull_requests) = (repository_id.clone(), part.to_vec());
            cx.send(organization_id, &ApplyChecks { repository_id, asked_at, pull_requests })?;
        }
    }
    Ok(())
}

/// An open pull request is gone: deleted, or with its repository.
pub async fn pull_request_left(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    place: In<'_>,
    pull_request: &PullRequest,
    because: &str,
) -> Handled<()> {
    let message = news(cx, place, pull_request, Some(because)).await?;
    cx.send(organization_id, &RefreshTaskSummaryForBranch { pull_request: None, ..message })
}

async fn news(
    cx: &mut Cx,
    place: In<'_>,
    pull_request: &PullRequest,
    left_because: Option<&str>,
) -> Handled<RefreshTaskSummaryForBranch> {
    Ok(RefreshTaskSummaryForBranch {
        revision: store::pull_requests::next_telling(cx.write().await?).await?,
        repository_id: place.repository_id.clone(),
        repository_name: place.repository_name.to_owned(),
        branch: pull_request.head_branch.clone(),
        pull_request_number: pull_request.number,
        pull_request: Some(pull_request.clone()),
        left_because: left_because.map(str::to_owned),
    })
}
