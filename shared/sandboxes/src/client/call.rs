//! One request and its answer, within its limits.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::{Method, RequestBuilder, Response, StatusCode, header::CONTENT_TYPE};
use serde::de::DeserializeOwned;

use super::{Client, ClientError, Problem};

/// What a call may take and give.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call {
    /// For errors: "the sandbox did not …".
    pub what: &'static str,
    pub limit: Duration,
    /// More than this is an error: an agent decides what a sandbox answers, and could fill our memory.
    pub bytes: usize,
}

/// An answer that describes one thing.
pub(super) const SMALL_ANSWER: usize = 64 << 10;
/// A list, or an agent's answer.
pub(super) const LARGE_ANSWER: usize = 8 << 20;
/// A refusal is a few lines; more of it is not read.
const PROBLEM_BYTES: usize = 16 << 10;

impl Client {
    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }
}

impl Call {
    pub const fn new(what: &'static str, seconds: u64, bytes: usize) -> Self {
        Self { what, limit: Duration::from_secs(seconds), bytes }
    }

    pub async fn json<T: DeserializeOwned>(self, request: RequestBuilder) -> Result<T, ClientError> {
        let body = self.bytes(request).await?;
        serde_json::from_slice(&body).map_err(|source| ClientError::Undecodable { what: self.what, source })
    }

    pub async fn bytes(self, request: RequestBuilder) -> Result<Bytes, ClientError> {
        Ok(self.answer(request).await?.1)
    }

    pub async fn answer(self, request: RequestBuilder) -> Result<(StatusCode, Bytes), ClientError> {
        let Self { what, limit, bytes } = self;
        let exchange = async {
            let response = self.send(request).await?;
            Ok((response.status(), read(what, response, bytes).await?))
        };
        tokio::time::timeout(limit, exchange).await.unwrap_or(Err(ClientError::TimedOut { what, limit }))
    }

    /// The head of an answer that is no refusal.
    pub async fn send(self, request: RequestBuilder) -> Result<Response, ClientError> {
        let what = self.what;
        let response = request.send().await.map_err(|error| ClientError::from_transport(what, &error))?;
        if response.status().is_success() {
            return Ok(response);
        }
        Err(refusal(what, response).await)
    }
}

/// Reads a body, at most `limit` bytes of it.
async fn read(what: &'static str, mut response: Response, limit: usize) -> Result<Bytes, ClientError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| ClientError::from_transport(what, &error))? {
        if body.len() + chunk.len() > limit {
            return Err(ClientError::TooLarge { what, limit });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

async fn refusal(what: &'static str, response: Response) -> ClientError {
    let status = response.status();
    if status == StatusCode::UNAUTHORIZED {
        return ClientError::Unauthorized;
    }
    let is_problem = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("application/problem+json"));
    // What is between us and the server says so in its own words when there is no server behind it.
    let nobody_there = matches!(status, StatusCode::NOT_FOUND | StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT);
    if !is_problem && nobody_there {
        return ClientError::Gone;
    }
    let body = read(what, response, PROBLEM_BYTES).await.unwrap_or_default();
    let problem = serde_json::from_slice::<Problem>(&body).ok();
    let problem = problem.unwrap_or_else(|| Problem {
        status: status.as_u16(),
        kind: String::new(),
        title: status.canonical_reason().unwrap_or("no reason given").to_owned(),
        detail: None,
    });
    ClientError::Refused { what, problem }
}

/// One segment of a path, whatever it holds.
pub(super) fn segment(text: &str) -> impl std::fmt::Display + '_ {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
}
