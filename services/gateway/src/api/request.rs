//! `POST /v1/{actor}/request/{name}/{key}`: stores a command and waits for its outcome.

use std::time::Duration;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, Uri},
    response::Response,
};
use contracts::limit;
use serde::Deserialize;

use super::{Incoming, command_id::command_id, enqueue, outcome, parameters};
use crate::http::problem::Problem;

const PREFER: HeaderName = HeaderName::from_static("prefer");

pub async fn request(incoming: Incoming<'_>, body: Body) -> Result<Response, Problem> {
    let wait = wait(incoming.uri, incoming.headers)?;
    let id = command_id(incoming.headers, &incoming.target.caller)?;
    let body = incoming.read_to_store(body).await?;
    if wait.is_zero() {
        return enqueue::store(&incoming, id, body).await;
    }

    let target = &incoming.target;
    let request = incoming.command(id.clone(), body);
    let outcome = incoming.gateway.client.request(request, wait).await;
    outcome::respond(target, &id, outcome)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameters {
    /// In whole seconds.
    wait: Option<u64>,
}

/// How long the caller wants to wait: `?wait=5`, or `Prefer: wait=5`
/// ([RFC 7240](https://www.rfc-editor.org/rfc/rfc7240#section-4.3)), in seconds. It can shorten the wait only: more is refused,
/// and preferred in vain.
fn wait(uri: &Uri, headers: &HeaderMap) -> Result<Duration, Problem> {
    let Parameters { wait } = parameters::read(uri)?;
    let most = limit::WAIT.as_secs();
    if let Some(wait) = wait.filter(|wait| *wait > most) {
        let wrong = format!("is {wait}; it may be at most {most}");
        let problem = Problem::bad_request("http.parameter_invalid", format!("wait {wrong}"));
        return Err(problem.with_error("wait", wrong));
    }
    let wait = wait.or_else(|| preferred(headers)).map(Duration::from_secs);
    Ok(wait.unwrap_or(limit::WAIT).min(limit::WAIT))
}

/// A preference that cannot be read is no preference, says the RFC.
fn preferred(headers: &HeaderMap) -> Option<u64> {
    let preferences = headers.get_all(PREFER).iter().filter_map(|value| value.to_str().ok());
    let mut preferences = preferences.flat_map(|value| value.split([',', ';']));
    preferences.find_map(|preference| preference.trim().strip_prefix("wait=")?.parse().ok())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn waits(query: &str, prefer: &'static str) -> Result<u64, Problem> {
        let headers = HeaderMap::from_iter([(PREFER, HeaderValue::from_static(prefer))]);
        let uri = format!("/v1/task/request/rename/acme/t-1{query}").parse().expect("an address");
        wait(&uri, &headers).map(|wait| wait.as_secs())
    }

    #[test]
    fn a_caller_can_shorten_the_wait_and_not_lengthen_it() {
        assert_eq!(waits("", "").expect("legal"), 10);
        assert_eq!(waits("?wait=5", "").expect("legal"), 5);
        assert_eq!(waits("?wait=10", "").expect("legal"), 10);
        assert_eq!(waits("", "wait=60").expect("legal"), 10);
        assert_eq!(waits("", "respond-async, wait=3").expect("legal"), 3);
        assert_eq!(waits("?wait=0", "wait=3").expect("legal"), 0);
        assert_eq!(waits("", "wait=soon").expect("legal"), 10);
    }

    #[test]
    fn a_wait_that_is_none_and_other_parameters_are_refused() {
        assert_eq!(waits("?wait=soon", "").expect_err("refused").status, 400);
        assert_eq!(waits("?wait=11", "").expect_err("refused").status, 400);
        assert!(waits("?title=x", "").expect_err("refused").detail.contains("title"));
    }
}
