//! Texts from GitHub, as the database can keep them: Postgres has no index entry of any length.

use contracts::{
    limit,
    organization::{CheckedPullRequest, RefreshTaskSummaryForBranch},
};

use crate::error::OrganizationError;

/// GitHub takes branches of up to 255 bytes (its check GH002); `owner/name` has at most 140. Both are index keys.
const NAME_BYTES: usize = 255;

/// News of one pull request are refused when they contradict themselves or are longer than GitHub's ever are.
pub fn check_news(news: &RefreshTaskSummaryForBranch) -> Result<(), OrganizationError> {
    must_fit("branch", &news.branch)?;
    if let Some(pull_request) = &news.pull_request {
        must_fit("head repository", pull_request.head_repository.as_deref().unwrap_or_default())?;
        let (told, got) = (news.pull_request_number, pull_request.number);
        if told != got {
            return Err(OrganizationError::PullRequestMismatch { told, got });
        }
    }
    Ok(())
}

/// A check's branch, commit and name, likewise.
pub fn check_check(branch: &str, head: &str, name: &str) -> Result<(), OrganizationError> {
    must_fit("branch", branch)?;
    must_fit("commit", head)?;
    must_fit("check", name)
}

/// GitHub's answers of pull requests' checks, likewise, and as many as are kept.
pub fn check_answers(pull_requests: &[CheckedPullRequest]) -> Result<(), OrganizationError> {
    must_be_few("pull requests", pull_requests.len(), limit::CHECKED_PULL_REQUESTS)?;
    for CheckedPullRequest { head, checks, .. } in pull_requests {
        must_be_few("checks of one commit", checks.len(), limit::CHECKS)?;
        must_fit("commit", head)?;
        checks.iter().try_for_each(|check| must_fit("check", &check.name))?;
    }
    Ok(())
}

fn must_be_few(what: &'static str, got: usize, max: usize) -> Result<(), OrganizationError> {
    if got > max { Err(OrganizationError::TooMany { what, got, max }) } else { Ok(()) }
}

fn must_fit(what: &'static str, name: &str) -> Result<(), OrganizationError> {
    let got = name.len();
    if got > NAME_BYTES { Err(OrganizationError::NameIsTooLong { what, got, max: NAME_BYTES }) } else { Ok(()) }
}
