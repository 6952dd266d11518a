//! Opening and editing pull requests, checks and reviews.

use github_standin::changes::{ReportChecks, Verdicts};
use reqwest::Method;
use serde_json::{Value, json};

use super::person::{API, Person, WEB, heard};
use crate::client::{ask, get, get_json, small};

#[tokio::test]
async fn a_branch_that_brings_nothing_cannot_be_offered() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    bob.work(&["push", "--quiet", "origin", "HEAD~1:refs/heads/behind"]).await.ok();
    let body = json!({"title": "t", "head": "behind", "base": "main"});
    let refused = ask(&github, Method::POST, &format!("/repos/{WEB}/pulls"), &bob.token, Some(body)).await;
    assert_eq!(refused.status(), 422);
    let answer: Value = refused.json().await.unwrap();
    assert_eq!(answer["errors"][0]["message"], "No commits between main and behind");
}

#[tokio::test]
async fn a_draft_is_opened_edited_closed_and_reopened() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    bob.commit("draft.md", "Draft.\n").await;
    bob.work(&["push", "--quiet", "origin", "HEAD:refs/heads/draft"]).await.ok();
    let body = json!({"title": "feat: draft", "head": "draft", "base": "main", "draft": true});
    let made = ask(&github, Method::POST, &format!("/repos/{WEB}/pulls"), &bob.token, Some(body)).await;
    let made: Value = made.json().await.unwrap();
    assert_eq!((&made["draft"], &made["mergeable_state"]), (&true.into(), &"draft".into()));
    let one = format!("/repos/{WEB}/pulls/{}", made["number"]);
    assert_eq!(ask(&github, Method::PUT, &format!("{one}/merge"), &bob.token, None).await.status(), 405);
    let edit = async |body: Value| ask(&github, Method::PATCH, &one, &bob.token, Some(body)).await;
    assert_eq!(edit(json!({"title": "feat: other", "body": "Why."})).await.status(), 200);
    assert_eq!(edit(json!({"base": "nowhere"})).await.status(), 422);
    assert_eq!(edit(json!({"state": "closed"})).await.json::<Value>().await.unwrap()["state"], "closed");
    assert_eq!(edit(json!({"state": "open"})).await.json::<Value>().await.unwrap()["state"], "open");
    let actions: Vec<Value> = heard(&github, "pull_request").iter().map(|event| event["action"].clone()).collect();
    assert_eq!(actions, ["opened", "edited", "closed", "reopened"]);
}

#[tokio::test]
async fn a_draft_becomes_ready_by_graphql_which_says_no_with_a_200() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    bob.commit("draft.md", "Draft.\n").await;
    bob.work(&["push", "--quiet", "origin", "HEAD:refs/heads/draft"]).await.ok();
    let body = json!({"title": "feat: draft", "head": "draft", "base": "main", "draft": true});
    let made = ask(&github, Method::POST, &format!("/repos/{WEB}/pulls"), &bob.token, Some(body)).await;
    let made: Value = made.json().await.unwrap();
    let ready = async |id: Value| {
        let query = "mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) { pullRequest { isDraft } } }";
        let body = json!({"query": query, "variables": {"id": id}});
        let answer = ask(&github, Method::POST, "/graphql", &bob.token, Some(body)).await;
        assert_eq!(answer.status(), 200);
        answer.json::<Value>().await.unwrap()
    };
    assert!(ready(json!("PR_nobody")).await["errors"][0]["message"].is_string());
    assert!(ready(made["node_id"].clone()).await.get("errors").is_none());
    let one = get_json(&github, &format!("/repos/{WEB}/pulls/{}", made["number"]), &bob.token).await;
    assert_eq!(one["draft"], false);
    assert_eq!(heard(&github, "pull_request").last().unwrap()["action"], "ready_for_review");
}

#[tokio::test]
async fn the_owner_of_a_fork_offers_its_branch_without_write_access_to_the_base() {
    let github = small().await;
    let oscar = Person::of(&github, "oscar");
    oscar.clone("oscar/checkout-api").await;
    oscar.commit("idea.md", "Idea.\n").await;
    oscar.work(&["push", "--quiet", "origin", "HEAD:refs/heads/idea"]).await.ok();
    let offer = async |head: &str| {
        let body = json!({"title": "feat: an idea", "head": head, "base": "main"});
        ask(&github, Method::POST, &format!("/repos/{API}/pulls"), &oscar.token, Some(body)).await
    };
    assert_eq!(offer("judy:patch-1").await.status(), 403);
    let made = offer("oscar:idea").await;
    assert_eq!(made.status(), 201);
    let number = made.json::<Value>().await.unwrap()["number"].clone();
    let head = oscar.work(&["rev-parse", "HEAD"]).await.ok();
    assert_eq!(oscar.remote(API, &format!("refs/pull/{number}/head")).await, head);
    let merge = format!("/repos/{API}/pulls/{number}/merge");
    assert_eq!(ask(&github, Method::PUT, &merge, &oscar.token, None).await.status(), 403);
    let bob = Person::of(&github, "bob");
    assert_eq!(ask(&github, Method::PUT, &merge, &bob.token, None).await.status(), 200);
    bob.clone(API).await;
    assert_eq!(bob.work(&["show", "HEAD:idea.md"]).await.ok(), "Idea.");
}

#[tokio::test]
async fn checks_and_reviews_are_the_same_each_time() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    let pulls = get_json(&github, &format!("/repos/{WEB}/pulls?per_page=50"), &bob.token).await;
    // Few are made up as under way: one that is for sure.
    let (repository, branch) = (WEB.to_owned(), pulls[0]["head"]["ref"].as_str().map(str::to_owned));
    github.apply(ReportChecks { repository, branch, tests: Some(Verdicts::Running), by: None }).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for pull in pulls.as_array().unwrap() {
        let head = pull["head"]["sha"].as_str().unwrap();
        let path = format!("/repos/{WEB}/commits/{head}/check-runs");
        let runs = get_json(&github, &path, &bob.token).await;
        assert_eq!((runs["total_count"].as_u64(), &runs["check_runs"][0]["head_sha"]), (Some(3), &head.into()));
        assert_eq!(runs, get_json(&github, &path, &bob.token).await);
        seen.extend(runs["check_runs"].as_array().unwrap().iter().map(|run| run["conclusion"].to_string()));
        let reviews = get_json(&github, &format!("/repos/{WEB}/pulls/{}/reviews", pull["number"]), &bob.token).await;
        for review in reviews.as_array().unwrap() {
            assert_ne!(review["user"]["login"], pull["user"]["login"]);
            seen.insert(review["state"].to_string());
        }
    }
    let all = ["\"APPROVED\"", "\"CHANGES_REQUESTED\"", "\"failure\"", "\"success\"", "null"];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), all);

    bob.clone(WEB).await;
    let commit = bob.commit("checked.md", "Checked.\n").await;
    let path = format!("/repos/{WEB}/commits/{commit}/check-runs");
    assert_eq!(get(&github, &path, &bob.token).await.status(), 422);
    bob.work(&["push", "--quiet", "origin", "HEAD:refs/heads/checked"]).await.ok();
    for reference in [commit.as_str(), "checked"] {
        let path = format!("/repos/{WEB}/commits/{reference}/check-runs");
        assert_eq!(get_json(&github, &path, &bob.token).await["check_runs"][0]["head_sha"], commit.as_str());
    }
    assert_eq!(get(&github, &path, "").await.status(), 404);
}
