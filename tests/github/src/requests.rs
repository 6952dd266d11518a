//! What was asked of the stand-in: counts by route and the most requests at one time, for tests to assert on.

use std::collections::{BTreeMap, VecDeque};

use axum::extract::{MatchedPath, Request, State as Extract};
use axum::http::header::{DATE, IF_NONE_MATCH, USER_AGENT};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::auth::Identity;
use crate::state::Shared;

/// The log is for reading after a test; older requests remain in the counts.
const LONGEST_LOG: usize = 10_000;

/// Everything asked of the API since the start or the last reset. Control routes, pages and avatars are not counted.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Requests {
    pub total: u64,
    /// The most requests that were under way at one time.
    pub most_at_once: u64,
    /// By method and route, such as `GET /repos/{owner}/{repository}/pulls`.
    pub by_route: BTreeMap<String, RouteCount>,
    pub log: VecDeque<RequestRecord>,
    #[serde(skip)]
    under_way: u64,
    #[serde(skip)]
    sequence: u64,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct RouteCount {
    pub total: u64,
    /// Requests that came with `If-None-Match`.
    pub conditional: u64,
    pub by_status: BTreeMap<u16, u64>,
    /// By who asked: `anonymous`, `app`, `installation`, `user`.
    pub by_identity: BTreeMap<&'static str, u64>,
    pub most_at_once: u64,
    #[serde(skip)]
    under_way: u64,
}

#[derive(Debug, Clone, Serialize)]
pub struct RequestRecord {
    pub method: String,
    pub path: String,
    pub query: Option<String>,
    pub status: u16,
    pub identity: &'static str,
    pub is_conditional: bool,
}

impl Requests {
    /// The count of one route, zero if it was never asked.
    pub fn route(&self, route: &str) -> RouteCount {
        self.by_route.get(route).cloned().unwrap_or_default()
    }

    /// Starts counting anew; requests under way stay under way.
    pub(crate) fn reset(&mut self) {
        self.total = 0;
        self.most_at_once = self.under_way;
        self.by_route.retain(|_, count| count.under_way > 0);
        for count in self.by_route.values_mut() {
            *count = RouteCount { under_way: count.under_way, most_at_once: count.under_way, ..RouteCount::default() };
        }
        self.log.clear();
    }

    fn begin(&mut self, route: &str) -> u64 {
        self.sequence += 1;
        self.total += 1;
        self.under_way += 1;
        self.most_at_once = self.most_at_once.max(self.under_way);
        let count = self.by_route.entry(route.to_owned()).or_default();
        count.total += 1;
        count.under_way += 1;
        count.most_at_once = count.most_at_once.max(count.under_way);
        self.sequence
    }

    fn end(&mut self, route: &str) {
        self.under_way = self.under_way.saturating_sub(1);
        if let Some(count) = self.by_route.get_mut(route) {
            count.under_way = count.under_way.saturating_sub(1);
        }
    }

    fn record(&mut self, route: &str, record: RequestRecord) {
        let count = self.by_route.entry(route.to_owned()).or_default();
        *count.by_status.entry(record.status).or_default() += 1;
        *count.by_identity.entry(record.identity).or_default() += 1;
        count.conditional += u64::from(record.is_conditional);
        if self.log.len() == LONGEST_LOG {
            self.log.pop_front();
        }
        self.log.push_back(record);
    }
}

/// A request under way. Ends also when the caller hangs up and the handler is dropped.
struct UnderWay {
    shared: Shared,
    route: String,
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.shared.lock().requests.end(&self.route);
    }
}

/// Middleware: counts, and refuses callers that do not say who they are, as GitHub does.
pub(crate) async fn count(
    Extract(shared): Extract<Shared>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let path = path.as_ref().map_or("(unknown)", MatchedPath::as_str);
    let route = format!("{} {path}", request.method());
    let sequence = shared.lock().requests.begin(&route);
    let under_way = UnderWay { shared: shared.clone(), route: route.clone() };
    let mut record = RequestRecord {
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        query: request.uri().query().map(str::to_owned),
        status: 0,
        identity: "anonymous",
        is_conditional: request.headers().contains_key(IF_NONE_MATCH),
    };

    let mut response = if request.headers().contains_key(USER_AGENT) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, NO_USER_AGENT).into_response()
    };

    record.status = response.status().as_u16();
    record.identity = response.extensions().get().map_or("anonymous", Identity::kind);
    shared.lock().requests.record(&route, record);
    let id = HeaderValue::from_str(&format!("STAND:{sequence:08X}")).unwrap_or(HeaderValue::from_static("STAND"));
    response.headers_mut().insert("x-github-request-id", id);
    let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&shared.lock().faults.now());
    if let Some(date) = date.ok().and_then(|date| HeaderValue::from_str(&date).ok()) {
        response.headers_mut().insert(DATE, date);
    }
    response.headers_mut().insert("x-github-media-type", HeaderValue::from_static("github.v3; format=json"));
    response.headers_mut().insert("x-github-api-version-selected", HeaderValue::from_static("2022-11-28"));
    drop(under_way);
    response
}

const NO_USER_AGENT: &str = "Request forbidden by administrative rules. \
    Please make sure your request has a User-Agent header \
    (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). \
    Check https://developer.github.com for other possible causes.\n";
