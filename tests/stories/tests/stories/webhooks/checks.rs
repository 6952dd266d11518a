//! Checks and statuses of a branch's newest commit, whose deliveries overtake each other.

use contracts::organization::CheckTotals;
use serde_json::{Value, json};
use stories::{Github, Organization, World};

/// What is on the line of the branch: its commit, and how many have failed, are open, have passed.
async fn line(acme: &Organization<'_>, branch: &str) -> (String, [u32; 3]) {
    let CheckTotals { head, failed, open, passed, .. } = acme.task_on(branch).await.checks.expect("checks are known");
    (head, [failed, open, passed])
}

/// The newest delivery of this event that names `what`.
async fn delivery(github: &Github, event: &str, what: &str) -> Value {
    let deliveries = github.deliveries().await.into_iter().rev();
    let found = deliveries.into_iter().find(|delivery| delivery.event == event && delivery.body.contains(what));
    serde_json::from_str(&found.expect("it was delivered").body).unwrap()
}

#[tokio::test]
async fn a_status_that_comes_late_does_not_take_back_what_followed_it() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let repository = acme.virtual_task("checks/status").await.repository_name;
    let reports = async |state: &str| {
        let report =
            json!({ "repository": repository, "branch": "checks/status", "context": "ci/old", "state": state });
        github.does("statuses/report", report).await
    };
    // Whoever asks GitHub meanwhile, of this or another reason, hears of these as well.
    github
        .does("checks/report", json!({ "repository": repository, "branch": "checks/status", "tests": "passed" }))
        .await;
    github.breaks(json!({ "deliveries": { "kind": "swapped", "event": "status", "times": 1 } })).await;
    reports("pending").await;
    let head = reports("success").await;
    acme.hears(&github).await;
    let passed = (head.as_str().expect("a commit").to_owned(), [0, 0, 4]);
    assert_eq!(line(&acme, "checks/status").await, passed);

    let pending = delivery(&github, "status", r#""state":"pending""#).await;
    assert_eq!(github.sends("status", "checks-status-1", &pending).await.status, 202);
    world.settle().await;
    assert_eq!(line(&acme, "checks/status").await, passed, "delivered again");

    reports("failure").await;
    acme.hears(&github).await;
    assert_eq!(line(&acme, "checks/status").await.1, [1, 0, 3]);
}

#[tokio::test]
async fn neither_a_slow_check_of_an_older_commit_nor_one_of_the_far_future_hides_the_newer_ones() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let repository = acme.virtual_task("checks/slow").await.repository_name;
    let branch = json!({ "repository": repository, "branch": "checks/slow" });
    let reports = async |tests: &str| {
        let mut report = branch.clone();
        report["tests"] = json!(tests);
        github.does("checks/report", report).await;
        acme.hears(&github).await;
    };
    reports("running").await;
    let (older, numbers) = line(&acme, "checks/slow").await;
    assert_eq!(numbers, [0, 1, 2]);

    // Whoever reports a check says when it has ended.
    let mut ahead = delivery(&github, "check_run", &older).await;
    ahead["action"] = json!("completed");
    for (field, value) in
        [("status", "completed"), ("conclusion", "success"), ("completed_at", "2090-01-01T00:00:00Z"), ("name", "far")]
    {
        ahead["check_run"][field] = json!(value);
    }
    assert_eq!(github.sends("check_run", "checks-slow-1", &ahead).await.status, 202);
    world.settle().await;

    // Commits of one second cannot be told apart by when they were pushed.
    let pushed_at = runtime::now() / 1000;
    stories::until_true("the next second", async || runtime::now() / 1000 > pushed_at).await;
    github.does("branches/push", branch.clone()).await;
    reports("failed").await;
    let newer = line(&acme, "checks/slow").await;
    assert!(newer.0 != older && newer.1 == [1, 0, 2], "{newer:?}");

    let mut slow = ahead.clone();
    slow["check_run"]["completed_at"] = json!(null);
    (slow["check_run"]["pull_requests"], slow["check_run"]["check_suite"]["head_branch"]) =
        (json!([]), json!("checks/slow"));
    assert_eq!(github.sends("check_run", "checks-slow-2", &slow).await.status, 202);
    world.settle().await;
    assert_eq!(line(&acme, "checks/slow").await, newer);
}
