//! The headers of every request and every answer.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Version, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::problem::Problem;

/// The trace of this request; give it when asking for help.
pub const TRACE_ID: HeaderName = HeaderName::from_static("foundry-trace-id");

/// The id of the command that this request became.
pub const COMMAND_ID: HeaderName = HeaderName::from_static("foundry-command-id");

/// The caller's own id for a command ([the idempotency-key draft](https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/)).
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Closed unless a handler says otherwise: answers are not kept, framed, sniffed or read by other origins.
const CLOSED: [(HeaderName, HeaderValue); 6] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// One loop by hand: tower-http sets one header a layer, and each layer is one more service around every address.
pub async fn secured(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in CLOSED {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

/// A request that names no host, or two, is refused ([RFC 9112, 3.2](https://www.rfc-editor.org/rfc/rfc9112#section-3.2)): what
/// stands in front of this door may have believed the other one.
pub async fn of_one_host(request: Request, next: Next) -> Response {
    if names_one_host(request.version(), request.headers()) {
        return next.run(request).await;
    }
    Problem::bad_request("http.host", "a request names its host once, in the header Host").into_response()
}

fn names_one_host(version: Version, headers: &HeaderMap) -> bool {
    match headers.get_all(header::HOST).iter().count() {
        0 => version < Version::HTTP_11,
        hosts => hosts == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_named_once_and_before_http_1_1_need_not_be() {
        let named = |hosts: &[&'static str]| {
            let hosts = hosts.iter().map(|host| (header::HOST, HeaderValue::from_static(host)));
            let mut headers = HeaderMap::new();
            hosts.for_each(|(name, value)| _ = headers.append(name, value));
            headers
        };
        for (version, hosts, is_taken) in [
            (Version::HTTP_11, &["a"][..], true),
            (Version::HTTP_11, &[], false),
            (Version::HTTP_11, &["a", "a"], false),
            (Version::HTTP_10, &[], true),
            (Version::HTTP_10, &["a", "b"], false),
        ] {
            assert_eq!(names_one_host(version, &named(hosts)), is_taken, "{version:?} {hosts:?}");
        }
    }
}
