//! Halves of surrogate pairs in answers: JSON can say them, and no text can hold them.

use axum::body::Body;
use axum::extract::{Request, State as Extract};
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::Response;

use crate::conditional::LARGEST_BODY_BYTES;
use crate::state::Shared;

/// In a text of the stand-in's, it stands for a half.
const MARK: char = '\u{e000}';

/// Middleware: where that is asked for, each mark leaves as a high surrogate without its low one.
pub(crate) async fn send(Extract(shared): Extract<Shared>, request: Request, next: Next) -> Response {
    let is_asked_for = shared.lock().faults.lone_surrogates;
    let response = next.run(request).await;
    if !is_asked_for {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, LARGEST_BODY_BYTES).await.unwrap_or_default();
    parts.headers.remove(CONTENT_LENGTH);
    let text = String::from_utf8_lossy(&body).replace(MARK, "\\ud83d");
    Response::from_parts(parts, Body::from(text))
}
