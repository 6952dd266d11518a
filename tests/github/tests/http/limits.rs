//! Rate limits.

use serde_json::Value;

use crate::client::{get, get_json, http, installation_token, small};

#[tokio::test]
async fn when_the_budget_is_used_up_requests_are_refused_until_the_reset() {
    let github = small().await;
    github.set_rate_limit(2, None);
    let bob = github.sign_in("bob").unwrap();
    let remaining = async |token: &str| {
        let response = get(&github, "/users/bob", token).await;
        let remaining = response.headers()["x-ratelimit-remaining"].to_str().unwrap().to_owned();
        (response.status().as_u16(), remaining)
    };
    assert_eq!(remaining(&bob).await, (200, "1".to_owned()));
    assert_eq!(remaining(&bob).await, (200, "0".to_owned()));
    assert_eq!(remaining(&bob).await, (403, "0".to_owned()));
    let refused = get(&github, "/users/bob", &bob).await;
    assert!(refused.headers()["x-ratelimit-reset"].to_str().unwrap().parse::<i64>().unwrap() > 0);
    let message = refused.json::<Value>().await.unwrap()["message"].to_string();
    assert!(message.contains("API rate limit exceeded for user ID"), "{message}");

    let others = installation_token(&github, "brightwater").await;
    assert_eq!(remaining(&others).await, (200, "1".to_owned()));
    let status = get_json(&github, "/rate_limit", &bob).await;
    assert_eq!(status["resources"]["core"]["remaining"], 0);
}

#[tokio::test]
async fn an_unchanged_answer_is_given_even_without_budget() {
    let github = small().await;
    let bob = github.sign_in("bob").unwrap();
    let tag = get(&github, "/users/bob", &bob).await.headers()["etag"].clone();
    github.set_rate_limit(0, None);
    let ask = |tag| http().get(format!("{}/users/bob", github.base())).bearer_auth(&bob).header("if-none-match", tag);
    assert_eq!(ask(tag).send().await.unwrap().status(), 304);
    assert_eq!(ask("\"other\"".parse().unwrap()).send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn the_secondary_limit_says_how_long_to_wait() {
    let github = small().await;
    github.set_secondary_limit(7, Some(1));
    let refused = get(&github, "/users/bob", "").await;
    assert_eq!((refused.status().as_u16(), &refused.headers()["retry-after"]), (403, &"7".parse().unwrap()));
    assert!(refused.text().await.unwrap().contains("secondary rate limit"));
    assert_eq!(get(&github, "/users/bob", "").await.status(), 200);
}
