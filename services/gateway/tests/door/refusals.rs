//! What is refused before any service is asked, and what every answer has.

use std::time::Duration;

use clap::Parser;
use contracts::organization::Role;
use contracts::user::TokenScope;
use gateway::{Gateway, Settings, router};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::world::{World, problem, until};

/// A script of somebody who is a member of acme.
struct Script {
    world: World,
    token: String,
}

impl Script {
    async fn start() -> Self {
        let world = World::start().await;
        world.users.person("u1", &[("acme", Role::Member)]);
        let token = world.users.token("u1", TokenScope::Write, &[]);
        Self { world, token }
    }

    async fn send(&self, method: Method, path: &str, body: impl Into<reqwest::Body>) -> Response {
        let request = self.world.request(method, path).bearer_auth(&self.token).body(body);
        request.send().await.expect("an answer")
    }

    async fn get(&self, path: &str) -> Response {
        self.send(Method::GET, path, "").await
    }

    async fn post(&self, path: &str, body: &'static str) -> Response {
        self.send(Method::POST, path, body).await
    }
}

#[tokio::test]
async fn nothing_is_open_to_nobody() {
    let world = World::start().await;
    let wrong = format!("fdy_{}", "A".repeat(43));
    for path in [
        "/v1",
        "/v1/openapi.json",
        "/v1/live",
        "/v1/auth/session",
        "/v1/queues/acme",
        "/v1/github/install/acme",
        "/v1/github/setup?state=x",
        "/v1/task/query/detail/acme/t-1",
        "/v1/user/query/app/me",
        "/v1/no/such/message/acme",
    ] {
        for token in [None, Some(wrong.as_str()), Some("guess")] {
            let request = world.request(Method::GET, path);
            let request = token.into_iter().fold(request, reqwest::RequestBuilder::bearer_auth);
            let response = request.send().await.expect("an answer");
            assert_eq!(response.headers()["www-authenticate"], "Bearer realm=\"foundry\"", "{path}");
            assert_eq!(problem(response, 401).await["code"], "access.unauthenticated", "{path}");
        }
    }
    let tokens = world.request(Method::POST, "/v1/auth/tokens").json(&json!({"name": "x", "scope": "admin"}));
    problem(tokens.send().await.expect("an answer"), 401).await;
}

#[tokio::test]
async fn what_cannot_be_a_credential_is_refused_without_asking_anybody() {
    let world = World::start().await;
    for guess in ["guess", "fdy_short", &"A".repeat(43), &format!("fdy_{}", "A".repeat(44))] {
        let request = world.request(Method::GET, "/v1").bearer_auth(guess);
        assert_eq!(request.send().await.expect("an answer").status(), 401, "{guess}");
    }
    let in_the_address = format!("/v1?access_token=fdy_{}", "A".repeat(43));
    assert_eq!(world.get(&in_the_address).await.status(), 401);
    assert_eq!(world.users.identified(), 0);
}

#[tokio::test]
async fn an_address_that_is_none_is_404_with_near_ones() {
    let script = Script::start().await;
    let near = problem(script.post("/v1/task/command/renme/acme/t-1", "{}").await, 404).await;
    assert!(near["detail"].as_str().expect("a text").contains("/v1/task/command/rename/"), "{near}");
    assert_eq!(problem(script.get("/v1/nonsense").await, 404).await["code"], "http.nothing_here");
    assert_eq!(problem(script.get("/nonsense").await, 404).await["code"], "http.nothing_here");
}

#[tokio::test]
async fn a_wrong_method_is_405_with_those_that_are_right() {
    let script = Script::start().await;
    for (method, path, allowed) in [
        (Method::GET, "/v1/task/command/rename/acme/t-1", "POST"),
        (Method::PUT, "/v1/task/query/detail/acme/t-1", "GET, HEAD, POST"),
        (Method::OPTIONS, "/v1/task/command/rename/acme/t-1", "POST"),
        (Method::POST, "/v1/openapi.json", "GET,HEAD"),
        (Method::GET, "/v1/webhooks/github", "POST"),
        (Method::GET, "/v1/auth/sign-out", "POST"),
        (Method::POST, "/v1/auth/callback/github", "GET,HEAD"),
    ] {
        let response = script.send(method.clone(), path, "").await;
        assert_eq!(response.headers()["allow"], allowed, "{method} {path}");
        problem(response, 405).await;
    }
}

#[tokio::test]
async fn bad_input_is_refused_with_what_is_wrong() {
    let script = Script::start().await;
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
        ("/v1/user/command/saveDraft/U.1", "{}", 400, "a-z, 0-9"),
        ("/v1/user/command/saveDraft/me/more", "{}", 400, "1 tokens"),
        ("/v1/user/command/saveDraft/me", r#"{"text":"x"}"#, 400, "organizationId"),
        ("/v1/user/command/setPreferences/me", r#"{"colourMode":"pink"}"#, 400, "pink"),
        ("/v1/user/command/selectOrganization/me", r#"{"organizationId":"a.b"}"#, 400, "a-z, 0-9"),
    ] {
        let problem = problem(script.post(path, body).await, status).await;
        assert!(problem["detail"].as_str().expect("a text").contains(said), "{path}: {problem}");
    }
    let long = problem(
        script
            .send(Method::POST, "/v1/task/request/rename/acme/t-1", format!(r#"{{"title":"{}"}}"#, "x".repeat(201)))
            .await,
        400,
    )
    .await;
    assert_eq!((&long["errors"][0]["parameter"], &long["code"]), (&json!("title"), &json!("http.body_invalid")));
    for limit in ["0", "201"] {
        let path = format!("/v1/organization/query/listTasks/acme?limit={limit}");
        let problem = problem(script.get(&path).await, 400).await;
        assert_eq!(
            (&problem["errors"][0]["parameter"], &problem["code"]),
            (&json!("limit"), &json!("http.parameter_invalid"))
        );
    }
    let unknown = problem(script.get("/v1/organization/query/listTasks/acme?limt=5").await, 400).await;
    assert_eq!(unknown["errors"][0]["parameter"], "limt");
    assert!(unknown["detail"].as_str().expect("a text").contains("`repositoryId`"), "the known ones: {unknown}");
    let wrong = problem(script.get("/v1/organization/query/listTasks/acme?limit=many").await, 400).await;
    assert_eq!(wrong["errors"][0]["parameter"], "limit");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_413_with_the_limit() {
    let script = Script::start().await;
    let body = format!(r#"{{"title":"{}"}}"#, "x".repeat(contracts::limit::MESSAGE_BYTES));
    let response = script.send(Method::POST, "/v1/task/command/rename/acme/t-1", body).await;
    let problem = problem(response, 413).await;
    assert!(problem["detail"].as_str().expect("a text").contains("262144"), "{problem}");
    let large = "x".repeat(20_000);
    assert_eq!(script.send(Method::POST, "/v1/auth/sign-out", large).await.status(), 413);
}

#[tokio::test]
async fn a_compressed_body_is_415() {
    let script = Script::start().await;
    let request = script.world.request(Method::POST, "/v1/task/command/rename/acme/t-1").bearer_auth(&script.token);
    let request = request.header("content-encoding", "gzip").body("not even gzip");
    assert_eq!(problem(request.send().await.expect("an answer"), 415).await["code"], "http.body_encoded");
}

#[tokio::test]
async fn a_request_that_names_no_host_or_two_is_400() {
    let world = World::start().await;
    for hosts in ["", "Host: a.example\r\nHost: b.example\r\n"] {
        let mut socket = TcpStream::connect(&world.address).await.expect("a connection");
        let request = format!("GET /healthz HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n");
        socket.write_all(request.as_bytes()).await.expect("sent");
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("http.host"), "{hosts}: {answer}");
    }
}

#[tokio::test]
async fn whoever_is_refused_before_their_body_has_come_asks_again_on_the_same_connection() {
    let world = World::start().await;
    let mut socket = TcpStream::connect(&world.address).await.expect("a connection");
    let host = &world.address;
    for _ in 0..2 {
        let head =
            format!("POST /v1/task/command/rename/acme/t-1 HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2\r\n\r\n");
        socket.write_all(head.as_bytes()).await.expect("sent");
        // Who does not wait for the body has answered by then.
        tokio::time::timeout(Duration::from_millis(200), socket.readable()).await.ok();
        socket.write_all(b"{}").await.expect("sent");
        let mut answer = Vec::new();
        while !answer.ends_with(b"}") {
            assert_ne!(
                socket.read_buf(&mut answer).await.expect("an answer"),
                0,
                "{}",
                String::from_utf8_lossy(&answer)
            );
        }
        assert!(answer.starts_with(b"HTTP/1.1 401"), "{}", String::from_utf8_lossy(&answer));
    }
}

#[tokio::test]
async fn a_persons_idempotency_key_is_an_id_in_their_own_space() {
    let script = Script::start().await;
    let path = "/v1/task/command/rename/acme/t-1";
    let send = |key: &'static str| {
        let request = script.world.request(Method::POST, path).bearer_auth(&script.token);
        request.header("Idempotency-Key", key).body(r#"{"title":"x"}"#).send()
    };
    let refused = problem(send("a b").await.expect("an answer"), 400).await;
    assert_eq!(refused["code"], "http.idempotency_key_invalid");

    let accepted = send("order-66").await.expect("an answer");
    assert_eq!(
        (accepted.status().as_u16(), &accepted.headers()["foundry-command-id"]),
        (202, &"u1.order-66".parse().expect("a value"))
    );
    assert_eq!(accepted.headers()["location"], "/v1/task/query/outcome/acme/t-1?id=u1.order-66");
}

#[tokio::test]
async fn while_nats_is_away_it_cannot_be_known_who_is_calling() {
    let nowhere = async_nats::ConnectOptions::new()
        .retry_on_initial_connect()
        .request_timeout(Some(Duration::from_millis(100)))
        .connect("127.0.0.1:1")
        .await
        .expect("it connects later");
    rustls::crypto::ring::default_provider().install_default().ok();
    let tasks = messaging::Tasks::default();
    let client = messaging::Client::new(nowhere, &tasks).await.expect("a client");
    let gateway = Gateway::new(
        &Settings::parse_from(["gateway", "--web-dir", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/page")]),
        client,
        tasks.clone(),
    )
    .expect("legal settings");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tasks.serve("door", async move { axum::serve(listener, router(gateway)).await.expect("serves") });
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");

    let token = format!("fdy_{}", "A".repeat(43));
    let asked = http.get(format!("{url}/v1/task/query/detail/acme/t-1")).bearer_auth(token).send();
    let asked = asked.await.expect("an answer");
    assert!(asked.headers().contains_key("retry-after"));
    assert_eq!(problem(asked, 503).await["code"], "access.unavailable");
    let get = async |path: &str| http.get(format!("{url}{path}")).send().await.expect("an answer").status().as_u16();
    assert_eq!(get("/v1").await, 401, "who presents nothing is nobody in any case");
    assert_eq!([get("/readyz").await, get("/healthz").await, get("/sign-in").await], [503, 200, 200]);
}

#[tokio::test]
async fn what_is_refused_for_its_size_is_not_stored() {
    let script = Script::start().await;
    let large = format!(r#"{{"defaultModel":"{}"}}"#, "x".repeat(200_000));
    let refused = script.send(Method::POST, "/v1/user/command/setPreferences/me", large).await;
    assert!(problem(refused, 400).await["detail"].as_str().expect("a text").len() < 300);
    let stored = script.world.services.request("$JS.API.STREAM.INFO.USER_COMMANDS", "".into()).await.expect("NATS");
    let stored: Value = serde_json::from_slice(&stored.payload).expect("JSON");
    assert_eq!(stored["state"]["messages"], 0);
}

#[tokio::test]
async fn half_a_character_is_taken_as_one_that_can_be_kept() {
    let script = Script::start().await;
    let half = r#"{"defaultModel":"a\ud800b"}"#;
    assert_eq!(script.send(Method::POST, "/v1/user/command/setPreferences/me", half).await.status(), 202);
}

#[tokio::test]
async fn one_persons_questions_have_a_limit_and_nobody_elses() {
    let world = World::with(&["--queries-a-second", "1"]).await;
    // A question that is refused for what it asks counts as well, and needs no service; and so does one about all actors.
    let ask = async |person: &str, question: &str| {
        world.users.person(person, &[("acme", Role::Member)]);
        let token = world.users.token(person, TokenScope::Read, &[]);
        let asked = world.request(Method::GET, &format!("/v1/{question}/acme?limit=0")).bearer_auth(token);
        asked.send().await.expect("an answer")
    };
    let mut refused = None;
    for _ in 0..10 {
        for question in ["auditLog/query/list", "sandbox/query/runs"] {
            refused = Some(ask("u1", question).await).filter(|answer| answer.status() == 429).or(refused);
        }
    }
    let refused = refused.expect("more than ten at once are too many");
    assert!(refused.headers()["retry-after"].to_str().expect("a text").parse::<u64>().is_ok());
    let refused = problem(refused, 429).await;
    assert!(refused["detail"].as_str().expect("a text").contains("more queries than one person may"), "{refused}");
    assert_eq!(ask("u2", "sandbox/query/runs").await.status(), 400, "another one is heard");
}

#[tokio::test]
async fn an_address_of_strangers_has_a_limit_and_whoever_is_known_has_not() {
    let world = World::with(&["--strangers-a-second", "1"]).await;
    world.users.person("u1", &[("acme", Role::Member)]);
    let token = world.users.token("u1", TokenScope::Read, &[]);
    let known = async || {
        world.request(Method::GET, "/v1/auth/session").bearer_auth(&token).send().await.expect("an answer").status()
    };
    assert_eq!(known().await, 200);
    let mut refused = None;
    for _ in 0..20 {
        let wrong = world.request(Method::GET, "/v1").bearer_auth(format!("fdy_{}", "A".repeat(43)));
        let answer = wrong.send().await.expect("an answer");
        if answer.status() == 429 {
            refused = Some(answer);
        }
    }
    let refused = refused.expect("more than ten at once are too many");
    assert!(refused.headers()["retry-after"].to_str().expect("a text").parse::<u64>().is_ok());
    let refused = problem(refused, 429).await;
    assert!(refused["detail"].as_str().expect("a text").contains("not signed in"), "{refused}");
    assert_eq!(known().await, 200, "whoever is known is not counted");
    let (body, signature) = ZEN;
    let named = [("X-GitHub-Event", "ping"), ("X-GitHub-Delivery", "d-1")];
    assert_eq!(webhook(&world, signature, &named, body).await.status(), StatusCode::ACCEPTED, "nor is GitHub");
    let get = async |path: &str| world.get(path).await.status().as_u16();
    assert_eq!([get("/healthz").await, get("/readyz").await, get("/sign-in").await], [200, 200, 429]);
}

/// More requests of one asker than may be under way at a time.
const TOO_MANY_AT_ONCE: usize = 300;

/// Requests of which the body never comes.
async fn that_never_end(world: &World, head: &str) -> Vec<TcpStream> {
    let mut open = Vec::new();
    for _ in 0..TOO_MANY_AT_ONCE {
        let mut stream = TcpStream::connect(&world.address).await.expect("connected");
        let request = format!("POST {head}\r\nhost: x\r\ncontent-length: 10\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("sent");
        open.push(stream);
    }
    open
}

#[tokio::test]
async fn what_one_person_keeps_open_keeps_nobody_else_out() {
    let world = World::start().await;
    let token = |person: &str| {
        world.users.person(person, &[("acme", Role::Member)]);
        world.users.token(person, TokenScope::Write, &[])
    };
    let (alice, bob) = (token("u1"), token("u2"));
    let ask = async |token: &str| world.request(Method::GET, "/v1").bearer_auth(token).send().await.expect("an answer");
    assert_eq!([ask(&alice).await.status(), ask(&bob).await.status()], [200, 200], "both are known");
    let head = format!("/v1/task/command/rename/acme/t-1 HTTP/1.1\r\nauthorization: Bearer {alice}");
    let open = that_never_end(&world, &head).await;
    let refused = until("alice has all that one may have", async || {
        Some(ask(&alice).await).filter(|answer| answer.status() == 429)
    })
    .await;
    let refused = problem(refused, 429).await;
    assert!(refused["detail"].as_str().expect("a text").contains("more requests at once than one person"), "{refused}");
    assert_eq!(ask(&bob).await.status(), 200);
    drop(open);
    until("it is given back", async || Some(ask(&alice).await).filter(|answer| answer.status() == 200)).await;
}

#[tokio::test]
async fn whoever_says_to_be_github_and_never_ends_keeps_nobody_else_out() {
    let world = World::start().await;
    let (body, signature) = ZEN;
    let named = [("X-GitHub-Event", "ping"), ("X-GitHub-Delivery", "d-1")];
    let head = format!("/v1/webhooks/github HTTP/1.1\r\nx-hub-signature-256: {signature}");
    let open = that_never_end(&world, &head).await;
    until("one network has all that it may have", async || {
        Some(webhook(&world, signature, &named, body).await).filter(|answer| answer.status() == 429)
    })
    .await;
    assert_eq!(world.get("/sign-in").await.status(), 200, "also whoever comes from the same address");
    drop(open);
    until("it is given back", async || {
        Some(webhook(&world, signature, &named, body).await).filter(|answer| answer.status() == 202)
    })
    .await;
}

#[tokio::test]
async fn what_is_answered_is_not_kept() {
    let script = Script::start().await;
    for response in [script.get("/v1").await, script.get("/nowhere").await] {
        assert_eq!(response.headers()["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn every_answer_is_closed_to_other_origins() {
    let script = Script::start().await;
    for response in [script.get("/v1").await, script.get("/nowhere").await, script.get("/sign-in").await] {
        let headers = response.headers();
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["x-frame-options"], "DENY");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
        assert!(!headers.contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn the_index_and_the_openapi_document_tell_what_there_is() {
    let script = Script::start().await;
    let index: Value = script.get("/v1").await.json().await.expect("JSON");
    assert_eq!((&index["links"]["live"], &index["links"]["signIn"]), (&json!("/v1/live"), &json!("/sign-in")));
    assert!(index["actors"].as_array().expect("actors").len() >= 5);
    let document: Value = script.get("/v1/openapi.json").await.json().await.expect("JSON");
    assert_eq!(document["openapi"], "3.1.1");
}

/// By `printf '{"zen":"x"}' | openssl dgst -sha256 -hmac secret`.
const ZEN: (&str, &str) = (r#"{"zen":"x"}"#, "sha256=9250fbcd686ee76dcfaf2b0f081f684df421048e55f55c661af768a3c81b3f87");

async fn webhook(
    world: &World,
    signature: &str,
    headers: &[(&'static str, &'static str)],
    body: &'static str,
) -> Response {
    let request =
        world.request(Method::POST, "/v1/webhooks/github").header("X-Hub-Signature-256", signature).body(body);
    headers
        .iter()
        .fold(request, |request, (name, value)| request.header(*name, *value))
        .send()
        .await
        .expect("an answer")
}

#[tokio::test]
async fn a_webhook_needs_its_signature_and_no_token() {
    let world = World::start().await;
    let (body, signature) = ZEN;
    let named = [("X-GitHub-Event", "ping"), ("X-GitHub-Delivery", "d-1")];

    let ignored = webhook(&world, signature, &named, body).await;
    assert_eq!(ignored.status(), StatusCode::ACCEPTED);
    let ignored: Value = ignored.json().await.expect("JSON");
    assert!(ignored["ignored"].as_str().expect("a reason").contains("ping"));

    assert_eq!(
        problem(webhook(&world, signature, &named, r#"{"zen":"y"}"#).await, 401).await["code"],
        "webhook.signature_invalid"
    );
    assert_eq!(
        problem(webhook(&world, "sha256=00", &named, body).await, 401).await["code"],
        "webhook.signature_invalid"
    );
    assert_eq!(
        problem(webhook(&world, signature, &named[..1], body).await, 400).await["code"],
        "webhook.header_invalid"
    );
    assert_eq!(
        problem(webhook(&world, signature, &named[1..], body).await, 400).await["code"],
        "webhook.header_invalid"
    );
}
