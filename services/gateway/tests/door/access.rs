//! What people may do changes while they are here: at once, for requests and for open sockets.

use std::time::Duration;

use contracts::organization::Role;
use contracts::user::TokenScope;
use reqwest::Method;
use serde_json::json;
use tokio::time::Instant;

use crate::live::Page;
use crate::world::{World, problem, until};

/// A removed member's page is closed within this.
const AT_ONCE: Duration = Duration::from_secs(2);

const RENAME: &str = "/v1/task/command/rename/acme/t-1";
const SUMMARY: &str = "/v1/organization/query/summary/acme";

#[tokio::test]
async fn a_member_who_is_removed_is_refused_and_their_page_closed() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member), ("other", Role::Member)]);
    let mut browser = world.browser_of("u1");
    let mut page = Page::of(&world, &browser).await;
    world.show("organization.acme.task.t-1", 1, json!({"title": "one"})).await;
    for topic in ["organization.acme", "task.acme.t-1", "organization.other", "user.me"] {
        assert_eq!(page.follow(topic).await["complete"], true, "{topic}");
    }
    assert_eq!(browser.post(RENAME, &json!({"title": "x"})).await.status(), 202);

    let removed_at = Instant::now();
    world.users.set_role("u1", "acme", None).await;

    let mut closed = Vec::new();
    while closed.len() < 2 {
        let said = page.hear().await;
        if said["type"] == "closed" {
            assert_eq!(said["reason"], "accessRevoked");
            closed.push(said["topic"].as_str().expect("a topic").to_owned());
        }
    }
    assert!(removed_at.elapsed() < AT_ONCE);
    closed.sort();
    assert_eq!(closed, ["organization.acme", "task.acme.t-1"]);
    assert_eq!(problem(browser.post(RENAME, &json!({"title": "x"})).await, 403).await["code"], "access.not_a_member");
    page.say(json!({"type": "subscribe", "topic": "organization.acme"})).await;
    until("it cannot be opened again", async || (page.hear().await["code"] == "access.not_a_member").then_some(()))
        .await;
    world.show("organization.other.profile", 1, json!("still here")).await;
    until("the other topic is open", async || {
        let said = page.hear().await;
        (said["value"] == "still here").then_some(())
    })
    .await;
}

#[tokio::test]
async fn somebody_who_joins_or_rises_may_at_once() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    let token = world.users.token("u1", TokenScope::Admin, &[]);
    let asks = async |path: &str, body: &'static str| {
        let request = world.request(Method::POST, path).bearer_auth(&token).body(body);
        request.send().await.expect("an answer").status().as_u16()
    };
    let profile = "/v1/organization/command/updateProfile/acme";
    assert_eq!([asks(profile, "{}").await, asks(SUMMARY, "{}").await], [403, 503], "nobody answers for acme here");

    world.users.set_role("u1", "acme", Some(Role::Admin)).await;
    until("an admin may", async || (asks(profile, "{}").await == 202).then_some(())).await;
}

#[tokio::test]
async fn a_sign_in_that_ends_closes_its_socket_and_no_other() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    let (mut one, mut other) = (world.browser_of("u1"), world.browser_of("u1"));
    let (mut page, mut kept) = (Page::of(&world, &one).await, Page::of(&world, &other).await);
    page.follow("organization.acme").await;

    let ended_at = Instant::now();
    let ended = one.session().expect("signed in").to_owned();
    world.users.end(&ended).await;

    assert_eq!(page.hear().await, json!({"close": 4401}));
    assert!(ended_at.elapsed() < AT_ONCE);
    assert_eq!(one.get("/v1/auth/session").await.status(), 401);
    assert_eq!(other.get("/v1/auth/session").await.status(), 200);
    kept.say(json!({"type": "ping"})).await;
    assert_eq!(kept.hear().await, json!({"type": "pong"}));
}

#[tokio::test]
async fn a_token_that_is_revoked_closes_its_socket() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    let token = world.users.token("u1", TokenScope::Read, &[]);
    let mut page = Page::with_token(&world, &token).await.expect("open");
    page.follow("organization.acme").await;

    world.users.end(&token).await;

    assert_eq!(page.hear().await, json!({"close": 4401}));
    assert_eq!(Page::with_token(&world, &token).await.err(), Some(401));
}

#[tokio::test]
async fn a_socket_follows_what_its_person_and_its_token_may() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member), ("other", Role::Member)]);
    let limited = world.users.token("u1", TokenScope::Read, &["acme"]);
    let mut page = Page::with_token(&world, &limited).await.expect("open");
    for (topic, code) in [
        ("organization.acme", None),
        ("organization.nowhere", Some("access.not_a_member")),
        ("task.nowhere.t-1", Some("access.not_a_member")),
        ("organization.other", Some("access.token_limited")),
        ("user.me", Some("access.token_limited")),
        ("user.u2", Some("access.not_yours")),
    ] {
        let said = page.follow(topic).await;
        assert_eq!(said["code"].as_str(), code, "{topic}: {said}");
    }
    world.users.set_role("u1", "acme", Some(Role::Admin)).await;
    let mut own = Page::of(&world, &world.browser_of("u1")).await;
    world.show("user.u1.app", 1, json!("mine")).await;
    let mine = own.follow("user.me").await;
    assert_eq!(mine["topic"], "user.u1");
    assert!(mine["entries"].to_string().contains("user.u1.app"), "{mine}");
    assert!(!mine["entries"].to_string().contains("access"), "that is for gateways: {mine}");
    assert_eq!(own.follow("user.u2").await["code"], "access.not_yours");
}

#[tokio::test]
async fn somebody_who_is_known_is_not_asked_about_again() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    let mut browser = world.browser_of("u1");
    for _ in 0..5 {
        browser.json("/v1/auth/session").await;
    }
    assert_eq!(world.users.identified(), 1);
}

#[tokio::test]
async fn what_was_known_does_not_count_after_the_connection_was_lost() {
    let world = World::alone().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    let mut browser = world.browser_of("u1");
    let (ended, kept) = (world.users.sign_in("u1"), browser.session().expect("signed in").to_owned());
    let mut lost = world.browser().with_session(&ended);
    let (mut page, mut stays) = (Page::of(&world, &lost).await, Page::of(&world, &browser).await);
    page.follow("organization.acme").await;
    stays.follow("organization.acme").await;
    lost.json("/v1/auth/session").await;

    assert!(world.infrastructure.nats.stop().await.expect("stopped"));
    world.users.end_silently(&ended);
    world.infrastructure.nats.start().await.expect("started");

    assert_eq!(page.hear().await, json!({"close": 4401}), "nobody told, so it was asked again");
    assert_eq!(lost.get("/v1/auth/session").await.status(), 401);
    assert_eq!(browser.session(), Some(kept.as_str()));
    assert_eq!(browser.get("/v1/auth/session").await.status(), 200);
    world.show("organization.acme.profile", 1, json!("news")).await;
    assert_eq!(stays.hear().await["value"], "news");
}

#[tokio::test]
async fn a_sign_in_in_use_is_told_to_last_longer_and_its_cookie_with_it() {
    let world = World::start().await;
    world.users.person("u1", &[]);
    let secret = world.users.sign_in_seen("u1", 0, i64::MAX);
    let mut browser = world.browser().with_session(&secret);

    browser.json("/v1/auth/session").await;
    assert!(browser.set_cookies[0].contains("Max-Age=2592000"), "{:?}", browser.set_cookies);
    browser.json("/v1/auth/session").await;
    assert!(browser.set_cookies.is_empty(), "once an hour is enough");

    let extended = until("it is extended", async || world.users.commands("extendSignIn").pop()).await;
    assert_eq!((extended.user.as_str(), extended.caller.as_str()), ("u1", "user:u1"));
    let lasts =
        extended.body["expiresAt"].as_i64().expect("a time") - extended.body["seenAt"].as_i64().expect("a time");
    assert_eq!(lasts, 30 * 24 * 60 * 60 * 1000);
    assert_eq!(world.users.commands("extendSignIn").len(), 1);
}

#[tokio::test]
async fn an_expired_sign_in_is_none() {
    let world = World::start().await;
    world.users.person("u1", &[]);
    let now = messaging::now();
    let secret = world.users.sign_in_seen("u1", now, now - 1);
    assert_eq!(world.browser().with_session(&secret).get("/v1/auth/session").await.status(), 401);
}
