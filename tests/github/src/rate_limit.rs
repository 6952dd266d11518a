//! GitHub's primary rate limit (a budget an hour for each caller) and its secondary one (a pause for everybody).

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{MatchedPath, Request, State as Extract};
use axum::http::header::IF_NONE_MATCH;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::auth::Identity;
use crate::refusal::Refusal;
use crate::state::Shared;

/// For people and installations; see GitHub's "Rate limits for the REST API".
pub const USUAL_LIMIT: u64 = 5_000;
const ANONYMOUS_LIMIT: u64 = 60;
const USUAL_WINDOW_SECONDS: i64 = 3_600;

pub(crate) struct RateLimit {
    /// The budget of everybody, also of anonymous callers, when a test sets one.
    budget: Option<u64>,
    window_seconds: i64,
    windows: BTreeMap<(String, Resource), Window>,
    secondary: Option<Secondary>,
}

/// What is counted apart for each caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Resource {
    Core,
    Graphql,
}

impl Resource {
    fn of(path: Option<&MatchedPath>) -> Resource {
        if path.is_some_and(|path| path.as_str() == "/graphql") { Resource::Graphql } else { Resource::Core }
    }

    fn as_str(self) -> &'static str {
        match self {
            Resource::Core => "core",
            Resource::Graphql => "graphql",
        }
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Window {
    resource: Resource,
    limit: u64,
    used: u64,
    resets_at_seconds: i64,
}

struct Secondary {
    retry_after_seconds: u64,
    /// How many more requests are refused; None for all until it is switched off.
    times: Option<u64>,
}

impl Default for RateLimit {
    fn default() -> RateLimit {
        RateLimit { budget: None, window_seconds: USUAL_WINDOW_SECONDS, windows: BTreeMap::new(), secondary: None }
    }
}

impl RateLimit {
    /// Gives everybody this budget for each window, from now on. None for GitHub's own budget.
    pub fn set(&mut self, budget: Option<u64>, window_seconds: Option<i64>) {
        self.budget = budget;
        self.window_seconds = window_seconds.unwrap_or(USUAL_WINDOW_SECONDS);
        self.windows.clear();
    }

    pub fn set_secondary(&mut self, retry_after_seconds: Option<u64>, times: Option<u64>) {
        self.secondary = retry_after_seconds.map(|retry_after_seconds| Secondary { retry_after_seconds, times });
    }

    /// Uses one unit of the secondary limit's refusals: how long to wait, if this request is refused.
    fn refuse_secondarily(&mut self) -> Option<u64> {
        let secondary = self.secondary.as_mut()?;
        let retry_after_seconds = secondary.retry_after_seconds;
        if let Some(times) = &mut secondary.times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                self.secondary = None;
            }
        }
        Some(retry_after_seconds)
    }

    pub fn window(&mut self, identity: &Identity, resource: Resource, now_seconds: i64) -> &mut Window {
        let usual = if matches!(identity, Identity::Anonymous) { ANONYMOUS_LIMIT } else { USUAL_LIMIT };
        let fresh = Window {
            resource,
            limit: self.budget.unwrap_or(usual),
            used: 0,
            resets_at_seconds: now_seconds + self.window_seconds,
        };
        let window = self.windows.entry((caller(identity), resource)).or_insert(fresh);
        if window.resets_at_seconds <= now_seconds {
            *window = fresh;
        }
        window
    }
}

impl Window {
    fn remaining(&self) -> u64 {
        self.limit.saturating_sub(self.used)
    }

    pub fn as_json(&self) -> Value {
        json!({
            "limit": self.limit,
            "remaining": self.remaining(),
            "reset": self.resets_at_seconds,
            "used": self.used,
            "resource": self.resource.as_str(),
        })
    }

    fn describe(&self, headers: &mut HeaderMap) {
        headers.insert("x-ratelimit-limit", HeaderValue::from(self.limit));
        headers.insert("x-ratelimit-remaining", HeaderValue::from(self.remaining()));
        headers.insert("x-ratelimit-reset", HeaderValue::from(self.resets_at_seconds));
        headers.insert("x-ratelimit-used", HeaderValue::from(self.used));
        headers.insert("x-ratelimit-resource", HeaderValue::from_static(self.resource.as_str()));
    }
}

fn caller(identity: &Identity) -> String {
    match identity {
        Identity::Anonymous => "127.0.0.1".to_owned(),
        Identity::App => "the App".to_owned(),
        Identity::Installation(token) => format!("installation ID {}", token.installation_id),
        Identity::User(token) => format!("user ID {}", token.user_id),
    }
}

/// Middleware: counts each request but those answered 304, and refuses when nothing is left.
pub(crate) async fn limit(
    Extract(shared): Extract<Shared>,
    path: Option<MatchedPath>,
    identity: Identity,
    request: Request,
    next: Next,
) -> Response {
    if path.as_ref().is_some_and(|path| path.as_str() == "/rate_limit") {
        return next.run(request).await;
    }
    let secondary = shared.lock().rate_limit.refuse_secondarily();
    if let Some(retry_after_seconds) = secondary {
        return refuse_for_a_while(retry_after_seconds);
    }
    let resource = Resource::of(path.as_ref());
    let is_conditional = request.headers().contains_key(IF_NONE_MATCH);
    let (before, is_taken) = take(&shared, &identity, resource);
    if !is_taken && !is_conditional {
        return refuse_until_reset(&identity, before);
    }

    let mut response = next.run(request).await;

    let is_free = response.status() == StatusCode::NOT_MODIFIED;
    if !is_taken && !is_free {
        return refuse_until_reset(&identity, before);
    }
    let after = {
        let mut state = shared.lock();
        let now_seconds = state.faults.now().as_second();
        let window = state.rate_limit.window(&identity, resource, now_seconds);
        if is_taken && is_free {
            window.used = window.used.saturating_sub(1);
        }
        *window
    };
    after.describe(response.headers_mut());
    response
}

/// Takes one request from the caller's budget, given back later if the answer turns out to be free.
fn take(shared: &Shared, identity: &Identity, resource: Resource) -> (Window, bool) {
    let mut state = shared.lock();
    let now_seconds = state.faults.now().as_second();
    let window = state.rate_limit.window(identity, resource, now_seconds);
    let has_budget = window.remaining() > 0;
    if has_budget {
        window.used += 1;
    }
    (*window, has_budget)
}

fn refuse_until_reset(identity: &Identity, window: Window) -> Response {
    let message = format!("API rate limit exceeded for {}.", caller(identity));
    let mut response = match window.resource {
        Resource::Core => Refusal::forbidden(&message).into_response(),
        Resource::Graphql => Json(json!({"errors": [{"type": "RATE_LIMITED", "message": message}]})).into_response(),
    };
    window.describe(response.headers_mut());
    response
}

fn refuse_for_a_while(retry_after_seconds: u64) -> Response {
    let refusal =
        Refusal::forbidden("You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
    let mut response = refusal.into_response();
    response.headers_mut().insert("retry-after", HeaderValue::from(retry_after_seconds));
    response
}
