//! The door seen from outside, as far as it needs no service behind it: who is let in, and what is refused.

use std::time::Duration;

use clap::Parser;
use futures::StreamExt;
use gateway::{Gateway, Settings, router};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{self, client::IntoClientRequest};

const TOKEN: &str = "a-token-for-these-tests";

/// A gateway whose NATS is away.
struct Door {
    address: String,
    http: reqwest::Client,
}

impl Door {
    async fn open() -> Self {
        // Another test of this process may have been faster.
        rustls::crypto::ring::default_provider().install_default().ok();
        let settings = Settings::parse_from(["gateway", "--api-token", TOKEN, "--github-webhook-secret", "secret"]);
        let nowhere = async_nats::ConnectOptions::new()
            .retry_on_initial_connect()
            .request_timeout(Some(Duration::from_millis(100)))
            .connect("127.0.0.1:1")
            .await
            .expect("it connects later");
        let tasks = runtime::Tasks::default();
        let client = runtime::Client::new(nowhere, &tasks).await.expect("a client");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let app = router(Gateway::new(&settings, client, tasks.clone()));
        tasks.spawn("door", async move { axum::serve(listener, app).await.expect("serves") });
        Self { address, http: reqwest::Client::new() }
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("http://{}{path}", self.address))
    }

    async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).bearer_auth(TOKEN).send().await.expect("an answer")
    }

    async fn post(&self, path: &str, body: &'static str) -> Response {
        self.request(Method::POST, path).bearer_auth(TOKEN).body(body).send().await.expect("an answer")
    }
}

async fn problem(response: Response, status: u16) -> Value {
    assert_eq!(response.status(), status);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    response.json().await.expect("problem+json")
}

#[tokio::test]
async fn nothing_is_open_without_a_token() {
    let door = Door::open().await;
    for path in ["/v1", "/v1/openapi.json", "/v1/live", "/v1/task/query/detail/acme/t-1", "/v1/no/such/message/acme"] {
        for token in [None, Some("another-token-entirely")] {
            let request = door.request(Method::GET, path);
            let request = token.into_iter().fold(request, reqwest::RequestBuilder::bearer_auth);
            let response = request.send().await.expect("an answer");
            assert_eq!(response.headers()["www-authenticate"], "Bearer realm=\"foundry\"", "{path}");
            assert_eq!(problem(response, 401).await["code"], "access.unauthenticated", "{path}");
        }
    }
    let in_the_address =
        door.request(Method::GET, &format!("/v1?access_token={TOKEN}")).send().await.expect("an answer");
    assert_eq!(in_the_address.status(), 401);
}

#[tokio::test]
async fn an_address_that_is_none_is_404_with_near_ones() {
    let door = Door::open().await;
    let near = problem(door.post("/v1/task/command/renme/acme/t-1", "{}").await, 404).await;
    assert!(near["detail"].as_str().expect("a text").contains("/v1/task/command/rename/"), "{near}");
    assert_eq!(problem(door.get("/v1/nonsense").await, 404).await["code"], "http.nothing_here");
    assert_eq!(problem(door.get("/").await, 404).await["code"], "http.nothing_here");
}

#[tokio::test]
async fn a_wrong_method_is_405_with_those_that_are_right() {
    let door = Door::open().await;
    for (method, path, allowed) in [
        (Method::GET, "/v1/task/command/rename/acme/t-1", "POST"),
        (Method::PUT, "/v1/task/query/detail/acme/t-1", "GET, HEAD, POST"),
        (Method::OPTIONS, "/v1/task/command/rename/acme/t-1", "POST"),
        (Method::POST, "/v1/openapi.json", "GET,HEAD"),
        (Method::GET, "/v1/webhooks/github", "POST"),
    ] {
        let response = door.request(method.clone(), path).bearer_auth(TOKEN).send().await.expect("an answer");
        assert_eq!(response.headers()["allow"], allowed, "{method} {path}");
        problem(response, 405).await;
    }
}

#[tokio::test]
async fn bad_input_is_refused_with_what_is_wrong() {
    let door = Door::open().await;
    for (path, body, status, said) in [
        ("/v1/task/command/rename/acme/T.1", r#"{"title":"x"}"#, 400, "a-z, 0-9"),
        ("/v1/task/command/rename/acme", r#"{"title":"x"}"#, 400, "2 tokens"),
        ("/v1/task/command/rename/acme/t-1", "", 400, "title"),
        ("/v1/task/request/rename/acme/t-1", r#"{"title":7}"#, 400, "expected a string"),
        ("/v1/task/request/rename/acme/t-1", r#"{"title":"x","more":1}"#, 400, "more"),
        ("/v1/task/request/rename/acme/t-1?wait=soon", r#"{"title":"x"}"#, 400, "wait"),
        ("/v1/task/command/rename/acme/t-1?title=x", "{}", 400, "title"),
        ("/v1/task/command/initialize/acme/t-1", "{}", 403, "only services"),
        ("/v1/organization/query/listTasks/acme", r#"{"limit":"many"}"#, 400, "invalid type"),
    ] {
        let problem = problem(door.post(path, body).await, status).await;
        assert!(problem["detail"].as_str().expect("a text").contains(said), "{path}: {problem}");
    }
    let unknown = problem(door.get("/v1/organization/query/listTasks/acme?limt=5").await, 400).await;
    assert_eq!(unknown["errors"][0]["parameter"], "limt");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_413_with_the_limit() {
    let door = Door::open().await;
    let body = format!(r#"{{"title":"{}"}}"#, "x".repeat(contracts::limit::MESSAGE_BYTES));
    let request = door.request(Method::POST, "/v1/task/command/rename/acme/t-1").bearer_auth(TOKEN).body(body);
    let problem = problem(request.send().await.expect("an answer"), 413).await;
    assert!(problem["detail"].as_str().expect("a text").contains("262144"), "{problem}");
}

#[tokio::test]
async fn an_illegal_idempotency_key_is_refused() {
    let door = Door::open().await;
    let request = door.request(Method::POST, "/v1/task/command/rename/acme/t-1").bearer_auth(TOKEN);
    let request = request.header("Idempotency-Key", "a b").body(r#"{"title":"x"}"#);
    let problem = problem(request.send().await.expect("an answer"), 400).await;
    assert_eq!(problem["code"], "http.idempotency_key_invalid");
}

#[tokio::test]
async fn while_nats_is_away_everything_is_503_and_may_be_tried_again() {
    let door = Door::open().await;
    for path in ["/v1/task/command/rename/acme/t-1", "/v1/task/request/rename/acme/t-1?wait=1"] {
        let response = door.post(path, r#"{"title":"x"}"#).await;
        assert!(response.headers().contains_key("retry-after"), "{path}");
        problem(response, 503).await;
    }
    assert_eq!(door.get("/v1/task/query/detail/acme/t-1").await.status(), 503);
    assert_eq!(door.request(Method::GET, "/readyz").send().await.expect("an answer").status(), 503);
    assert_eq!(door.request(Method::GET, "/healthz").send().await.expect("an answer").status(), 200);
}

#[tokio::test]
async fn every_answer_is_closed_to_other_origins() {
    let door = Door::open().await;
    for response in [door.get("/v1").await, door.get("/nowhere").await] {
        let headers = response.headers();
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cache-control"], "no-store");
        assert!(!headers.contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn the_index_and_the_openapi_document_tell_what_there_is() {
    let door = Door::open().await;
    let index: Value = door.get("/v1").await.json().await.expect("JSON");
    assert_eq!(index["links"]["live"], "/v1/live");
    assert!(index["actors"].as_array().expect("actors").len() >= 4);
    let document: Value = door.get("/v1/openapi.json").await.json().await.expect("JSON");
    assert_eq!(document["openapi"], "3.1.1");
}

/// By `printf '{"zen":"x"}' | openssl dgst -sha256 -hmac secret`.
const ZEN: (&str, &str) = (r#"{"zen":"x"}"#, "sha256=9250fbcd686ee76dcfaf2b0f081f684df421048e55f55c661af768a3c81b3f87");

async fn webhook(
    door: &Door,
    signature: &str,
    headers: &[(&'static str, &'static str)],
    body: &'static str,
) -> Response {
    let request = door.request(Method::POST, "/v1/webhooks/github").header("X-Hub-Signature-256", signature).body(body);
    headers
        .iter()
        .fold(request, |request, (name, value)| request.header(*name, *value))
        .send()
        .await
        .expect("an answer")
}

#[tokio::test]
async fn a_webhook_needs_its_signature_and_no_token() {
    let door = Door::open().await;
    let (body, signature) = ZEN;
    let named = [("X-GitHub-Event", "ping"), ("X-GitHub-Delivery", "d-1")];

    let ignored = webhook(&door, signature, &named, body).await;
    assert_eq!(ignored.status(), StatusCode::ACCEPTED);
    let ignored: Value = ignored.json().await.expect("JSON");
    assert!(ignored["ignored"].as_str().expect("a reason").contains("ping"));

    assert_eq!(
        problem(webhook(&door, signature, &named, r#"{"zen":"y"}"#).await, 401).await["code"],
        "webhook.signature_invalid"
    );
    assert_eq!(
        problem(webhook(&door, "sha256=00", &named, body).await, 401).await["code"],
        "webhook.signature_invalid"
    );
    assert_eq!(
        problem(webhook(&door, signature, &named[..1], body).await, 400).await["code"],
        "webhook.header_invalid"
    );
    assert_eq!(
        problem(webhook(&door, signature, &named[1..], body).await, 400).await["code"],
        "webhook.header_invalid"
    );
}

type Socket = tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

async fn live(door: &Door, protocols: &str) -> Result<(Socket, Option<String>), u16> {
    let mut request = format!("ws://{}/v1/live", door.address).into_client_request().expect("a request");
    request.headers_mut().insert("sec-websocket-protocol", protocols.parse().expect("a value"));
    match tokio_tungstenite::connect_async(request).await {
        Ok((socket, response)) => {
            let protocol = response.headers().get("sec-websocket-protocol");
            Ok((socket, protocol.map(|value| value.to_str().expect("a text").to_owned())))
        }
        Err(tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

async fn said(socket: &mut Socket, message: &str) -> Value {
    use futures::SinkExt;
    socket.send(tungstenite::Message::text(message)).await.expect("sent");
    loop {
        let answer = tokio::time::timeout(Duration::from_secs(5), socket.next()).await.expect("in time");
        if let tungstenite::Message::Text(text) = answer.expect("open").expect("a message") {
            return serde_json::from_str(&text).expect("JSON");
        }
    }
}

#[tokio::test]
async fn a_socket_is_opened_with_the_token_as_a_subprotocol() {
    let door = Door::open().await;
    assert_eq!(live(&door, "foundry.v1").await.err(), Some(401));
    assert_eq!(live(&door, "foundry.v1, bearer.wrong").await.err(), Some(401));

    let (mut socket, protocol) = live(&door, &format!("foundry.v1, bearer.{TOKEN}")).await.expect("open");
    assert_eq!(protocol.as_deref(), Some("foundry.v1"), "the token is not repeated");
    assert_eq!(said(&mut socket, r#"{"type":"ping"}"#).await, json!({"type": "pong"}));
}

#[tokio::test]
async fn what_a_socket_does_not_understand_is_answered_and_does_not_end_it() {
    let door = Door::open().await;
    let (mut socket, _) = live(&door, &format!("foundry.v1, bearer.{TOKEN}")).await.expect("open");
    for (message, code) in [
        ("hello", "live.message_malformed"),
        (r#"{"type":"dance"}"#, "live.message_malformed"),
        (r#"{"type":"subscribe","topic":"organization.a.b"}"#, "live.topic_unknown"),
        (r#"{"type":"subscribe","topic":"organization.*"}"#, "live.topic_unknown"),
        (r#"{"type":"unsubscribe","topic":"organization.acme"}"#, "live.topic_not_followed"),
    ] {
        let error = said(&mut socket, message).await;
        assert_eq!((&error["type"], &error["code"]), (&json!("error"), &json!(code)), "{message}");
    }
    let plain = door.get("/v1/live").await;
    assert_eq!(problem(plain, 426).await["code"], "live.upgrade_required");
}
