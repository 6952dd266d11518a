//! One request to GitHub in a trace: named by the kind of its address, never by names and numbers in it.

use reqwest::{StatusCode, Url};
use tracing::Span;

/// Of a request to `url`, which says nothing of its query: that may carry secrets.
pub fn begin(method: &str, url: &str) -> Span {
    let parsed = Url::parse(url).ok();
    let (server, path) = parsed.as_ref().map_or(("", ""), |url| (url.host_str().unwrap_or_default(), url.path()));
    let span = telemetry::span::http_client(method, &template(path), server);
    span.record("url.path", path);
    span
}

/// What it was answered. To a client 4xx is a failure, too
/// ([HTTP client spans](https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status)).
pub fn answered(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", i64::from(status.as_u16()));
    if status.is_client_error() || status.is_server_error() {
        telemetry::span::failed(span, status.as_str(), status.canonical_reason().unwrap_or_default());
    }
}

pub fn unanswered(span: &Span, error: &reqwest::Error) {
    let kind = if error.is_timeout() { "timeout" } else { "transport" };
    // Its own words may hold the whole address.
    telemetry::span::failed(span, kind, if error.is_connect() { "no connection" } else { "no answer" });
}

/// `/repos/{}/{}/pulls/{}`: GitHub's own words, with `{}` for what people have named and for numbers.
fn template(path: &str) -> String {
    let (mut named, mut before) = (0, "");
    let segments = path.split('/').map(|segment| {
        let is_number = !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
        let is_named = named > 0 || is_number;
        named = if is_named { usize::saturating_sub(named, 1) } else { names_after(segment, before) };
        before = if is_named { "{}" } else { segment };
        before
    });
    segments.collect::<Vec<_>>().join("/")
}

/// How many names follow a word of GitHub's.
fn names_after(word: &str, before: &str) -> usize {
    match word {
        "repos" => 2,
        "orgs" | "users" | "commits" => 1,
        // Of an organization; a person's own are lists.
        "memberships" | "members" if before == "{}" => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_named_by_its_kind() {
        for (path, name) in [
            ("/user", "/user"),
            ("/user/memberships/orgs", "/user/memberships/orgs"),
            ("/user/memberships/orgs/acme", "/user/memberships/orgs/{}"),
            ("/orgs/acme/memberships/alice", "/orgs/{}/memberships/{}"),
            ("/orgs/acme/members", "/orgs/{}/members"),
            ("/repos/repos/orgs/pulls/7/reviews", "/repos/{}/{}/pulls/{}/reviews"),
            ("/repos/acme/app/commits/1a2b3c/check-runs", "/repos/{}/{}/commits/{}/check-runs"),
            ("/repositories/7", "/repositories/{}"),
            ("/app/installations/7/access_tokens", "/app/installations/{}/access_tokens"),
            ("/api/v3/app/hook/deliveries/7/attempts", "/api/v3/app/hook/deliveries/{}/attempts"),
            ("/login/oauth/access_token", "/login/oauth/access_token"),
        ] {
            assert_eq!(template(path), name);
        }
    }
}
