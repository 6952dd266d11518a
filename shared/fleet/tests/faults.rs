//! The means to break things: each does what it says, and what it broke comes back.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test says what it expects by failing")]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use async_nats::jetstream;
use faults::{Pattern, Proxy};
use fleet::{Fleet, Infrastructure, Settings, Through, running_program, wait};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// What is expected has happened by then; what is not allowed to happen would have.
const PATIENCE: Duration = Duration::from_secs(20);
const SILENCE: Duration = Duration::from_millis(300);

const STREAM: &str = "TASK_COMMANDS";
const SUBJECT: &str = "task.command.rename.acme.t-1";

/// NATS and Postgres to break, and a fleet without services on them.
async fn breakable() -> (Arc<Infrastructure>, Fleet) {
    let infrastructure = Infrastructure::for_tests().await.unwrap();
    let fleet = Fleet::start(Settings::only(&[]).on(infrastructure.clone())).await.unwrap();
    (infrastructure, fleet)
}

async fn run(url: &str, statement: &str) -> sqlx::Result<()> {
    let mut connection = PgConnection::connect(url).await?;
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await?;
    connection.close().await
}

async fn count(url: &str, table: &str) -> i64 {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let statement = AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
    sqlx::query_scalar(statement).fetch_one(&mut connection).await.unwrap()
}

async fn publish(fleet: &Fleet) {
    let jetstream = jetstream::new(fleet.nats().await.unwrap());
    jetstream.publish(SUBJECT, "{}".into()).await.unwrap().await.unwrap();
}

async fn stored(fleet: &Fleet) -> u64 {
    let jetstream = jetstream::new(fleet.nats().await.unwrap());
    jetstream.get_stream(STREAM).await.unwrap().cached_info().state.messages
}

#[tokio::test]
async fn a_killed_postgres_leaves_no_process_that_ends_a_commit() {
    let (infrastructure, fleet) = breakable().await;
    let mut connection = PgConnection::connect(&fleet.admin_database_url()).await.unwrap();
    let backend: i32 = sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(&mut connection).await.unwrap();
    let backend = u32::try_from(backend).unwrap();
    assert!(running_program(backend).is_some());

    infrastructure.postgres.kill().unwrap();

    assert_eq!(running_program(backend), None);
    infrastructure.postgres.start().await.unwrap();
    run(&fleet.admin_database_url(), "SELECT 1").await.unwrap();
}

#[tokio::test]
async fn paused_servers_answer_nobody_until_they_are_resumed() {
    let (infrastructure, fleet) = breakable().await;
    let url = fleet.admin_database_url();
    let (nats, mut connection) = (fleet.nats().await.unwrap(), PgConnection::connect(&url).await.unwrap());

    infrastructure.postgres.pause().unwrap();
    infrastructure.nats.pause().unwrap();
    assert!(tokio::time::timeout(SILENCE, connection.ping()).await.is_err());
    let asked = || nats.request("$JS.API.INFO", "".into());
    assert!(tokio::time::timeout(SILENCE, asked()).await.is_err());

    infrastructure.postgres.resume();
    infrastructure.nats.resume();
    tokio::time::timeout(PATIENCE, run(&url, "SELECT 1")).await.unwrap().unwrap();
    tokio::time::timeout(PATIENCE, asked()).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_restored_snapshot_has_what_came_before_it_and_nothing_later() {
    let (infrastructure, fleet) = breakable().await;
    let url = fleet.admin_database_url();
    run(&url, "CREATE TABLE notes (id int); INSERT INTO notes VALUES (1)").await.unwrap();
    publish(&fleet).await;
    let postgres = infrastructure.postgres.snapshot().await.unwrap();
    let nats = infrastructure.nats.snapshot().await.unwrap();
    run(&url, "INSERT INTO notes VALUES (2)").await.unwrap();
    publish(&fleet).await;
    assert_eq!((count(&url, "notes").await, stored(&fleet).await), (2, 2));

    infrastructure.postgres.restore(&postgres).await.unwrap();
    infrastructure.nats.restore(&nats).await.unwrap();

    assert_eq!((count(&url, "notes").await, stored(&fleet).await), (1, 1));
    run(&url, "INSERT INTO notes VALUES (3)").await.unwrap();
    publish(&fleet).await;
    assert_eq!((count(&url, "notes").await, stored(&fleet).await), (2, 2));
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_committed() {
    let (infrastructure, fleet) = breakable().await;
    let url = fleet.admin_database_url();
    run(&url, "CREATE TABLE steps (id int)").await.unwrap();
    let upstream = infrastructure.postgres.address().parse().unwrap();
    let proxy = Proxy::start(upstream).await.unwrap();
    let through = url.replace(&infrastructure.postgres.address(), &proxy.address().to_string());

    // A prepared statement, which commits by itself.
    let mut connection = PgConnection::connect(&through).await.unwrap();
    let insert = || sqlx::query("INSERT INTO steps VALUES ($1)").bind(1);
    insert().execute(&mut connection).await.unwrap();
    proxy.swallow_answer_after("INSERT INTO steps");
    insert().execute(&mut connection).await.unwrap_err();
    proxy.until_swallowed(1).await;
    assert_eq!(count(&url, "steps").await, 2);

    // The commit of a transaction.
    proxy.swallow_answers_after(Pattern::new("INSERT INTO steps").then("COMMIT"), 1);
    let mut connection = PgConnection::connect(&through).await.unwrap();
    let mut transaction = connection.begin().await.unwrap();
    insert().execute(&mut *transaction).await.unwrap();
    transaction.commit().await.unwrap_err();
    proxy.until_swallowed(2).await;
    assert_eq!(count(&url, "steps").await, 3);
}

#[tokio::test]
async fn a_cluster_goes_on_while_any_one_of_its_servers_is_away() {
    let infrastructure = Infrastructure::cluster_for_tests().await.unwrap();
    let fleet = Fleet::start(Settings::only(&[]).on(infrastructure.clone())).await.unwrap();
    publish(&fleet).await;
    for (number, server) in infrastructure.nats.servers().enumerate() {
        server.kill().unwrap();
        // Its streams' leaders are elected anew.
        wait::until("another leader", PATIENCE, async || {
            let jetstream = jetstream::new(fleet.nats().await?);
            let published =
                tokio::time::timeout(SILENCE, async { jetstream.publish(SUBJECT, "{}".into()).await.ok()?.await.ok() });
            Ok(published.await.ok().flatten())
        })
        .await
        .unwrap();
        server.start().await.unwrap();
        assert!(stored(&fleet).await >= number as u64 + 2);
    }
}

#[tokio::test]
async fn an_instance_may_be_cut_off_and_stand_still_while_its_equal_is_well() {
    let (infrastructure, _) = breakable().await;
    let settings = Settings { services: vec![("audit-log", 0)], ..Settings::only(&[]) };
    let fleet = Fleet::start(settings.on(infrastructure.clone())).await.unwrap();
    let proxy = Proxy::start(infrastructure.nats.address()).await.unwrap();
    let well = fleet.start_instance("audit-log").await.unwrap();
    let through = Through { nats: Some(proxy.address()), ..Through::default() };
    let cut_off = fleet.start_instance_through("audit-log", through).await.unwrap();

    proxy.cut();
    until_ready(&fleet, &cut_off, false).await;
    until_ready(&fleet, &well, true).await;
    proxy.heal();
    fleet.wait_ready(&cut_off).await.unwrap();

    fleet.pause(&well).unwrap();
    until_ready(&fleet, &well, false).await;
    until_ready(&fleet, &cut_off, true).await;
    fleet.resume(&well).unwrap();
    fleet.wait_ready(&well).await.unwrap();
}

/// Printed by the process that is killed, before its facts.
const MARK: &str = "paused ";

#[tokio::test]
#[ignore = "holds paused servers until it is killed; started by the test below"]
async fn hold_paused_servers() {
    let infrastructure = Infrastructure::for_tests().await.unwrap();
    infrastructure.nats.pause().unwrap();
    infrastructure.postgres.pause().unwrap();
    println!("\n{MARK}{} {}", infrastructure.nats.pid().unwrap(), infrastructure.postgres.pid().unwrap());
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn a_killed_launcher_leaves_no_paused_process() {
    let mut launcher = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "hold_paused_servers", "--ignored", "--nocapture"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(launcher.stdout.take().unwrap()).lines();
    let facts = lines.map_while(Result::ok).find_map(|line| line.strip_prefix(MARK).map(str::to_owned)).unwrap();
    let pids: Vec<u32> = facts.split(' ').map(|pid| pid.parse().unwrap()).collect();
    assert!(pids.iter().all(|pid| running_program(*pid).is_some()));

    launcher.kill().unwrap();
    launcher.wait().unwrap();

    let gone = || async { Ok(pids.iter().all(|pid| running_program(*pid).is_none()).then_some(())) };
    wait::until("the end of everything", PATIENCE, gone).await.unwrap();
}

async fn until_ready(fleet: &Fleet, instance: &str, wanted: bool) {
    let url = format!("{}/readyz", fleet.probe_url(instance).unwrap());
    let client = reqwest::Client::builder().no_proxy().timeout(SILENCE).build().unwrap();
    wait::until(instance, PATIENCE, async || {
        let answered = client.get(&url).send().await;
        Ok((answered.is_ok_and(|answer| answer.status().is_success()) == wanted).then_some(()))
    })
    .await
    .unwrap();
}
