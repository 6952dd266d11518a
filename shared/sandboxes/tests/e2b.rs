//! The E2B provider against a server that answers as E2B's definitions say.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, Query, State as Extracted};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use sandboxes::{Client, E2b, E2bSettings, ProviderError, Secret, State};
use serde_json::{Value, json};
use support::wanted;

const HOUR: Duration = Duration::from_secs(3600);

#[derive(Default)]
struct Cloud {
    sandboxes: BTreeMap<String, Sandbox>,
    /// The next request to make one is done and answered with 500.
    answer_is_lost: bool,
    /// So many requests to wake one up find no place.
    without_place: u32,
}

struct Sandbox {
    body: Value,
    timeout: u64,
    paused: bool,
    server_token: Option<String>,
}

type Shared = Extracted<Arc<Mutex<Cloud>>>;

fn listed(id: &str, sandbox: &Sandbox) -> Value {
    json!({
        "sandboxID": id, "templateID": "t", "clientID": "c", "startedAt": "2026-11-22T15:00:00Z",
        "endAt": "2026-11-22T16:00:00Z", "cpuCount": 2, "memoryMB": 512, "diskSizeMB": 512, "envdVersion": "0.5.8",
        "state": if sandbox.paused { "paused" } else { "running" }, "metadata": sandbox.body["metadata"],
    })
}

fn access(id: &str) -> Value {
    let traffic = format!("traffic-{id}");
    json!({"sandboxID": id, "templateID": "t", "clientID": "c", "envdVersion": "0.5.8", "envdAccessToken": format!("envd-{id}"),
           "trafficAccessToken": traffic, "domain": null})
}

async fn create(cloud: Shared, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    if headers["x-api-key"] != "e2b_key" {
        return (StatusCode::UNAUTHORIZED, Json(json!({"code": 401, "message": "Invalid API key"}))).into_response();
    }
    let mut cloud = cloud.lock().unwrap();
    let id = format!("i{}", cloud.sandboxes.len());
    let timeout = body["timeout"].as_u64().unwrap();
    cloud.sandboxes.insert(id.clone(), Sandbox { body, timeout, paused: false, server_token: None });
    if std::mem::take(&mut cloud.answer_is_lost) {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    (StatusCode::CREATED, Json(access(&id))).into_response()
}

/// One a page, so that pages matter.
async fn list(cloud: Shared, Query(query): Query<BTreeMap<String, String>>) -> Response {
    let wanted: Vec<_> = query["metadata"].split('&').map(|pair| pair.split_once('=').unwrap()).collect();
    let cloud = cloud.lock().unwrap();
    let fits = |sandbox: &Sandbox| {
        wanted.iter().all(|(key, value)| sandbox.body["metadata"][key] == value.replace("%2D", "-"))
    };
    let all: Vec<_> = cloud.sandboxes.iter().filter(|(_, sandbox)| fits(sandbox)).collect();
    let at: usize = query.get("nextToken").map_or(0, |token| token.parse().unwrap());
    let page: Vec<_> = all.iter().skip(at).take(1).map(|(id, sandbox)| listed(id, sandbox)).collect();
    let next = if at + 1 < all.len() { (at + 1).to_string() } else { String::new() };
    ([("x-next-token", next)], Json(page)).into_response()
}

fn missing() -> Response {
    (StatusCode::NOT_FOUND, Json(json!({"code": 404, "message": "not found"}))).into_response()
}

async fn detail(cloud: Shared, Path(id): Path<String>) -> Response {
    cloud.lock().unwrap().sandboxes.get(&id).map_or_else(missing, |sandbox| Json(listed(&id, sandbox)).into_response())
}

async fn kill(cloud: Shared, Path(id): Path<String>) -> StatusCode {
    let removed = cloud.lock().unwrap().sandboxes.remove(&id);
    if removed.is_some() { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

async fn connect(cloud: Shared, Path(id): Path<String>, Json(body): Json<Value>) -> Response {
    let mut cloud = cloud.lock().unwrap();
    if cloud.without_place > 0 {
        cloud.without_place -= 1;
        return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({"code": 503, "message": "no place"}))).into_response();
    }
    let Some(sandbox) = cloud.sandboxes.get_mut(&id) else { return missing() };
    sandbox.timeout = body["timeout"].as_u64().unwrap();
    sandbox.paused = false;
    Json(access(&id)).into_response()
}

async fn timeout(cloud: Shared, Path(id): Path<String>, Json(body): Json<Value>) -> Response {
    let mut cloud = cloud.lock().unwrap();
    let Some(sandbox) = cloud.sandboxes.get_mut(&id) else { return missing() };
    sandbox.timeout = body["timeout"].as_u64().unwrap();
    StatusCode::NO_CONTENT.into_response()
}

/// envd: takes the token that the server shall have.
async fn start(cloud: Shared, headers: HeaderMap, body: Bytes) -> Response {
    let id = headers["e2b-sandbox-id"].to_str().unwrap().to_owned();
    assert_eq!(headers["x-access-token"], format!("envd-{id}").as_str());
    assert_eq!(headers["e2b-traffic-access-token"], format!("traffic-{id}").as_str());
    let message: Value = serde_json::from_slice(&body[5..]).unwrap();
    assert_eq!(u32::from_be_bytes(body[1..5].try_into().unwrap()) as usize, body.len() - 5);
    let script = message["process"]["args"].to_string();
    let token = message["process"]["envs"]["FOUNDRY_SERVER_TOKEN"].as_str().unwrap();
    assert!(!script.contains(token), "a token in a command line");
    cloud.lock().unwrap().sandboxes.get_mut(&id).unwrap().server_token = Some(token.to_owned());
    let mut answer = Vec::new();
    for (flags, text) in
        [(0, r#"{"event":{"start":{"pid":1}}}"#), (0, r#"{"event":{"end":{"exited":true}}}"#), (2, "{}")]
    {
        answer.push(flags);
        answer.extend(u32::try_from(text.len()).unwrap().to_be_bytes());
        answer.extend(text.as_bytes());
    }
    answer.into_response()
}

/// The sandbox-agent server.
async fn health(cloud: Shared, headers: HeaderMap) -> StatusCode {
    let id = headers["e2b-sandbox-id"].to_str().unwrap();
    let cloud = cloud.lock().unwrap();
    let Some(token) = cloud.sandboxes.get(id).and_then(|sandbox| sandbox.server_token.as_ref()) else {
        return StatusCode::BAD_GATEWAY;
    };
    let authorized = headers["authorization"] == format!("Bearer {token}").as_str();
    if authorized { StatusCode::OK } else { StatusCode::UNAUTHORIZED }
}

async fn cloud() -> (Arc<Mutex<Cloud>>, E2bSettings) {
    // Only for the TLS provider, which a client needs even for plain HTTP.
    support::install_tls();
    let cloud = Arc::new(Mutex::new(Cloud::default()));
    let router = Router::new()
        .route("/v2/sandboxes", post(create).get(list))
        .route("/sandboxes/{id}", get(detail).delete(kill))
        .route("/v2/sandboxes/{id}/connect", post(connect))
        .route("/sandboxes/{id}/timeout", post(timeout))
        .route("/process.Process/Start", post(start))
        .route("/v1/health", get(health))
        .with_state(cloud.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let settings = E2bSettings {
        key: Secret::new("e2b_key".to_owned()),
        api: address.clone(),
        sandbox_url: Some(address),
        template: "t".to_owned(),
        owner: "demo-1".to_owned(),
    };
    (cloud, settings)
}

#[tokio::test]
async fn a_sandbox_is_made_private_and_paused_at_its_end_and_its_server_has_a_token_of_its_own() {
    let (cloud, settings) = cloud().await;
    let e2b = E2b::new(settings).unwrap();

    let made = e2b.create(&wanted("sb-1")).await.unwrap();

    assert!(!made.adopted && made.expires_at.is_some());
    let client = Client::new(&e2b.connect(&made.provider_id, HOUR).await.unwrap()).unwrap();
    client.health().await.unwrap();
    let cloud = cloud.lock().unwrap();
    let sandbox = &cloud.sandboxes[&made.provider_id];
    assert_eq!(sandbox.body["network"]["allowPublicTraffic"], false);
    assert_eq!((&sandbox.body["autoPause"], sandbox.timeout), (&json!(true), 3600));
    assert!(!sandbox.body.to_string().contains("e2b_key"));
}

#[tokio::test]
async fn what_an_unknown_answer_has_made_is_adopted_and_extras_are_ended() {
    let (cloud, settings) = cloud().await;
    let e2b = E2b::new(settings).unwrap();
    cloud.lock().unwrap().answer_is_lost = true;

    let made = e2b.create(&wanted("sb-1")).await.unwrap();
    assert!(made.adopted);
    {
        let mut cloud = cloud.lock().unwrap();
        let body = cloud.sandboxes[&made.provider_id].body.clone();
        cloud.sandboxes.insert("i9".into(), Sandbox { body, timeout: 1, paused: false, server_token: None });
    }
    let again = E2b::create(&e2b, &wanted("sb-1")).await.unwrap();

    assert_eq!(again, made);
    assert_eq!(cloud.lock().unwrap().sandboxes.len(), 1);
}

#[tokio::test]
async fn a_paused_one_wakes_up_after_some_tries_with_its_lifetime_and_a_rebooted_server_starts_again() {
    let (cloud, settings) = cloud().await;
    let e2b = E2b::new(settings).unwrap();
    let id = e2b.create(&wanted("sb-1")).await.unwrap().provider_id;
    {
        let mut cloud = cloud.lock().unwrap();
        cloud.without_place = 1;
        let sandbox = cloud.sandboxes.get_mut(&id).unwrap();
        (sandbox.paused, sandbox.server_token) = (true, None);
    }
    assert_eq!(e2b.state(&id).await.unwrap(), State::Paused);

    let endpoint = e2b.connect(&id, Duration::from_secs(900)).await.unwrap();

    Client::new(&endpoint).unwrap().health().await.unwrap();
    assert_eq!(cloud.lock().unwrap().sandboxes[&id].timeout, 900);
    assert!(e2b.extend(&id, HOUR).await.unwrap().is_some());
    assert_eq!(cloud.lock().unwrap().sandboxes[&id].timeout, 3600);
}

#[tokio::test]
async fn only_our_own_are_listed_and_one_that_has_ended_is_gone() {
    let (_cloud, settings) = cloud().await;
    let other = E2b::new(E2bSettings { owner: "demo-2".to_owned(), ..settings.clone() }).unwrap();
    let e2b = E2b::new(settings).unwrap();
    for name in ["sb-1", "sb-2"] {
        e2b.create(&wanted(name)).await.unwrap();
    }
    other.create(&wanted("sb-1")).await.unwrap();

    let found = e2b.list().await.unwrap();
    let names: Vec<_> = found.iter().map(|found| (found.name.as_str(), found.organization.as_str())).collect();
    assert_eq!(names, [("sb-1", "acme"), ("sb-2", "acme")]);

    let id = &found[0].provider_id;
    e2b.destroy(id).await.unwrap();
    e2b.destroy(id).await.unwrap();
    assert_eq!(e2b.state(id).await.unwrap(), State::Gone);
    assert!(matches!(e2b.connect(id, HOUR).await, Err(ProviderError::Gone(_))));
}

#[tokio::test]
async fn a_key_that_is_not_accepted_says_so() {
    let (_cloud, settings) = cloud().await;
    let e2b = E2b::new(E2bSettings { key: Secret::new("e2b_other".to_owned()), ..settings }).unwrap();

    let refused = e2b.create(&wanted("sb-1")).await;

    assert!(matches!(refused, Err(ProviderError::Unavailable(ref why)) if why.contains("key")), "{refused:?}");
}
