//! Faults of git, switched on as a person does it on the control page.

use std::time::Duration;

use github_standin::{GitHub, RepositoryFault};
use reqwest::Method;
use serde_json::{Value, json};

use super::person::{Person, WEB, heard};
use crate::client::{ask, get, get_json, small};

async fn break_git(github: &GitHub, fault: Option<&str>) {
    let body = json!({"repository": WEB, "fault": fault});
    assert_eq!(ask(github, Method::POST, "/_standin/faults", "", Some(body)).await.status(), 200);
}

#[tokio::test]
async fn git_is_told_that_its_token_is_wrong_while_the_api_answers() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    break_git(&github, Some("git_unauthorized")).await;
    assert!(bob.work(&["fetch"]).await.refused().contains("Authentication failed"));
    assert_eq!(get(&github, &format!("/repos/{WEB}"), &bob.token).await.status(), 200);
    break_git(&github, None).await;
    bob.work(&["fetch"]).await.ok();
}

#[tokio::test]
async fn git_can_be_left_without_an_answer() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    break_git(&github, Some("git_timeout")).await;
    let before = github.git().processes;
    let hung = tokio::time::timeout(Duration::from_millis(300), bob.git(&["ls-remote", &bob.address(WEB)])).await;
    assert!(hung.is_err());
    assert_eq!(github.git().processes, before);
    assert_eq!(get(&github, &format!("/repos/{WEB}"), &bob.token).await.status(), 200);
}

#[tokio::test]
async fn a_push_can_be_done_without_its_client_hearing_of_it() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    let commit = bob.commit("lost.md", "Lost.\n").await;
    break_git(&github, Some("push_answer_lost")).await;
    bob.work(&["push", "origin", "HEAD:refs/heads/lost"]).await.refused();
    let branch = get_json(&github, &format!("/repos/{WEB}/branches/lost"), &bob.token).await;
    assert_eq!(branch["commit"]["sha"], commit.as_str());
    assert_eq!(heard(&github, "push").len(), 1);
    let again = bob.work(&["push", "origin", "HEAD:refs/heads/lost"]).await;
    assert!(again.is_ok && again.stderr.contains("Everything up-to-date"), "{}", again.stderr);
}

#[tokio::test]
async fn the_faults_of_a_repository_are_faults_of_its_git_too() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    github.set_repository_fault(WEB, Some(RepositoryFault::NotFound));
    assert!(bob.git(&["ls-remote", &bob.address(WEB)]).await.refused().contains("not found"));
    github.set_repository_fault(WEB, Some(RepositoryFault::ServerError));
    assert!(bob.git(&["ls-remote", &bob.address(WEB)]).await.refused().contains("500"));
    github.mend();
    bob.git(&["ls-remote", &bob.address(WEB)]).await.ok();
}

#[tokio::test]
async fn a_branch_is_protected_on_the_control_page_which_also_shows_where_the_repositories_are() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    bob.work(&["push", "--quiet", "origin", "HEAD:refs/heads/calm"]).await.ok();
    let body = json!({"repository": WEB, "branch": "calm"});
    assert_eq!(ask(&github, Method::POST, "/_standin/branches/protect", "", Some(body)).await.status(), 200);
    bob.commit("a.md", "A.\n").await;
    assert!(bob.work(&["push", "origin", "HEAD:refs/heads/calm"]).await.refused().contains("GH006"));
    let shown: Value = get_json(&github, "/_standin/git", "").await;
    assert!(shown["processes"].as_u64() > Some(0) && shown["repositories"] == 1, "{shown}");
    let page = get(&github, "/_standin/", "").await.text().await.unwrap();
    assert!(page.contains("/_standin/branches/protect") && page.contains("push_answer_lost"));
}
