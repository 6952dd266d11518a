//! Two organizations, and people of one, of the other, of both.

use contracts::{
    OrganizationId, Outcome,
    organization::{ListTasks, Summary, UpdateProfile},
    user::{DismissChecklist, GetApp, GetOverlay},
};
use serde_json::json;
use stories::Visitor;

use super::world;

fn named(display_name: &str) -> UpdateProfile {
    UpdateProfile { display_name: Some(display_name.into()), ..UpdateProfile::default() }
}

async fn sees(person: &Visitor, organization: &OrganizationId) -> u16 {
    let summary = person.looks(organization, &Summary {}).await.status;
    let topic = follows(person, &format!("organization.{organization}")).await;
    assert_eq!(topic, summary == 200, "a topic opens where a query is answered");
    summary
}

async fn follows(person: &Visitor, topic: &str) -> bool {
    let mut page = person.opens_page().await;
    page.says(json!({ "type": "subscribe", "topic": topic })).await;
    let answer = page.hears().await;
    assert!(answer["type"] == "snapshot" || answer["code"].as_str().unwrap().starts_with("access."), "{answer}");
    answer["type"] == "snapshot"
}

#[tokio::test]
async fn each_sees_the_organizations_that_github_says_and_no_other() {
    let world = world().await;
    let (acme, tidepool) = ("acme".parse().unwrap(), "tidepool".parse().unwrap());
    let bob = world.signs_in("bob", &["acme"]).await;
    let peggy = world.signs_in("peggy", &["tidepool"]).await;
    let alice = world.signs_in("alice", &["acme", "tidepool"]).await;

    assert_eq!([sees(&bob, &acme).await, sees(&bob, &tidepool).await], [200, 403]);
    assert_eq!([sees(&peggy, &acme).await, sees(&peggy, &tidepool).await], [403, 200]);
    assert_eq!([sees(&alice, &acme).await, sees(&alice, &tidepool).await], [200, 200]);
    peggy.looks(&acme, &ListTasks::default()).await.is_refused(403, "access.not_a_member");

    // Roles are the organization's: alice administers the one and belongs to the other.
    bob.asks(&acme, &named("Bob's")).await.is_refused(403, "access.not_an_admin");
    alice.asks(&tidepool, &named("Alice's")).await.is_refused(403, "access.not_an_admin");
    peggy.asks(&acme, &named("Peggy's")).await.is_refused(403, "access.not_a_member");
    assert_eq!(alice.does(&acme, &named("Acme & Sons")).await.display_name, "Acme & Sons");
    world.settle().await;
    let app = bob.sees(&bob.user_id, &GetApp {}).await;
    let names: Vec<_> = app.organizations.into_iter().map(|found| found.organization.display_name).collect();
    assert_eq!(names, ["Acme & Sons", "bob"], "its members see the new name");
}

#[tokio::test]
async fn what_is_a_persons_own_is_nobody_elses() {
    let world = world().await;
    let (bob, alice) = tokio::join!(world.signs_in("bob", &["acme"]), world.signs_in("alice", &["acme"]));

    alice.looks(&bob.user_id, &GetApp {}).await.is_refused(403, "access.not_yours");
    alice.asks(&bob.user_id, &DismissChecklist {}).await.is_refused(403, "access.not_yours");
    let overlay = GetOverlay { organization_id: "acme".parse().unwrap() };
    alice.looks(&bob.user_id, &overlay).await.is_refused(403, "access.not_yours");
    assert!(!follows(&alice, &format!("user.{}", bob.user_id)).await);
    assert!(follows(&alice, "user.me").await);

    assert!(bob.sees(&bob.user_id, &GetApp {}).await.checklist.is_some());
    let elsewhere = GetOverlay { organization_id: "tidepool".parse().unwrap() };
    assert_eq!(bob.looks(&bob.user_id, &elsewhere).await.code(), "user.not_a_member");
}

#[tokio::test]
async fn an_admin_puts_no_words_into_the_mouth_of_a_service() {
    let world = world().await;
    let alice = world.signs_in("alice", &["acme"]).await;
    let operator = world.person("operator");
    let damaged = operator.raw("organization.command.applyMembers.acme", r#"{ "members": "all" }"#);
    let Outcome::Dead { id, .. } = operator.insists(&damaged).await else { panic!("it is no list of members") };

    let peggy = json!({ "userId": "u1", "login": "peggy", "name": null, "avatarUrl": null, "role": "admin" });
    let body = json!({ "members": [peggy], "removed": [], "observedAt": 4_000_000_000_000_i64 });
    let replay = "/v1/organization/request/replayDeadLetter/acme";
    let forged = alice.post(replay, &json!({ "id": id, "body": body })).await;
    forged.is_refused(403, "runtime.only_services_say_this");

    let again = alice.post(replay, &json!({ "id": id })).await;
    assert_eq!((again.status, &again.body["outcome"]["status"]), (200, &json!("dead")), "{again:?}");
    let dropped = alice.post("/v1/organization/request/dropDeadLetter/acme", &json!({ "id": id })).await;
    assert_eq!(dropped.status, 200, "{dropped:?}");
}
