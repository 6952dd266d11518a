//! Commands of one actor run in the order they were accepted, each exactly once, whoever dies meanwhile.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use contracts::{
    Key, TaskKey,
    audit_log::List,
    task::{Detail, Rename},
};
use fleet::Settings;
use futures::future::join_all;
use serde_json::json;
use stories::{World, audit, journal, task, until_true};

const ORGANIZATIONS: usize = 5;
const TASKS: usize = 50;
const COMMANDS: usize = 4_000;

fn tasks() -> Vec<TaskKey> {
    (0..TASKS).map(|number| task(&format!("org-{}", number % ORGANIZATIONS), &format!("t-{number}"))).collect()
}

/// The titles a task is given, in order.
fn titles() -> impl Iterator<Item = String> {
    (1..=COMMANDS / TASKS).map(|number| number.to_string())
}

/// Waits until this many callers have their outcome.
async fn answered(count: &AtomicUsize, wanted: usize) {
    until_true("outcomes", async || count.load(Ordering::Relaxed) >= wanted).await;
}

/// Freezes a process, or lets it go on, as a machine does that is out of breath.
fn signal(world: &World, instance: &str, signal: &str) {
    let pid = world.fleet.pid(instance).unwrap().unwrap();
    assert!(std::process::Command::new("kill").args(["-s", signal, &pid.to_string()]).status().unwrap().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_owner_that_is_frozen_under_load_and_wakes_up_later_does_no_harm() {
    let world = World::start(Settings::only(&["audit-log"]).instances("task", 2)).await;
    let tasks: Vec<_> = (0..16).map(|number| task("acme", &format!("t-{number}"))).collect();
    join_all(tasks.iter().map(|task| world.initialize(task))).await;
    let bob = world.person("bob");
    let wave = async |count: usize| {
        let renames = (0..count).map(|number| Rename { title: number.to_string() });
        let renames: Vec<_> = renames.flat_map(|rename| tasks.iter().map(move |task| (task, rename.clone()))).collect();
        let outcomes = join_all(renames.iter().map(|(task, rename)| bob.asks(*task, rename))).await;
        assert!(outcomes.iter().all(|outcome| outcome.status() == "done"), "{outcomes:?}");
    };

    for frozen in ["task-1", "task-2", "task-1"] {
        // Everything that it owned is done by the other one, while it believes to own it still.
        tokio::join!(wave(40), async {
            let before = journal::read(&world.database, "task").await.len();
            until_true("work", async || journal::read(&world.database, "task").await.len() > before + 20).await;
            signal(&world, frozen, "STOP");
        });
        tokio::join!(wave(20), async { signal(&world, frozen, "CONT") });
    }
    world.settle().await;

    let entries = journal::read(&world.database, "task").await;
    journal::assert_in_order_and_once(&entries, &world.accepted("TASK_COMMANDS").await);
    assert_eq!(entries.len(), 16 + 3 * 60 * 16);
    for task in &tasks {
        assert_eq!(world.ask(task, &Detail {}).await.revision, 1 + 3 * 60);
    }
    journal::outbox_is_empty(&world.database, "task").await;
}

/// What the audit log says of a task's renames, as the commands that led to them.
async fn renamed(world: &World, task: &TaskKey) -> Vec<String> {
    let renamed = List { task_id: Some(task.task_id.clone()), event: Some("task.renamed".into()), ..List::default() };
    let events = audit(world, &task.organization_id, renamed).await;
    events.iter().map(|event| json!({ "title": event.details["to"] }).to_string()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_thousand_commands_run_once_and_in_order_while_their_owners_are_killed() {
    let world = Arc::new(World::start(Settings::only(&["audit-log"]).instances("task", 2)).await);
    let tasks = tasks();
    join_all(tasks.iter().map(|task| world.initialize(task))).await;

    let (count, bob) = (Arc::new(AtomicUsize::new(0)), world.person("bob"));
    let requests: Vec<_> =
        titles().flat_map(|title| tasks.iter().map(move |task| (task, Rename { title: title.clone() }))).collect();
    let requests: Vec<_> = requests.iter().map(|(task, rename)| bob.request(*task, rename)).collect();
    let callers = tokio::spawn({
        let count = count.clone();
        async move {
            let waiting = requests.iter().map(async |request| {
                let outcome = bob.insists(request).await;
                count.fetch_add(1, Ordering::Relaxed);
                outcome
            });
            join_all(waiting).await
        }
    });

    // Each instance owns about half of the partitions, so whichever is killed has batches under way.
    answered(&count, COMMANDS / 20).await;
    world.fleet.kill("task-1").unwrap();
    let third = world.fleet.start_instance("task").await.unwrap();
    world.fleet.restart("task-1").await.unwrap();
    answered(&count, COMMANDS / 3).await;
    world.fleet.kill("task-2").unwrap();
    world.fleet.restart("task-2").await.unwrap();
    answered(&count, COMMANDS / 2).await;
    world.fleet.kill(&third).unwrap();
    assert!(count.load(Ordering::Relaxed) < COMMANDS, "nobody was waiting any more at the last kill");

    let outcomes = callers.await.unwrap();
    world.settle().await;

    assert_eq!(outcomes.len(), COMMANDS);
    for outcome in &outcomes {
        assert_eq!(outcome.status(), "done", "{outcome:?}");
    }
    let entries = journal::read(&world.database, "task").await;
    journal::assert_in_order_and_once(&entries, &world.accepted("TASK_COMMANDS").await);
    assert_eq!(entries.len(), TASKS + COMMANDS);
    let entries = journal::by_actor(&entries);
    for task in &tasks {
        let renames = entries[task.tokens().as_str()].iter().filter(|entry| entry.command == "rename");
        let accepted: Vec<_> = renames.map(|entry| entry.input.clone()).collect();
        assert_eq!(renamed(&world, task).await, accepted, "{task:?}");
        let record = world.ask(task, &Detail {}).await;
        assert_eq!(record.revision, 1 + i64::try_from(COMMANDS / TASKS).unwrap(), "{task:?}");
    }
    journal::outbox_is_empty(&world.database, "task").await;
}
