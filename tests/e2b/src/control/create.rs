//! `POST /v2/sandboxes`.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use sandboxes::Secret;
use serde::Deserialize;
use serde_json::Value;

use super::{checked, to_the_end, unreadable};
use crate::cloud::{Cloud, new_id, now};
use crate::record::{self, DEFAULT_SECONDS, Record};
use crate::refusal::Refusal;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewSandbox {
    #[serde(rename = "templateID")]
    template_id: String,
    timeout: Option<u64>,
    #[serde(default)]
    metadata: Option<BTreeMap<String, String>>,
    #[serde(default)]
    env_vars: Option<BTreeMap<String, String>>,
    auto_pause: Option<bool>,
    auto_pause_memory: Option<bool>,
    auto_resume: Option<AutoResume>,
    #[serde(default)]
    network: Option<Network>,
}

#[derive(Deserialize)]
struct AutoResume {
    enabled: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Network {
    allow_public_traffic: Option<bool>,
}

pub async fn create(State(cloud): State<Cloud>, body: Bytes) -> Result<(StatusCode, Json<Value>), Refusal> {
    let wanted: NewSandbox = serde_json::from_slice(&body).map_err(|error| unreadable(&error))?;
    let record = record(wanted, cloud.template())?;
    let access = record.access();
    to_the_end(async move { cloud.create(record).await }).await?;
    Ok((StatusCode::CREATED, Json(access)))
}

fn record(wanted: NewSandbox, template: &str) -> Result<Record, Refusal> {
    // The SDK's own default is called so.
    if wanted.template_id != template && wanted.template_id != "base" {
        let message = format!("template '{}' not found", wanted.template_id);
        return Err(Refusal::new(StatusCode::NOT_FOUND, message));
    }
    if wanted.auto_resume.is_some_and(|wanted| wanted.enabled) {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "autoResume is not offered by this stand-in"));
    }
    let seconds = checked(wanted.timeout.unwrap_or(DEFAULT_SECONDS))?;
    let is_public = wanted.network.unwrap_or_default().allow_public_traffic.unwrap_or(true);
    let secret = || Secret::random().reveal().to_owned();
    let mut record = Record {
        id: new_id(),
        template: wanted.template_id,
        metadata: wanted.metadata.unwrap_or_default(),
        environment: wanted.env_vars.unwrap_or_default(),
        started_at: now(),
        end_at: 0,
        state: record::State::Running,
        auto_pause: wanted.auto_pause.unwrap_or_default(),
        auto_pause_memory: wanted.auto_pause_memory.unwrap_or(true),
        memory: false,
        envd_token: secret(),
        traffic_token: (!is_public).then(secret),
    };
    record.set_timeout(seconds, now());
    Ok(record)
}
