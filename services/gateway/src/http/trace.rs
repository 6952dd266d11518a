//! Every request is a span that continues its caller's trace, one line in the log, and a count.

use std::{borrow::Cow, time::Duration};

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderValue, Method, StatusCode},
    middleware::Next,
    response::Response,
};
use tokio::time::Instant;
use tracing::{Instrument, Span};

use crate::{api::routes, http::headers};

/// What a path that leads nowhere is called: the path itself may be anything, and would fill the metrics.
const NOWHERE: &str = "(none)";

pub async fn traced(request: Request, next: Next) -> Response {
    let started_at = Instant::now();
    let (method, route) = (method_name(request.method()), template(&request));
    let span = telemetry::span::http(method, &route);
    telemetry::set_stranger_as_parent(&span, |name| Some(request.headers().get(name)?.to_str().ok()?.to_owned()));
    span.record("url.path", request.uri().path());

    async {
        let mut response = next.run(request).await;
        if let Some(trace_id) = telemetry::trace_id().and_then(|id| HeaderValue::try_from(id).ok()) {
            response.headers_mut().insert(headers::TRACE_ID, trace_id);
        }
        finish(method, route, response.status(), started_at.elapsed());
        response
    }
    .instrument(span)
    .await
}

fn finish(method: &'static str, route: Cow<'static, str>, status: StatusCode, elapsed: Duration) {
    let span = Span::current();
    span.record("http.response.status_code", i64::from(status.as_u16()));
    if status.is_server_error() {
        telemetry::span::failed(&span, status.as_str(), status.canonical_reason().unwrap_or_default());
    }

    let (code, milliseconds) = (status.as_u16(), elapsed.as_micros() as f64 / 1000.0);
    tracing::info!(
        http.request.method = method,
        http.route = %route,
        http.response.status_code = code,
        duration_ms = milliseconds,
        "{method} {route} {code} in {milliseconds:.1} ms"
    );
    telemetry::metrics::http(method, route, code, elapsed);
}

/// The pattern that the path matches, with names in place of ids.
fn template(request: &Request) -> Cow<'static, str> {
    if let Some((route, _)) = routes::find(request.uri().path()) {
        return Cow::Borrowed(&route.template);
    }
    let matched = request.extensions().get::<MatchedPath>();
    matched.map_or(Cow::Borrowed(NOWHERE), |path| Cow::Owned(path.as_str().to_owned()))
}

/// OpenTelemetry's name of the method; a method may be any text, which would fill the metrics.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "_OTHER",
    }
}
