//! Workflows: steps that are recorded are never done again, whoever dies, and a run ends as it should.

use std::time::{Duration, Instant};

use contracts::{
    TaskKey,
    runtime_messages::{WorkflowRun, WorkflowStatus},
};
use serde_json::{Value, json};
use stories::{
    World,
    notebook::{Lines, Step},
    task, until_true,
};

use crate::world_with_notebook;

fn notebook() -> TaskKey {
    task("acme", "n-1")
}

fn visit(door: &str) -> Step {
    Step::Visit(door.to_owned())
}

fn note(text: &str) -> Step {
    Step::Note(text.to_owned())
}

fn steps(run: &WorkflowRun) -> Vec<(&str, i32)> {
    run.steps.iter().flatten().map(|step| (step.step.as_str(), step.epoch)).collect()
}

async fn lines(world: &World) -> Vec<String> {
    world.ask(&notebook(), &Lines {}).await
}

#[tokio::test]
async fn recorded_steps_are_not_done_again_when_their_worker_is_killed() {
    let (world, mut notebooks) = world_with_notebook().await;
    let outside = notebooks.outside();
    outside.close("shop");
    let plan = [visit("bank"), note("a"), Step::Tell("b".into()), visit("shop"), note("c"), visit("home")];
    let started = world.sets_out(&notebook(), "errand", &plan).await;
    until_true("it waits at the shop", async || outside.came("shop") == 1).await;

    notebooks.kill("one").await;
    notebooks.start("two").await;
    until_true("it is there again", async || outside.came("shop") == 2).await;
    outside.open("shop");

    let run = world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Done).await;
    assert_eq!(run.result, Some(json!(["bank", "a", "b", "shop", "c", "home"])));
    assert_eq!((outside.came("bank"), outside.went("shop"), outside.came("home")), (1, 1, 1));
    world.settle().await;
    assert_eq!(lines(&world).await, ["a", "b", "c"]);
    let names = ["step-0", "step-1", "step-2", "step-3", "step-4", "step-5"];
    assert_eq!(steps(&run), names.into_iter().zip([1, 1, 1, 2, 2, 2]).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_a_killed_worker_has_left_is_sent_whole_before_the_run_sends_more() {
    let (world, mut notebooks) = world_with_notebook().await;
    notebooks.kill("one").await;
    notebooks.set("FOUNDRY_CRASH_AFTER_STEP", "step-0");
    notebooks.start("two").await;
    // More than what is read of an outbox at a time.
    let started = world.sets_out(&notebook(), "errand", &[Step::TellMany(1_100), Step::Tell("last".into())]).await;
    until_true("its worker dies before it has sent anything", async || !notebooks.is_running("two")).await;

    notebooks.unset("FOUNDRY_CRASH_AFTER_STEP");
    notebooks.start("three").await;
    world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Done).await;
    world.settle().await;
    let told = (0..1_100).map(|number| number.to_string()).chain(["last".to_owned()]);
    assert_eq!(lines(&world).await, told.collect::<Vec<_>>());
}

#[tokio::test]
async fn a_run_goes_on_elsewhere_at_once_when_its_worker_stops() {
    let (world, mut notebooks) = world_with_notebook().await;
    let outside = notebooks.outside();
    outside.close("shop");
    let started = world.sets_out(&notebook(), "errand", &[note("a"), visit("shop"), note("b")]).await;
    until_true("it waits at the shop", async || outside.came("shop") == 1).await;
    notebooks.start("two").await;

    let began = Instant::now();
    notebooks.stop("one").await;
    until_true("it is there again", async || outside.came("shop") == 2).await;
    assert!(began.elapsed() < Duration::from_secs(4), "it came only when its delivery was given up");
    outside.open("shop");

    world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Done).await;
    assert_eq!(lines(&world).await, ["a", "b"]);
}

#[tokio::test]
async fn a_long_step_is_not_taken_over_while_its_worker_lives() {
    let (world, mut notebooks) = world_with_notebook().await;
    notebooks.start("two").await;
    let outside = notebooks.outside();
    outside.close("shop");
    let started = world.sets_out(&notebook(), "errand", &[visit("shop"), note("a")]).await;
    until_true("it waits at the shop", async || outside.came("shop") == 1).await;

    // Longer than a delivery lives without a sign of life.
    fleet::wait::pause(Duration::from_secs(7)).await;
    outside.open("shop");

    let run = world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Done).await;
    assert_eq!((outside.came("shop"), run.epoch), (1, 1));
}

#[tokio::test]
async fn a_repeated_announcement_does_not_disturb_the_run_under_way() {
    let (world, mut notebooks) = world_with_notebook().await;
    notebooks.start("two").await;
    let outside = notebooks.outside();
    outside.close("shop");
    let started = world.sets_out(&notebook(), "errand", &[visit("shop"), note("a")]).await;
    until_true("it waits at the shop", async || outside.came("shop") == 1).await;

    // As an outbox does that was published by an owner who died before it could say so.
    let announcement = json!({ "runId": started.run_id }).to_string();
    for _ in 0..5 {
        world.nats.publish("task.workflow.errand.acme.n-1", announcement.clone().into()).await.unwrap();
    }
    world.nats.flush().await.unwrap();
    let stream = async || world.jetstream("CONSUMER.INFO.TASK_WORKFLOWS.task-workflows", &Value::Null).await.unwrap();
    until_true("the repeats are dealt with", async || {
        let info = stream().await;
        info["num_pending"] == 0 && info["num_ack_pending"] == 1
    })
    .await;
    outside.open("shop");

    let run = world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Done).await;
    assert_eq!((outside.came("shop"), run.epoch), (1, 1));
    assert_eq!(lines(&world).await, ["a"]);
}

#[tokio::test]
async fn starting_what_is_under_way_joins_it() {
    let (world, notebooks) = world_with_notebook().await;
    let outside = notebooks.outside();
    outside.close("shop");
    let first = world.sets_out(&notebook(), "errand", &[visit("shop")]).await;
    let second = world.sets_out(&notebook(), "errand", &[visit("elsewhere")]).await;
    let other = world.sets_out(&notebook(), "other", &[note("a")]).await;
    assert_eq!((first.joined, second.joined, other.joined), (false, true, false));
    assert_eq!(first.run_id, second.run_id);

    outside.open("shop");
    world.comes_to(&notebook(), &first.run_id, WorkflowStatus::Done).await;
    world.settle().await;
    assert_eq!((outside.went("shop"), outside.came("elsewhere")), (1, 0));
    assert_eq!(world.runs(&notebook()).await.len(), 2);
    assert!(!world.sets_out(&notebook(), "errand", &[note("b")]).await.joined, "what has ended is not joined");
}

#[tokio::test]
async fn however_many_ask_for_another_run_one_more_follows() {
    let (world, notebooks) = world_with_notebook().await;
    let outside = notebooks.outside();
    outside.close("shop");
    let first = world.sets_out(&notebook(), "errand", &[visit("shop")]).await;
    for text in ["a", "b", "c"] {
        assert!(world.sets_out_again(&notebook(), "errand", &[note(text)]).await.joined);
    }
    outside.open("shop");
    world.comes_to(&notebook(), &first.run_id, WorkflowStatus::Done).await;
    world.settle().await;

    let runs = world.runs(&notebook()).await;
    assert_eq!(runs.iter().map(|run| run.status).collect::<Vec<_>>(), [WorkflowStatus::Done; 2]);
    assert_eq!(lines(&world).await, ["c"], "the newest request counts");
}

#[tokio::test]
async fn a_cancelled_run_ends_before_its_next_step() {
    let (world, notebooks) = world_with_notebook().await;
    let outside = notebooks.outside();
    outside.close("shop");
    let started = world.sets_out(&notebook(), "errand", &[note("a"), visit("shop"), note("b")]).await;
    until_true("it waits at the shop", async || outside.came("shop") == 1).await;

    assert!(world.cancels(&notebook(), &started.run_id).await);
    outside.open("shop");

    world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Cancelled).await;
    assert_eq!(lines(&world).await, ["a"]);
    assert!(!world.cancels(&notebook(), &started.run_id).await, "it has ended");
    assert!(!world.cancels(&task("acme", "n-2"), &started.run_id).await, "it is not theirs");
}

#[tokio::test]
async fn a_sleeping_run_that_is_cancelled_ends_at_once() {
    let (world, _notebooks) = world_with_notebook().await;
    let started = world.sets_out(&notebook(), "errand", &[Step::Sleep(3_600_000), note("a")]).await;
    world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Sleeping).await;

    assert!(world.cancels(&notebook(), &started.run_id).await);

    world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Cancelled).await;
    assert!(lines(&world).await.is_empty());
}

#[tokio::test]
async fn a_sleep_holds_no_worker_and_outlives_it() {
    let (world, mut notebooks) = world_with_notebook().await;
    let started = world.sets_out(&notebook(), "errand", &[note("a"), Step::Sleep(4_000), note("b")]).await;
    let asleep = world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Sleeping).await;
    world.settle().await;

    notebooks.kill("one").await;
    notebooks.start("two").await;

    let run = world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Done).await;
    assert_eq!(lines(&world).await, ["a", "b"]);
    assert!(run.updated_at >= asleep.wakes_at.unwrap(), "it woke too early");
    assert!(run.updated_at < asleep.wakes_at.unwrap() + 5_000, "it woke too late");
}

#[tokio::test]
async fn many_sleepers_wake_each_in_its_time() {
    let (world, _notebooks) = world_with_notebook().await;
    let mut sleepers = Vec::new();
    for number in 0..30 {
        let key = task("acme", &format!("n-{number}"));
        let plan = [Step::Sleep(500 + 30 * number), note("woke")];
        sleepers.push((key.clone(), world.sets_out(&key, "errand", &plan).await));
    }
    for (key, started) in &sleepers {
        let run = world.comes_to(key, &started.run_id, WorkflowStatus::Done).await;
        let slept = &run.steps.as_ref().unwrap()[0];
        assert_eq!(world.ask(key, &Lines {}).await, ["woke"], "{slept:?}");
    }
}

#[tokio::test]
async fn code_that_no_longer_matches_the_record_stops_with_an_error() {
    let (world, mut notebooks) = world_with_notebook().await;
    let outside = notebooks.outside();
    outside.close("shop");
    let started = world.sets_out(&notebook(), "errand", &[note("a"), visit("shop"), note("b")]).await;
    until_true("it waits at the shop", async || outside.came("shop") == 1).await;
    notebooks.kill("one").await;

    notebooks.set("NOTEBOOK_EDITION", "second");
    notebooks.start("two").await;

    let run = world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Failed).await;
    let result = run.result.unwrap();
    assert_eq!(result["code"], "runtime.history_diverged");
    assert_eq!(result["message"], r#"history diverged: step 0 was "step-0" and is now "second-step-0""#);
    assert_eq!(lines(&world).await, ["a"]);
}

#[tokio::test]
async fn an_instance_runs_no_more_than_it_may() {
    let world = World::of(&[]).await;
    let mut notebooks = stories::notebook::Notebooks::of(&world, env!("CARGO_BIN_EXE_notebook"));
    notebooks.set("FOUNDRY_WORKFLOWS", "2");
    notebooks.start("one").await;
    let outside = notebooks.outside();
    outside.close("shop");
    let mut started = Vec::new();
    for number in 0..5 {
        started.push(world.sets_out(&notebook(), &format!("errand-{number}"), &[visit("shop")]).await);
    }
    until_true("two are at the shop", async || outside.came("shop") == 2).await;
    until_true("three wait", async || {
        let info = world.jetstream("CONSUMER.INFO.TASK_WORKFLOWS.task-workflows", &Value::Null).await.unwrap();
        info["num_pending"] == 3 && info["num_ack_pending"] == 2
    })
    .await;
    assert_eq!(outside.came("shop"), 2);

    outside.open("shop");
    for started in started {
        world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Done).await;
    }
    assert_eq!(outside.came("shop"), 5);
}

#[tokio::test]
async fn a_failing_step_is_tried_again_and_then_recorded() {
    let (world, notebooks) = world_with_notebook().await;
    let outside = notebooks.outside();
    let plan = [Step::Fails { door: "shop".into(), times: 3 }, note("a")];
    let started = world.sets_out(&notebook(), "errand", &plan).await;
    let run = world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Done).await;
    assert_eq!((outside.came("shop"), run.steps.unwrap()[0].attempts), (4, 4));
    assert_eq!(lines(&world).await, ["a"]);
}

#[tokio::test]
async fn a_step_that_keeps_failing_fails_its_run_after_five_attempts() {
    let (world, notebooks) = world_with_notebook().await;
    let outside = notebooks.outside();
    let plan = [note("a"), Step::Fails { door: "shop".into(), times: 100 }, note("b")];
    let started = world.sets_out(&notebook(), "errand", &plan).await;
    let run = world.comes_to(&notebook(), &started.run_id, WorkflowStatus::Failed).await;
    let failed = json!({ "code": "runtime.failed", "message": "shop was shut in my face" });
    assert_eq!((outside.came("shop"), run.result), (5, Some(failed)));
    assert_eq!(lines(&world).await, ["a"]);
}

#[tokio::test]
async fn workflows_survive_their_workers_again_and_again() {
    let (world, mut notebooks) = world_with_notebook().await;
    let mut runs = Vec::new();
    for number in 0..6 {
        let key = task("acme", &format!("n-{number}"));
        let plan: Vec<_> =
            (0..12).map(|step| if step % 3 == 2 { Step::Sleep(200 * step) } else { note(&step.to_string()) }).collect();
        runs.push((key.clone(), world.sets_out(&key, "errand", &plan).await));
    }
    for (dies, follows) in [("one", "two"), ("two", "three"), ("three", "four")] {
        notebooks.kill(dies).await;
        notebooks.start(follows).await;
    }
    for (key, started) in &runs {
        world.comes_to(key, &started.run_id, WorkflowStatus::Done).await;
        assert_eq!(world.ask(key, &Lines {}).await, ["0", "1", "3", "4", "6", "7", "9", "10"]);
    }
}
