//! The runs of all tasks of an organization are one question to the service, which asks no task.

use contracts::runtime_messages::{OrganizationRuns, WorkflowStatus};
use runtime::Caller;
use serde_json::{Value, json};
use stories::{World, notebook::Step, task};

use crate::world_with_notebook;

async fn asks(world: &World, organization: &str, body: Value) -> OrganizationRuns {
    let subject = format!("task.query.runs.{organization}");
    let answer = world.client.query_raw(&subject, body.to_string().into(), &Caller::token("story")).await;
    serde_json::from_slice(&answer.unwrap()).unwrap()
}

/// The run's actor, and how it stands.
fn told(runs: &OrganizationRuns) -> Vec<(&str, WorkflowStatus)> {
    runs.runs.iter().map(|run| (run.key.as_str(), run.status)).collect()
}

#[tokio::test]
async fn what_is_under_way_and_what_has_failed_is_found_over_all_tasks_of_one_organization_and_no_other() {
    let (world, _notebooks) = world_with_notebook().await;
    let (one, two, others) = (task("acme", "n-1"), task("acme", "n-2"), task("other", "n-1"));
    let fails = Step::Fails { door: "shop".into(), times: 100 };
    let failing = world.sets_out(&one, "fails", &[Step::Note("a".into()), fails.clone()]).await;
    world.comes_to(&one, &failing.run_id, WorkflowStatus::Failed).await;
    let sleeping = world.sets_out(&two, "sleeps", &[Step::Note("b".into()), Step::Sleep(3_600_000)]).await;
    world.comes_to(&two, &sleeping.run_id, WorkflowStatus::Sleeping).await;
    let done = world.sets_out(&two, "is done", &[Step::Note("c".into())]).await;
    world.comes_to(&two, &done.run_id, WorkflowStatus::Done).await;
    let elsewhere = world.sets_out(&others, "fails", &[fails]).await;
    world.comes_to(&others, &elsewhere.run_id, WorkflowStatus::Failed).await;

    use WorkflowStatus::{Done, Failed, Sleeping};
    let all = asks(&world, "acme", json!({})).await;
    assert_eq!(told(&all), [("acme.n-2", Done), ("acme.n-2", Sleeping), ("acme.n-1", Failed)]);
    assert_eq!((all.workflows.as_slice(), all.next.as_deref()), (["errand".to_owned()].as_slice(), None));

    let failed = asks(&world, "acme", json!({ "statuses": ["failed"] })).await;
    let [run] = failed.runs.as_slice() else { panic!("{failed:?}") };
    assert_eq!((&run.run_id, run.last_error.as_deref()), (&failing.run_id, Some("shop was shut in my face")));
    let last = run.last_step.as_ref().unwrap();
    assert_eq!((last.step.as_str(), last.attempts), ("step-1", 5), "what it has given up is recorded");

    let under_way = asks(&world, "acme", json!({ "statuses": ["waiting", "running", "sleeping"] })).await;
    let [run] = under_way.runs.as_slice() else { panic!("{under_way:?}") };
    let last = run.last_step.as_ref().unwrap();
    assert_eq!((&run.run_id, last.step.as_str()), (&sleeping.run_id, "step-1"), "a sleep is recorded when it begins");
    assert!(run.wakes_at.is_some());

    assert_eq!(told(&asks(&world, "other", json!({})).await), [("other.n-1", Failed)]);
    assert!(asks(&world, "acm", json!({})).await.runs.is_empty(), "a part of a name is nobody's");
}
