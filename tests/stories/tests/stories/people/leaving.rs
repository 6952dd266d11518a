//! Somebody no longer belongs: what they could see and do ends with GitHub's word.

use std::time::{Duration, Instant};

use contracts::{organization::Summary, task::Rename};
use serde_json::json;

use super::world;

/// From GitHub's word to the end of an open topic.
const AT_ONCE: Duration = Duration::from_secs(2);

#[tokio::test]
async fn an_open_page_of_somebody_who_was_removed_closes_within_two_seconds() {
    let world = world().await;
    let github = world.github();
    let bob = world.signs_in("bob", &["acme"]).await;
    let acme = world.organization("acme").await;
    acme.sync().await;
    let task = acme.offers(&acme.name(0), "leaving/one").await;
    let (mut page, entries) = bob.follows("organization.acme").await;
    assert!(!entries.is_empty());

    let began = Instant::now();
    github.does("members/remove", json!({ "organization": "acme", "login": "bob" })).await;
    let goodbye = loop {
        let said = page.hears().await;
        if said["type"] == "closed" {
            break said;
        }
    };
    assert!(began.elapsed() < AT_ONCE, "{:?}", began.elapsed());
    assert_eq!((&goodbye["topic"], &goodbye["reason"]), (&json!("organization.acme"), &json!("accessRevoked")));

    bob.looks(&acme.id, &Summary {}).await.is_refused(403, "access.not_a_member");
    let rename = Rename { title: "Mine".into() };
    bob.asks(&acme.key(&task), &rename).await.is_refused(403, "access.not_a_member");
    page.says(json!({ "type": "subscribe", "topic": "organization.acme" })).await;
    assert_eq!(page.hears().await["code"], "access.not_a_member");
    // What is theirs stays theirs.
    page.follows(&format!("user.{}", bob.user_id), None).await;
}
