//! A lead sees what is under way and what has failed, over all tasks and their sandboxes, and nothing of another organization.

use std::collections::BTreeSet;

use contracts::{
    runtime_messages::{OrganizationRun, OrganizationRuns},
    task::{SessionStatus, StopSession},
};
use stories::{Visitor, World, until, until_true};

use super::Workplace;

/// Every service of an organization's that has workflows.
const KINDS: [&str; 4] = ["organization", "task", "sandbox", "githubData"];

const UNDER_WAY: &str = "statuses=waiting&statuses=running&statuses=sleeping";

/// All pages of what one kind of actor answers.
async fn runs(person: &Visitor, kind: &str, organization: &str, parameters: &str) -> Vec<OrganizationRun> {
    let (mut runs, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("/v1/{kind}/query/runs/{organization}?limit=100{after}&{parameters}");
        let answer = person.get(&path).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let page: OrganizationRuns = serde_json::from_value(answer.body).unwrap();
        runs.extend(page.runs);
        let Some(next) = page.next else { return runs };
        after = format!("&after={next}");
    }
}

/// What the sandbox of a task has done or does.
async fn of_sandbox(desk: &Workplace<'_>, parameters: &str) -> BTreeSet<String> {
    let key = format!("acme.{}", desk.task.task_id);
    let runs = runs(&desk.person, "sandbox", "acme", parameters).await;
    runs.into_iter().filter(|run| run.key == key).map(|run| run.workflow).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_runs_of_two_tasks_sandboxes_are_in_one_list_and_a_turn_is_under_way_until_it_ends() {
    let world = World::shared().await;
    let (one, two) =
        tokio::join!(Workplace::of(&world, "alice", "story/runs-1"), Workplace::of(&world, "bob", "story/runs-2"));
    one.comes_to(SessionStatus::Idle).await;
    two.comes_to(SessionStatus::Idle).await;
    for desk in [&one, &two] {
        until_true("it was provisioned", async || of_sandbox(desk, "statuses=done").await.contains("provisioning"))
            .await;
    }

    one.sends("/slow 5m").await;
    until_true("its turn is under way", async || of_sandbox(&one, UNDER_WAY).await.contains("turn")).await;
    assert!(!of_sandbox(&two, UNDER_WAY).await.contains("turn"), "the other one rests");
    let turns = of_sandbox(&one, &format!("workflow=turn&{UNDER_WAY}")).await;
    assert_eq!(turns, BTreeSet::from(["turn".to_owned()]));
    let session_id = one.session_id.clone();
    one.person.does(&one.task, &StopSession { session_id }).await;
    until_true("it has ended", async || !of_sandbox(&one, UNDER_WAY).await.contains("turn")).await;
    assert!(of_sandbox(&one, "statuses=done").await.contains("turn"));

    let syncs = runs(&one.person, "githubData", "acme", "workflow=fullSync&statuses=done").await;
    assert!(syncs.iter().all(|run| run.key == "acme") && !syncs.is_empty(), "{syncs:?}");
}

#[tokio::test]
async fn a_run_that_failed_is_found_by_its_members_and_by_nobody_else() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    // GitHub knows no such account, so its sync fails.
    let other = world.organization("runs-elsewhere").await;
    let started = other.asks_to_sync().await;
    other.run_ends(&started.run_id).await;

    let failed = until("the failed run", async || {
        let failed = runs(&other.member, "githubData", "runs-elsewhere", "statuses=failed").await;
        failed.into_iter().find(|run| run.run_id == started.run_id)
    })
    .await;
    assert_eq!((failed.key.as_str(), failed.workflow.as_str()), ("runs-elsewhere", "fullSync"));
    assert!(failed.last_error.is_some_and(|error| !error.is_empty()));
    assert!(runs(&other.member, "githubData", "runs-elsewhere", UNDER_WAY).await.is_empty());

    let stranger = world.stranger().await;
    for kind in KINDS {
        let of_acme = runs(&acme.member, kind, "acme", "").await;
        assert!(of_acme.iter().all(|run| run.key == "acme" || run.key.starts_with("acme.")), "{kind}");
        for (path, person) in [("acme", &other.member), ("runs-elsewhere", &acme.member), ("acme", &stranger)] {
            let answer = person.get(&format!("/v1/{kind}/query/runs/{path}")).await;
            answer.is_refused(403, "access.not_a_member");
        }
        let nobody = acme.member.anonymous().get(&format!("/v1/{kind}/query/runs/acme")).await;
        nobody.is_refused(401, "access.unauthenticated");
        let of_one_task = acme.member.get(&format!("/v1/{kind}/query/runs/acme/t-1")).await;
        of_one_task.is_refused(400, "http.key_invalid");
    }
    acme.member.get("/v1/user/query/runs/me").await.is_refused(404, "http.message_unknown");
}
