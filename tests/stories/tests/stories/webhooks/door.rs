//! Who may tell us something, and what is made of it.

use serde_json::{Value, json};

use super::{acme, world};

#[tokio::test]
async fn only_what_github_signed_is_let_in() {
    let world = world().await;
    let (acme, github) = acme(&world);
    let before = acme.summary().await;
    let body = json!({ "action": "deleted", "installation": { "id": 1, "account": { "login": "acme", "type": "Organization" } } });
    let text = body.to_string();
    let right = github_standin::sign(world.fleet.github_webhook_secret(), text.as_bytes());
    let forged = github_standin::sign("another secret", text.as_bytes());
    let of_another_body = github_standin::sign(world.fleet.github_webhook_secret(), b"{}");

    for signature in [forged.as_str(), &of_another_body, "sha256=", "", &right[7..]] {
        let headers =
            [("x-github-event", "installation"), ("x-github-delivery", "d-1"), ("x-hub-signature-256", signature)];
        github.posts(&headers, text.clone()).await.is_refused(401, "webhook.signature_invalid");
    }
    let unsigned = [("x-github-event", "installation"), ("x-github-delivery", "d-1")];
    github.posts(&unsigned, text.clone()).await.is_refused(401, "webhook.signature_invalid");

    world.settle().await;
    assert_eq!(acme.summary().await, before);
}

#[tokio::test]
async fn a_signed_body_without_its_headers_or_of_another_shape_is_refused() {
    let world = world().await;
    let (acme, github) = acme(&world);
    let before = acme.summary().await;
    let text = "{\"zen\":\"Keep it simple.\"}";
    let signature = github_standin::sign(world.fleet.github_webhook_secret(), text.as_bytes());
    let signature = ("x-hub-signature-256", signature.as_str());

    for headers in [vec![("x-github-delivery", "d-1"), signature], vec![("x-github-event", "ping"), signature]] {
        github.posts(&headers, text).await.is_refused(400, "webhook.header_invalid");
    }
    let long = "x".repeat(200);
    let headers = [("x-github-event", "ping"), ("x-github-delivery", long.as_str()), signature];
    github.posts(&headers, text).await.is_refused(400, "webhook.header_invalid");

    let organization = json!({ "login": "acme" });
    let misshapen = json!({ "action": "opened", "organization": organization, "pull_request": "no" });
    github.sends("pull_request", "d-2", &misshapen).await.is_refused(400, "webhook.payload_invalid");
    github.sends("pull_request", "d-3", &Value::Null).await.is_refused(400, "webhook.payload_invalid");
    world.settle().await;
    assert_eq!(acme.summary().await, before);
}

#[tokio::test]
async fn an_unknown_event_is_taken_and_ignored() {
    let world = world().await;
    let (acme, github) = acme(&world);
    let before = acme.summary().await;
    let payload = json!({ "action": "danced", "organization": { "login": "acme" } });

    let answer = github.sends("unicorn", "d-1", &payload).await;

    assert_eq!((answer.status, &answer.body["ignored"]), (202, &json!("unicorn")));
    let of_nobody = github.sends("ping", "d-2", &json!({ "zen": "Keep it simple." })).await;
    assert_eq!(of_nobody.status, 202);
    assert!(of_nobody.body["ignored"].is_string(), "{of_nobody:?}");
    world.settle().await;
    assert_eq!(acme.summary().await, before);
}

#[tokio::test]
async fn an_event_that_is_only_noted_changes_only_the_receipt() {
    let world = world().await;
    let (acme, github) = acme(&world);
    let before = acme.summary().await;
    let payload = json!({ "action": "completed", "organization": { "login": "Acme" } });

    assert_eq!(github.sends("check_run", "d-1", &payload).await.status, 202);
    world.settle().await;

    let after = acme.summary().await;
    assert_eq!(after.last_webhook_event.as_deref(), Some("check_run.completed"));
    assert_eq!((after.github, after.counts), (before.github, before.counts));
}
