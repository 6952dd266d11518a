//! Faults on demand: requests of the API that fail, take long, or are done and lose their answer.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde::{Deserialize, Serialize};

use crate::cloud::Cloud;
use crate::refusal::Refusal;

/// What happens to the next requests of a route. The first fault that fits is used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fault {
    /// Such as `POST /v2/sandboxes/{id}/connect`; any without one.
    pub route: Option<String>,
    /// Nothing is done, and this is the answer. 503 is what E2B says when it finds no place.
    pub status: Option<u16>,
    /// It takes this much longer.
    pub delay_milliseconds: u64,
    /// It is done, and the connection breaks before the answer.
    pub answer_is_lost: bool,
    /// How many requests; 0 counts as 1.
    pub times: u64,
}

/// The fault of the next request, which is used up.
pub fn take(faults: &mut Vec<Fault>, route: &str) -> Option<Fault> {
    let index = faults.iter().position(|fault| fault.route.as_deref().is_none_or(|wanted| wanted == route))?;
    if faults[index].times <= 1 {
        return Some(faults.remove(index));
    }
    faults[index].times -= 1;
    Some(faults[index].clone())
}

/// Middleware of the API.
pub async fn inject(State(cloud): State<Cloud>, path: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let route = format!("{} {}", request.method(), path.as_ref().map_or("", MatchedPath::as_str));
    let fault = take(&mut cloud.faults(), &route);
    let Some(fault) = fault else { return next.run(request).await };
    tokio::time::sleep(Duration::from_millis(fault.delay_milliseconds)).await;
    if let Some(status) = fault.status {
        return answer(status);
    }
    let response = next.run(request).await;
    if fault.answer_is_lost { lost() } else { response }
}

fn answer(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let message = match status {
        StatusCode::SERVICE_UNAVAILABLE => "Failed to place sandbox",
        StatusCode::TOO_MANY_REQUESTS => "Rate limit exceeded, please try again later",
        _ => status.canonical_reason().unwrap_or("Error"),
    };
    let mut response = Refusal::new(status, message).into_response();
    if status == StatusCode::TOO_MANY_REQUESTS {
        response.headers_mut().insert("retry-after", HeaderValue::from_static("1"));
    }
    response
}

/// The head of an answer, whose body breaks off.
fn lost() -> Response {
    let broken = stream::iter([Err::<&'static str, _>(io::Error::other("the answer is lost"))]);
    Response::new(Body::from_stream(broken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_for_its_route_and_used_up() {
        let of = |route: Option<&str>, times| Fault { route: route.map(str::to_owned), times, ..Fault::default() };
        let mut faults = vec![of(Some("POST /a"), 2), of(None, 0)];
        assert_eq!(take(&mut faults, "POST /a").unwrap().times, 1);
        assert_eq!(take(&mut faults, "GET /b").unwrap().route, None);
        assert_eq!(take(&mut faults, "GET /b"), None);
        assert!(take(&mut faults, "POST /a").is_some() && take(&mut faults, "POST /a").is_none());
    }
}
