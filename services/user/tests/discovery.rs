//! The workflow `discovery` in a fleet: what people see of it, when GitHub answers and when it does not.

#![allow(clippy::unwrap_used, reason = "Tests")]

use std::time::Duration;

use contracts::{
    UserId,
    user::{App, DiscoveryStatus, GithubToken},
};
use fleet::{Fleet, Settings, SignedIn, wait};
use reqwest::Method;
use runtime::{Caller, Client, QueryError, Tasks};
use serde_json::{Value, json};

/// Longer than anything takes here; a failing test must not hang.
const PATIENCE: Duration = Duration::from_secs(40);

struct World {
    fleet: Fleet,
}

impl World {
    async fn new() -> Self {
        Self::of(Settings::default()).await
    }

    async fn of(settings: Settings) -> Self {
        Self { fleet: Fleet::start(settings.repositories(1)).await.unwrap() }
    }

    /// Changes the stand-in: `POST /_standin/<what>`.
    async fn github(&self, what: &str, body: &Value) {
        let url = format!("{}/_standin/{what}", self.fleet.github_url());
        let answer = reqwest::Client::new().post(url).json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{what}: {}", answer.text().await.unwrap());
    }

    async fn mend_github(&self) {
        let url = format!("{}/_standin/faults", self.fleet.github_url());
        assert!(reqwest::Client::new().delete(url).send().await.unwrap().status().is_success());
    }

    /// Asks for somebody's GitHub token, with the NATS user of the service `asking`.
    async fn token(&self, asking: &str, person: &SignedIn) -> Result<String, QueryError> {
        let client = Client::new(self.fleet.nats_as(asking).await.unwrap(), &Tasks::default()).await.unwrap();
        let user_id: UserId = person.user_id.parse().unwrap();
        let found = client.query(&user_id, &GithubToken {}, &Caller::token("test")).await?;
        Ok(found.token)
    }
}

async fn app(person: &SignedIn) -> App {
    let answer = person.request(Method::GET, "/v1/user/query/app/me").send().await.unwrap();
    answer.error_for_status().unwrap().json().await.unwrap()
}

/// Waits until what somebody sees of themselves is as it should be.
async fn sees(person: &SignedIn, what: &str, is_so: impl Fn(&App) -> bool) -> App {
    let found = wait::until(what, PATIENCE, async || Ok(Some(app(person).await).filter(|app| is_so(app)))).await;
    match found {
        Ok(app) => app,
        Err(error) => panic!("{error}; there is {:#?}", app(person).await),
    }
}

fn organizations(app: &App) -> Vec<&str> {
    app.organizations.iter().map(|found| found.organization.organization_id.as_str()).collect()
}

async fn discover(person: &SignedIn) {
    let path = "/v1/user/request/discoverOrganizations/me";
    person.request(Method::POST, path).json(&json!({})).send().await.unwrap().error_for_status().unwrap();
}

#[tokio::test]
async fn whoever_signs_in_sees_their_organizations_and_those_only() {
    let world = World::new().await;
    let alice = world.fleet.sign_in("alice").await.unwrap();
    let oscar = world.fleet.sign_in("oscar").await.unwrap();

    let app = sees(&alice, "all her organizations", |app| app.organizations.len() == 3).await;
    assert_eq!(organizations(&app), ["acme", "alice", "tidepool"]);
    sees(&alice, "the end of the search", |app| app.discovery.status == DiscoveryStatus::Done).await;
    sees(&alice, "a synced organization", |app| app.checklist.as_ref().is_some_and(|list| list.is_synced)).await;
    let app = sees(&oscar, "his own account", |app| !app.organizations.is_empty()).await;
    assert_eq!(organizations(&app), ["oscar"]);
}

#[tokio::test]
async fn whoever_left_on_github_is_out_when_they_are_looked_for_again() {
    let world = World::new().await;
    let bob = world.fleet.sign_in("bob").await.unwrap();
    sees(&bob, "acme", |app| organizations(app) == ["acme", "bob"]).await;

    // No webhook comes: only the search can tell.
    world.github("webhook", &json!({ "url": null })).await;
    world.github("members/remove", &json!({ "organization": "acme", "login": "bob" })).await;
    discover(&bob).await;
    sees(&bob, "nothing but his own account", |app| organizations(app) == ["bob"]).await;

    world.github("members/add", &json!({ "organization": "acme", "login": "bob", "role": "admin" })).await;
    discover(&bob).await;
    let app = sees(&bob, "acme again", |app| organizations(app) == ["acme", "bob"]).await;
    assert_eq!(app.organizations[0].role, contracts::organization::Role::Admin);
}

#[tokio::test]
async fn a_token_is_given_to_those_who_act_for_its_person_until_github_refuses_it() {
    let world = World::new().await;
    let bob = world.fleet.sign_in("bob").await.unwrap();
    sees(&bob, "acme", |app| organizations(app).contains(&"acme")).await;
    assert!(world.token("sandbox", &bob).await.unwrap().starts_with("gho_"));
    let others = ["organization", "task", "github-data", "audit-log", "gateway", fleet::CLI];
    for refused in futures::future::join_all(others.map(|other| world.token(other, &bob))).await {
        assert!(matches!(refused, Err(QueryError::Unavailable(_))), "{:?}", refused.err());
    }

    world.github("people/revoke", &json!({ "login": "bob" })).await;
    discover(&bob).await;
    let app = sees(&bob, "the failure", |app| app.discovery.status == DiscoveryStatus::Failed).await;
    assert!(app.discovery.message.as_ref().unwrap().contains("sign out and in again"), "{:?}", app.discovery);
    assert_eq!(organizations(&app), ["acme", "bob"], "what is known stays");
    let refused = world.token("sandbox", &bob).await.err();
    assert!(matches!(&refused, Some(QueryError::Refused { code, .. }) if code == "user.token_revoked"), "{refused:?}");

    let bob = world.fleet.sign_in("bob").await.unwrap();
    sees(&bob, "the end of the search", |app| app.discovery.status == DiscoveryStatus::Done).await;
    assert!(world.token("sandbox", &bob).await.unwrap().starts_with("gho_"));
}

#[tokio::test]
async fn a_used_up_rate_limit_is_shown_and_waited_out() {
    let world = World::new().await;
    let bob = world.fleet.sign_in("bob").await.unwrap();
    sees(&bob, "the end of the search", |app| app.discovery.status == DiscoveryStatus::Done).await;

    world.github("faults", &json!({ "rate_limit": 0, "rate_window_seconds": 4 })).await;
    discover(&bob).await;
    let app = sees(&bob, "why it takes so long", |app| app.discovery.message.is_some()).await;
    assert_eq!(app.discovery.status, DiscoveryStatus::Running);
    assert!(app.discovery.message.unwrap().starts_with("GitHub's rate limit is used up until"));
    world.mend_github().await;
    sees(&bob, "the end of the search", |app| app.discovery.status == DiscoveryStatus::Done).await;
}

#[tokio::test]
async fn a_github_in_trouble_is_asked_again() {
    let world = World::new().await;
    let broken = json!({ "route": { "route": "GET /user/memberships/orgs", "status": 502, "times": 2 } });
    world.github("faults", &broken).await;
    let bob = world.fleet.sign_in("bob").await.unwrap();
    let app = sees(&bob, "acme in spite of it", |app| organizations(app).contains(&"acme")).await;
    assert_eq!(app.discovery.message, None);
}

#[tokio::test]
async fn a_crash_after_any_step_changes_nothing_for_the_person() {
    for step in ["ask", "tell"] {
        let world = World::of(Settings::default().variable("FOUNDRY_CRASH_AFTER_STEP", step)).await;
        let bob = world.fleet.sign_in("bob").await.unwrap();
        let user = &world.fleet.instances_of("user")[0];
        wait::until("the crash", PATIENCE, async || {
            let answers = reqwest::get(format!("{}/healthz", world.fleet.probe_url(user)?)).await.is_ok();
            Ok((!answers).then_some(()))
        })
        .await
        .unwrap();
        world.fleet.kill(user).unwrap();
        world.fleet.restart(user).await.unwrap();
        sees(&bob, "acme after the crash", |app| organizations(app) == ["acme", "bob"]).await;
    }
}
