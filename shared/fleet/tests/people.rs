//! People of the stand-in at the public door.

use std::time::Duration;

use fleet::{Fleet, Settings, wait};
use reqwest::{Method, StatusCode};
use serde_json::json;

/// Every gateway hears of it within milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

async fn status(request: reqwest::RequestBuilder) -> StatusCode {
    request.send().await.expect("the gateway answers").status()
}

#[tokio::test]
async fn a_person_signs_in_makes_a_token_and_signs_out() {
    let fleet = Fleet::start(Settings::default().repositories(1)).await.unwrap();
    let bob = fleet.sign_in("bob").await.unwrap();
    assert_eq!((bob.login.as_str(), bob.user_id.starts_with('u')), ("bob", true));
    bob.belongs_to("acme").await.unwrap();

    let members = format!("{}/v1/organization/query/listMembers/acme", fleet.gateway_url());
    let with = |token: &str| reqwest::Client::new().get(&members).bearer_auth(token);
    let token = bob.api_token("test").await.unwrap();
    assert_eq!(status(with(&token)).await, StatusCode::OK);
    let elsewhere = json!({ "name": "elsewhere", "scope": "read", "organizations": ["bob"] });
    bob.belongs_to("bob").await.unwrap();
    assert_eq!(status(with(&bob.api_token_for(&elsewhere).await.unwrap())).await, StatusCode::FORBIDDEN);

    bob.sign_out().await.unwrap();
    wait::until("the end of the sign-in", PATIENCE, async || {
        let is_over = status(bob.request(Method::GET, "/v1/auth/session")).await == StatusCode::UNAUTHORIZED;
        Ok(is_over.then_some(()))
    })
    .await
    .unwrap();
    assert_eq!(status(with(&token)).await, StatusCode::OK, "a token is no sign-in");
}

#[tokio::test]
async fn nobody_signs_in_who_is_not_there() {
    let fleet = Fleet::start(Settings::default().repositories(1)).await.unwrap();
    let refused = format!("{:#}", fleet.sign_in("nobody").await.err().unwrap());
    assert!(refused.contains("nobody cannot sign in") && refused.contains("404"), "{refused}");
}
