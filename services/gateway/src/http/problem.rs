//! What a caller gets instead of an answer: problem+json ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)).

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contracts::RefusalKind;
use serde::Serialize;

use super::status;
use crate::quotas::Exceeded;

/// Why there is no answer. `code` is for programs, `detail` for people.
#[derive(Debug, Clone)]
pub struct Problem {
    pub status: StatusCode,
    pub code: String,
    pub detail: String,
    /// What only some have; apart, because a problem travels in every `Result` of the door.
    more: Box<More>,
}

#[derive(Debug, Clone, Default)]
struct More {
    errors: Vec<FieldError>,
    trace_id: Option<String>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// One part of the request that is wrong.
#[derive(Debug, Clone, Serialize)]
struct FieldError {
    parameter: String,
    detail: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace_id: Option<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
}

impl Problem {
    pub fn new(status: StatusCode, code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { status, code: code.into(), detail: detail.into(), more: Box::default() }
    }

    pub fn bad_request(code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// Something we need is away; the same request may succeed soon.
    pub fn unavailable(code: impl Into<String>, detail: impl Into<String>) -> Self {
        let problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail);
        problem.with_header(header::RETRY_AFTER, HeaderValue::from_static("1"))
    }

    /// A service says no.
    pub fn refused(kind: RefusalKind, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(status::of_refusal(kind), code, message)
    }

    /// More than one person may send.
    pub fn too_much(exceeded: Exceeded) -> Self {
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "http.too_many_requests", exceeded.to_string());
        problem.with_header(header::RETRY_AFTER, HeaderValue::from(exceeded.seconds()))
    }

    pub fn too_large(max_bytes: usize) -> Self {
        let detail = format!("the body is too large; at most {max_bytes} bytes are taken here");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "http.body_too_large", detail)
    }

    /// Taken for what it is, it would be nonsense; taken apart, a few bytes could become gigabytes.
    pub fn encoded(encoding: &HeaderValue) -> Self {
        let encoding = String::from_utf8_lossy(encoding.as_bytes());
        let detail = format!("bodies are taken as they are: send it without Content-Encoding ({encoding})");
        let problem = Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "http.body_encoded", detail);
        problem.with_header(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"))
    }

    pub fn method_not_allowed(allowed: &'static str) -> Self {
        let problem = Self::new(StatusCode::METHOD_NOT_ALLOWED, "http.method_not_allowed", format!("use {allowed}"));
        problem.with_header(header::ALLOW, HeaderValue::from_static(allowed))
    }

    pub fn internal() -> Self {
        let detail = "something went wrong here; the trace id helps to find out what";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "http.internal", detail)
    }

    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.more.headers.push((name, value));
        self
    }

    /// Names the parameter that is wrong.
    pub fn with_error(mut self, parameter: &str, detail: impl Into<String>) -> Self {
        self.more.errors.push(FieldError { parameter: parameter.to_owned(), detail: detail.into() });
        self
    }

    /// The trace in which it went wrong, when that is not this request's own.
    pub fn with_trace_id(mut self, trace_id: Option<String>) -> Self {
        self.more.trace_id = trace_id;
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let document = Document {
            // RFC 9457, 4.2.1: no more is meant than the status says, and `code` tells programs which problem it is.
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: &self.detail,
            code: &self.code,
            trace_id: self.more.trace_id.or_else(telemetry::trace_id),
            errors: &self.more.errors,
        };
        let body = serde_json::to_vec(&document).expect("texts and numbers are always JSON");
        let content_type = HeaderValue::from_static("application/problem+json");
        let mut response = (self.status, [(header::CONTENT_TYPE, content_type)], body).into_response();
        response.headers_mut().extend(self.more.headers);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_refusal_decides_its_status() {
        use RefusalKind::{Conflict, Forbidden, IdReused, Invalid, NotFound};
        for (kind, status) in [(NotFound, 404), (Forbidden, 403), (Invalid, 400), (IdReused, 422), (Conflict, 409)] {
            assert_eq!(Problem::refused(kind, "task.not_found_or_forbidden", "no").status, status, "{kind:?}");
        }
    }

    #[tokio::test]
    async fn a_problem_says_what_programs_and_people_need() {
        let problem = Problem::bad_request("http.parameter_invalid", "limit must be a number")
            .with_error("limit", "not a number")
            .with_trace_id(Some("abc".into()));

        let response = problem.into_response();

        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.expect("a body");
        let document: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(document["title"], "Bad Request");
        assert_eq!(document["status"], 400);
        assert_eq!(document["code"], "http.parameter_invalid");
        assert_eq!(document["traceId"], "abc");
        assert_eq!(document["errors"][0]["parameter"], "limit");
    }
}
