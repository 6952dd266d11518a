//! The App: its JWT and its installation tokens.

use github_standin::changes::{DeleteInstallation, SuspendInstallation, UnsuspendInstallation};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{app_jwt, ask, get, get_json, installation_token, now_seconds, small};

#[tokio::test]
async fn the_app_sees_itself_and_its_installations() {
    let github = small().await;
    assert_eq!(get_json(&github, "/app", &app_jwt()).await["id"], 424_242);
    let installations = get_json(&github, "/app/installations", &app_jwt()).await;
    let logins: Vec<_> = installations.as_array().unwrap().iter().map(|found| &found["account"]["login"]).collect();
    assert_eq!(logins, ["tidepool", "brightwater"]);
}

#[tokio::test]
async fn a_jwt_that_is_stale_or_signed_by_somebody_else_is_refused() {
    let github = small().await;
    let real = EncodingKey::from_rsa_pem(github_standin::DEMO_APP_PRIVATE_KEY.as_bytes()).unwrap();
    let stale = json!({"iss": "424242", "iat": now_seconds() - 900, "exp": now_seconds() - 1});
    let stale = encode(&Header::new(Algorithm::RS256), &stale, &real).unwrap();
    let mut forged = app_jwt();
    forged.replace_range(forged.len() - 8.., "AAAAAAAA");
    for jwt in [stale.as_str(), forged.as_str(), "a.b.c"] {
        assert_eq!(get(&github, "/app", jwt).await.status(), 401);
    }
    let person = github.sign_in("alice").unwrap();
    assert_eq!(get(&github, "/app", &person).await.status(), 401);
    assert_eq!(get(&github, "/user", &app_jwt()).await.status(), 403);
}

#[tokio::test]
async fn an_installation_token_ends_with_its_time_its_suspension_or_its_installation() {
    let github = small().await;
    let account = || "brightwater".to_owned();
    let status = async |token: &str| get(&github, "/installation/repositories", token).await.status().as_u16();

    let token = installation_token(&github, "brightwater").await;
    assert_eq!(status(&token).await, 200);
    github.apply(SuspendInstallation { account: account(), by: None }).unwrap();
    assert_eq!(status(&token).await, 403);
    github.apply(UnsuspendInstallation { account: account(), by: None }).unwrap();
    assert_eq!(status(&token).await, 200);
    github.expire_installation_tokens();
    assert_eq!(status(&token).await, 401);

    let token = installation_token(&github, "brightwater").await;
    let id = github.installation_id("brightwater").unwrap();
    github.apply(DeleteInstallation { account: account(), by: None }).unwrap();
    assert_eq!(status(&token).await, 401);
    let gone = ask(&github, Method::POST, &format!("/app/installations/{id}/access_tokens"), &app_jwt(), None).await;
    assert_eq!(gone.status(), 404);
}

#[tokio::test]
async fn a_token_can_be_narrowed_to_some_repositories_and_never_widened() {
    let github = small().await;
    let path = format!("/app/installations/{}/access_tokens", github.installation_id("brightwater").unwrap());
    let body = |names: &[&str]| Some(json!({"repositories": names}));
    let narrow = ask(&github, Method::POST, &path, &app_jwt(), body(&["checkout-web"])).await;
    let narrow: Value = narrow.json().await.unwrap();
    let token = narrow["token"].as_str().unwrap();
    assert!(token.starts_with("ghs_") && narrow["repository_selection"] == "selected");
    assert_eq!(get_json(&github, "/installation/repositories", token).await["total_count"], 1);
    assert_eq!(get(&github, "/repos/brightwater/checkout-worker", token).await.status(), worker_status(&github));

    let wide = ask(&github, Method::POST, &path, &app_jwt(), body(&["tide-tables"])).await;
    assert_eq!(wide.status(), 422);
}

/// Public repositories can be read with any token.
fn worker_status(github: &github_standin::GitHub) -> u16 {
    let world = github.world();
    let worker = world.repository("brightwater", "checkout-worker").unwrap();
    if worker.is_private { 404 } else { 200 }
}

#[tokio::test]
async fn the_app_sees_what_became_of_its_webhooks_and_asks_for_them_again() {
    let github = small().await;
    let jwt = app_jwt();
    github.set_webhook("http://127.0.0.1:1/", "secret");
    github.deliver("ping", &json!({}));
    github.deliveries_settled().await;
    let failed = get_json(&github, "/app/hook/deliveries", &jwt).await;
    assert_eq!((&failed[0]["event"], &failed[0]["status_code"]), (&json!("ping"), &json!(0)));
    let again = format!("/app/hook/deliveries/{}/attempts", failed[0]["id"]);
    assert_eq!(ask(&github, Method::POST, &again, &jwt, None).await.status(), 202);
    github.deliveries_settled().await;
    let both = get_json(&github, "/app/hook/deliveries", &jwt).await;
    assert_eq!(both.as_array().unwrap().len(), 2);
    assert_eq!((&both[0]["guid"], &both[0]["redelivery"]), (&both[1]["guid"], &json!(true)));
    let unknown = ask(&github, Method::POST, "/app/hook/deliveries/7/attempts", &jwt, None).await;
    assert_eq!(unknown.status(), 404);
}
