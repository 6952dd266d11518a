//! The headers of every answer.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

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
