//! Tables are altered while everything runs: by the next version's migrations, or by hand.

use std::time::Duration;

use contracts::{
    TaskKey,
    audit_log::List,
    github_data::ReloadRepository,
    organization::{CreateTask, SyncStatus},
    runtime_messages::{History, WorkflowRuns},
    sandbox::Events,
    task::{CreateSession, Detail, Rename, SendMessage},
    user::{ArrangeSidebar, DiscoverOrganizations, GetApp, ListSignIns, SetPreferences},
};
use fleet::{SandboxChoice, Settings};
use serde_json::json;
use sqlx::AssertSqlSafe;
use stories::{Organization, World, until_true};

const SCHEMAS: [&str; 6] = ["organization", "task", "sandbox", "users", "github_data", "audit_log"];

/// One of everything: commands, queries, workflows and webhooks, of each service. Often enough that each connection of each pool
/// has prepared what it runs.
async fn everything_works(acme: &Organization<'_>, round: usize) {
    let github = acme.world.github();
    for turn in 0..3 {
        let branch = format!("altered/{round}-{turn}");
        let line = acme.virtual_task(&branch).await;
        let key = acme.key(&line);
        let title = format!("Round {round}, turn {turn}");
        acme.member.does(&key, &Rename { title: title.clone() }).await;
        assert_eq!(acme.member.sees(&key, &Detail {}).await.title, title);
        let create = CreateTask {
            repository_id: line.repository_id.clone(),
            prompt: format!("Do {round} {turn}"),
            title: None,
            branch: None,
            on_branch: None,
        };
        acme.creates_task(&create).await;
        let reload = ReloadRepository { repository_id: line.repository_id.clone() };
        let run = acme.member.does(&acme.id, &reload).await;
        acme.run_ends(&run.run_id).await;
        assert_eq!(acme.sync().await.sync_status, SyncStatus::Synced);
        acme.member.does(&acme.member.user_id, &SetPreferences::default()).await;
        let sidebar =
            ArrangeSidebar { organization_id: acme.id.clone(), order: vec![], collapsed: vec![], tasks: None };
        acme.member.does(&acme.member.user_id, &sidebar).await;
        acme.member.sees(&acme.member.user_id, &GetApp {}).await;
        acme.member.sees(&acme.member.user_id, &ListSignIns {}).await;
        assert!(!acme.audit(List::default()).await.is_empty());
        acme.repositories().await;
        for actor in ["organization", "githubData", "auditLog"] {
            let history = acme.member.get(&format!("/v1/{actor}/query/history/acme?limit=5")).await;
            assert!(!serde_json::from_value::<History>(history.body).unwrap().commands.is_empty(), "{actor}");
            let runs = acme.member.get(&format!("/v1/{actor}/query/workflows/acme")).await;
            serde_json::from_value::<WorkflowRuns>(runs.body).unwrap();
        }
        acme.member.does(&acme.member.user_id, &DiscoverOrganizations {}).await;
        if turn == 0 {
            an_agent_works(acme, &key).await;
        }
        let permissions = acme.member.get(&format!("/v1/sandbox/query/permissions/acme/{}", line.task_id)).await;
        assert_eq!(permissions.status, 200, "{permissions:?}");
        let number = line.pull_request.unwrap().number;
        github.does("pull-requests/close", json!({ "repository": line.repository_name, "number": number })).await;
        acme.hears(&github).await;
    }
}

/// A sandbox is made, and an agent has its turn in it.
async fn an_agent_works(acme: &Organization<'_>, key: &TaskKey) {
    let alice = acme.world.signs_in("alice", &["acme"]).await;
    let session_id = alice.does(key, &CreateSession::default()).await.session_id;
    let (text, attachments) = ("/say it works".to_owned(), Vec::new());
    let message = SendMessage { session_id: session_id.clone(), text, attachments, interrupt: false, steer: false };
    alice.does(key, &message).await;
    until_true("the turn's end", async || {
        let page = alice.sees(key, &Events::behind(session_id.clone(), 0, 1_000)).await;
        page.events.iter().any(|event| event.kind == "ended")
    })
    .await;
}

async fn tables(world: &World, schema: &str) -> Vec<String> {
    let tables = "select table_name::text from information_schema.tables
                  where table_schema = $1 and table_type = 'BASE TABLE' and table_name <> '_sqlx_migrations'";
    let tables: Vec<String> = sqlx::query_scalar(tables).bind(schema).fetch_all(&world.database).await.unwrap();
    assert!(tables.len() > 5, "{schema}");
    tables
}

/// A column and an index for each table, and another default for that column; they stay.
async fn alter(world: &World, column: &str) {
    for schema in SCHEMAS {
        for table in tables(world, schema).await {
            for statement in [
                format!("alter table {schema}.{table} add column {column} int not null default 7"),
                format!("create index on {schema}.{table} ({column})"),
                format!("alter table {schema}.{table} alter column {column} set default 8"),
            ] {
                sqlx::query(AssertSqlSafe(statement)).execute(&world.database).await.unwrap();
            }
        }
    }
}

/// One version's migration after another, of all services at a time.
async fn alter_again_and_again(world: &World) {
    for version in 0.. {
        alter(world, &format!("altered_{version}")).await;
        tokio::time::sleep(BETWEEN_VERSIONS).await;
    }
}

/// Versions follow each other so soon that each kind of work meets some of them, and not so soon that it meets nothing else.
const BETWEEN_VERSIONS: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_that_is_altered_while_everything_runs_stops_nothing() {
    let world = World::start(Settings::default().repositories(12).sandboxes(SandboxChoice::Local)).await;
    let acme = world.synced().await;
    everything_works(&acme, 1).await;

    tokio::select! {
        () = everything_works(&acme, 2) => {}
        () = alter_again_and_again(&world) => {}
    }
    everything_works(&acme, 3).await;

    let dead = world.jetstream("STREAM.INFO.DEAD_LETTERS", &serde_json::Value::Null).await.unwrap();
    assert_eq!(dead["state"]["messages"], 0, "{dead}");
}
