//! Live pages: present values, then every change, over one socket.

use contracts::task::Rename;
use serde_json::{Value, json};
use stories::{Organization, World};

/// The topic of everything in the organization.
const TOPIC: &str = "organization.acme";

async fn renames(acme: &Organization<'_>, branch: &str, title: &str) {
    let key = acme.key(&acme.task_on(branch).await);
    acme.member.does(&key, &Rename { title: title.to_owned() }).await;
}

/// The changes of one task's line.
fn of<'a>(entries: &'a [Value], key: &str) -> Vec<&'a Value> {
    entries.iter().filter(|entry| entry["key"] == key).collect()
}

#[tokio::test]
async fn a_page_shows_what_is_there_and_then_every_change_in_order() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let task = acme.virtual_task("live/one").await;
    let key = format!("{TOPIC}.task.{}", task.task_id);

    let (mut page, entries) = acme.member.follows(TOPIC).await;
    let shown = of(&entries, &key);
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0]["value"], serde_json::to_value(&task).unwrap());
    for part in ["profile", "repository.", "member.", "task."] {
        let starts = format!("{TOPIC}.{part}");
        assert!(entries.iter().any(|entry| entry["key"].as_str().unwrap().starts_with(&starts)), "{part}");
    }

    let mut revision = shown[0]["revision"].as_i64().unwrap();
    for number in 1..=20 {
        renames(&acme, "live/one", &format!("Title {number}")).await;
    }
    loop {
        let change = page.sees(|change| change["key"] == key.as_str()).await;
        assert!(change["revision"].as_i64().unwrap() > revision, "{change} after {revision}");
        revision = change["revision"].as_i64().unwrap();
        if change["value"]["title"] == "Title 20" {
            assert_eq!(change["value"]["materialised"], true);
            break;
        }
    }
}

#[tokio::test]
async fn a_page_that_was_away_hears_only_what_changed_meanwhile() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let (changed, gone) = (acme.virtual_task("live/changed").await, acme.virtual_task("live/gone").await);
    let untouched = acme.virtual_task("live/untouched").await;
    // Otherwise somebody else's reading of the repository may find them, and be a change.
    let report = json!({ "repository": untouched.repository_name, "branch": "live/untouched", "tests": "passed" });
    github.does("checks/report", report).await;
    acme.hears(&github).await;
    let (page, _) = acme.member.follows(TOPIC).await;
    let cursor = page.cursor;
    drop(page);

    renames(&acme, "live/changed", "While you were away").await;
    let number = gone.pull_request.unwrap().number;
    github.does("pull-requests/close", json!({ "repository": gone.repository_name, "number": number })).await;
    acme.hears(&github).await;

    let mut page = acme.member.opens_page().await;
    let news = page.follows(TOPIC, Some(cursor)).await;
    let line = |task_id: &contracts::TaskId| format!("{TOPIC}.task.{task_id}");
    assert_eq!(of(&news, &line(&changed.task_id))[0]["value"]["title"], "While you were away");
    assert_eq!(of(&news, &line(&gone.task_id))[0]["value"], Value::Null, "what is gone is told, too");
    let unwanted = of(&news, &line(&untouched.task_id));
    assert!(unwanted.is_empty(), "{unwanted:?}");
    let keys: Vec<_> = news.iter().map(|entry| entry["key"].as_str().unwrap()).collect();
    assert!(keys.iter().all(|key| !key.contains(".repository.")), "{keys:?}");

    // Who was away for nothing hears nothing, and then goes on.
    let mut again = acme.member.opens_page().await;
    let nothing = again.follows(TOPIC, Some(page.cursor)).await;
    assert!(of(&nothing, &line(&changed.task_id)).is_empty(), "{nothing:?}");
    renames(&acme, "live/changed", "Back again").await;
    again.sees(|change| change["value"]["title"] == "Back again").await;
}

#[tokio::test]
async fn two_pages_of_two_people_see_the_same() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    acme.virtual_task("live/two").await;
    let ((mut one, _), (mut other, _)) =
        (world.visitor().await.follows(TOPIC).await, world.visitor().await.follows(TOPIC).await);

    renames(&acme, "live/two", "Seen by both").await;

    let is_it = |change: &Value| change["value"]["title"] == "Seen by both";
    let (one, other) = (one.sees(is_it).await, other.sees(is_it).await);
    assert_eq!(one, other);
}

#[tokio::test]
async fn a_tasks_own_topic_begins_with_the_first_person_who_acts() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let task = acme.virtual_task("live/task").await;
    let topic = format!("task.acme.{}", task.task_id);

    let (mut page, nothing) = acme.member.follows(&topic).await;
    assert!(nothing.is_empty(), "{nothing:?}");
    renames(&acme, "live/task", "Mine").await;

    let change = page.hears().await;
    assert_eq!(
        (&change["key"], &change["revision"], &change["value"]["title"]),
        (&json!(topic), &json!(1), &json!("Mine"))
    );
    assert_eq!(page.sees_all().await, [] as [Value; 0], "nothing of other tasks comes here");
}

#[tokio::test]
async fn one_socket_carries_many_topics_until_they_are_left() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let task = acme.virtual_task("live/left").await;
    let topic = format!("task.acme.{}", task.task_id);
    let (mut page, _) = acme.member.follows(TOPIC).await;
    page.follows(&topic, None).await;

    page.says(json!({ "type": "unsubscribe", "topic": TOPIC })).await;
    let goodbye = loop {
        let said = page.hears().await;
        if said["type"] == "closed" {
            break said;
        }
    };
    assert_eq!((&goodbye["topic"], &goodbye["reason"]), (&json!(TOPIC), &json!("unsubscribed")));

    renames(&acme, "live/left", "Only here").await;
    let heard = page.sees_all().await;
    assert!(heard.iter().all(|change| change["topic"] == topic.as_str()) && !heard.is_empty(), "{heard:?}");
}

#[tokio::test]
async fn a_socket_opens_only_with_the_token_and_from_the_same_origin() {
    let world = World::shared().await;
    let visitor = world.visitor().await;
    let bearer = |token: &str| ("authorization", format!("Bearer {token}"));
    let refused = async |headers: &[(&'static str, String)]| visitor.tries_to_open(headers).await.err();

    assert_eq!(refused(&[]).await, Some(401));
    assert_eq!(refused(&[bearer("wrong-token-0123456789")]).await, Some(401));
    let offered = format!("foundry.v1, bearer.{}x", visitor.token());
    assert_eq!(refused(&[("sec-websocket-protocol", offered)]).await, Some(401));
    let elsewhere = ("origin", "https://evil.example".to_owned());
    assert_eq!(refused(&[bearer(visitor.token()), elsewhere]).await, Some(403));

    // As a browser does it, which cannot set headers.
    let offered = format!("foundry.v1, bearer.{}", visitor.token());
    let mut page = visitor.tries_to_open(&[("sec-websocket-protocol", offered)]).await.ok().unwrap();
    assert!(!page.follows(TOPIC, None).await.is_empty());
    // Without an upgrade it is no socket.
    visitor.get("/v1/live").await.is_refused(426, "live.upgrade_required");
}

#[tokio::test]
async fn what_a_page_says_wrongly_is_answered_and_the_socket_stays_open() {
    let world = World::shared().await;
    let mut page = world.admin_of("strangers").await.opens_page().await;

    for topic in
        ["nothing.acme", "organization", "organization.Acme", "organization.*", "task.acme", "organization.acme.>", ""]
    {
        page.says(json!({ "type": "subscribe", "topic": topic })).await;
        let answer = page.hears().await;
        assert_eq!(
            (&answer["type"], &answer["code"]),
            (&json!("error"), &json!("live.topic_unknown")),
            "{topic}: {answer}"
        );
    }
    for message in [json!({ "type": "dance" }), json!([1]), json!("text"), json!({ "type": "subscribe" })] {
        page.says(message.clone()).await;
        let answer = page.hears().await;
        assert_eq!(answer["code"], "live.message_malformed", "{message}: {answer}");
    }
    page.says(json!({ "type": "unsubscribe", "topic": TOPIC })).await;
    assert_eq!(page.hears().await["code"], "live.topic_not_followed");

    page.says(json!({ "type": "ping" })).await;
    assert_eq!(page.hears().await, json!({ "type": "pong" }));
    // Nobody else knows this organization: it has nothing to show, and that is no error.
    assert!(page.follows("organization.strangers", None).await.is_empty());
}
