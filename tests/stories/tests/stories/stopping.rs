//! A planned stop hands over without an error to anybody, and a process says of itself what is true.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use async_nats::{HeaderMap, RequestErrorKind};
use contracts::{
    Outcome,
    task::{Detail, Rename},
};
use fleet::{Infrastructure, Settings};
use futures::future::join_all;
use runtime::Request;
use stories::{World, journal, task, until_true};
use tokio::task::JoinHandle;

/// What a service promises.
const STOPS_WITHIN: Duration = Duration::from_secs(10);

/// How somebody asks for a new title.
#[derive(Clone, Copy, PartialEq)]
enum Door {
    /// As the gateway does: through the stream.
    Stream,
    /// As `nats req` does; asked again with the same id when nobody answers. A request that is on its way to an
    /// instance at the very moment it leaves is lost, because NATS keeps no requests.
    Endpoint,
}

/// Callers who ask until they are told to stop,.
fn callers(world: &Arc<World>, door: Door, stop: &Arc<AtomicBool>, answered: &Arc<AtomicUsize>) -> Vec<JoinHandle<()>> {
    let caller = |number: usize| {
        let (world, stop, answered) = (world.clone(), stop.clone(), answered.clone());
        tokio::spawn(async move {
            let (bob, key) = (world.person("bob"), task("acme", &format!("t-{number}")));
            while !stop.load(Ordering::Relaxed) {
                let rename = Rename { title: answered.load(Ordering::Relaxed).to_string() };
                let outcome = match door {
                    Door::Stream => bob.asks_within(STOPS_WITHIN, &key, &rename).await,
                    Door::Endpoint => by_endpoint(&world, &bob.request(&key, &rename)).await,
                };
                assert_eq!(outcome.status(), "done", "{outcome:?}");
                answered.fetch_add(1, Ordering::Relaxed);
            }
        })
    };
    (0..16).map(caller).collect()
}

async fn by_endpoint(world: &World, request: &Request) -> Outcome {
    let subject = request.subject.replace(".command.", ".request.");
    let mut headers = HeaderMap::new();
    headers.insert("Foundry-Command-Id", request.id.as_str());
    for _ in 0..20 {
        let reply = world.nats.request_with_headers(subject.clone(), headers.clone(), request.body.clone()).await;
        match reply {
            Ok(reply) => return serde_json::from_slice(&reply.payload).unwrap(),
            Err(error) if error.kind() == RequestErrorKind::TimedOut => {}
            Err(error) => panic!("a caller got an error: {error}"),
        }
    }
    panic!("nobody answers {subject}");
}

async fn stops_under_load(door: Door) {
    let world = Arc::new(World::start(Settings::only(&["audit-log"]).instances("task", 2)).await);
    join_all((0..16).map(async |number| world.initialize(&task("acme", &format!("t-{number}"))).await)).await;
    let (stop, answered) = (Arc::<AtomicBool>::default(), Arc::<AtomicUsize>::default());
    let callers = callers(&world, door, &stop, &answered);
    let more = async |count: usize| {
        let wanted = answered.load(Ordering::Relaxed) + count;
        until_true("more outcomes", async || answered.load(Ordering::Relaxed) >= wanted).await;
    };

    for instance in ["task-1", "task-2", "task-1"] {
        more(200).await;
        let began = Instant::now();
        assert!(world.fleet.terminate(instance).await.unwrap(), "{instance} did not stop by itself");
        assert!(began.elapsed() < STOPS_WITHIN, "{instance} took {:?}", began.elapsed());
        more(100).await;
        world.fleet.restart(instance).await.unwrap();
    }
    stop.store(true, Ordering::Relaxed);
    for caller in callers {
        caller.await.unwrap();
    }

    world.settle().await;
    let entries = journal::read(&world.database, "task").await;
    journal::assert_in_order_and_once(&entries, &world.accepted("TASK_COMMANDS").await);
    journal::outbox_is_empty(&world.database, "task").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_planned_stop_under_load_hands_over_and_no_caller_gets_an_error() {
    stops_under_load(Door::Stream).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_planned_stop_under_load_leaves_no_request_undone() {
    stops_under_load(Door::Endpoint).await;
}

#[tokio::test]
async fn an_idle_service_stops_at_once() {
    let world = World::of(&["task"]).await;
    join_all((0..16).map(async |number| world.initialize(&task("acme", &format!("t-{number}"))).await)).await;
    world.settle().await;
    let began = Instant::now();
    assert!(world.fleet.terminate("task-1").await.unwrap());
    assert!(began.elapsed() < Duration::from_secs(2), "it took {:?}", began.elapsed());
    let log = world.fleet.log_tail("task-1", 1_000).unwrap();
    assert!(!log.contains("ERROR"), "it does more than to stop: {log}");
}

#[tokio::test]
async fn a_partition_that_comes_back_goes_on_where_the_other_instance_left_it() {
    let world = World::start(Settings::only(&[]).instances("task", 2)).await;
    let keys: Vec<_> = (0..16).map(|number| task("acme", &format!("t-{number}"))).collect();
    join_all(keys.iter().map(|key| world.initialize(key))).await;
    world.settle().await;
    assert!(world.fleet.terminate("task-2").await.unwrap());
    let bob = world.person("bob");
    for title in ["one", "two"] {
        let rename = Rename { title: title.to_owned() };
        join_all(keys.iter().map(async |key| assert_eq!(bob.asks(key, &rename).await.status(), "done"))).await;
        world.fleet.restart("task-2").await.unwrap();
        until_true("it has its share", async || world.metric("task-2", "partitions_owned").await > 0.0).await;
        join_all(keys.iter().map(async |key| assert_eq!(bob.asks(key, &rename).await.status(), "done"))).await;
        assert!(world.fleet.terminate("task-2").await.unwrap());
        until_true("all are back", async || world.metric("task-1", "partitions_owned").await >= 16.0).await;
    }
    // The stream is longer than it was when the instance connected.
    let log = world.fleet.log_tail("task-1", 1_000).unwrap();
    assert!(!log.contains("NATS has lost"), "it misses messages that were never there: {log}");
}

#[tokio::test]
async fn queries_are_answered_while_an_instance_stops() {
    let world = Arc::new(World::start(Settings::only(&[]).instances("task", 2)).await);
    let key = task("acme", "t-1");
    world.initialize(&key).await;
    let (stop, answered) = (Arc::<AtomicBool>::default(), Arc::<AtomicUsize>::default());
    let reader = tokio::spawn({
        let (world, stop, answered, key) = (world.clone(), stop.clone(), answered.clone(), key.clone());
        async move {
            let caller = runtime::Caller::token("reader");
            while !stop.load(Ordering::Relaxed) {
                join_all((0..8).map(async |_| world.client.query(&key, &Detail {}, &caller).await.unwrap())).await;
                answered.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    until_true("answers", async || answered.load(Ordering::Relaxed) > 20).await;
    assert!(world.fleet.terminate("task-2").await.unwrap());
    until_true("answers", async || answered.load(Ordering::Relaxed) > 40).await;
    stop.store(true, Ordering::Relaxed);
    reader.await.unwrap();
}

#[tokio::test]
async fn a_service_that_stops_is_not_ready_any_more() {
    let world = World::of(&["audit-log", "task"]).await;
    assert!(world.is_ready("task-1").await.unwrap());
    // A rename of a task that has no record asks the organization, which is not there: the batch under way holds the
    // stop up for as long as that may last.
    let bob = world.person("bob");
    bob.sends(&task("acme", "t-1"), &Rename { title: "x".into() }).await;
    until_true("the command is under way", async || {
        world.fleet.log_tail("task-1", 5).unwrap().contains("cannot be looked up")
    })
    .await;

    let (stopped, seen) = tokio::join!(world.fleet.terminate("task-1"), async {
        until_true("it is not ready", async || !matches!(world.is_ready("task-1").await, Ok(true))).await;
    });
    assert!(stopped.unwrap(), "it did not stop by itself");
    let () = seen;
}

#[tokio::test]
async fn a_service_stops_by_itself_when_nats_and_postgres_are_gone() {
    let infrastructure = Infrastructure::for_tests().await.unwrap();
    let world = World::start(Settings::only(&["task"]).on(infrastructure.clone())).await;
    world.initialize(&task("acme", "t-1")).await;
    infrastructure.nats.kill().unwrap();
    infrastructure.postgres.kill().unwrap();
    assert!(world.fleet.terminate("task-1").await.unwrap(), "it had to be killed");
}
