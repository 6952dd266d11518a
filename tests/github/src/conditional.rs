//! Conditional requests: a strong `ETag` on every JSON answer, and 304 for those who already have it.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LINK};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::refusal::Refusal;

/// No answer comes near: it only keeps a mistake from eating the memory.
pub(crate) const LARGEST_BODY_BYTES: usize = 64 * 1024 * 1024;

/// Middleware: see the top of the file.
pub(crate) async fn revalidate(request: Request, next: Next) -> Response {
    let is_read = request.method() == Method::GET;
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let response = next.run(request).await;
    if !is_read || response.status() != StatusCode::OK {
        return response;
    }

    let (mut parts, body) = response.into_parts();
    let Ok(body) = axum::body::to_bytes(body, LARGEST_BODY_BYTES).await else {
        return Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "The answer is too large").into_response();
    };
    let tag = tag(&parts.headers, &body);
    let is_known = known.is_some_and(|known| is_listed(&known, &tag));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(ETAG, value);
    }
    parts.headers.insert("cache-control", HeaderValue::from_static("private, max-age=60, s-maxage=60"));
    parts.headers.insert("vary", HeaderValue::from_static("Accept, Authorization, Cookie, X-GitHub-OTP"));
    if is_known {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(CONTENT_TYPE);
        parts.headers.remove(CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(body))
}

/// The pages around a page are part of what was answered: with a new last page the Link header changes.
fn tag(headers: &HeaderMap, body: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(headers.get(LINK).map_or(&[][..], HeaderValue::as_bytes));
    hash.update(body);
    format!("\"{}\"", hex::encode(hash.finalize()))
}

/// RFC 9110, section 13.1.2: a list of tags or a star, compared weakly.
fn is_listed(header: &str, tag: &str) -> bool {
    header.split(',').map(str::trim).any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_a_list_and_weakly() {
        assert!(is_listed("\"a\"", "\"a\"") && is_listed("\"b\", W/\"a\"", "\"a\"") && is_listed("*", "\"a\""));
        assert!(!is_listed("\"b\"", "\"a\"") && !is_listed("a", "\"a\""));
    }
}
