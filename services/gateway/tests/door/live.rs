//! Live pages: what a page sees while the server comes and goes.

use contracts::organization::Role;
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::{self, Message, client::IntoClientRequest, handshake::client::Request};

use crate::browser::Browser;
use crate::world::{PATIENCE, World, problem};

const TOPIC: &str = "organization.acme";

type Socket = tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

pub struct Page(Socket);

impl Page {
    /// As a page of ours opens it in this browser.
    pub async fn of(world: &World, browser: &Browser) -> Self {
        let headers = [("cookie", browser.cookie_header()), ("origin", browser.origin())];
        Self::open(world, &headers).await.expect("open").0
    }

    /// As a script opens it.
    pub async fn with_token(world: &World, token: &str) -> Result<Self, u16> {
        let headers = [("authorization", format!("Bearer {token}"))];
        Ok(Self::open(world, &headers).await?.0)
    }

    /// With the subprotocol that was agreed; or the status of the refusal.
    pub async fn open(world: &World, headers: &[(&'static str, String)]) -> Result<(Self, Option<String>), u16> {
        let mut request: Request = format!("ws://{}/v1/live", world.address).into_client_request().expect("a request");
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().expect("a value"));
        }
        match tokio_tungstenite::connect_async(request).await {
            Ok((socket, response)) => {
                let protocol = response.headers().get("sec-websocket-protocol");
                Ok((Self(socket), protocol.map(|value| value.to_str().expect("a text").to_owned())))
            }
            Err(tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    pub async fn say(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.expect("sent");
    }

    pub async fn hear(&mut self) -> Value {
        match self.next().await {
            Message::Text(text) => serde_json::from_str(&text).expect("JSON"),
            Message::Close(frame) => json!({"close": frame.map(|frame| u16::from(frame.code))}),
            message => panic!("a live socket says nothing of this kind: {message:?}"),
        }
    }

    /// The next that is said; a ping, which may come at any time, is the library's to answer.
    async fn next(&mut self) -> Message {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.0.next()).await.expect("in time").expect("open");
            match message.expect("a message") {
                Message::Ping(_) | Message::Pong(_) => {}
                message => return message,
            }
        }
    }

    /// What is answered to a wish to follow a topic.
    pub async fn follow(&mut self, topic: &str) -> Value {
        self.say(json!({"type": "subscribe", "topic": topic})).await;
        self.hear().await
    }

    async fn subscribe(&mut self, since: Option<u64>) -> Value {
        self.say(json!({"type": "subscribe", "topic": TOPIC, "since": since})).await;
        self.hear().await
    }
}

/// A member of acme at one of its pages.
async fn member(world: &World) -> Page {
    world.users.person("u1", &[("acme", Role::Member)]);
    Page::of(world, &world.browser_of("u1")).await
}

async fn show(world: &World, key: &str, revision: i64, value: Value) {
    world.show(&format!("{TOPIC}.{key}"), revision, value).await;
}

fn keys(snapshot: &Value) -> Vec<&str> {
    let entries = snapshot["entries"].as_array().expect("a snapshot").iter();
    entries.map(|entry| entry["key"].as_str().expect("a key").rsplit('.').next().expect("a token")).collect()
}

#[tokio::test]
async fn a_page_gets_what_is_there_then_every_change() {
    let world = World::alone().await;
    show(&world, "task.t-1", 1, json!({"title": "one"})).await;
    let mut page = member(&world).await;

    let snapshot = page.subscribe(None).await;
    assert_eq!((keys(&snapshot), &snapshot["complete"], &snapshot["cursor"]), (vec!["t-1"], &json!(true), &json!(1)));

    show(&world, "task.t-2", 1, json!({"title": "two"})).await;
    let change = page.hear().await;
    let expected = json!({"type": "change", "topic": TOPIC, "previous": 1, "cursor": 2, "key": "organization.acme.task.t-2",
                          "revision": 1, "value": {"title": "two"}});
    assert_eq!(change, expected);

    show(&world, "task.t-1", 2, Value::Null).await;
    assert_eq!(page.hear().await["value"], Value::Null);
    show(&world, "task.t-2", 0, json!({"title": "late and old"})).await;
    show(&world, "task.t-2", 2, json!({"title": "new"})).await;
    assert_eq!(page.hear().await["value"]["title"], "new");

    let mut back = member(&world).await;
    assert_eq!(keys(&back.subscribe(Some(2)).await), ["t-1", "t-2"]);
    back.say(json!({"type": "unsubscribe", "topic": TOPIC})).await;
    assert_eq!(back.hear().await["reason"], "unsubscribed");
    world.tasks.stop();
}

#[tokio::test]
async fn a_topic_without_values_is_an_empty_snapshot() {
    let world = World::alone().await;
    let snapshot = member(&world).await.subscribe(None).await;
    assert_eq!((keys(&snapshot), &snapshot["complete"]), (vec![], &json!(true)));
}

#[tokio::test]
async fn a_page_stays_live_when_nats_comes_back() {
    let world = World::alone().await;
    show(&world, "task.t-1", 1, json!("one")).await;
    let mut page = member(&world).await;
    page.subscribe(None).await;

    for revision in 2..4 {
        assert!(world.infrastructure.nats.stop().await.expect("stopped"));
        world.infrastructure.nats.start().await.expect("started");
        show(&world, "task.t-1", revision, json!(revision)).await;
        assert_eq!(page.hear().await["value"], revision);
    }
    world.infrastructure.nats.kill().expect("killed");
    world.infrastructure.nats.start().await.expect("started");
    show(&world, "task.t-1", 9, json!("back")).await;
    assert_eq!(page.hear().await["value"], "back");
}

#[tokio::test]
async fn when_the_gateway_stops_its_pages_are_told() {
    let world = World::alone().await;
    let mut page = member(&world).await;
    page.subscribe(None).await;
    world.tasks.stop();
    assert_eq!(page.hear().await["close"], 1001);
}

#[tokio::test]
async fn a_socket_is_opened_with_a_token_as_a_subprotocol() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    let token = world.users.token("u1", contracts::user::TokenScope::Read, &[]);
    let offer = async |protocols: String| Page::open(&world, &[("sec-websocket-protocol", protocols)]).await;
    assert_eq!(offer("foundry.v1".into()).await.err(), Some(401));
    assert_eq!(offer("foundry.v1, bearer.wrong".into()).await.err(), Some(401));

    let (mut page, protocol) = offer(format!("foundry.v1, bearer.{token}")).await.expect("open");
    assert_eq!(protocol.as_deref(), Some("foundry.v1"), "the token is not repeated");
    page.say(json!({"type": "ping"})).await;
    assert_eq!(page.hear().await, json!({"type": "pong"}));
}

#[tokio::test]
async fn a_page_of_another_site_opens_no_socket_with_our_cookie() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    let browser = world.browser_of("u1");
    let open = async |origin: Option<&str>| {
        let mut headers = vec![("cookie", browser.cookie_header())];
        headers.extend(origin.map(|origin| ("origin", origin.to_owned())));
        Page::open(&world, &headers).await.err()
    };
    assert_eq!(open(Some(&browser.origin())).await, None);
    for origin in [None, Some("https://evil.example"), Some("null"), Some("http://127.0.0.1:1"), Some("")] {
        assert_eq!(open(origin).await, Some(403), "{origin:?}");
    }
}

#[tokio::test]
async fn what_a_socket_does_not_understand_is_answered_and_does_not_end_it() {
    let world = World::start().await;
    let mut page = member(&world).await;
    for (message, code) in [
        ("hello", "live.message_malformed"),
        (r#"{"type":"dance"}"#, "live.message_malformed"),
        (r#"{"type":"show"}x"#, "live.message_malformed"),
        (r#"{"type":"subscribe","topic":"organization.a.b"}"#, "live.topic_unknown"),
        (r#"{"type":"subscribe","topic":"organization.*"}"#, "live.topic_unknown"),
        (r#"{"type":"subscribe","topic":"user.*"}"#, "live.topic_unknown"),
        (r#"{"type":"unsubscribe","topic":"organization.acme"}"#, "live.topic_not_followed"),
    ] {
        page.0.send(Message::text(message)).await.expect("sent");
        let error = page.hear().await;
        assert_eq!((&error["type"], &error["code"]), (&json!("error"), &json!(code)), "{message}");
    }
    let plain = world.browser_of("u1").get("/v1/live").await;
    assert_eq!(problem(plain, 426).await["code"], "live.upgrade_required");
}

#[tokio::test]
async fn a_topic_of_a_task_that_nobody_has_is_refused() {
    let world = World::start().await;
    show(&world, "task.t-1", 1, json!({"title": "one"})).await;
    let mut page = member(&world).await;
    assert_eq!(page.follow("task.acme.t-1").await["type"], "snapshot");
    for topic in ["task.acme.t-2", "sandbox.acme.t-2", "session.acme.t-2.s-1"] {
        let refused = page.follow(topic).await;
        assert_eq!((&refused["topic"], &refused["code"]), (&json!(topic), &json!("live.topic_unknown")));
    }
}

/// A watch may begin without an entry that changes at that moment, or hold one for older than what it knows.
#[tokio::test]
async fn a_task_that_the_watch_leaves_out_is_looked_up_before_it_is_refused() {
    let world = World::start().await;
    show(&world, "task.t-1", 5, Value::Null).await;
    show(&world, "task.t-2", 1, json!({"title": "two"})).await;
    let mut page = member(&world).await;
    assert_eq!(page.follow("task.acme.t-2").await["type"], "snapshot");
    assert_eq!(page.follow("task.acme.t-1").await["code"], "live.topic_unknown", "it is gone");
    show(&world, "task.t-1", 4, json!({"title": "one"})).await;
    assert_eq!(page.follow("task.acme.t-1").await["type"], "snapshot");
}

#[tokio::test]
async fn whoever_follows_ever_new_topics_is_slowed_down_and_nobody_else() {
    let world = World::start().await;
    let mut page = member(&world).await;
    let mut refused = 0;
    for number in 0..400 {
        let answer = page.follow(&format!("task.acme.t-{number}")).await;
        refused += usize::from(answer["code"] == "live.too_many_subscriptions");
    }
    assert!(refused > 0, "400 at once are too many for one person");

    world.users.person("u2", &[("acme", Role::Member)]);
    let mut other = Page::of(&world, &world.browser_of("u2")).await;
    assert_eq!(other.follow(TOPIC).await["type"], "snapshot");
}

#[tokio::test]
async fn a_message_that_is_too_large_ends_the_socket_and_says_why() {
    let world = World::start().await;
    let mut page = member(&world).await;
    page.0.send(Message::text("x".repeat(20_000))).await.expect("sent");
    let Message::Close(Some(closed)) = page.next().await else { panic!("it was not closed") };
    assert_eq!(u16::from(closed.code), 1009);
    assert!(closed.reason.contains("16 KiB"), "{closed}");
}

#[tokio::test]
async fn what_is_answered_to_a_client_that_never_reads_takes_no_room() {
    // Ten times what both kernels and the gateway keep of it.
    const PINGS: usize = 800_000;
    let world = World::start().await;
    let mut page = member(&world).await;
    let ping = Message::Ping(vec![b'x'; 125].into());
    for _ in 0..PINGS {
        page.0.feed(ping.clone()).await.expect("sent");
    }
    page.0.send(Message::text(r#"{"type":"ping"}"#)).await.expect("sent");
    let mut pongs = 0;
    // Whatever comes to be said to somebody who takes nothing ends the socket.
    while let Ok(Some(Ok(message))) = tokio::time::timeout(PATIENCE, page.0.next()).await {
        match message {
            Message::Pong(_) => pongs += 1,
            Message::Ping(_) => {}
            _ => break,
        }
    }
    assert!(pongs < PINGS / 2, "{pongs} of {PINGS} were kept");
}

#[tokio::test]
async fn whoever_does_not_speak_as_a_client_does_is_told_so() {
    let world = World::start().await;
    for (frame, code) in [
        (b"\x81\x02hi".as_slice(), 1002),
        (b"\x83\x81\0\0\0\0x".as_slice(), 1002),
        (b"\x81\x81\0\0\0\0\xff".as_slice(), 1007),
    ] {
        let mut page = member(&world).await;
        page.0.get_mut().write_all(frame).await.expect("sent");
        let Message::Close(Some(closed)) = page.next().await else { panic!("{frame:?} is not closed") };
        assert_eq!(u16::from(closed.code), code, "{frame:?}: {closed}");
        assert!(!closed.reason.is_empty());
    }
}

#[tokio::test]
async fn one_person_has_so_many_sockets() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    let browser = world.browser_of("u1");
    let headers = [("cookie", browser.cookie_header()), ("origin", browser.origin())];
    let mut pages = Vec::new();
    let refused = loop {
        match Page::open(&world, &headers).await {
            Ok((page, _)) => pages.push(page),
            Err(status) => break status,
        }
    };
    assert_eq!((pages.len(), refused), (64, 429));
    world.users.person("u2", &[("acme", Role::Member)]);
    Page::of(&world, &world.browser_of("u2")).await;
}
