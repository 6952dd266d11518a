//! What the fleet holds at the end, read for the judge.

mod turns;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::{Context, Result};
use async_nats::jetstream;
use contracts::{OrganizationId, TaskKey, View, view::Stored};
use fleet::SignedIn;
use futures::{StreamExt, TryStreamExt, stream};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::judge::{Found, World};
use crate::load::door::{lines, query};
use crate::stage::{ORGANIZATION, Stage};

/// Questions at a time.
const AT_ONCE: usize = 16;

/// A bucket that is empty says nothing at all.
const WATCH_LIMIT: Duration = Duration::from_secs(20);

/// Fields that a task tells its organization, which shows them in the sidebar.
const TOLD: [&str; 4] = ["title", "status", "owner", "branch"];

pub async fn read(stage: &Stage, sign_ins: &[SignedIn]) -> Result<World> {
    let lines = lines(&stage.nats, ORGANIZATION).await?;
    let records = records(stage, &lines).await?;
    let mut rows = BTreeMap::new();
    for line in &lines {
        rows.insert(View::TaskSummary(key(line)?).key(), line.clone());
    }
    for record in &records {
        rows.insert(View::Task(key(record)?).key(), record.clone());
    }
    Ok(World {
        tasks: tasks(&stage.database).await?,
        ended_runs: ended_runs(&stage.database).await?,
        lost_sign_ins: lost(sign_ins).await,
        rows,
        shown: shown(&stage.nats).await?,
        stale_lines: stale(&lines, &records),
        turns: turns::read(&stage.database).await?,
    })
}

fn key(task: &Value) -> Result<TaskKey> {
    let organization_id: OrganizationId = ORGANIZATION.parse()?;
    Ok(TaskKey { organization_id, task_id: id(task).parse()? })
}

fn id(task: &Value) -> &str {
    task["taskId"].as_str().unwrap_or_default()
}

/// Of the tasks that somebody has acted on, as the sidebar says.
async fn records(stage: &Stage, lines: &[Value]) -> Result<Vec<Value>> {
    let materialised = lines.iter().filter(|line| line["materialised"] == true);
    let asked = materialised.map(|line| {
        let subject = format!("task.query.detail.{ORGANIZATION}.{}", id(line));
        async move { query(&stage.nats, &subject, &json!({})).await }
    });
    stream::iter(asked.collect::<Vec<_>>()).buffer_unordered(AT_ONCE).try_collect().await
}

fn stale(lines: &[Value], records: &[Value]) -> Vec<String> {
    let by_id: BTreeMap<&str, &Value> = lines.iter().map(|line| (id(line), line)).collect();
    let differs = |record: &&Value| {
        let line = by_id.get(id(record)).copied().unwrap_or(&Value::Null);
        // What the line says nothing of, such as an agent's options, does not rewrite it.
        let may_be_newer = record["sessions"].as_array().is_some_and(|sessions| !sessions.is_empty());
        let is_as_new = line["updatedAt"] == record["updatedAt"];
        TOLD.iter().any(|field| line[*field] != record[*field]) || !(is_as_new || may_be_newer)
    };
    let told = |record: &Value| {
        let line = by_id.get(id(record)).map(|line| &line["title"]);
        format!("{} shows {line:?}, its record has {}", id(record), record["title"])
    };
    records.iter().filter(differs).map(told).collect()
}

async fn tasks(database: &PgPool) -> Result<BTreeMap<String, Found>> {
    let mut tasks: BTreeMap<String, Found> = BTreeMap::new();
    let records: Vec<(String, String)> =
        sqlx::query_as("SELECT task_id, title FROM task.tasks WHERE organization_id = $1")
            .bind(ORGANIZATION)
            .fetch_all(database)
            .await?;
    for (task, title) in records {
        tasks.entry(task).or_default().title = Some(title);
    }
    let ran: Vec<(String, String)> = sqlx::query_as(
        "SELECT split_part(actor_key, '.', 2), input::jsonb ->> 'title' FROM task.journal
         WHERE command = 'rename' AND status = 'done' ORDER BY entry",
    )
    .fetch_all(database)
    .await?;
    for (task, title) in ran {
        tasks.entry(task).or_default().ran.push(title);
    }
    let events: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT task_id, details ->> 'from', details ->> 'to' FROM audit_log.events
         WHERE organization_id = $1 AND event = 'task.renamed' ORDER BY event_id",
    )
    .bind(ORGANIZATION)
    .fetch_all(database)
    .await?;
    for (task, from, to) in events {
        tasks.entry(task).or_default().events.push((from, to));
    }
    Ok(tasks)
}

async fn ended_runs(database: &PgPool) -> Result<BTreeSet<String>> {
    let sql = "SELECT run_id FROM github_data.workflows WHERE status IN ('done', 'failed', 'cancelled')";
    let runs: Vec<String> = sqlx::query_scalar(sql).fetch_all(database).await?;
    Ok(runs.into_iter().collect())
}

/// Those whose cookie the gateway takes no longer.
async fn lost(sign_ins: &[SignedIn]) -> Vec<String> {
    let asked = sign_ins.iter().map(|person| async move {
        let answer = person.request(Method::GET, "/v1/auth/session").send().await;
        let is_known = answer.is_ok_and(|answer| answer.status().is_success());
        (!is_known).then(|| format!("{} of {}", person.sign_in_id, person.login))
    });
    stream::iter(asked.collect::<Vec<_>>()).buffer_unordered(AT_ONCE).filter_map(async |lost| lost).collect().await
}

/// What the bucket shows of this organization's tasks. What is gone is shown as gone, and left out here.
async fn shown(nats: &async_nats::Client) -> Result<BTreeMap<String, Value>> {
    let views = jetstream::new(nats.clone()).get_key_value("views").await?;
    let mut shown = BTreeMap::new();
    for filter in [format!("organization.{ORGANIZATION}.task.*"), format!("task.{ORGANIZATION}.*")] {
        let mut entries = views.watch_with_history(filter).await?;
        loop {
            let entry = tokio::time::timeout(WATCH_LIMIT, entries.next()).await.context("no view is shown")?;
            let Some(entry) = entry.transpose()? else { break };
            let stored: Stored<Value> = serde_json::from_slice(&entry.value)?;
            shown.extend(stored.value.map(|value| (entry.key, value)));
            if entry.delta == 0 {
                break;
            }
        }
    }
    Ok(shown)
}
