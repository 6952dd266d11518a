//! Merging through the API, and what git then finds.

use github_standin::GitHub;
use reqwest::Method;
use serde_json::{Value, json};

use super::person::{Person, WEB, heard};
use crate::client::{ask, get_json, small};

/// Pushes a branch with two commits and opens a pull request for it. Answers with its number.
async fn offer(github: &GitHub, bob: &Person, branch: &str, file: &str) -> u64 {
    bob.work(&["checkout", "--quiet", "-b", branch, "origin/main"]).await.ok();
    bob.commit(file, &format!("{branch} one\n")).await;
    bob.commit(&format!("{branch}.md"), "two\n").await;
    bob.work(&["push", "--quiet", "origin", branch]).await.ok();
    let body = json!({"title": format!("feat: {branch}"), "head": branch, "base": "main", "body": "Because."});
    let made = ask(github, Method::POST, &format!("/repos/{WEB}/pulls"), &bob.token, Some(body)).await;
    assert_eq!(made.status(), 201);
    made.json::<Value>().await.unwrap()["number"].as_u64().unwrap()
}

async fn merge(github: &GitHub, bob: &Person, number: u64, body: Value) -> (u16, Value) {
    let path = format!("/repos/{WEB}/pulls/{number}/merge");
    let answer = ask(github, Method::PUT, &path, &bob.token, Some(body)).await;
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_pull_request_is_merged_squashed_and_rebased_in_git() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    for (method, parents, subjects) in [
        ("merge", 2, vec!["Merge pull request #N from brightwater/try-merge"]),
        ("squash", 1, vec!["feat: try-squash (#N)"]),
        ("rebase", 1, vec!["Write try-rebase.md", "Write file-rebase.md"]),
    ] {
        let branch = format!("try-{method}");
        let number = offer(&github, &bob, &branch, &format!("file-{method}.md")).await;
        // The base goes on meanwhile, so that none of them is a mere fast-forward.
        let before = github.push(WEB, "main").unwrap();
        let (status, answer) = merge(&github, &bob, number, json!({"merge_method": method})).await;
        assert_eq!((status, &answer["merged"]), (200, &true.into()), "{answer}");

        bob.work(&["fetch", "--quiet", "origin"]).await.ok();
        let tip = bob.work(&["rev-parse", "origin/main"]).await.ok();
        assert_eq!(answer["sha"], tip.as_str());
        let found = bob.work(&["rev-list", "--parents", "-1", &tip]).await.ok();
        assert_eq!(found.split(' ').count() - 1, parents, "{method}");
        let range = format!("{before}..{tip}");
        let log = bob.work(&["log", "--first-parent", "--format=%s", &range]).await.ok();
        let expected: Vec<String> = subjects.iter().map(|text| text.replace('N', &number.to_string())).collect();
        assert_eq!(log.lines().collect::<Vec<_>>(), expected);
        let files = bob.work(&["ls-tree", "--name-only", &tip]).await.ok();
        assert!(files.contains(&format!("file-{method}.md")) && files.contains("WORK.md"), "{files}");
        let pull = get_json(&github, &format!("/repos/{WEB}/pulls/{number}"), &bob.token).await;
        assert_eq!(
            (&pull["merged"], &pull["merge_commit_sha"], &pull["mergeable"]),
            (&true.into(), &tip.into(), &Value::Null)
        );
    }
    let closed = heard(&github, "pull_request").into_iter().filter(|event| event["action"] == "closed");
    assert_eq!(closed.count(), 3);
    let last = heard(&github, "push").pop().unwrap();
    assert_eq!((&last["ref"], &last["sender"]["login"]), (&"refs/heads/main".into(), &"bob".into()));
}

#[tokio::test]
async fn a_merge_commit_says_what_it_was_told_to_say() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    let number = offer(&github, &bob, "told", "told.md").await;
    let words = json!({"merge_method": "squash", "commit_title": "A title", "commit_message": "And a body."});
    merge(&github, &bob, number, words).await;
    bob.work(&["fetch", "--quiet", "origin"]).await.ok();
    assert_eq!(
        bob.work(&["log", "-1", "--format=%B%an", "origin/main"]).await.ok(),
        "A title\n\nAnd a body.\nBob Lindqvist"
    );
}

#[tokio::test]
async fn what_contradicts_the_base_is_not_mergeable_until_it_is_resolved() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    let (first, second) =
        (offer(&github, &bob, "left", "README.md").await, offer(&github, &bob, "right", "README.md").await);
    let path = format!("/repos/{WEB}/pulls/{second}");
    let before = get_json(&github, &path, &bob.token).await;
    assert_eq!((&before["mergeable"], &before["mergeable_state"]), (&true.into(), &"clean".into()));
    assert_eq!(merge(&github, &bob, first, json!({})).await.0, 200);
    let after = get_json(&github, &path, &bob.token).await;
    assert_eq!((&after["mergeable"], &after["mergeable_state"]), (&false.into(), &"dirty".into()));
    let main = bob.remote(WEB, "refs/heads/main").await;
    for method in ["merge", "squash", "rebase"] {
        let (status, answer) = merge(&github, &bob, second, json!({"merge_method": method})).await;
        assert_eq!((status, &answer["message"]), (405, &"Pull Request is not mergeable".into()));
    }
    assert_eq!(bob.remote(WEB, "refs/heads/main").await, main);

    bob.work(&["fetch", "--quiet", "origin"]).await.ok();
    bob.work(&["merge", "--quiet", "-s", "ours", "-m", "Resolve", "origin/main"]).await.ok();
    bob.work(&["push", "--quiet", "origin", "right"]).await.ok();
    assert_eq!(get_json(&github, &path, &bob.token).await["mergeable"], true);
    assert_eq!(merge(&github, &bob, second, json!({})).await.0, 200);
}

#[tokio::test]
async fn a_merge_that_cannot_be_is_refused_with_githubs_status() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    let number = offer(&github, &bob, "stale", "stale.md").await;
    let head = bob.work(&["rev-parse", "HEAD"]).await.ok();
    bob.commit("later.md", "Later.\n").await;
    bob.work(&["push", "--quiet", "origin", "stale"]).await.ok();
    assert_eq!(merge(&github, &bob, number, json!({"sha": head})).await.0, 409);
    assert_eq!(merge(&github, &bob, number, json!({"merge_method": "guess"})).await.0, 422);
    let newest = bob.work(&["rev-parse", "HEAD"]).await.ok();
    assert_eq!(merge(&github, &bob, number, json!({"sha": newest})).await.0, 200);
    assert_eq!(merge(&github, &bob, number, json!({})).await.0, 405);
    let oscar = Person::of(&github, "oscar");
    assert_eq!(merge(&github, &oscar, number, json!({})).await.0, 404);
}

#[tokio::test]
async fn generated_pull_requests_can_be_merged_one_after_the_other() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    let pulls = get_json(&github, &format!("/repos/{WEB}/pulls?per_page=100"), &bob.token).await;
    let ready = pulls.as_array().unwrap().iter().filter(|pull| pull["draft"] == false).take(5);
    let numbers: Vec<u64> = ready.map(|pull| pull["number"].as_u64().unwrap()).collect();
    for number in &numbers {
        github.merge_pull_request(WEB, *number).unwrap();
    }
    bob.clone(WEB).await;
    bob.work(&["fsck", "--strict"]).await.ok();
    let merged = bob.work(&["log", "--format=%s", "--first-parent", "-5"]).await.ok();
    assert!(merged.lines().all(|line| line.starts_with("Merge pull request #")), "{merged}");
}
