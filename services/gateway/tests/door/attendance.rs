//! Who is here: what a page says of its person, and who is told.

use contracts::organization::Role;
use contracts::user::TokenScope;
use serde_json::{Value, json};

use crate::live::Page;
use crate::world::World;

const PRESENCE: &str = "presence.acme";

async fn start() -> World {
    let world = World::start().await;
    for person in ["u1", "u2"] {
        world.users.person(person, &[("acme", Role::Member)]);
    }
    world.users.person("u3", &[("other", Role::Member)]);
    world
}

fn at(task: &str, doing: &str) -> Value {
    json!({"type": "attend", "at": {"organizationId": "acme", "taskId": task, "sessionId": "s-1", "doing": doing}})
}

fn person(user: &str, task: &str, doing: &str) -> Value {
    json!({"userId": user, "taskId": task, "sessionId": "s-1", "doing": doing})
}

/// Hears on until exactly these are here.
async fn hears(page: &mut Page, people: &[Value]) {
    loop {
        let told = page.hear().await;
        assert_eq!((&told["type"], &told["topic"]), (&json!("people"), &json!(PRESENCE)), "{told}");
        if told["people"] == json!(people) {
            return;
        }
    }
}

async fn of(world: &World, user: &str) -> Page {
    Page::of(world, &world.browser_of(user)).await
}

#[tokio::test]
async fn who_follows_is_told_who_looks_and_who_writes_until_they_leave() {
    let world = start().await;
    let (mut alice, mut bob) = (of(&world, "u1").await, of(&world, "u2").await);
    alice.say(json!({"type": "subscribe", "topic": PRESENCE})).await;
    hears(&mut alice, &[]).await;

    bob.say(at("t-1", "looking")).await;
    hears(&mut alice, &[person("u2", "t-1", "looking")]).await;
    bob.say(at("t-1", "typing")).await;
    hears(&mut alice, &[person("u2", "t-1", "typing")]).await;
    alice.say(at("t-1", "looking")).await;
    bob.say(at("t-2", "drafting")).await;
    hears(&mut alice, &[person("u1", "t-1", "looking"), person("u2", "t-2", "drafting")]).await;

    bob.say(json!({"type": "attend", "at": null})).await;
    hears(&mut alice, &[person("u1", "t-1", "looking")]).await;
    bob.say(at("t-1", "looking")).await;
    hears(&mut alice, &[person("u1", "t-1", "looking"), person("u2", "t-1", "looking")]).await;
    drop(bob);
    hears(&mut alice, &[person("u1", "t-1", "looking")]).await;
}

#[tokio::test]
async fn a_person_of_another_organization_sees_nobody_and_is_seen_by_nobody() {
    let world = start().await;
    let (mut alice, mut stranger) = (of(&world, "u1").await, of(&world, "u3").await);
    alice.say(json!({"type": "subscribe", "topic": PRESENCE})).await;
    hears(&mut alice, &[]).await;

    assert_eq!(stranger.follow(PRESENCE).await["code"], "access.not_a_member");
    stranger.say(at("t-1", "typing")).await;
    assert_eq!(stranger.hear().await["code"], "access.not_a_member");

    alice.say(at("t-1", "looking")).await;
    hears(&mut alice, &[person("u1", "t-1", "looking")]).await;
    // Had anything been told before, it would be heard before the answer.
    stranger.say(json!({"type": "ping"})).await;
    assert_eq!(stranger.hear().await["type"], "pong");
}

#[tokio::test]
async fn a_token_that_may_only_read_sees_people_and_is_none() {
    let world = start().await;
    let token = world.users.token("u1", TokenScope::Read, &[]);
    let mut script = Page::with_token(&world, &token).await.expect("open");
    assert_eq!(script.follow(PRESENCE).await["people"], json!([]));
    script.say(at("t-1", "looking")).await;
    assert_eq!(script.hear().await["code"], "access.token_scope");
}

#[tokio::test]
async fn who_is_removed_from_the_organization_is_there_no_more() {
    let world = start().await;
    let (mut alice, mut bob) = (of(&world, "u1").await, of(&world, "u2").await);
    alice.say(json!({"type": "subscribe", "topic": PRESENCE})).await;
    bob.say(at("t-1", "looking")).await;
    bob.say(json!({"type": "subscribe", "topic": PRESENCE})).await;
    hears(&mut alice, &[person("u2", "t-1", "looking")]).await;
    hears(&mut bob, &[person("u2", "t-1", "looking")]).await;

    world.users.set_role("u2", "acme", None).await;
    hears(&mut alice, &[]).await;
    assert_eq!(bob.hear().await["reason"], "accessRevoked");
}

#[tokio::test]
async fn gateways_tell_each_other_and_whoever_comes_later_is_told_as_well() {
    let world = start().await;
    let neighbour = world.neighbour().await;
    let (mut alice, mut bob) = (of(&world, "u1").await, of(&neighbour, "u2").await);
    bob.say(at("t-1", "typing")).await;
    bob.say(json!({"type": "subscribe", "topic": PRESENCE})).await;
    hears(&mut bob, &[person("u2", "t-1", "typing")]).await;

    alice.say(json!({"type": "subscribe", "topic": PRESENCE})).await;
    hears(&mut alice, &[person("u2", "t-1", "typing")]).await;
    alice.say(at("t-1", "looking")).await;
    let both = [person("u1", "t-1", "looking"), person("u2", "t-1", "typing")];
    hears(&mut alice, &both).await;
    hears(&mut bob, &both).await;

    neighbour.tasks.stop();
    hears(&mut alice, &both[..1]).await;
}

#[tokio::test]
async fn a_page_that_says_it_all_the_time_is_asked_to_slow_down() {
    let world = start().await;
    let mut bob = of(&world, "u2").await;
    for _ in 0..100 {
        bob.say(at("t-1", "typing")).await;
    }
    assert_eq!(bob.hear().await["code"], "live.too_many_words");
}
