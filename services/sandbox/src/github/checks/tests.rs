use contracts::pull_request::PullRequestState;
use serde_json::json;

use super::*;

fn found(change: serde_json::Value) -> Found {
    let mut value = json!({
        "number": 7, "html_url": "https://x/7", "node_id": "PR_7", "state": "open", "draft": false,
        "head": { "sha": "abc" }, "mergeable": true, "mergeable_state": "clean",
    });
    value.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    serde_json::from_value(value).unwrap()
}

fn checks(found: &Found, runs: serde_json::Value, statuses: serde_json::Value, reviews: serde_json::Value) -> Checks {
    let known = PullRequest {
        number: 7,
        title: "x".into(),
        state: PullRequestState::Open,
        url: "https://x/7".into(),
        head_branch: "work".into(),
        head_repository: None,
        base_branch: "main".into(),
        author_login: None,
        updated_at: 1,
    };
    let total = runs.as_array().unwrap().len();
    let runs = serde_json::from_value(json!({ "total_count": total, "check_runs": runs })).unwrap();
    let combined = serde_json::from_value(json!({ "statuses": statuses })).unwrap();
    understand(known, found, runs, combined, serde_json::from_value(reviews).unwrap(), 5)
}

fn review(login: &str, state: &str, commit: &str) -> serde_json::Value {
    json!({ "user": { "login": login }, "state": state, "commit_id": commit, "submitted_at": "2026-01-01T00:00:01Z" })
}

#[test]
fn checks_and_statuses_are_one_list_with_what_failed_first() {
    let run = |name: &str, status: &str, conclusion: Option<&str>| json!({ "name": name, "status": status, "conclusion": conclusion, "completed_at": "2026-01-01T00:00:01Z" });
    let runs = json!([
        run("a", "completed", Some("success")),
        run("b", "in_progress", None),
        run("c", "completed", Some("timed_out")),
        run("d", "queued", None),
        run("e", "completed", Some("skipped"))
    ]);
    let statuses = json!([{ "context": "ci/x", "state": "failure", "description": "2 failed\n" }]);
    let checks = checks(&found(json!({})), runs, statuses, json!([]));
    let seen: Vec<_> = checks.checks.iter().map(|check| (check.name.as_str(), check.state)).collect();
    use CheckState::{Failed, Neutral, Passed, Running, Waiting};
    assert_eq!(seen, [("c", Failed), ("ci/x", Failed), ("b", Running), ("d", Waiting), ("a", Passed), ("e", Neutral)]);
    assert_eq!(checks.checks[1].summary.as_deref(), Some("2 failed"));
    assert_eq!(checks.checks[0].ended_at, Some(1_767_225_601_000));
    assert!(checks.merge.is_ready && checks.merge.reason.contains("2 of its checks failed"), "{:?}", checks.merge);
}

#[test]
fn each_persons_newest_verdict_counts() {
    let reviews = json!([
        review("bob", "CHANGES_REQUESTED", "old"),
        review("eve", "COMMENTED", "abc"),
        review("bob", "APPROVED", "abc"),
        review("bob", "COMMENTED", "abc"),
        review("zoe", "PENDING", "abc")
    ]);
    let checks = checks(&found(json!({})), json!([]), json!([]), reviews);
    let seen: Vec<_> = checks.reviews.iter().map(|review| (review.login.as_deref().unwrap(), review.verdict)).collect();
    assert_eq!(seen, [("bob", ReviewVerdict::Approved), ("eve", ReviewVerdict::Commented)]);
    assert!(!checks.reviews[0].is_outdated);
}

#[test]
fn what_keeps_it_from_being_merged_is_said_in_one_line() {
    let says = |change: serde_json::Value, ready: bool, part: &str| {
        let merge =
            checks(&found(change.clone()), json!([]), json!([]), json!([review("bob", "CHANGES_REQUESTED", "old")]))
                .merge;
        assert!(merge.is_ready == ready && merge.reason.contains(part), "{change}: {merge:?}");
    };
    says(json!({}), true, "bob wants something changed");
    says(json!({ "draft": true }), false, "draft");
    says(json!({ "mergeable": false, "mergeable_state": "dirty" }), false, "conflicts");
    says(json!({ "mergeable_state": "blocked" }), false, "bob wants");
    says(json!({ "mergeable_state": "behind" }), false, "sync");
    says(json!({ "mergeable": null, "mergeable_state": "unknown" }), false, "finding out");
    says(json!({ "merged": true, "state": "closed" }), false, "merged");
    says(json!({ "state": "closed" }), false, "closed");
}
