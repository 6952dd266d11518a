//! Drafts: at most twice a second, the newest in the end, and everybody is told the truth.

use std::time::Duration;

use contracts::organization::Role;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::{task::JoinSet, time::Instant};

use crate::browser::Browser;
use crate::world::{World, until};

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
async fn whoever_types_fast_is_kept_twice_a_second_and_the_newest_in_the_end() {
    let (world, browser, csrf) = start().await;
    let began = Instant::now();
    let mut typing = JoinSet::new();
    for number in 1..=30 {
        let request = save(&browser, &csrf, SAVE, &draft("s-1", &format!("text {number}")));
        typing.spawn(request.send());
        tokio::time::sleep_until(began + Duration::from_millis(number * 40)).await;
    }
    let answers = typing.join_all().await;

    let kept = texts(&world);
    assert_eq!(kept.last().map(String::as_str), Some("text 30"));
    let at_most = began.elapsed().as_millis() / 500 + 1;
    assert!(kept.len() as u128 <= at_most, "{} in {:?}", kept.len(), began.elapsed());
    for answer in answers {
        let answer = answer.expect("an answer");
        assert_eq!(answer.status(), 200);
        let id = answer.headers()["foundry-command-id"].to_str().expect("a text").to_owned();
        assert!(world.users.commands("saveDraft").iter().any(|command| command.id == id), "{id} was sent");
    }
}

#[tokio::test]
async fn one_alone_leaves_at_once_and_drafts_of_two_sessions_do_not_wait_for_each_other() {
    let (world, browser, csrf) = start().await;
    let began = Instant::now();
    for session in ["s-1", "s-2", "s-3"] {
        let answer = save(&browser, &csrf, SAVE, &draft(session, "x")).send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
    }
    assert!(began.elapsed() < Duration::from_millis(450), "{:?}", began.elapsed());
    assert_eq!(texts(&world).len(), 3);
}

#[tokio::test]
async fn a_draft_whose_writer_has_gone_is_kept() {
    let (world, browser, csrf) = start().await;
    save(&browser, &csrf, SAVE, &draft("s-1", "first")).send().await.expect("an answer");
    let gone = save(&browser, &csrf, SAVE, &draft("s-1", "last words")).timeout(Duration::from_millis(100));
    assert!(gone.send().await.expect_err("it did not wait").is_timeout());
    until("it is kept", async || (texts(&world).last()? == "last words").then_some(())).await;
}

#[tokio::test]
async fn a_gateway_that_is_asked_to_stop_sends_what_it_holds() {
    let (world, browser, csrf) = start().await;
    save(&browser, &csrf, SAVE, &draft("s-1", "first")).send().await.expect("an answer");
    let mut held = JoinSet::new();
    held.spawn(save(&browser, &csrf, SAVE, &draft("s-1", "held back")).send());
    tokio::time::sleep_until(Instant::now() + Duration::from_millis(50)).await;
    world.tasks.stop();
    assert!(world.tasks.join(Duration::from_secs(5)).await);

    assert_eq!(texts(&world).last().map(String::as_str), Some("held back"));
    let told = held.join_next().await.expect("one").expect("it ran");
    assert_eq!(told.expect("an answer").status(), 200);
}

#[tokio::test]
async fn a_draft_that_comes_again_does_not_replace_a_newer_one() {
    let (world, browser, csrf) = start().await;
    let send = |text: &str, key: &'static str| {
        save(&browser, &csrf, SAVE, &draft("s-1", text)).header("idempotency-key", key).send()
    };
    send("old", "a").await.expect("an answer");
    let mut newer = JoinSet::new();
    newer.spawn(send("new", "b"));
    tokio::time::sleep_until(Instant::now() + Duration::from_millis(100)).await;
    let again = send("old", "a").await.expect("an answer");

    assert_eq!(again.headers()["foundry-command-id"], "u1.b");
    let newer = newer.join_next().await.expect("one").expect("it ran");
    assert_eq!(newer.expect("an answer").status(), 200);
    assert_eq!(texts(&world), ["old", "new"]);
}

#[tokio::test]
async fn a_draft_is_not_said_to_be_kept_when_it_is_not_known() {
    let (world, browser, csrf) = start().await;
    world.users.be_silent(Some("saveDraft"));
    let answer = save(&browser, &csrf, SAVE, &draft("s-1", "x")).send().await.expect("an answer");
    assert_eq!(answer.status(), 202, "it is stored, and will be kept");
    assert_eq!(answer.json::<Value>().await.expect("JSON")["status"], "pending");

    let stored = save(&browser, &csrf, "/v1/user/command/saveDraft/me", &draft("s-2", "x")).send();
    assert_eq!(stored.await.expect("an answer").status(), 202);
}

#[tokio::test]
async fn nobody_keeps_a_draft_for_somebody_else() {
    let (world, browser, csrf) = start().await;
    let body = draft("s-1", "x");
    let answer = save(&browser, &csrf, "/v1/user/request/saveDraft/u2", &body).send().await.expect("an answer");
    assert_eq!(answer.status(), 403);
    assert!(texts(&world).is_empty());
}
