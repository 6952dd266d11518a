//! What GitHub says of a pull request: checks, statuses and reviews, and whether it can be merged.

use std::collections::BTreeMap;

use contracts::{
    Millis, PullRequest, limit,
    sandbox::{Check, CheckState, Checks, Mergeability, Review, ReviewVerdict},
};
use github_api::ApiError;
use serde::Deserialize;

use super::{AsPerson, Found, pull_requests::Account};

#[derive(Deserialize)]
struct CheckRuns {
    total_count: u32,
    check_runs: Vec<CheckRun>,
}

#[derive(Deserialize)]
struct CheckRun {
    name: String,
    status: String,
    conclusion: Option<String>,
    html_url: Option<String>,
    started_at: Option<String>,
    completed_at: Option<String>,
    #[serde(default)]
    output: Output,
}

#[derive(Default, Deserialize)]
struct Output {
    title: Option<String>,
}

#[derive(Deserialize)]
struct Combined {
    #[serde(default)]
    statuses: Vec<Status>,
}

#[derive(Deserialize)]
struct Status {
    context: String,
    state: String,
    description: Option<String>,
    target_url: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

#[derive(Deserialize)]
struct GivenReview {
    user: Option<Account>,
    state: String,
    commit_id: Option<String>,
    submitted_at: Option<String>,
}

impl AsPerson<'_> {
    /// Reads all of it.
    pub async fn checks(&self, known: PullRequest, now: Millis) -> Result<Checks, ApiError> {
        let number = known.number;
        let found = self.pull_request(number).await?;
        let sha = &found.head.sha;
        let path = format!("/commits/{sha}/check-runs?per_page=100");
        let mut runs: CheckRuns = self.get(&path).await?;
        if usize::try_from(runs.total_count).is_ok_and(|count| count > runs.check_runs.len()) {
            runs.check_runs.extend(self.get::<CheckRuns>(&format!("{path}&page=2")).await?.check_runs);
        }
        let combined: Combined = self.get(&format!("/commits/{sha}/status?per_page=100")).await?;
        let reviews: Vec<GivenReview> = self.get(&format!("/pulls/{number}/reviews?per_page=100")).await?;
        Ok(understand(known, &found, runs, combined, reviews, now))
    }
}

fn understand(
    known: PullRequest,
    found: &Found,
    runs: CheckRuns,
    combined: Combined,
    reviews: Vec<GivenReview>,
    now: Millis,
) -> Checks {
    let all =
        usize::try_from(runs.total_count).unwrap_or_default().max(runs.check_runs.len()) + combined.statuses.len();
    let mut checks: Vec<Check> =
        runs.check_runs.into_iter().map(of_run).chain(combined.statuses.into_iter().map(of_status)).collect();
    checks.sort_by(|one, other| (one.state, &one.name).cmp(&(other.state, &other.name)));
    checks.truncate(limit::CHECKS);
    let reviews = newest(reviews, &found.head.sha);
    Checks {
        merge: mergeability(found, &checks, &reviews),
        head: Some(found.head.sha.clone()),
        more_checks: u32::try_from(all - checks.len()).unwrap_or(u32::MAX),
        checks,
        reviews,
        requested_reviewers: found.requested_reviewers.iter().map(|account| account.login.clone()).collect(),
        pull_request: Some(known),
        read_at: now,
    }
}

fn of_run(run: CheckRun) -> Check {
    Check {
        name: one_line(&run.name),
        state: CheckState::of_run(&run.status, run.conclusion.as_deref()),
        summary: run.output.title.as_deref().map(one_line),
        url: run.html_url,
        started_at: run.started_at.as_deref().and_then(millis),
        ended_at: run.completed_at.as_deref().and_then(millis),
    }
}

fn of_status(status: Status) -> Check {
    let state = CheckState::of_status(&status.state);
    let ended_at = status.updated_at.as_deref().filter(|_| state != CheckState::Running).and_then(millis);
    Check {
        name: one_line(&status.context),
        state,
        summary: status.description.as_deref().map(one_line),
        url: status.target_url,
        started_at: status.created_at.as_deref().and_then(millis),
        ended_at,
    }
}

/// The newest of each person that decides something; a mere comment takes no verdict back.
fn newest(reviews: Vec<GivenReview>, head: &str) -> Vec<Review> {
    let mut newest: BTreeMap<Option<String>, Review> = BTreeMap::new();
    for review in reviews {
        let verdict = match review.state.as_str() {
            "APPROVED" => ReviewVerdict::Approved,
            "CHANGES_REQUESTED" => ReviewVerdict::ChangesRequested,
            "COMMENTED" => ReviewVerdict::Commented,
            "DISMISSED" => ReviewVerdict::Dismissed,
            _ => continue,
        };
        let login = review.user.as_ref().map(|user| user.login.clone());
        if verdict == ReviewVerdict::Commented && newest.contains_key(&login) {
            continue;
        }
        let given = Review {
            login: login.clone(),
            avatar_url: review.user.and_then(|user| user.avatar_url),
            verdict,
            is_outdated: review.commit_id.as_deref() != Some(head),
            at: review.submitted_at.as_deref().and_then(millis).unwrap_or_default(),
        };
        newest.insert(login, given);
    }
    newest.into_values().collect()
}

/// GitHub's `mergeable_state` is behind, blocked, clean, dirty, draft, has_hooks, unknown or unstable.
fn mergeability(found: &Found, checks: &[Check], reviews: &[Review]) -> Mergeability {
    let state = found.mergeable_state.as_deref().unwrap_or("unknown");
    let count = |state: CheckState| checks.iter().filter(|check| check.state == state).count();
    let wants_changes = reviews.iter().find(|review| review.verdict == ReviewVerdict::ChangesRequested);
    let who = |review: &Review| review.login.clone().unwrap_or_else(|| "somebody".to_owned());
    let (failed, running) = (count(CheckState::Failed), count(CheckState::Running) + count(CheckState::Waiting));
    let (is_ready, reason) = if found.merged {
        (false, "It is merged".to_owned())
    } else if found.state != "open" {
        (false, "It is closed".to_owned())
    } else if found.draft || state == "draft" {
        (false, "It is a draft: make it ready for review first".to_owned())
    } else if found.mergeable == Some(false) || state == "dirty" {
        (false, "It conflicts with its base: sync the branch, and push".to_owned())
    } else if state == "behind" {
        (false, "Its base has moved on, and must be taken in first: sync the branch, and push".to_owned())
    } else if let (true, Some(review)) = (state == "blocked", wants_changes) {
        (false, format!("{} wants something changed", who(review)))
    } else if state == "blocked" && failed > 0 {
        (false, format!("{failed} of its checks failed"))
    } else if state == "blocked" {
        (false, "A rule of the repository keeps it: a review or a check is missing".to_owned())
    } else if found.mergeable.is_none() {
        (false, "GitHub is finding out whether it can be merged: look again in a moment".to_owned())
    } else if failed > 0 {
        (true, format!("It can be merged, but {failed} of its checks failed"))
    } else if running > 0 {
        (true, format!("It can be merged, but {running} of its checks have not ended"))
    } else if let Some(review) = wants_changes {
        (true, format!("It can be merged, but {} wants something changed", who(review)))
    } else {
        (true, "It can be merged".to_owned())
    };
    let has_conflicts = found.mergeable.map(|mergeable| !mergeable && state != "blocked");
    Mergeability { is_ready, reason, has_conflicts }
}

/// RFC 3339, in milliseconds since 1970.
fn millis(text: &str) -> Option<Millis> {
    text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_millisecond)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(limit::TITLE_CHARACTERS).collect()
}

#[cfg(test)]
mod tests;
