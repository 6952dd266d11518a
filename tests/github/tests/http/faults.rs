//! Faults, and what the counters say about requests at one time.

use std::time::Duration;

use futures::future::join_all;
use github_standin::generate::{BROKEN, NOT_FOUND, repository_name};
use github_standin::{Content, Generated, GitHub, Options, RepositoryFault};
use reqwest::Method;
use serde_json::json;

use crate::client::{ask, get, get_json, http, small};

#[tokio::test]
async fn awkward_failures_are_listed_and_fail() {
    let generated = Generated { repositories: 12, awkward_failures: true, ..Generated::default() };
    let options = Options { content: Content::Generated(generated), ..Options::default() };
    let github = GitHub::start(options).await.unwrap();
    let bob = github.sign_in("bob").unwrap();
    let listed = get_json(&github, "/orgs/brightwater/repos", &bob).await;
    assert_eq!(listed.as_array().unwrap().len(), 12);
    let status = async |index| {
        let path = format!("/repos/brightwater/{}/branches", repository_name(index));
        get(&github, &path, &bob).await.status().as_u16()
    };
    assert_eq!([status(NOT_FOUND).await, status(BROKEN).await, status(0).await], [404, 500, 200]);
}

#[tokio::test]
async fn a_repository_can_hang_and_be_mended() {
    let github = small().await;
    github.set_repository_fault("brightwater/checkout-api", Some(RepositoryFault::Timeout));
    let address = format!("{}/repos/brightwater/checkout-api", github.base());
    let hung = http().get(&address).timeout(Duration::from_millis(50)).send().await;
    assert!(hung.unwrap_err().is_timeout());
    github.mend();
    assert_eq!(http().get(&address).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_route_fails_as_often_as_it_was_told_to() {
    let github = small().await;
    let fault = json!({"route": {"route": "GET /users/{login}", "status": 502, "times": 2}});
    ask(&github, Method::POST, "/_standin/faults", "", Some(fault)).await;
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(get(&github, "/users/bob", "").await.status().as_u16());
    }
    assert_eq!(seen, [502, 502, 200]);
}

#[tokio::test]
async fn the_most_requests_at_one_time_are_known() {
    let github = small().await;
    github.set_latency_milliseconds(100);
    let client = http();
    let ask = || client.get(format!("{}/users/bob", github.base())).send();
    join_all((0..5).map(|_| ask())).await;
    let requests = github.requests();
    assert_eq!((requests.total, requests.most_at_once), (5, 5));
    github.reset_requests();
    ask().await.unwrap();
    let counted = get_json(&github, "/_standin/requests", "").await;
    assert_eq!((&counted["total"], &counted["most_at_once"]), (&json!(1), &json!(1)));
    assert_eq!(counted["by_route"]["GET /users/{login}"]["by_status"]["200"], 1);
}

#[tokio::test]
async fn lists_shift_and_go_on_elsewhere_and_a_proxy_answers_for_github() {
    let github = small().await;
    let (route, path) = ("GET /orgs/{organization}/members", "/orgs/brightwater/members?per_page=2");
    let bob = github.sign_in("bob").unwrap();
    let all = get_json(&github, "/orgs/brightwater/members", &bob).await;
    let fault = json!({"shift": {"route": route, "page": 2, "by": 1}, "link_base": "http://elsewhere"});
    ask(&github, Method::POST, "/_standin/faults", "", Some(fault)).await;
    let second = get(&github, &format!("{path}&page=2"), &bob).await;
    assert!(second.headers()["link"].to_str().unwrap().contains("<http://elsewhere/orgs/brightwater/members"));
    let second: serde_json::Value = second.json().await.unwrap();
    assert_eq!(second[0]["id"], all[3]["id"], "the third has slipped to the page before");

    let fault = json!({"route": {"route": route, "status": 200, "html": true}, "clock_seconds": -3600});
    ask(&github, Method::POST, "/_standin/faults", "", Some(fault)).await;
    let page = get(&github, path, &bob).await;
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    let date = jiff::fmt::rfc2822::parse(page.headers()["date"].to_str().unwrap()).unwrap().timestamp();
    let behind = date.duration_until(jiff::Timestamp::now()).as_secs();
    assert!((3_590..=3_660).contains(&behind), "{behind}");
}

#[tokio::test]
async fn a_route_can_hang_once() {
    let github = small().await;
    github.hang_route("GET /users/{login}");
    let address = format!("{}/users/bob", github.base());
    let hung = http().get(&address).timeout(Duration::from_millis(50)).send().await;
    assert!(hung.unwrap_err().is_timeout());
    assert_eq!(http().get(&address).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn half_a_surrogate_pair_leaves_as_json_that_no_text_can_hold() {
    let github = small().await;
    let number = github.open_pull_request("brightwater/checkout-api", "half \u{e000}", "half", "bob").unwrap();
    ask(&github, Method::POST, "/_standin/faults", "", Some(json!({"lone_surrogates": true}))).await;
    let bob = github.sign_in("bob").unwrap();
    let path = format!("/repos/brightwater/checkout-api/pulls/{number}");
    let text = get(&github, &path, &bob).await.text().await.unwrap();
    assert!(text.contains(r#""title":"half \ud83d""#), "{text}");
}
