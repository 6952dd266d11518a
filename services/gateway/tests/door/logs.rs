//! Live logs at the door: who may follow an organization's lines, what they are told, and what the fleet is told.

use contracts::organization::Role;
use contracts::user::TokenScope;
use futures::StreamExt;
use serde_json::{Value, json};

use crate::live::Page;
use crate::world::{PATIENCE, World, until};

const TOPIC: &str = "logs.acme";

/// alice administers acme, bob belongs to it, and peggy administers another organization.
async fn start() -> World {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Admin)]);
    world.users.person("u2", &[("acme", Role::Member)]);
    world.users.person("u3", &[("tidepool", Role::Admin)]);
    world
}

async fn page_of(world: &World, user: &str) -> Page {
    Page::of(world, &world.browser_of(user)).await
}

fn line(sequence: u64, key: &str) -> Value {
    json!({"instance": "task-1", "sequence": sequence, "at": 5, "level": "info", "service": "task",
           "message": format!("line {sequence}"), "fields": {"status": "done"}, "key": key, "traceId": null})
}

/// A process of the fleet, as the gateway meets it.
struct Process {
    nats: async_nats::Client,
    follows: async_nats::Subscriber,
}

impl Process {
    async fn of(world: &World) -> Self {
        let nats = world.services.clone();
        let follows = nats.subscribe("logs.follow").await.expect("subscribed");
        nats.flush().await.expect("flushed");
        Self { nats, follows }
    }

    /// The next word that somebody follows.
    async fn hears(&mut self) -> Value {
        let heard = tokio::time::timeout(PATIENCE, self.follows.next()).await.expect("in time").expect("a message");
        serde_json::from_slice(&heard.payload).expect("JSON")
    }

    async fn says(&self, organization: &str, lines: &[Value], skipped: u64) {
        let body = json!({"lines": lines, "skipped": skipped}).to_string();
        self.nats.publish(format!("logs.lines.{organization}"), body.into()).await.expect("said");
    }
}

fn sequences(told: &Value) -> Vec<u64> {
    let lines = told["lines"].as_array().unwrap_or_else(|| panic!("lines: {told}"));
    lines.iter().map(|line| line["sequence"].as_u64().expect("a number")).collect()
}

#[tokio::test]
async fn an_admin_is_told_what_is_remembered_and_then_each_line_and_the_fleet_is_asked_once() {
    let world = start().await;
    let mut process = Process::of(&world).await;
    let mut alice = page_of(&world, "u1").await;
    alice.say(json!({"type": "subscribe", "topic": TOPIC})).await;
    assert_eq!(process.hears().await, json!({"organizationId": "acme", "asks": true}));

    process.says("acme", &[line(1, "acme"), line(2, "acme.t-1")], 0).await;
    let told = alice.hear().await;
    assert_eq!((&told["type"], &told["topic"], &told["skipped"]), (&json!("lines"), &json!(TOPIC), &json!(0)));
    assert_eq!(told["lines"], json!([line(1, "acme"), line(2, "acme.t-1")]));

    let mut again = page_of(&world, "u1").await;
    assert_eq!(sequences(&again.follow(TOPIC).await), [1, 2], "from here, without asking the fleet");
    process.says("acme", &[line(2, "acme.t-1"), line(3, "acme")], 4).await;
    for page in [&mut alice, &mut again] {
        let told = page.hear().await;
        assert_eq!((sequences(&told), &told["skipped"]), (vec![3], &json!(4)));
    }
    assert!(futures::FutureExt::now_or_never(process.follows.next()).is_none(), "it was asked again");
}

#[tokio::test]
async fn who_is_no_admin_of_it_is_refused_and_the_fleet_is_not_even_asked() {
    let world = start().await;
    let mut process = Process::of(&world).await;
    let admins_script = world.users.token("u1", TokenScope::Write, &[]);
    let mut script = Page::with_token(&world, &admins_script).await.expect("open");
    assert_eq!(script.follow(TOPIC).await["code"], "access.token_scope");
    for (user, code) in [("u2", "access.not_an_admin"), ("u3", "access.not_a_member")] {
        let mut page = page_of(&world, user).await;
        let refused = page.follow(TOPIC).await;
        assert_eq!(
            (&refused["type"], &refused["topic"], &refused["code"]),
            (&json!("error"), &json!(TOPIC), &json!(code))
        );
        process.says("acme", &[line(1, "acme")], 0).await;
        page.say(json!({"type": "ping"})).await;
        assert_eq!(page.hear().await, json!({"type": "pong"}), "{user} was told something");
    }
    assert!(futures::FutureExt::now_or_never(process.follows.next()).is_none());
}

#[tokio::test]
async fn who_is_an_admin_no_longer_is_told_nothing_more() {
    let world = start().await;
    let mut process = Process::of(&world).await;
    let mut alice = page_of(&world, "u1").await;
    alice.say(json!({"type": "subscribe", "topic": TOPIC})).await;
    process.hears().await;
    world.users.set_role("u1", "acme", Some(Role::Member)).await;
    let closed = alice.hear().await;
    assert_eq!(
        (&closed["type"], &closed["topic"], &closed["reason"]),
        (&json!("closed"), &json!(TOPIC), &json!("accessRevoked"))
    );
    process.says("acme", &[line(1, "acme")], 0).await;
    assert_eq!(alice.follow(TOPIC).await["code"], "access.not_an_admin");
}

#[tokio::test]
async fn a_line_of_another_organization_never_arrives() {
    let world = start().await;
    let mut process = Process::of(&world).await;
    let (mut alice, mut peggy) = (page_of(&world, "u1").await, page_of(&world, "u3").await);
    alice.say(json!({"type": "subscribe", "topic": TOPIC})).await;
    process.hears().await;
    peggy.say(json!({"type": "subscribe", "topic": "logs.tidepool"})).await;
    process.hears().await;

    process.says("tidepool", &[line(1, "tidepool.t-1")], 0).await;
    // Not even one that is said in the wrong place.
    process.says("acme", &[line(2, "tidepool.t-1"), line(3, "acme-2"), line(4, "acme.t-1")], 0).await;
    assert_eq!(sequences(&alice.hear().await), [4]);
    assert_eq!(sequences(&peggy.hear().await), [1]);
}

#[tokio::test]
async fn names_that_are_no_organizations_are_no_topics() {
    let world = start().await;
    let mut alice = page_of(&world, "u1").await;
    for topic in ["logs.*", "logs.>", "logs.", "logs.acme.t-1", "logs"] {
        assert_eq!(alice.follow(topic).await["code"], "live.topic_unknown", "{topic}");
    }
}

#[tokio::test]
async fn what_is_no_line_is_not_told_and_harms_nobody() {
    let world = start().await;
    let mut process = Process::of(&world).await;
    let mut alice = page_of(&world, "u1").await;
    alice.say(json!({"type": "subscribe", "topic": TOPIC})).await;
    process.hears().await;
    process.nats.publish("logs.lines.acme", "nonsense".into()).await.expect("said");
    process.says("acme", &[line(1, "acme")], 0).await;
    assert_eq!(sequences(&alice.hear().await), [1]);
}

#[tokio::test]
async fn each_gateway_asks_for_itself() {
    let world = start().await;
    let mut process = Process::of(&world).await;
    let neighbour = world.neighbour().await;
    for world in [&world, &neighbour] {
        let mut page =
            until("the person is known there", async || Some(Page::of(world, &world.browser_of("u1")).await)).await;
        page.say(json!({"type": "subscribe", "topic": TOPIC})).await;
        assert_eq!(process.hears().await["asks"], true);
    }
}
