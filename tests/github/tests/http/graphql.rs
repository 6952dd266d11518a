//! Questions in GraphQL.

use github_standin::GitHub;
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{ask, get_json, installation_token, small};

const CHECKS: &str = "query($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: OPEN, first: 50, after: $after) {
      pageInfo { hasNextPage endCursor }
      totalCount
      nodes { number commits(last: 1) { nodes { commit { oid statusCheckRollup { contexts(first: 100) { nodes {
        __typename ... on CheckRun { name databaseId status conclusion } ... on StatusContext { context }
      } } } } } } }
    }
  }
}";

async fn answered(github: &GitHub, token: &str, query: &str, variables: Value) -> Value {
    let body = json!({ "query": query, "variables": variables });
    let response = ask(github, Method::POST, "/graphql", token, Some(body)).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-ratelimit-resource"], "graphql");
    response.json().await.unwrap()
}

fn of(after: &Value) -> Value {
    json!({ "owner": "brightwater", "name": "checkout-web", "after": after })
}

#[tokio::test]
async fn how_pull_requests_are_checked_comes_in_pages_and_is_what_rest_says() {
    let github = small().await;
    let token = installation_token(&github, "brightwater").await;
    let first = answered(&github, &token, CHECKS, of(&Value::Null)).await;
    let pulls = &first["data"]["repository"]["pullRequests"];
    assert_eq!((pulls["nodes"].as_array().unwrap().len(), &pulls["totalCount"]), (50, &json!(78)));
    let second = answered(&github, &token, CHECKS, of(&pulls["pageInfo"]["endCursor"])).await;
    let rest = &second["data"]["repository"]["pullRequests"];
    assert_eq!((rest["nodes"].as_array().unwrap().len(), &rest["pageInfo"]["hasNextPage"]), (28, &json!(false)));

    let commit = &pulls["nodes"][0]["commits"]["nodes"][0]["commit"];
    let path = format!("/repos/brightwater/checkout-web/commits/{}/check-runs", commit["oid"].as_str().unwrap());
    let runs = get_json(&github, &path, &token).await["check_runs"].clone();
    let contexts = &commit["statusCheckRollup"]["contexts"]["nodes"];
    for (place, run) in runs.as_array().unwrap().iter().enumerate() {
        let context = &contexts[place];
        assert_eq!((&context["databaseId"], &context["name"]), (&run["id"], &run["name"]));
        assert_eq!(context["status"].as_str().unwrap().to_lowercase(), run["status"].as_str().unwrap());
    }
    let limits = get_json(&github, "/rate_limit", &token).await;
    assert_eq!(limits["resources"]["graphql"]["used"], 2, "its own allowance");
}

#[tokio::test]
async fn what_is_not_known_is_refused_in_the_answer() {
    let github = small().await;
    let token = installation_token(&github, "brightwater").await;
    for (query, why) in [
        ("{ viewer { login } }", "Field 'viewer' doesn't exist on type 'Query'"),
        ("{ repository(owner: \"a\", name: \"b\", x: 1) { name } }", "doesn't accept argument 'x'"),
        ("{ repository(owner: \"a\", name: \"b\") { pullRequests { totalCount } } }", "provide a `first` or `last`"),
        ("{ repository(owner: \"a\", name: \"b\") { pullRequests(first: 101) { totalCount } } }", "limit of 100"),
        ("{ repository(owner: \"a\" name: \"b\") { name", "Unexpected end"),
    ] {
        let refused = answered(&github, &token, query, json!({})).await;
        let message = refused["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(why) && refused["data"].is_null(), "{message}");
    }
    let unknown = answered(&github, &token, CHECKS, json!({ "owner": "brightwater", "name": "none" })).await;
    assert_eq!((&unknown["data"]["repository"], &unknown["errors"][0]["type"]), (&Value::Null, &json!("NOT_FOUND")));
    let nobody = ask(&github, Method::POST, "/graphql", "", Some(json!({ "query": CHECKS }))).await;
    assert_eq!(nobody.status(), 401);
}

#[tokio::test]
async fn an_app_without_the_permission_and_a_failing_github_answer_in_part() {
    let github = small().await;
    let token = installation_token(&github, "brightwater").await;
    let commit = |answer: &Value| {
        answer["data"]["repository"]["pullRequests"]["nodes"][0]["commits"]["nodes"][0]["commit"].clone()
    };
    github.answer_in_part(1);
    let part = answered(&github, &token, CHECKS, of(&Value::Null)).await;
    let contexts = commit(&part)["statusCheckRollup"]["contexts"]["nodes"].clone();
    assert_eq!((contexts[0].is_null(), contexts[1].is_null()), (true, false));
    assert_eq!(part["errors"].as_array().unwrap().len(), 1);

    github.set_app_reads_checks(false);
    let kept_back = answered(&github, &token, CHECKS, of(&Value::Null)).await;
    assert_eq!(
        (&commit(&kept_back)["statusCheckRollup"], &kept_back["errors"][0]["type"]),
        (&Value::Null, &json!("FORBIDDEN"))
    );
}
