//! What is acknowledged is committed in Postgres, and JetStream only carries: a server that comes back without its newest
//! messages, a database that comes back without its newest commits, a commit whose answer is lost, and an instance that is
//! cut off lose nothing, do nothing twice, and stop nobody else.

use std::time::Duration;

use contracts::{
    runtime_messages::WorkflowStatus,
    task::{Detail, Rename},
};
use faults::{Pattern, Proxy};
use fleet::{Infrastructure, Settings, Through};
use futures::future::join_all;
use stories::{
    World, journal,
    notebook::{Lines, Notebooks, Step},
    task, until_true,
};

use crate::load::Load;

/// How long `nats req` waits, unless it is told otherwise.
const CLI_TIMEOUT: Duration = Duration::from_secs(5);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nats_that_comes_back_without_its_newest_messages_loses_nothing() {
    let load = Load::start().await;
    load.reaches(0.2).await;
    let before = load.infrastructure().nats.snapshot().await.unwrap();
    load.reaches(0.5).await;
    load.infrastructure().nats.restore(&before).await.unwrap();
    load.ends_as_promised().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_that_comes_back_without_its_newest_commits_loses_nothing() {
    let load = Load::start().await;
    load.reaches(0.2).await;
    let before = load.infrastructure().postgres.snapshot().await.unwrap();
    load.reaches(0.5).await;
    load.infrastructure().postgres.restore(&before).await.unwrap();
    load.ends_as_promised().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nats_and_postgres_that_both_come_back_to_an_earlier_state_go_on_in_order() {
    let load = Load::start().await;
    load.reaches(0.2).await;
    let kept = load.answered();
    let (nats, postgres) = (&load.infrastructure().nats, &load.infrastructure().postgres);
    let (messages, commits) = (nats.snapshot().await.unwrap(), postgres.snapshot().await.unwrap());
    load.reaches(0.5).await;
    tokio::try_join!(nats.restore(&messages), postgres.restore(&commits)).unwrap();
    load.ends_in_order(&kept).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_of_three_instances_killed_at_once_leave_the_third_to_do_everything() {
    let load = Load::start().await;
    let second = load.world.fleet.start_instance("task").await.unwrap();
    load.world.fleet.start_instance("task").await.unwrap();
    load.reaches(0.3).await;
    load.world.fleet.kill("task-1").unwrap();
    load.world.fleet.kill(&second).unwrap();
    load.ends_as_promised().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_of_three_nats_servers_goes_on_in_order_when_one_is_killed() {
    let load = Load::start_on(Infrastructure::cluster_for_tests().await.unwrap()).await;
    load.reaches(0.3).await;
    let server = load.infrastructure().nats.servers().next().unwrap();
    server.kill().unwrap();
    load.reaches(0.6).await;
    server.start().await.unwrap();
    load.ends_as_promised().await;
}

/// A world with one more instance of task, which reaches Postgres and NATS through proxies.
struct Proxied {
    world: World,
    nats: Proxy,
    postgres: Proxy,
    instance: String,
}

impl Proxied {
    /// `alone`: the other instance is stopped.
    async fn start(alone: bool) -> Self {
        let infrastructure = Infrastructure::for_tests().await.unwrap();
        let settings = Settings::only(&["audit-log", "task"]).on(infrastructure.clone());
        let world = World::start(settings).await;
        let nats = Proxy::start(infrastructure.nats.address()).await.unwrap();
        let postgres = Proxy::start(infrastructure.postgres.address().parse().unwrap()).await.unwrap();
        let through = Through { nats: Some(nats.address()), postgres: Some(postgres.address()) };
        let instance = world.fleet.start_instance_through("task", through).await.unwrap();
        if alone {
            assert!(world.fleet.terminate("task-1").await.unwrap());
        }
        Self { world, nats, postgres, instance }
    }

    /// Renames twenty tasks, over all partitions. Each must be done.
    async fn renames(&self, title: &str) {
        let bob = self.world.person("bob");
        let all = (0..20).map(|number| {
            let (bob, key) = (&bob, task("acme", &format!("t-{number}")));
            async move { bob.asks(&key, &Rename { title: title.into() }).await }
        });
        for outcome in join_all(all).await {
            assert_eq!(outcome.status(), "done", "{outcome:?}");
        }
    }

    async fn initialize(&self) {
        let tasks: Vec<_> = (0..20).map(|number| task("acme", &format!("t-{number}"))).collect();
        join_all(tasks.iter().map(|task| self.world.initialize(task))).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_answer_is_lost_sends_what_it_has_to_send() {
    let proxied = Proxied::start(true).await;
    proxied.initialize().await;
    proxied.postgres.swallow_answer_after("insert into journal");
    proxied.renames("Once").await;
    proxied.postgres.until_swallowed(1).await;

    proxied.world.settle().await;
    journal::outbox_is_empty(&proxied.world.database, "task").await;
    let renamed = contracts::audit_log::List { event: Some("task.renamed".into()), ..Default::default() };
    let events = stories::audit(&proxied.world, &"acme".parse().unwrap(), renamed).await;
    assert_eq!(events.len(), 20, "each rename is told once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_whose_commit_has_no_answer_is_recorded_and_sent_once() {
    let infrastructure = Infrastructure::for_tests().await.unwrap();
    let world = World::start(Settings::only(&[]).on(infrastructure.clone())).await;
    let postgres = Proxy::start(infrastructure.postgres.address().parse().unwrap()).await.unwrap();
    let mut notebooks = Notebooks::of(&world, env!("CARGO_BIN_EXE_notebook"));
    notebooks.reach_postgres_through(postgres.address());
    notebooks.start("one").await;
    postgres.swallow_answers_after(Pattern::new("insert into workflow_steps").then("COMMIT"), 3);

    let notebook = task("acme", "n-1");
    let plan = [Step::Note("a".into()), Step::Tell("b".into()), Step::Tell("c".into()), Step::Note("d".into())];
    let started = world.sets_out(&notebook, "errand", &plan).await;
    world.comes_to(&notebook, &started.run_id, WorkflowStatus::Done).await;
    postgres.until_swallowed(3).await;
    world.settle().await;
    let mut lines = world.ask(&notebook, &Lines {}).await;
    lines.sort();
    assert_eq!(lines, ["a", "b", "c", "d"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_to_nats_that_breaks_in_a_burst_again_and_again_keeps_the_order() {
    let proxied = Proxied::start(true).await;
    proxied.initialize().await;
    let burst = async {
        for title in 0..20 {
            proxied.renames(&title.to_string()).await;
        }
    };
    let breaks = async {
        for times in 1..=5 {
            // Twenty tasks were made, and each round renames twenty.
            until_true("more is recorded", async || {
                journal::count(&proxied.world.database, "task").await >= times * 60
            })
            .await;
            proxied.nats.cut();
            proxied.nats.heal();
        }
    };
    tokio::join!(burst, breaks);

    proxied.world.settle().await;
    let entries = journal::read(&proxied.world.database, "task").await;
    journal::assert_in_order_and_once(&entries, &proxied.world.accepted("TASK_COMMANDS").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instance_cut_off_from_postgres_gives_its_partitions_up_and_is_not_ready() {
    let proxied = Proxied::start(false).await;
    proxied.initialize().await;
    proxied.postgres.black_hole();
    proxied.renames("Done by the other").await;
    until_true("the instance is not ready", async || {
        !matches!(proxied.world.is_ready(&proxied.instance).await, Ok(true))
    })
    .await;

    proxied.postgres.heal();
    proxied.world.fleet.wait_ready(&proxied.instance).await.unwrap();
    proxied.renames("Done by both").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asks_with_the_nats_cli_hears_before_it_gives_up_though_the_database_stands_still() {
    let proxied = Proxied::start(true).await;
    proxied.initialize().await;
    proxied.postgres.black_hole();
    let rename = async_nats::Request::new().payload(r#"{"title":"Later"}"#.into()).timeout(Some(CLI_TIMEOUT));
    let answer = proxied.world.nats.send_request("task.request.rename.acme.t-0", rename).await.unwrap();
    let outcome: contracts::Outcome = serde_json::from_slice(&answer.payload).unwrap();
    assert_eq!(outcome.status(), "pending", "{outcome:?}");

    proxied.postgres.heal();
    let key = task("acme", "t-0");
    until_true("it is done later", async || proxied.world.ask(&key, &Detail {}).await.title == "Later").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instance_cut_off_from_nats_stops_nobody_else() {
    let proxied = Proxied::start(false).await;
    proxied.initialize().await;
    proxied.nats.black_hole();
    proxied.renames("Done by the other").await;
    proxied.nats.heal();
    proxied.renames("Done by both").await;
    proxied.world.settle().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instance_that_stands_still_and_goes_on_later_does_nothing_twice() {
    let proxied = Proxied::start(false).await;
    proxied.initialize().await;
    proxied.world.fleet.pause(&proxied.instance).unwrap();
    proxied.renames("Done by the other").await;
    fleet::wait::pause(Duration::from_secs(15)).await;
    proxied.world.fleet.resume(&proxied.instance).unwrap();
    proxied.renames("Done by both").await;

    proxied.world.settle().await;
    let entries = journal::read(&proxied.world.database, "task").await;
    journal::assert_in_order_and_once(&entries, &proxied.world.accepted("TASK_COMMANDS").await);
}
