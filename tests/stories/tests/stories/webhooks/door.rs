//! Who may tell us something, and what is made of it.

use contracts::organization::Summary;
use serde_json::{Value, json};
use stories::{Delivery, World};

#[tokio::test]
async fn only_what_github_signed_is_let_in() {
    let world = World::shared().await;
    let (github, secret) = (world.github(), world.fleet.github_webhook_secret());
    let account = json!({ "id": 77, "login": "intruder", "type": "Organization" });
    let text = json!({ "action": "deleted", "installation": { "id": 1, "account": account } }).to_string();
    let right = github_standin::sign(secret, text.as_bytes());
    let forged = github_standin::sign("another secret", text.as_bytes());
    let of_another_body = github_standin::sign(secret, b"{}");

    let told = [("x-github-event", "installation"), ("x-github-delivery", "d-1")];
    for signature in [forged.as_str(), &of_another_body, "sha256=", "", &right[7..]] {
        let headers = [told.as_slice(), &[("x-hub-signature-256", signature)]].concat();
        github.posts(&headers, text.clone()).await.is_refused(401, "webhook.signature_invalid");
    }
    github.posts(&told, text.clone()).await.is_refused(401, "webhook.signature_invalid");

    world.settle().await;
    let intruder = world.organization("intruder").await;
    intruder.member.looks(&intruder.id, &Summary {}).await.is_refused(404, "organization.unknown");
}

#[tokio::test]
async fn a_signed_body_without_its_headers_or_of_another_shape_is_refused() {
    let world = World::shared().await;
    let github = world.github();
    let text = "{\"zen\":\"Keep it simple.\"}";
    let signature = github_standin::sign(world.fleet.github_webhook_secret(), text.as_bytes());
    let signature = ("x-hub-signature-256", signature.as_str());

    for headers in [vec![("x-github-delivery", "d-1"), signature], vec![("x-github-event", "ping"), signature]] {
        github.posts(&headers, text).await.is_refused(400, "webhook.header_invalid");
    }
    let long = "x".repeat(200);
    let headers = [("x-github-event", "ping"), ("x-github-delivery", long.as_str()), signature];
    github.posts(&headers, text).await.is_refused(400, "webhook.header_invalid");

    let misshapen =
        json!({ "action": "opened", "organization": { "id": 78, "login": "misshapen" }, "pull_request": "no" });
    github.sends("pull_request", "d-2", &misshapen).await.is_refused(400, "webhook.payload_invalid");
    github.sends("pull_request", "d-3", &Value::Null).await.is_refused(400, "webhook.payload_invalid");
    let told: i64 = sqlx::query_scalar(
        "select count(*) from github_data.journal where actor_key in ('misshapen', 'a78--deliveries')",
    )
    .fetch_one(&world.database)
    .await
    .unwrap();
    assert_eq!(told, 0);
}

#[tokio::test]
async fn an_unknown_event_is_taken_and_ignored() {
    let world = World::shared().await;
    let github = world.github();

    let payload = json!({ "action": "danced", "organization": { "id": 79, "login": "unicorn" } });
    let answer = github.sends("unicorn", "d-4", &payload).await;
    assert_eq!((answer.status, &answer.body["ignored"]), (202, &json!("unicorn")));

    let of_nobody = github.sends("ping", "d-5", &json!({ "zen": "Keep it simple." })).await;
    assert_eq!(of_nobody.status, 202);
    assert!(of_nobody.body["ignored"].is_string(), "{of_nobody:?}");

    world.settle().await;
    let unicorn = world.organization("unicorn").await;
    unicorn.member.looks(&unicorn.id, &Summary {}).await.is_refused(404, "organization.unknown");
}

#[tokio::test]
async fn an_event_that_is_only_noted_changes_only_the_receipt() {
    let world = World::shared().await;
    let tidepool = world.organization("tidepool").await;
    tidepool.sync().await;
    let before = tidepool.summary().await;
    let number: u64 = before.github.account_id.as_ref().unwrap().as_str()[1..].parse().unwrap();
    let payload = json!({ "action": "completed", "organization": { "id": number, "login": "Tidepool" } });

    assert_eq!(world.github().sends("check_suite", "d-6", &payload).await.status, 202);
    world.settle().await;

    let after = tidepool.summary().await;
    assert_eq!(after.last_webhook_event.as_deref(), Some("check_suite.completed"));
    assert_eq!((after.github, after.counts), (before.github, before.counts));
}

#[tokio::test]
async fn texts_without_an_end_and_halves_of_characters_are_kept_as_far_as_they_can_be() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    acme.virtual_task("odd-words").await;
    let is_it = |delivery: &Delivery| delivery.event == "pull_request" && delivery.body.contains("odd-words");
    let opened = github.deliveries().await.into_iter().find(is_it).expect("it was delivered");
    let mut opened: Value = serde_json::from_str(&opened.body).unwrap();
    let title = async || acme.task_on("odd-words").await.title;

    (opened["pull_request"]["title"], opened["pull_request"]["updated_at"]) =
        (json!("é".repeat(2_000_000)), json!("2090-01-01T00:00:00Z"));
    assert_eq!(github.sends("pull_request", "odd-1", &opened).await.status, 202);
    world.settle().await;
    let cut = title().await;
    assert!(cut.starts_with("éé") && cut.chars().count() <= 1_000, "{}", cut.chars().count());

    (opened["pull_request"]["title"], opened["pull_request"]["updated_at"]) =
        (json!("half HALF and nul \u{0}"), json!("2091-01-01T00:00:00Z"));
    let text = opened.to_string().replace("HALF", "\\ud83d");
    assert_eq!(github.sends_text("pull_request", "odd-2", text).await.status, 202);
    world.settle().await;
    assert_eq!(title().await, "half \u{fffd} and nul \u{fffd}");
}
