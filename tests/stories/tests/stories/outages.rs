//! NATS and Postgres go away and come back under load: nothing is lost, nothing is done twice, and the services go on by
//! themselves.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use contracts::{
    Key, TaskKey,
    audit_log::List,
    task::{Detail, Rename},
};
use fleet::{Infrastructure, Settings};
use futures::future::join_all;
use stories::{World, audit, journal, task, until_true};

const TASKS: usize = 10;
const COMMANDS: usize = 600;

/// A world of its own with callers at work.
struct Load {
    world: Arc<World>,
    tasks: Vec<TaskKey>,
    answered: Arc<AtomicUsize>,
    callers: Vec<tokio::task::JoinHandle<()>>,
}

impl Load {
    /// Each task has a caller who renames it again and again, each time when the last is done.
    async fn start() -> Self {
        let infrastructure = Infrastructure::for_tests().await.unwrap();
        let settings = Settings::only(&["audit-log", "task"]).on(infrastructure);
        let world = Arc::new(World::start(settings).await);
        let tasks: Vec<_> = (0..TASKS).map(|number| task("acme", &format!("t-{number}"))).collect();
        join_all(tasks.iter().map(|task| world.initialize(task))).await;
        let answered = Arc::new(AtomicUsize::new(0));
        let callers = tasks.iter().cloned().map(|task| {
            let (bob, answered) = (world.person("bob"), answered.clone());
            tokio::spawn(async move {
                for number in 1..=COMMANDS / TASKS {
                    let outcome = bob.asks(&task, &Rename { title: number.to_string() }).await;
                    assert_eq!(outcome.status(), "done", "{outcome:?}");
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            })
        });
        let callers = callers.collect();
        Self { world, tasks, answered, callers }
    }

    /// Waits until a part of the commands is answered; fails when nothing is left to disturb.
    async fn reaches(&self, part: f64) {
        let wanted = (part * COMMANDS as f64) as usize;
        until_true("outcomes", async || self.answered.load(Ordering::Relaxed) >= wanted).await;
        assert!(self.answered.load(Ordering::Relaxed) < COMMANDS, "the load ended before it was disturbed");
    }

    fn infrastructure(&self) -> &Infrastructure {
        self.world.fleet.infrastructure()
    }

    /// Everything was done once, in order, and is known everywhere.
    async fn ends_well(self) {
        let pids = self.pids();
        for caller in self.callers {
            caller.await.unwrap();
        }
        self.world.settle().await;
        let entries = journal::read(&self.world.database, "task").await;
        journal::assert_in_order_and_once(&entries, &self.world.accepted("TASK_COMMANDS").await);
        let titles: Vec<_> = (1..=COMMANDS / TASKS).map(|number| number.to_string()).collect();
        for task in &self.tasks {
            let record = self.world.ask(task, &Detail {}).await;
            assert_eq!((record.revision, &record.title), (1 + titles.len() as i64, &titles[titles.len() - 1]));
            let renamed =
                List { task_id: Some(task.task_id.clone()), event: Some("task.renamed".into()), ..List::default() };
            let events = audit(&self.world, &task.organization_id, renamed).await;
            let told: Vec<_> = events.iter().map(|event| event.details["to"].as_str().unwrap()).collect();
            assert_eq!(told, titles, "{}", task.tokens());
        }
        journal::outbox_is_empty(&self.world.database, "task").await;
        for (instance, pid) in pids {
            assert_eq!(self.world.fleet.pid(&instance).unwrap(), pid, "{instance} was started again");
            self.world.fleet.wait_ready(&instance).await.unwrap();
        }
    }

    fn pids(&self) -> Vec<(String, Option<u32>)> {
        self.world.fleet.instances().into_iter().map(|facts| (facts.instance, facts.pid)).collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nats_killed_and_stopped_under_load_loses_nothing_and_repeats_nothing() {
    let load = Load::start().await;
    load.reaches(0.2).await;
    load.infrastructure().nats.kill().unwrap();
    load.infrastructure().nats.start().await.unwrap();
    load.reaches(0.5).await;
    assert!(load.infrastructure().nats.stop().await.unwrap());
    load.infrastructure().nats.start().await.unwrap();
    load.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_killed_and_stopped_under_load_loses_nothing_and_repeats_nothing() {
    let load = Load::start().await;
    load.reaches(0.2).await;
    load.infrastructure().postgres.kill().unwrap();
    load.infrastructure().postgres.start().await.unwrap();
    load.reaches(0.5).await;
    assert!(load.infrastructure().postgres.stop().await.unwrap());
    load.infrastructure().postgres.start().await.unwrap();
    load.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_is_killed_while_nats_is_away_goes_on_when_both_are_back() {
    let load = Load::start().await;
    load.reaches(0.3).await;
    load.infrastructure().nats.kill().unwrap();
    load.world.fleet.kill("task-1").unwrap();
    load.infrastructure().nats.start().await.unwrap();
    load.world.fleet.restart("task-1").await.unwrap();
    load.ends_well().await;
}
