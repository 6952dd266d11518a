//! Drafts: each is sent as it comes, and its writer is told the truth about it.

use contracts::organization::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::world::World;

const SAVE: &str = "/v1/user/request/saveDraft/me";

async fn start() -> (World, Browser, String) {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    let mut browser = world.browser_of("u1");
    let csrf = browser.csrf_token().await;
    (world, browser, csrf)
}

fn draft(session: &str, text: &str) -> Value {
    json!({"organizationId": "acme", "taskId": "t-1", "sessionId": session, "text": text})
}

fn save(browser: &Browser, csrf: &str, path: &str, body: &Value) -> reqwest::RequestBuilder {
    browser.request(Method::POST, path).header("origin", browser.origin()).header("foundry-csrf", csrf).json(body)
}

fn texts(world: &World) -> Vec<String> {
    let text = |body: &Value| body["text"].as_str().expect("a text").to_owned();
    world.users.commands("saveDraft").iter().map(|command| text(&command.body)).collect()
}

#[tokio::test]
async fn a_draft_is_not_said_to_be_kept_when_it_is_not_known() {
    let (world, browser, csrf) = start().await;
    world.users.be_silent(Some("saveDraft"));
    let answer = save(&browser, &csrf, SAVE, &draft("s-1", "x")).send().await.expect("an answer");
    assert_eq!(answer.status(), 202, "it is stored, and will be kept");
    assert_eq!(answer.json::<Value>().await.expect("JSON")["status"], "pending");
}

#[tokio::test]
async fn nobody_keeps_a_draft_for_somebody_else() {
    let (world, browser, csrf) = start().await;
    let body = draft("s-1", "x");
    let answer = save(&browser, &csrf, "/v1/user/request/saveDraft/u2", &body).send().await.expect("an answer");
    assert_eq!(answer.status(), 403);
    assert!(texts(&world).is_empty());
}
