//! Live pages on a real NATS, with the gateway's own permissions: what a page sees while the server comes and goes.

use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use fleet::{Account, CLI, Infrastructure};
use futures::{SinkExt, StreamExt};
use gateway::{Gateway, Settings, router};
use runtime::Tasks;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest};

const TOKEN: &str = "a-token-for-these-tests";
const TOPIC: &str = "organization.acme";

/// Longer than NATS takes to come back; a failing test must not hang.
const PATIENCE: Duration = Duration::from_secs(20);

struct World {
    infrastructure: Arc<Infrastructure>,
    /// Writes views as the services do.
    services: async_nats::Client,
    address: String,
    tasks: Tasks,
}

impl World {
    async fn start() -> Self {
        let infrastructure = Infrastructure::for_tests().await.expect("NATS");
        let nats = &infrastructure.nats;
        let services = nats.connect(&Account::main(), CLI).await.expect("connected");
        let views = include_bytes!("../../../nats/streams/views.json").as_slice();
        services.request("$JS.API.STREAM.CREATE.KV_views", views.into()).await.expect("the bucket");

        let settings = Settings::parse_from(["gateway", "--api-token", TOKEN]);
        let connected = nats.connect(&Account::main(), "gateway").await.expect("connected");
        let tasks = Tasks::default();
        let client = runtime::Client::new(connected, &tasks).await.expect("a client");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let app = router(Gateway::new(&settings, client, tasks.clone()));
        tasks.spawn("door", async move { axum::serve(listener, app).await.expect("serves") });
        Self { infrastructure, services, address, tasks }
    }

    async fn show(&self, key: &str, revision: i64, value: Value) {
        let body = json!({"revision": revision, "value": value}).to_string();
        let subject = format!("$KV.views.{TOPIC}.{key}");
        let stored = async {
            while self.services.request(subject.clone(), body.clone().into()).await.is_err() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, stored).await.expect("stored");
    }

    async fn page(&self) -> Page {
        let mut request = format!("ws://{}/v1/live", self.address).into_client_request().expect("a request");
        request.headers_mut().insert("authorization", format!("Bearer {TOKEN}").parse().expect("a value"));
        Page(tokio_tungstenite::connect_async(request).await.expect("open").0)
    }
}

struct Page(tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>);

impl Page {
    async fn say(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.expect("sent");
    }

    async fn hear(&mut self) -> Value {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.0.next()).await.expect("in time").expect("open");
            match message.expect("a message") {
                Message::Text(text) => return serde_json::from_str(&text).expect("JSON"),
                Message::Close(frame) => return json!({"close": frame.map(|frame| u16::from(frame.code))}),
                _ => {}
            }
        }
    }

    async fn subscribe(&mut self, since: Option<u64>) -> Value {
        self.say(json!({"type": "subscribe", "topic": TOPIC, "since": since})).await;
        self.hear().await
    }
}

fn keys(snapshot: &Value) -> Vec<&str> {
    let entries = snapshot["entries"].as_array().expect("a snapshot").iter();
    entries.map(|entry| entry["key"].as_str().expect("a key").rsplit('.').next().expect("a token")).collect()
}

#[tokio::test]
async fn a_page_gets_what_is_there_then_every_change() {
    let world = World::start().await;
    world.show("task.t-1", 1, json!({"title": "one"})).await;
    let mut page = world.page().await;

    let snapshot = page.subscribe(None).await;
    assert_eq!((keys(&snapshot), &snapshot["complete"], &snapshot["cursor"]), (vec!["t-1"], &json!(true), &json!(1)));

    world.show("task.t-2", 1, json!({"title": "two"})).await;
    let change = page.hear().await;
    let expected = json!({"type": "change", "topic": TOPIC, "cursor": 2, "key": "organization.acme.task.t-2",
                          "revision": 1, "value": {"title": "two"}});
    assert_eq!(change, expected);

    world.show("task.t-1", 2, Value::Null).await;
    assert_eq!(page.hear().await["value"], Value::Null);
    world.show("task.t-2", 0, json!({"title": "late and old"})).await;
    world.show("task.t-2", 2, json!({"title": "new"})).await;
    assert_eq!(page.hear().await["value"]["title"], "new");

    let mut back = world.page().await;
    assert_eq!(keys(&back.subscribe(Some(2)).await), ["t-1", "t-2"]);
    back.say(json!({"type": "unsubscribe", "topic": TOPIC})).await;
    assert_eq!(back.hear().await["reason"], "unsubscribed");
    world.tasks.stop();
}

#[tokio::test]
async fn a_topic_without_values_is_an_empty_snapshot() {
    let world = World::start().await;
    let snapshot = world.page().await.subscribe(None).await;
    assert_eq!((keys(&snapshot), &snapshot["complete"]), (vec![], &json!(true)));
}

#[tokio::test]
async fn a_page_stays_live_when_nats_comes_back() {
    let world = World::start().await;
    world.show("task.t-1", 1, json!("one")).await;
    let mut page = world.page().await;
    page.subscribe(None).await;

    for revision in 2..4 {
        assert!(world.infrastructure.nats.stop().await.expect("stopped"));
        world.infrastructure.nats.start().await.expect("started");
        world.show("task.t-1", revision, json!(revision)).await;
        assert_eq!(page.hear().await["value"], revision);
    }
    world.infrastructure.nats.kill().expect("killed");
    world.infrastructure.nats.start().await.expect("started");
    world.show("task.t-1", 9, json!("back")).await;
    assert_eq!(page.hear().await["value"], "back");
}

#[tokio::test]
async fn when_the_gateway_stops_its_pages_are_told() {
    let world = World::start().await;
    let mut page = world.page().await;
    page.subscribe(None).await;
    world.tasks.stop();
    assert_eq!(page.hear().await["close"], 1001);
}
