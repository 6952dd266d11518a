//! The first sync, which begins when the first member has signed in: watched through the gateway's HTTP API until it is
//! done, as a person would.

use std::io::{IsTerminal, Write, stdout};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use reqwest::{RequestBuilder, StatusCode};
use serde::Deserialize;
use serde_json::json;
use test_postgres::{Progress, say};

use crate::fleet::Fleet;
use crate::{http, wait};

/// A sync without any progress for this long is given up by us; the service goes on with it.
const STALLED: Duration = Duration::from_secs(120);

/// How often the summary is asked for.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// What we read of `organization.query.summary`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Summary {
    github: State,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct State {
    sync_status: String,
    sync_phase: Option<String>,
    processed_repository_count: u32,
    total_repository_count: u32,
    last_sync_label: String,
    /// Grows with each sync, so that the end of the last one is not taken for the end of this one.
    #[serde(default)]
    sync_generation: i64,
}

/// A connected account's sync begins by itself, this soon after its first member is known. One that does not is asked for.
const BEGINS_WITHIN: Duration = Duration::from_secs(5);

/// The fleet, seen by somebody with this token.
#[derive(Clone, Copy)]
struct Door<'a> {
    fleet: &'a Fleet,
    token: &'a str,
    organization: &'a str,
}

/// Returns when `organization` is synced.
pub async fn first_sync(fleet: &Fleet, token: &str, organization: &str, progress: Progress) -> Result<()> {
    let door = Door { fleet, token, organization };
    let started = Instant::now();
    let before = begun(door).await?;
    if let Some(before) = before.as_ref().filter(|before| before.sync_status == "synced") {
        progress.line("sync", "is done", &before.last_sync_label);
        return Ok(());
    }
    let is_under_way = before.as_ref().is_some_and(|state| state.sync_status == "syncing");
    if !is_under_way {
        request(door).await?;
    }

    // The number of the sync under way is its own already, or is about to be.
    let generation = before.filter(|_| !is_under_way).map_or(-1, |state| state.sync_generation);
    let last = follow(door, generation).await?;
    if last.sync_status != "synced" {
        bail!("{}", last.last_sync_label);
    }
    progress.line("sync", "done", &format!("{}  ({:.1} s)", last.last_sync_label, started.elapsed().as_secs_f64()));
    Ok(())
}

/// The state of the sync that has begun by itself; whatever state there is when none does.
async fn begun(door: Door<'_>) -> Result<Option<State>> {
    let looked = Instant::now();
    loop {
        let state = summary(door).await?;
        let is_waiting = state.as_ref().is_none_or(|state| state.sync_status == "pending");
        if !is_waiting || looked.elapsed() > BEGINS_WITHIN {
            return Ok(state);
        }
        wait::pause(LOOK_EVERY).await;
    }
}

/// Shows the summary while it changes, until the sync has ended.
async fn follow(door: Door<'_>, generation: i64) -> Result<State> {
    let mut line = Line::default();
    let mut seen: Option<State> = None;
    let mut changed_at = Instant::now();
    loop {
        let now = summary(door).await?;
        if now != seen {
            changed_at = Instant::now();
            if let Some(state) = &now {
                line.show(state);
            }
            seen = now;
        }
        match &seen {
            Some(state) if state.ended(generation) => {
                line.end();
                return Ok(state.clone());
            }
            _ if changed_at.elapsed() > STALLED => bail!("no progress for {STALLED:?}; the sync goes on by itself"),
            _ => wait::pause(LOOK_EVERY).await,
        }
    }
}

impl State {
    fn ended(&self, generation_before: i64) -> bool {
        matches!(self.sync_status.as_str(), "synced" | "error") && self.sync_generation > generation_before
    }
}

/// `POST /v1/githubData/request/syncRepos/<org>`: answers when the sync is accepted.
async fn request(door: Door<'_>) -> Result<()> {
    let Door { fleet, organization, .. } = door;
    let url = format!("{}/v1/githubData/request/syncRepos/{organization}", fleet.gateway_url());
    let body = json!({ "context": { "connectedAccount": organization }, "label": "First sync" });
    let response =
        door.authorised(http::client().post(url).timeout(Duration::from_secs(15)).json(&body)).send().await?;

    let status = response.status();
    if !status.is_success() {
        bail!("the sync was not accepted: {status} {}", response.text().await?);
    }
    Ok(())
}

/// `GET /v1/organization/query/summary/<org>`; `None` when the organization is not known yet.
async fn summary(door: Door<'_>) -> Result<Option<State>> {
    let url = format!("{}/v1/organization/query/summary/{}", door.fleet.gateway_url(), door.organization);
    let response = door.authorised(http::client().get(url)).send().await?;

    let status = response.status();
    if status == StatusCode::NOT_FOUND || status == StatusCode::UNPROCESSABLE_ENTITY {
        return Ok(None);
    }
    let body = response.text().await?;
    if !status.is_success() {
        bail!("the organization's summary cannot be read: {status} {body}");
    }
    let summary: Summary = serde_json::from_str(&body).with_context(|| format!("not a summary: {body}"))?;
    Ok(Some(summary.github))
}

impl Door<'_> {
    fn authorised(self, request: RequestBuilder) -> RequestBuilder {
        request.bearer_auth(self.token)
    }
}

/// One line that changes in place on a terminal, and one line for each phase elsewhere.
#[derive(Default)]
struct Line {
    phase: Option<String>,
    open: bool,
}

impl Line {
    fn show(&mut self, state: &State) {
        let phase = state.sync_phase.clone().unwrap_or_else(|| state.sync_status.clone());
        let (done, total) = (state.processed_repository_count, state.total_repository_count);
        let text = format!("  {:<16} {done:>4}/{total:<5} {phase:<24}", "sync");
        if stdout().is_terminal() {
            // A line that nobody sees is no reason to stop a sync.
            write!(stdout(), "\r{text}").and_then(|()| stdout().flush()).ok();
            self.open = true;
        } else if self.phase.as_ref() != Some(&phase) {
            say(text.trim_end());
        }
        self.phase = Some(phase);
    }

    fn end(&mut self) {
        if self.open {
            say("");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_an_earlier_sync_is_not_the_end_of_this_one() {
        let body = r#"{"github":{"syncStatus":"synced","syncPhase":null,"processedRepositoryCount":160,
            "totalRepositoryCount":160,"lastSyncLabel":"Synced 160 repositories","syncGeneration":3}}"#;
        let state = serde_json::from_str::<Summary>(body).expect("a summary").github;

        assert!(state.ended(2));
        assert!(!state.ended(3));
    }
}
