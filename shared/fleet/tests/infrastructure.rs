//! NATS and Postgres as the fleet starts them: who may do what, and what a crash leaves behind.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test says what it expects by failing")]

use std::time::Duration;

use fleet::{CLI, Fleet, Infrastructure, SERVICES, Settings};
use futures::StreamExt;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// What was allowed has been answered by then.
const SILENCE: Duration = Duration::from_millis(500);

/// A fleet without services: a NATS account and a database of its own.
async fn empty_fleet() -> Fleet {
    Fleet::start(Settings::only(&[])).await.expect("a fleet")
}

async fn run(url: &str, statement: &str) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(url).await?;
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await?;
    connection.close().await
}

#[tokio::test]
async fn a_service_reaches_its_own_schema_and_no_other() {
    let fleet = empty_fleet().await;
    let task = fleet.database_url("task").unwrap();
    let organization = fleet.database_url("organization").unwrap();

    run(&task, "CREATE TABLE notes (id int); INSERT INTO notes VALUES (1); SELECT * FROM task.notes").await.unwrap();

    for forbidden in
        ["SELECT * FROM task.notes", "CREATE TABLE task.mine (id int)", "CREATE TABLE public.mine (id int)"]
    {
        let refused = run(&organization, forbidden).await.expect_err(forbidden);
        assert!(refused.to_string().contains("permission denied"), "{forbidden}: {refused}");
    }
    assert!(run(&task.replace("postgres://foundry_task:", "postgres://foundry_task:x"), "SELECT 1").await.is_err());
}

#[tokio::test]
async fn a_role_has_its_schema_and_limits() {
    let fleet = empty_fleet().await;
    let mut connection = PgConnection::connect(&fleet.database_url("github-data").unwrap()).await.unwrap();

    let settings: (String, String, String) = sqlx::query_as(
        "SELECT current_setting('search_path'), current_setting('lock_timeout'),
                current_setting('idle_in_transaction_session_timeout')",
    )
    .fetch_one(&mut connection)
    .await
    .unwrap();

    assert_eq!(settings, ("github_data".to_owned(), "5s".to_owned(), "10s".to_owned()));
}

#[tokio::test]
async fn two_fleets_do_not_see_each_other() {
    let (one, other) = (empty_fleet().await, empty_fleet().await);
    let mut heard = other.nats().await.unwrap().subscribe(">").await.unwrap();

    let client = one.nats().await.unwrap();
    client.publish("task.command.rename.acme.t-1", "{}".into()).await.unwrap();
    client.flush().await.unwrap();

    assert!(tokio::time::timeout(Duration::from_millis(100), heard.next()).await.is_err());
    assert!(run(&other.admin_database_url().replace(&database(&other), &database(&one)), "SELECT 1").await.is_ok());
    assert_ne!(database(&one), database(&other));
}

fn database(fleet: &Fleet) -> String {
    fleet.admin_database_url().rsplit('/').next().unwrap().to_owned()
}

/// Whether what `user` publishes on `subject` arrives.
async fn may_publish(fleet: &Fleet, user: &str, subject: &str) -> bool {
    let person = fleet.nats_as(CLI).await.unwrap();
    let mut heard = person.subscribe(subject.to_owned()).await.unwrap();
    person.flush().await.unwrap();

    let client = fleet.nats_as(user).await.unwrap();
    client.publish(subject.to_owned(), "{}".into()).await.unwrap();
    // The server has dealt with a publish before it answers the flush that follows it.
    client.flush().await.unwrap();
    person.flush().await.unwrap();
    tokio::time::timeout(Duration::from_millis(200), heard.next()).await.is_ok()
}

/// Whether `user` hears what is said on `subject`.
async fn may_hear(fleet: &Fleet, user: &str, subject: &str) -> bool {
    let client = fleet.nats_as(user).await.unwrap();
    let mut heard = client.subscribe(subject.to_owned()).await.unwrap();
    client.flush().await.unwrap();

    let person = fleet.nats_as(CLI).await.unwrap();
    person.publish(subject.to_owned(), "{}".into()).await.unwrap();
    person.flush().await.unwrap();
    matches!(tokio::time::timeout(Duration::from_millis(200), heard.next()).await, Ok(Some(_)))
}

#[tokio::test]
async fn a_service_sends_what_it_needs_and_nothing_else() {
    let fleet = empty_fleet().await;
    let allowed = [
        ("task", "task.command.rename.acme.t-1"),
        ("task", "task.workflow.archive.acme.t-1"),
        ("task", "dead.task.command.rename.acme.t-1"),
        ("task", "$KV.views.task.acme.t-1"),
        ("task", "organization.command.applyTaskSummaryUpdate.acme"),
        ("task", "$JS.API.STREAM.PURGE.TASK_COMMANDS"),
        ("task", "_INBOX.gateway.abc.1"),
        ("organization", "task.command.initialize.acme.t-1"),
        ("github-data", "organization.command.applyGithubSyncProgress.acme"),
        ("gateway", "task.command.rename.acme.t-1"),
        ("gateway", "organization.query.summary.acme"),
    ];
    let forbidden = [
        ("task", "organization.command.createTask.acme"),
        ("task", "githubData.command.syncRepos.acme"),
        ("task", "$KV.views.organization.acme.profile"),
        ("task", "$KV.instances.organization.organization-1"),
        ("task", "$JS.API.STREAM.DELETE.TASK_COMMANDS"),
        ("task", "$JS.API.STREAM.PURGE.ORGANIZATION_COMMANDS"),
        ("task", "$JS.API.STREAM.PURGE.TASK_WORKFLOWS"),
        ("task", "$JS.API.CONSUMER.CREATE.ORGANIZATION_COMMANDS.spy"),
        ("task", "$JS.API.CONSUMER.CREATE.KV_views.spy"),
        ("task", "$JS.API.CONSUMER.CREATE.KV_instances.spy"),
        ("task", "$JS.API.DIRECT.GET.TASK_COMMANDS"),
        ("task", "$JS.API.DIRECT.GET.KV_views.$KV.views.task.acme.t-1"),
        ("task", "user.query.githubToken.u1"),
        ("gateway", "$KV.instances.gateway.spy"),
        ("organization", "task.command.rename.acme.t-1"),
        ("audit-log", "organization.command.createTask.acme"),
        ("gateway", "organization.command.applyTaskSummaryUpdate.acme"),
        ("gateway", "auditLog.request.append.acme"),
        ("gateway", "task.command.initialize.acme.t-1"),
        ("gateway", "$KV.views.task.acme.t-1"),
    ];
    for (user, subject) in allowed {
        assert!(may_publish(&fleet, user, subject).await, "{user} cannot publish {subject}");
    }
    for (user, subject) in forbidden {
        assert!(!may_publish(&fleet, user, subject).await, "{user} can publish {subject}");
    }
}

#[tokio::test]
async fn a_service_hears_its_own_and_nothing_else() {
    let fleet = empty_fleet().await;
    for service in SERVICES {
        let (own, other) = (service.name, if service.name == "task" { "organization" } else { "task" });
        assert!(may_hear(&fleet, own, &format!("_INBOX.{own}.x")).await, "{own} does not hear its inbox");
        assert!(may_hear(&fleet, own, "$SRV.PING").await, "{own} does not hear $SRV.PING");
        assert!(!may_hear(&fleet, own, &format!("_INBOX.{other}.x")).await, "{own} hears {other}'s inbox");
        assert!(!may_hear(&fleet, own, &format!("{other}.request.x.acme")).await, "{own} hears {other}'s requests");
        assert!(!may_hear(&fleet, own, "task.command.rename.acme.t-1").await, "{own} hears commands beside its queue");
    }
}

#[tokio::test]
async fn a_service_can_use_its_streams_and_the_buckets() {
    use async_nats::jetstream::{self, consumer::pull};

    let fleet = empty_fleet().await;
    let context = jetstream::new(fleet.nats_as("task").await.unwrap());
    let stream = context.get_stream("TASK_COMMANDS").await.unwrap();
    context.publish("task.command.rename.acme.t-1", "{}".into()).await.unwrap().await.unwrap();
    let consumer = pull::Config { durable_name: Some("task-p00".to_owned()), ..Default::default() };
    let mut consumer = stream.get_or_create_consumer("task-p00", consumer).await.unwrap();
    let message = consumer.fetch().max_messages(1).messages().await.unwrap().next().await.unwrap().unwrap();
    message.double_ack().await.unwrap();
    consumer.reset(None).await.unwrap();

    let views = context.get_key_value("views").await.unwrap();
    views.put("task.acme.t-1", "{}".into()).await.unwrap();
    assert!(views.get("task.acme.t-1").await.unwrap().is_some());

    let gateway = jetstream::new(fleet.nats_as("gateway").await.unwrap());
    let mut seen = gateway.get_key_value("views").await.unwrap().watch_with_history("task.>").await.unwrap();
    assert_eq!(seen.next().await.unwrap().unwrap().key, "task.acme.t-1");
}

#[tokio::test]
async fn killed_servers_come_back_with_what_they_had() {
    let infrastructure = Infrastructure::for_tests().await.unwrap();
    let fleet = Fleet::start(Settings::only(&[]).on(infrastructure.clone())).await.unwrap();
    run(&fleet.admin_database_url(), "CREATE TABLE kept (id int)").await.unwrap();
    let (nats, postgres) = (infrastructure.nats.pid(), infrastructure.postgres.pid());

    infrastructure.nats.kill().unwrap();
    infrastructure.postgres.kill().unwrap();
    infrastructure.nats.start().await.unwrap();
    infrastructure.postgres.start().await.unwrap();

    assert_ne!((infrastructure.nats.pid(), infrastructure.postgres.pid()), (nats, postgres));
    run(&fleet.admin_database_url(), "SELECT * FROM kept").await.unwrap();
    fleet.nats().await.unwrap().flush().await.unwrap();

    assert!(infrastructure.nats.stop().await.unwrap());
    assert!(infrastructure.postgres.stop().await.unwrap());
}

#[tokio::test]
async fn the_streams_are_there_before_the_services_and_no_service_changes_one() {
    let fleet = empty_fleet().await;
    let ask = async |user: &str, api: &str, body: serde_json::Value| {
        let client = fleet.nats_as(user).await.unwrap();
        let asked = client.request(format!("$JS.API.{api}"), body.to_string().into());
        let answer = tokio::time::timeout(SILENCE, asked).await.ok()?.ok()?;
        Some(serde_json::from_slice::<serde_json::Value>(&answer.payload).unwrap())
    };
    for service in SERVICES.iter().filter(|service| service.database) {
        let stream = format!("{}_COMMANDS", service.name.replace('-', "_").to_uppercase());
        let found = ask(service.name, &format!("STREAM.INFO.{stream}"), json!({})).await.expect("an answer");
        assert_eq!(found["config"]["name"], stream.as_str());

        // It would hold what is meant for others.
        let mut greedy = found["config"].clone();
        greedy["subjects"].as_array_mut().unwrap().push(json!("_INBOX.task.>"));
        for api in ["UPDATE", "CREATE"] {
            assert_eq!(ask(service.name, &format!("STREAM.{api}.{stream}"), greedy.clone()).await, None, "{stream}");
        }
        let mine = json!({ "name": "MINE", "subjects": ["_INBOX.task.>"] });
        assert_eq!(ask(service.name, "STREAM.CREATE.MINE", mine).await, None, "{}", service.name);
        let still = ask(CLI, &format!("STREAM.INFO.{stream}"), json!({})).await.expect("an answer");
        assert_eq!(still["config"], found["config"]);
    }

    let organization = async_nats::jetstream::new(fleet.nats_as("organization").await.unwrap());
    let acknowledgement = organization.publish("task.command.initialize.acme.t-1", "{}".into()).await.unwrap().await;
    assert_eq!(acknowledgement.unwrap().stream, "TASK_COMMANDS");
}

/// `prlimit` of the kernel, as for a disk on which nothing more can be written.
fn limit_files(nats: &fleet::Nats, bytes: &str) {
    let mut prlimit = std::process::Command::new("prlimit");
    let status = prlimit.args(["--pid", &nats.pid().unwrap().to_string(), &format!("--fsize={bytes}:")]).status();
    assert!(status.unwrap().success());
}

#[tokio::test]
async fn a_nats_server_that_could_not_write_says_so_until_it_is_started_anew() {
    let infrastructure = Infrastructure::for_tests().await.unwrap();
    let nats = &infrastructure.nats;
    let jetstream = async_nats::jetstream::new(nats.connect(&fleet::Account::main(), CLI).await.unwrap());
    let config = async_nats::jetstream::stream::Config { name: "NOTES".into(), ..Default::default() };
    jetstream.create_stream(config).await.unwrap();
    let store = async || jetstream.publish("NOTES", vec![b'x'; 10_000].into()).await.unwrap().await;
    store().await.unwrap();
    assert_eq!(nats.illness().await, None);

    limit_files(nats, "1");
    store().await.expect_err("there is no room");
    limit_files(nats, "unlimited");
    let refused = store().await.expect_err("it has not noticed");
    let illness = nats.illness().await.unwrap_or_else(|| panic!("it is well and refuses: {refused}"));
    assert!(illness.contains("NOTES"), "{illness}");

    nats.stop().await.unwrap();
    nats.start().await.unwrap();
    assert_eq!(nats.illness().await, None);
    fleet::wait::until("the client is back", Duration::from_secs(20), async || Ok(store().await.ok())).await.unwrap();
}
