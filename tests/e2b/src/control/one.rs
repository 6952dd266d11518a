//! What is done with one sandbox.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{checked, to_the_end, unreadable};
use crate::cloud::{Cloud, now};
use crate::record::{self, DEFAULT_SECONDS};
use crate::refusal::Refusal;

/// Every field may be left out, where the caller does not say otherwise.
#[derive(Default, Deserialize)]
struct Body {
    timeout: Option<u64>,
    duration: Option<u64>,
    memory: Option<bool>,
}

impl Body {
    fn read(body: &[u8]) -> Result<Self, Refusal> {
        if body.is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_slice(body).map_err(|error| unreadable(&error))
    }

    fn needed(seconds: Option<u64>) -> Result<u64, Refusal> {
        let missing = || Refusal::new(StatusCode::BAD_REQUEST, "Error when parsing request: timeout is missing");
        checked(seconds.ok_or_else(missing)?)
    }
}

pub async fn detail(State(cloud): State<Cloud>, Path(id): Path<String>) -> Result<Json<Value>, Refusal> {
    cloud.bury().await?;
    let record = cloud.find(&id)?;
    let mut shown = record.shown();
    shown["envdAccessToken"] = json!(record.envd_token);
    Ok(Json(shown))
}

pub async fn kill(State(cloud): State<Cloud>, Path(id): Path<String>) -> Result<StatusCode, Refusal> {
    to_the_end(async move { cloud.kill(&id).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn connect(
    State(cloud): State<Cloud>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let body = Body::read(&body)?;
    let seconds = checked(body.timeout.unwrap_or(DEFAULT_SECONDS))?;
    woken(cloud, id, seconds, body.memory.unwrap_or(true)).await
}

/// The first version wants to be told for how long.
pub async fn connect_of_old(
    State(cloud): State<Cloud>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let body = Body::read(&body)?;
    woken(cloud, id, Body::needed(body.timeout)?, body.memory.unwrap_or(true)).await
}

async fn woken(
    cloud: Cloud,
    id: String,
    seconds: u64,
    with_memory: bool,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    cloud.bury().await?;
    let (record, was_paused) = to_the_end(async move { cloud.connect(&id, seconds, with_memory).await }).await?;
    let status = if was_paused { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(record.access())))
}

/// Of the first version: only for one that is paused.
pub async fn resume(
    State(cloud): State<Cloud>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let body = Body::read(&body)?;
    if cloud.find(&id)?.state == record::State::Running {
        return Err(Refusal::new(StatusCode::CONFLICT, format!("Sandbox {id} is already running")));
    }
    woken(cloud, id, checked(body.timeout.unwrap_or(DEFAULT_SECONDS))?, true).await
}

pub async fn pause(State(cloud): State<Cloud>, Path(id): Path<String>, body: Bytes) -> Result<StatusCode, Refusal> {
    let memory = Body::read(&body)?.memory.unwrap_or(true);
    to_the_end(async move { cloud.pause(&id, memory).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn timeout(State(cloud): State<Cloud>, Path(id): Path<String>, body: Bytes) -> Result<StatusCode, Refusal> {
    let seconds = Body::needed(Body::read(&body)?.timeout)?;
    running(&cloud, &id)?;
    cloud.change(&id, |record| record.set_timeout(seconds, now()))?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn refresh(State(cloud): State<Cloud>, Path(id): Path<String>, body: Bytes) -> Result<StatusCode, Refusal> {
    let seconds = checked(Body::read(&body)?.duration.unwrap_or(DEFAULT_SECONDS))?;
    running(&cloud, &id)?;
    cloud.change(&id, |record| record.extend(seconds, now()))?;
    Ok(StatusCode::NO_CONTENT)
}

/// A paused one has no time.
fn running(cloud: &Cloud, id: &str) -> Result<(), Refusal> {
    let is_running = cloud.find(id)?.state == record::State::Running;
    if is_running { Ok(()) } else { Err(Refusal::missing(id)) }
}
