//! Ten tasks that are renamed again and again while something is broken.

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
pub struct Load {
    pub world: Arc<World>,
    tasks: Vec<TaskKey>,
    /// Outcomes so far, of each task.
    answered: Arc<[AtomicUsize]>,
    callers: Vec<tokio::task::JoinHandle<()>>,
}

impl Load {
    /// Each task has a caller who renames it again and again, each time when the last is done.
    pub async fn start() -> Self {
        Self::start_on(Infrastructure::for_tests().await.unwrap()).await
    }

    pub async fn start_on(infrastructure: Arc<Infrastructure>) -> Self {
        let settings = Settings::only(&["audit-log", "task"]).on(infrastructure);
        let world = Arc::new(World::start(settings).await);
        let tasks: Vec<_> = (0..TASKS).map(|number| task("acme", &format!("t-{number}"))).collect();
        join_all(tasks.iter().map(|task| world.initialize(task))).await;
        let answered: Arc<[AtomicUsize]> = tasks.iter().map(|_| AtomicUsize::new(0)).collect();
        let callers = tasks.iter().cloned().enumerate().map(|(place, task)| {
            let (bob, answered) = (world.person("bob"), answered.clone());
            tokio::spawn(async move {
                for number in 1..=COMMANDS / TASKS {
                    let outcome = bob.asks(&task, &Rename { title: number.to_string() }).await;
                    assert_eq!(outcome.status(), "done", "{outcome:?}");
                    answered[place].fetch_add(1, Ordering::Relaxed);
                }
            })
        });
        let callers = callers.collect();
        Self { world, tasks, answered, callers }
    }

    /// Waits until a part of the commands is answered; fails when nothing is left to disturb.
    pub async fn reaches(&self, part: f64) {
        let wanted = (part * COMMANDS as f64) as usize;
        let all = || self.answered().iter().sum::<usize>();
        until_true("outcomes", async || all() >= wanted).await;
        assert!(all() < COMMANDS, "the load ended before it was disturbed");
    }

    /// How many outcomes the caller of each task has.
    pub fn answered(&self) -> Vec<usize> {
        self.answered.iter().map(|count| count.load(Ordering::Relaxed)).collect()
    }

    pub fn infrastructure(&self) -> &Infrastructure {
        self.world.fleet.infrastructure()
    }

    /// Everything was done once, in order, and is known everywhere.
    pub async fn ends_well(self) {
        let pids = self.pids();
        let (world, tasks) = (self.world.clone(), self.tasks.clone());
        self.settles().await;
        let entries = journal::read(&world.database, "task").await;
        journal::assert_in_order_and_once(&entries, &world.accepted("TASK_COMMANDS").await);
        told_once_and_in_order(&world, &tasks).await;
        journal::outbox_is_empty(&world.database, "task").await;
        for (instance, pid) in pids {
            assert_eq!(world.fleet.pid(&instance).unwrap(), pid, "{instance} was started again");
            world.fleet.wait_ready(&instance).await.unwrap();
        }
    }

    /// The same, where the stream itself has forgotten something: what was acknowledged was done once and in order, and is
    /// shown and told everywhere.
    pub async fn ends_as_promised(self) {
        let (world, tasks) = (self.world.clone(), self.tasks.clone());
        self.settles().await;
        told_once_and_in_order(&world, &tasks).await;
        shown_as_recorded(&world, &tasks).await;
        journal::outbox_is_empty(&world.database, "task").await;
    }

    /// The same, where everybody has forgotten the same time: what was acknowledged before it, `kept` of each task, is there,
    /// what came after it is there, and nothing is done twice or out of order. Each rename is told once. What was on its way
    /// when both went may be told before others, or though its rename is gone.
    pub async fn ends_in_order(self, kept: &[usize]) {
        let (world, tasks) = (self.world.clone(), self.tasks.clone());
        self.settles().await;
        for (task, kept) in tasks.iter().zip(kept) {
            let renamed = titles_recorded(&world, task).await;
            assert!(renamed.is_sorted_by(|first, second| first < second), "{}: {renamed:?}", task.tokens());
            assert!(renamed.iter().copied().take(*kept).eq(1..=*kept), "{kept} of {}: {renamed:?}", task.tokens());
            assert_eq!(renamed.last(), Some(&(COMMANDS / TASKS)));
            let mut told: Vec<usize> =
                titles_told(&world, task).await.iter().map(|title| title.parse().unwrap()).collect();
            told.sort_unstable();
            assert!(told.is_sorted_by(|first, second| first < second), "{}: {told:?}", task.tokens());
            assert!(renamed.iter().all(|title| told.contains(title)), "{}: {told:?} of {renamed:?}", task.tokens());
        }
        shown_as_recorded(&world, &tasks).await;
        journal::outbox_is_empty(&world.database, "task").await;
    }

    /// Every caller has all its outcomes, and nothing moves any more.
    async fn settles(self) {
        for caller in self.callers {
            caller.await.unwrap();
        }
        // What a commit has left may wait for a server that is just back, and then leads to more.
        journal::outbox_is_empty(&self.world.database, "task").await;
        self.world.settle().await;
    }

    pub fn pids(&self) -> Vec<(String, Option<u32>)> {
        self.world.fleet.instances().into_iter().map(|facts| (facts.instance, facts.pid)).collect()
    }
}

/// Each task has been renamed through all the titles, one after the other, and the audit log says so.
async fn told_once_and_in_order(world: &World, tasks: &[TaskKey]) {
    let titles: Vec<_> = (1..=COMMANDS / TASKS).map(|number| number.to_string()).collect();
    for task in tasks {
        let record = world.ask(task, &Detail {}).await;
        assert_eq!((record.revision, &record.title), (1 + titles.len() as i64, &titles[titles.len() - 1]));
        assert_eq!(titles_told(world, task).await, titles, "{}", task.tokens());
    }
}

/// What the task was renamed to, as its service has done it.
async fn titles_recorded(world: &World, task: &TaskKey) -> Vec<usize> {
    let entries = journal::read(&world.database, "task").await;
    let renames = entries.iter().filter(|entry| entry.actor_key == task.tokens() && entry.command == "rename");
    let inputs = renames.map(|entry| serde_json::from_str::<Rename>(&entry.input).unwrap());
    inputs.map(|rename| rename.title.parse().unwrap()).collect()
}

/// What the task was renamed to, as the audit log has it.
async fn titles_told(world: &World, task: &TaskKey) -> Vec<String> {
    let renamed = List { task_id: Some(task.task_id.clone()), event: Some("task.renamed".into()), ..List::default() };
    let events = audit(world, &task.organization_id, renamed).await;
    events.iter().map(|event| event.details["to"].as_str().unwrap().to_owned()).collect()
}

/// The view of each task shows its record.
async fn shown_as_recorded(world: &World, tasks: &[TaskKey]) {
    let views = async_nats::jetstream::new(world.nats.clone()).get_key_value("views").await.unwrap();
    for task in tasks {
        let record = serde_json::to_value(world.ask(task, &Detail {}).await).unwrap();
        until_true("the view shows the record", async || {
            let entry = views.get(format!("task.{}", task.tokens())).await.unwrap().unwrap_or_default();
            let shown: serde_json::Value = serde_json::from_slice(&entry).unwrap_or_default();
            shown["value"] == record
        })
        .await;
    }
}
