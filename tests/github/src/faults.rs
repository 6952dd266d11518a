//! Faults on demand: repositories that fail, routes that fail, answers that take long or never come.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State as Extract};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::state::{Shared, State};
use crate::world::now;

/// Longer than any client waits; after it the request fails like one behind a broken proxy.
pub(crate) const FOREVER: Duration = Duration::from_secs(600);

#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Faults {
    /// Every answer of the API and of git takes this much longer.
    pub latency_milliseconds: u64,
    /// By `owner/name` in lower case. Lists still show these repositories.
    pub repositories: BTreeMap<String, RepositoryFault>,
    pub routes: Vec<RouteFault>,
    pub shifts: Vec<Shift>,
    /// Lists name their other pages below this address: GitHub goes by another name than it is asked under.
    pub link_base: Option<String>,
    /// GitHub's clock is so many seconds before this machine's, or behind it: dates, tokens and limits go by it.
    pub clock_seconds: i64,
    /// People who sign in get tokens that end after so long, as a GitHub App's do; without it, tokens that do not end.
    pub token_lifetime_seconds: Option<i64>,
    /// Logins in lower case of organizations that people's own lists leave out.
    pub hidden_organizations: BTreeMap<String, Hiding>,
    /// Each U+E000 in a text leaves the API as half of a surrogate pair, which JSON can say and no text can hold.
    pub lone_surrogates: bool,
    /// So many answers of GraphQL lack a check, with an error in its place.
    pub partial_answers: u64,
}

/// A list that lost things while its pages are read: from this page on, everything has moved up by so many places, so what
/// was first on the page is on none of those that are still to be read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Shift {
    /// Such as `GET /repos/{owner}/{repository}/pulls`.
    pub route: String,
    pub page: usize,
    pub by: usize,
}

/// Why people's own lists leave an organization out. What the App sees of it stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hiding {
    /// It asks for single sign-on, which the answer's header says.
    Sso,
    /// It has not approved the OAuth App, which nothing says.
    OauthRestrictions,
}

/// How a repository and everything below it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepositoryFault {
    NotFound,
    ServerError,
    /// The answer never comes.
    Timeout,
    /// Git is told that its token is wrong; the API answers.
    GitUnauthorized,
    /// Git never gets an answer; the API answers.
    GitTimeout,
    /// Pushes are done, and the connection ends before git hears of it.
    PushAnswerLost,
}

/// The next requests answer with this status instead.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RouteFault {
    /// Such as `GET /orgs/{organization}/members`; any route without one.
    #[serde(default)]
    pub route: Option<String>,
    pub status: u16,
    #[serde(default = "once")]
    pub times: u64,
    /// A page in HTML in place of GitHub's JSON, as from a proxy on the way.
    #[serde(default)]
    pub html: bool,
    /// The answer never comes, whatever the status.
    #[serde(default)]
    pub hangs: bool,
}

fn once() -> u64 {
    1
}

enum Outcome {
    Proceed,
    Answer(StatusCode),
    Page(StatusCode),
    Never,
}

impl Faults {
    pub fn set_repository(&mut self, full_name: &str, fault: Option<RepositoryFault>) {
        let key = full_name.to_lowercase();
        match fault {
            Some(fault) => self.repositories.insert(key, fault),
            None => self.repositories.remove(&key),
        };
    }

    /// Uses up one of the partial answers.
    pub fn take_partial_answer(&mut self) -> bool {
        let is_partial = self.partial_answers > 0;
        self.partial_answers = self.partial_answers.saturating_sub(1);
        is_partial
    }

    /// Whether a repository that lists show is said not to be there.
    pub fn is_missing(&self, full_name: &str) -> bool {
        self.repositories.get(&full_name.to_lowercase()) == Some(&RepositoryFault::NotFound)
    }

    /// GitHub's time.
    pub fn now(&self) -> Timestamp {
        now() + SignedDuration::from_secs(self.clock_seconds)
    }

    /// By how many places the list of this route has moved up by this page.
    pub fn shifted(&self, route: &str, page: usize) -> usize {
        self.shifts.iter().filter(|shift| shift.route == route && shift.page <= page).map(|shift| shift.by).sum()
    }

    /// What a fault of this very route leads to.
    fn named(&mut self, route: &str) -> Option<Outcome> {
        self.take(|fault| fault.route.as_deref() == Some(route))
    }

    fn take(&mut self, matches: impl FnMut(&RouteFault) -> bool) -> Option<Outcome> {
        let index = self.routes.iter().position(matches)?;
        let fault = &mut self.routes[index];
        let status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let outcome = match fault {
            RouteFault { hangs: true, .. } => Outcome::Never,
            RouteFault { html: true, .. } => Outcome::Page(status),
            _ => Outcome::Answer(status),
        };
        fault.times = fault.times.saturating_sub(1);
        if fault.times == 0 {
            self.routes.remove(index);
        }
        Some(outcome)
    }

    pub fn hide_organization(&mut self, login: &str, hiding: Option<Hiding>) {
        let key = login.to_lowercase();
        match hiding {
            Some(hiding) => self.hidden_organizations.insert(key, hiding),
            None => self.hidden_organizations.remove(&key),
        };
    }

    pub fn hiding(&self, login: &str) -> Option<Hiding> {
        self.hidden_organizations.get(&login.to_lowercase()).copied()
    }

    fn outcome(&mut self, route: &str, path: &str) -> Outcome {
        let matches = |fault: &RouteFault| fault.route.as_deref().is_none_or(|wanted| wanted == route);
        if let Some(outcome) = self.take(matches) {
            return outcome;
        }
        match repository_in(path).and_then(|name| self.repositories.get(&name)) {
            None
            | Some(RepositoryFault::GitUnauthorized | RepositoryFault::GitTimeout | RepositoryFault::PushAnswerLost) => {
                Outcome::Proceed
            }
            Some(RepositoryFault::NotFound) => Outcome::Answer(StatusCode::NOT_FOUND),
            Some(RepositoryFault::ServerError) => Outcome::Answer(StatusCode::INTERNAL_SERVER_ERROR),
            Some(RepositoryFault::Timeout) => Outcome::Never,
        }
    }
}

impl State {
    /// The fault of a repository, and how long git waits before and at most.
    pub(crate) fn git_circumstances(&self, repository_id: u64) -> (Option<RepositoryFault>, Duration, Duration) {
        let repository = self.world.repositories.get(&repository_id);
        let name = repository.map(|found| self.world.full_name(found).to_lowercase());
        let fault = name.and_then(|name| self.faults.repositories.get(&name).copied());
        (fault, Duration::from_millis(self.faults.latency_milliseconds), self.git.limits.longest_request)
    }
}

/// The `owner/name` that a path below `/repos` is about.
fn repository_in(path: &str) -> Option<String> {
    let mut parts = path.strip_prefix("/repos/")?.split('/');
    Some(format!("{}/{}", parts.next()?, parts.next()?).to_lowercase())
}

/// Middleware for the pages: only what is named fails there.
pub(crate) async fn inject_named(
    Extract(shared): Extract<Shared>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let route = format!("{} {}", request.method(), path.as_ref().map_or("(unknown)", MatchedPath::as_str));
    let outcome = shared.lock().faults.named(&route).unwrap_or(Outcome::Proceed);
    carry_out(outcome, request, next).await
}

/// Middleware: lets a request wait or fail before anything looks at it.
pub(crate) async fn inject(
    Extract(shared): Extract<Shared>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let route = format!("{} {}", request.method(), path.as_ref().map_or("(unknown)", MatchedPath::as_str));
    let (latency, outcome) = {
        let faults = &mut shared.lock().faults;
        (Duration::from_millis(faults.latency_milliseconds), faults.outcome(&route, request.uri().path()))
    };
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    carry_out(outcome, request, next).await
}

async fn carry_out(outcome: Outcome, request: Request, next: Next) -> Response {
    match outcome {
        Outcome::Proceed => next.run(request).await,
        Outcome::Page(status) => (status, Html("<html><body>The proxy is busy</body></html>")).into_response(),
        Outcome::Answer(StatusCode::NOT_FOUND) => Refusal::not_found().into_response(),
        Outcome::Answer(status) => Refusal::new(status, status.canonical_reason().unwrap_or("Error")).into_response(),
        Outcome::Never => {
            tokio::time::sleep(FOREVER).await;
            Refusal::new(StatusCode::GATEWAY_TIMEOUT, "We couldn't respond to your request in time.").into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_fault_is_used_up_and_a_repository_fault_stays() {
        let mut faults = Faults::default();
        faults.routes.push(RouteFault { route: None, status: 503, times: 1, html: false, hangs: false });
        faults.set_repository("Acme/Api", Some(RepositoryFault::NotFound));
        let mut status = |path: &str| match faults.outcome("GET /x", path) {
            Outcome::Answer(status) => status.as_u16(),
            _ => 0,
        };
        assert_eq!(status("/orgs/acme"), 503);
        assert_eq!(status("/orgs/acme"), 0);
        assert_eq!([status("/repos/acme/api/pulls"), status("/repos/ACME/api")], [404, 404]);
        assert_eq!(status("/repos/acme/api-two"), 0);
    }
}
