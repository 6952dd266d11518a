//! What the organization is told: every command this service sends.

use contracts::{
    Millis, OrganizationId, PullRequest, RepositoryId, UserId,
    organization::{
        ApplyGithubSyncProgress, ApplyMembers, ApplyRepositories, Member, RefreshTaskSummaryForBranch, Repository,
    },
    pull_request::PullRequestState,
};
use runtime::{Cx, Handled};

use crate::{account::Account, chunk, store};

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
        cx.send(organization_id, &ApplyRepositories { repositories, removed: Vec::new() })?;
    }
    Ok(())
}

pub fn removed_repositories(cx: &mut Cx, organization_id: &OrganizationId, removed: Vec<RepositoryId>) -> Handled<()> {
    for removed in chunk::fitting(removed)? {
        cx.send(organization_id, &ApplyRepositories { repositories: Vec::new(), removed })?;
    }
    Ok(())
}

/// Who belongs, by a whole list that was read at `observed_at`. Its last part says that it is the last.
pub fn members(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    members: Vec<Member>,
    observed_at: Millis,
) -> Handled<()> {
    let mut parts = chunk::fitting(members)?;
    let last = parts.pop().unwrap_or_default();
    for members in parts {
        let part = ApplyMembers { members, removed: Vec::new(), observed_at, complete: false };
        cx.send(organization_id, &part)?;
    }
    cx.send(organization_id, &ApplyMembers { members: last, removed: Vec::new(), observed_at, complete: true })
}

/// Somebody belongs.
pub fn member(cx: &mut Cx, organization_id: &OrganizationId, member: Member, observed_at: Millis) -> Handled<()> {
    let told = ApplyMembers { members: vec![member], removed: Vec::new(), observed_at, complete: false };
    cx.send(organization_id, &told)
}

/// Somebody no longer belongs.
pub fn member_left(cx: &mut Cx, organization_id: &OrganizationId, user_id: UserId, observed_at: Millis) -> Handled<()> {
    let told = ApplyMembers { members: Vec::new(), removed: vec![user_id], observed_at, complete: false };
    cx.send(organization_id, &told)
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
