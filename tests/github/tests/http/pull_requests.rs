//! Writing through the API.

use github_standin::GitHub;
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{ask, get, get_json, installation_token, small};

const PULLS: &str = "/repos/brightwater/checkout-web/pulls";

/// Makes a branch through the API; every branch here points at its own commit.
async fn branch(github: &GitHub, token: &str, name: &str) -> u16 {
    let sha = "0123456789abcdef0123456789abcdef01234567";
    let body = json!({"ref": format!("refs/heads/{name}"), "sha": sha});
    let response = ask(github, Method::POST, "/repos/brightwater/checkout-web/git/refs", token, Some(body)).await;
    response.status().as_u16()
}

#[tokio::test]
async fn a_branch_and_a_pull_request_are_made_edited_and_merged() {
    let github = small().await;
    let bob = github.sign_in("bob").unwrap();
    assert_eq!([branch(&github, &bob, "gift-cards").await, branch(&github, &bob, "gift-cards").await], [201, 422]);
    let body = json!({"title": "feat: gift cards", "head": "gift-cards", "base": "main", "body": "Cards."});
    let made = ask(&github, Method::POST, PULLS, &bob, Some(body.clone())).await;
    assert_eq!(made.status(), 201);
    let made: Value = made.json().await.unwrap();
    assert_eq!((&made["user"]["login"], &made["state"]), (&"bob".into(), &"open".into()));

    let again = ask(&github, Method::POST, PULLS, &bob, Some(body)).await;
    assert_eq!(again.status(), 422);
    let message = again.json::<Value>().await.unwrap()["errors"][0]["message"].clone();
    assert_eq!(message, "A pull request already exists for brightwater:gift-cards.");

    let one = format!("{PULLS}/{}", made["number"]);
    let edited = ask(&github, Method::PATCH, &one, &bob, Some(json!({"title": "feat: vouchers"}))).await;
    assert_eq!(edited.json::<Value>().await.unwrap()["title"], "feat: vouchers");
    let stale = ask(&github, Method::PUT, &format!("{one}/merge"), &bob, Some(json!({"sha": "old"}))).await;
    assert_eq!(stale.status(), 409);
    let merged = ask(&github, Method::PUT, &format!("{one}/merge"), &bob, None).await;
    assert_eq!(merged.status(), 200);
    let after = get_json(&github, &one, &bob).await;
    assert!(after["merged"] == true && after["state"] == "closed" && after["merged_at"].is_string());
    assert_eq!(ask(&github, Method::PUT, &format!("{one}/merge"), &bob, None).await.status(), 405);
}

#[tokio::test]
async fn a_pull_request_that_makes_no_sense_is_refused_as_github_refuses_it() {
    let github = small().await;
    let bob = github.sign_in("bob").unwrap();
    let refuse = async |body: Value| {
        let response = ask(&github, Method::POST, PULLS, &bob, Some(body)).await;
        assert_eq!(response.status(), 422);
        response.json::<Value>().await.unwrap()["errors"][0].clone()
    };
    let untitled = refuse(json!({"head": "main", "base": "main"})).await;
    assert_eq!((&untitled["field"], &untitled["code"]), (&"title".into(), &"missing_field".into()));
    assert_eq!(refuse(json!({"title": "t", "head": "missing", "base": "main"})).await["field"], "head");
    let same = refuse(json!({"title": "t", "head": "main", "base": "main"})).await;
    assert_eq!(same["message"], "No commits between main and main");
}

#[tokio::test]
async fn only_those_who_may_push_can_write() {
    let github = small().await;
    let oscar = github.sign_in("oscar").unwrap();
    let body = || Some(json!({"title": "t", "head": "patch-1", "base": "main"}));
    let public = "/repos/brightwater/checkout-api/pulls";
    assert_eq!(ask(&github, Method::POST, public, &oscar, body()).await.status(), 403);
    assert_eq!(ask(&github, Method::POST, public, "", body()).await.status(), 401);
    assert_eq!(ask(&github, Method::POST, PULLS, &oscar, body()).await.status(), 404);
    let other = installation_token(&github, "tidepool").await;
    assert_eq!(ask(&github, Method::POST, public, &other, body()).await.status(), 403);
}

#[tokio::test]
async fn a_star_is_remembered() {
    let github = small().await;
    let oscar = github.sign_in("oscar").unwrap();
    let path = "/user/starred/tidepool/tide-tables";
    assert_eq!(ask(&github, Method::PUT, path, &oscar, None).await.status(), 204);
    assert!(github.has_starred("oscar", "tidepool/tide-tables") && !github.has_starred("bob", "tidepool/tide-tables"));
}

#[tokio::test]
async fn the_head_of_a_deleted_fork_is_gone_and_the_pull_request_stays() {
    let github = small().await;
    github.delete_repository("judy/checkout-api").unwrap();
    let pull = get_json(&github, "/repos/brightwater/checkout-api/pulls/1", "").await;
    assert!(pull["head"]["repo"].is_null() && pull["head"]["label"] == "judy:patch-1" && pull["state"] == "open");
    assert_eq!(get(&github, "/repos/judy/checkout-api", "").await.status(), 404);
}
