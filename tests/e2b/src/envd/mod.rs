//! `envd`, E2B's own server in each sandbox: files over HTTP, processes and folders over Connect with JSON.
//!
//! After `envd.yaml`, `process.proto` and `filesystem.proto` of e2b-dev/infra. Behind it is the server that the machine has in
//! every sandbox.

mod connect;
mod files;
mod filesystem;
mod process;

use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use sandboxes::Client;
use subtle::ConstantTimeEq;
use tokio::sync::watch;

use crate::cloud::Cloud;
use crate::record::Record;
use connect::Problem;

/// An upload is held in memory.
const BODY_BYTES: usize = 256 << 20;
const HOME: &str = "/home/user";

/// One request to the envd of a sandbox.
struct Call {
    client: Client,
    headers: HeaderMap,
    body: Bytes,
    /// Connections into the sandbox break when this changes.
    broken: watch::Receiver<()>,
}

pub async fn answer(cloud: Cloud, record: Record, broken: watch::Receiver<()>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (method, path, headers) = (parts.method, parts.uri.path().to_owned(), parts.headers);
    if path == "/health" {
        return StatusCode::NO_CONTENT.into_response();
    }
    if let Err(problem) = may_enter(&record, &headers) {
        return problem.into_response();
    }
    let Ok(client) = cloud.machine().client(&record.id).await else { return StatusCode::BAD_GATEWAY.into_response() };
    let Ok(body) = to_bytes(body, BODY_BYTES).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let call = Call { client, headers, body, broken };
    let query = parts.uri.query().unwrap_or_default();
    match (method.as_str(), path.as_str()) {
        ("GET", "/files") => files::read(&call, query).await,
        ("POST", "/files") => files::write(&call, query).await,
        ("POST", path) => match path.split_once('/').and_then(|(_, path)| path.split_once('/')) {
            Some(("process.Process", method)) => process::answer(call, method).await,
            Some(("filesystem.Filesystem", method)) => filesystem::answer(&call, method).await,
            _ => Problem::unimplemented(path).into_response(),
        },
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The sandbox's own token, and one of its users.
fn may_enter(record: &Record, headers: &HeaderMap) -> Result<(), Problem> {
    let given = headers.get("x-access-token").map(|token| token.as_bytes()).unwrap_or_default();
    if !bool::from(given.ct_eq(record.envd_token.as_bytes())) {
        return Err(Problem::unauthenticated("unauthorized access, please provide a valid access token"));
    }
    let user = headers.get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Basic "));
    let user = user.map(|encoded| STANDARD.decode(encoded).unwrap_or_default());
    match user.as_deref() {
        None | Some(b"user:") => Ok(()),
        Some(_) => Err(Problem::unauthenticated("the only user of this stand-in's sandboxes is called user")),
    }
}

/// A path as the user means it.
fn absolute(path: &str) -> String {
    if path.starts_with('/') { path.to_owned() } else { format!("{HOME}/{}", path.trim_start_matches("~/")) }
}
