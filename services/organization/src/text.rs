//! Texts from GitHub and from other services, as the database can keep them.
//!
//! Postgres has no NUL in a text and no index entry of any length. News are not refused for a character, which would lose
//! them: it is replaced, as the runtime does in the journal.

use contracts::{
    PullRequest,
    github_data::ContextOverrides,
    organization::{ApplyTaskSummaryUpdate, GithubState, Member, RefreshTaskSummaryForBranch, Repository},
};

use crate::error::OrganizationError;

/// GitHub takes branches of up to 255 bytes (its check GH002); `owner/name` has at most 140. Both are index keys.
const NAME_BYTES: usize = 255;

/// Replaces what cannot be stored.
pub fn clean<'a>(texts: impl IntoIterator<Item = &'a mut String>) {
    for text in texts.into_iter().filter(|text| text.contains('\0')) {
        *text = text.replace('\0', "\u{fffd}");
    }
}

pub fn clean_pull_request(pull_request: &mut PullRequest) {
    let PullRequest { title, url, head_branch, head_repository, base_branch, author_login, .. } = pull_request;
    clean([title, url, head_branch, base_branch].into_iter().chain(head_repository).chain(author_login));
}

pub fn clean_repository(repository: &mut Repository) {
    clean([&mut repository.full_name, &mut repository.clone_url, &mut repository.default_branch]);
}

pub fn clean_member(member: &mut Member) {
    clean([&mut member.login].into_iter().chain(&mut member.name).chain(&mut member.avatar_url));
}

pub fn clean_account(account: &mut ContextOverrides) {
    clean(&mut account.connected_account);
}

pub fn clean_github(github: &mut GithubState) {
    let failures = github.failures.iter_mut().flat_map(|failure| [&mut failure.full_name, &mut failure.message]);
    clean([&mut github.connected_account, &mut github.last_sync_label].into_iter().chain(failures));
}

pub fn clean_update(update: &mut ApplyTaskSummaryUpdate) {
    clean([&mut update.title, &mut update.repository_name, &mut update.branch]);
    update.pull_request.iter_mut().for_each(clean_pull_request);
    if let Some(owner) = &mut update.owner {
        clean([&mut owner.login].into_iter().chain(&mut owner.avatar_url));
    }
}

/// News of one pull request, cleaned. Refused when they contradict themselves or are longer than GitHub's ever are.
pub fn parse_news(mut news: RefreshTaskSummaryForBranch) -> Result<RefreshTaskSummaryForBranch, OrganizationError> {
    clean([&mut news.repository_name, &mut news.branch]);
    must_fit("branch", &news.branch)?;
    if let Some(pull_request) = &mut news.pull_request {
        clean_pull_request(pull_request);
        must_fit("head repository", pull_request.head_repository.as_deref().unwrap_or_default())?;
        let (told, got) = (news.pull_request_number, pull_request.number);
        if told != got {
            return Err(OrganizationError::PullRequestMismatch { told, got });
        }
    }
    Ok(news)
}

fn must_fit(what: &'static str, name: &str) -> Result<(), OrganizationError> {
    let got = name.len();
    if got > NAME_BYTES { Err(OrganizationError::NameIsTooLong { what, got, max: NAME_BYTES }) } else { Ok(()) }
}
