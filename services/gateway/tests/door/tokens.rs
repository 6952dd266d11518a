//! Personal API tokens: made here, shown once.

use contracts::organization::Role;
use contracts::user::TokenScope;
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{World, problem};

const TOKENS: &str = "/v1/auth/tokens";

async fn start() -> World {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    world
}

#[tokio::test]
async fn a_token_is_shown_once_works_and_is_kept_as_a_hash() {
    let world = start().await;
    let mut browser = world.browser_of("u1");
    let wanted = json!({"name": "CI", "scope": "read", "organizations": ["acme"], "expiresInDays": 7});

    let response = browser.post(TOKENS, &wanted).await;
    assert_eq!(response.status(), 201);
    let made: Value = response.json().await.expect("JSON");
    let token = made["token"].as_str().expect("a token");
    assert!(token.starts_with("fdy_") && token.len() == 47, "{token}");
    assert_eq!((&made["apiToken"]["name"], &made["apiToken"]["scope"]), (&json!("CI"), &json!("read")));

    let sent = world.users.commands("registerApiToken");
    assert_eq!((sent.len(), sent[0].user.as_str(), sent[0].caller.as_str()), (1, "u1", "user:u1"));
    assert!(!sent[0].body.to_string().contains(&token[4..]), "only its hash travels");
    let session = world.request(Method::GET, "/v1/auth/session").bearer_auth(token).send().await.expect("an answer");
    let session: Value = session.json().await.expect("JSON");
    assert_eq!((&session["userId"], &session["apiToken"]["name"]), (&json!("u1"), &json!("CI")));
    assert!(session.get("csrfToken").is_none() && session.get("signInId").is_none());
}

#[tokio::test]
async fn a_token_for_one_organization_is_not_told_the_others() {
    let world = start().await;
    world.users.person("u7", &[("acme", Role::Member), ("other", Role::Admin)]);
    for (limits, told) in [(&["acme"][..], vec!["acme"]), (&[], vec!["acme", "other"])] {
        let token = world.users.token("u7", TokenScope::Read, limits);
        let session = world.request(Method::GET, "/v1/auth/session").bearer_auth(token).send().await;
        let session: Value = session.expect("an answer").json().await.expect("JSON");
        let organizations = session["organizations"].as_array().expect("a list").iter();
        assert_eq!(organizations.map(|one| one["organizationId"].as_str().expect("an id")).collect::<Vec<_>>(), told);
    }
}

#[tokio::test]
async fn every_wish_is_checked_and_a_wrong_one_makes_nothing() {
    let world = start().await;
    let mut browser = world.browser_of("u1");
    for (body, said) in [
        (json!({"name": "", "scope": "read"}), "name"),
        (json!({"name": "x".repeat(101), "scope": "read"}), "name"),
        (json!({"name": "x", "scope": "root"}), "root"),
        (json!({"name": "x", "scope": "read", "organizations": ["other"]}), "not a member of other"),
        (json!({"name": "x", "scope": "read", "organizations": ["a.b"]}), "a-z, 0-9"),
        (json!({"name": "x", "scope": "read", "expiresInDays": 400}), "expiresInDays"),
        (json!({"name": "x", "scope": "read", "userId": "u2"}), "userId"),
        (json!([]), "object"),
    ] {
        let refused = problem(browser.post(TOKENS, &body).await, 400).await;
        assert!(refused["detail"].as_str().expect("a text").contains(said), "{body}: {refused}");
    }
    assert!(world.users.commands("registerApiToken").is_empty());
}

#[tokio::test]
async fn a_token_makes_tokens_only_with_the_scope_for_it() {
    let world = start().await;
    let make = async |scope, organizations: &[&str]| {
        let token = world.users.token("u1", scope, organizations);
        let request = world.request(Method::POST, TOKENS).bearer_auth(token);
        request.json(&json!({"name": "x", "scope": "read"})).send().await.expect("an answer")
    };
    assert_eq!(problem(make(TokenScope::Read, &[]).await, 403).await["code"], "access.token_scope");
    assert_eq!(problem(make(TokenScope::Write, &[]).await, 403).await["code"], "access.token_scope");
    assert_eq!(problem(make(TokenScope::Admin, &["acme"]).await, 403).await["code"], "access.token_limited");
    assert_eq!(make(TokenScope::Admin, &[]).await.status(), 201);
}

#[tokio::test]
async fn a_token_that_is_not_stored_is_not_shown() {
    let world = start().await;
    world.users.be_silent(Some("registerApiToken"));
    let response = world.browser_of("u1").post(TOKENS, &json!({"name": "x", "scope": "read"})).await;
    let refused = problem(response, 503).await;
    assert!(!refused.to_string().contains("fdy_"), "{refused}");
}
