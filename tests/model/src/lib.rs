//! A stand-in for a model: the chat completions of OpenAI's API, streamed, as most providers and agents speak it.
//!
//! It does what it is told: `call TOOL {arguments}` is a call of that tool, a tool's result is repeated, anything else is
//! echoed. It knows who asked: requests and keys are kept for tests.

#![allow(clippy::disallowed_methods, reason = "The stand-in is an outside system: it has tasks of its own")]

mod answer;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The model that it has.
pub const MODEL: &str = "echo";

/// A stand-in that answers until it is dropped.
pub struct ModelStandin {
    address: SocketAddr,
    asked: Asked,
    server: JoinHandle<()>,
}

/// Every request so far, in order.
type Asked = Arc<Mutex<Vec<Request>>>;

#[derive(Debug, Clone)]
pub struct Request {
    /// As it was sent: `Bearer …`; empty without one.
    pub authorization: String,
    pub body: Value,
}

impl ModelStandin {
    /// Starts to listen on a free port of loopback.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.context("listen")?;
        let address = listener.local_addr().context("local address")?;
        let asked = Asked::default();
        let router = Router::new()
            .route("/v1/models", get(models))
            .route("/v1/chat/completions", post(complete))
            .with_state(asked.clone());
        let server = tokio::spawn(async move {
            // It listens until the task is ended.
            axum::serve(listener, router).await.unwrap_or_default();
        });
        Ok(Self { address, asked, server })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn requests(&self) -> Vec<Request> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for ModelStandin {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn models() -> Json<Value> {
    Json(json!({ "object": "list", "data": [{ "id": MODEL, "object": "model", "owned_by": "standin" }] }))
}

async fn complete(State(asked): State<Asked>, headers: HeaderMap, body: Bytes) -> Response {
    let Ok(body) = serde_json::from_slice::<Value>(&body) else {
        let error = json!({ "error": { "message": "not JSON", "type": "invalid_request_error" } });
        return (StatusCode::BAD_REQUEST, Json(error)).into_response();
    };
    let stream = answer::stream(&body);
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let request = Request { authorization: authorization.to_owned(), body };
    asked.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    ([("content-type", "text/event-stream")], stream).into_response()
}
