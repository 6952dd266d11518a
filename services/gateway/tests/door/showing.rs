//! What a page shows is told to its person's actor, and nothing more when the page is gone.

use contracts::organization::Role;
use contracts::user::TokenScope;
use serde_json::{Value, json};

use crate::live::Page;
use crate::world::{World, until};

fn session(id: &str) -> Value {
    json!({"organizationId": "acme", "taskId": "t-1", "sessionId": id})
}

async fn told(world: &World, showing: &Value) -> Value {
    until("it is told", async || {
        let last = world.users.commands("watch").pop()?;
        assert_eq!((last.user.as_str(), last.caller.as_str()), ("u1", "user:u1"));
        (last.body["showing"] == *showing).then_some(last.body)
    })
    .await
}

async fn start() -> World {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    world
}

#[tokio::test]
async fn what_a_page_shows_is_told_and_that_it_is_gone() {
    let world = start().await;
    let mut page = Page::of(&world, &world.browser_of("u1")).await;

    page.say(json!({"type": "show", "showing": session("s-1")})).await;
    let first = told(&world, &session("s-1")).await;
    let lasts = first["until"].as_i64().expect("a time") - messaging::now();
    assert!((1..=180_000).contains(&lasts), "{lasts}");

    for id in ["s-2", "s-3", "s-4"] {
        page.say(json!({"type": "show", "showing": session(id)})).await;
    }
    let last = told(&world, &session("s-4")).await;
    assert_eq!(last["pageId"], first["pageId"]);
    assert!(world.users.commands("watch").len() <= 3, "who clicks through is told of in the end");

    drop(page);
    assert_eq!(told(&world, &Value::Null).await["pageId"], first["pageId"]);
}

#[tokio::test]
async fn a_page_that_hides_says_so() {
    let world = start().await;
    let mut page = Page::of(&world, &world.browser_of("u1")).await;
    page.say(json!({"type": "show", "showing": session("s-1")})).await;
    told(&world, &session("s-1")).await;
    page.say(json!({"type": "show", "showing": null})).await;
    told(&world, &Value::Null).await;
}

#[tokio::test]
async fn only_what_the_person_may_see_counts_as_seen() {
    let world = start().await;
    let mut page = Page::of(&world, &world.browser_of("u1")).await;
    let elsewhere = json!({"organizationId": "other", "taskId": "t-1", "sessionId": "s-1"});
    page.say(json!({"type": "show", "showing": elsewhere})).await;
    assert_eq!(page.hear().await["code"], "access.not_a_member");

    let token = world.users.token("u1", TokenScope::Read, &[]);
    let mut script = Page::with_token(&world, &token).await.expect("open");
    script.say(json!({"type": "show", "showing": session("s-1")})).await;
    assert_eq!(script.hear().await["code"], "access.token_scope");
    assert!(world.users.commands("watch").is_empty());

    page.say(json!({"type": "show", "showing": session("s-1")})).await;
    told(&world, &session("s-1")).await;
    world.users.set_role("u1", "acme", None).await;
    told(&world, &Value::Null).await;
}

#[tokio::test]
async fn a_gateway_that_stops_says_a_last_word_for_its_pages() {
    let world = start().await;
    let mut page = Page::of(&world, &world.browser_of("u1")).await;
    page.say(json!({"type": "show", "showing": session("s-1")})).await;
    told(&world, &session("s-1")).await;
    world.tasks.stop();
    assert_eq!(page.hear().await["close"], 1001);
    told(&world, &Value::Null).await;
}
