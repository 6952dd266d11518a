//! The first sync of an organization, which GitHub's stand-in answers without delay.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};
use contracts::{
    OrganizationId,
    github_data::{GetSummary, GithubSummary, SyncRepos, SyncStarted},
    organization::{GithubState, OrganizationSummary, Summary, SyncStatus},
};
use fleet::wait;
use runtime::{Caller, QueryError};
use sqlx::{Connection, PgConnection};

use crate::figure::Figure;
use crate::stage::{ORGANIZATION, REPOSITORIES, Stage, organization};
use crate::target::request;

/// A sync that takes longer has failed, whatever it says.
const LIMIT: Duration = Duration::from_secs(180);

const LOOK_EVERY: Duration = Duration::from_millis(20);

const SERVICES: [&str; 3] = ["organization", "task", "github-data"];

/// One sync, from the request until its end.
struct Synced {
    /// Until the organization says "synced".
    elapsed: Duration,
    /// Until everybody has heard of everything.
    settled: Duration,
    organization: OrganizationSummary,
    github: GithubSummary,
}

pub async fn sync(stage: &Stage) -> Result<Vec<Figure>> {
    let synced = run(stage).await?;
    let actors = task_actors(stage).await?;
    let counts = synced.organization.counts.context("the organization has no counts")?;
    let (seconds, settled) = (synced.elapsed.as_secs_f64(), synced.settled.as_secs_f64());

    let all = "until every line of the sidebar is there";
    let note = format!(
        "{} repositories, {} pull requests, {} virtual tasks, {actors} task actors, {} failures; {settled:.2} s {all}",
        counts.repositories,
        synced.github.pull_requests,
        counts.virtual_tasks,
        synced.organization.github.failures.len()
    );
    let wrong = counts.repositories != REPOSITORIES as i64 || actors != 0 || counts.virtual_tasks == 0;
    let seconds_figure = Figure::new("first sync of 160 repositories", seconds, "s").note(note);
    Ok(vec![
        seconds_figure.errors(u64::from(wrong), wrong.then_some("these counts are wrong")),
        Figure::new("  repositories a second", counts.repositories as f64 / seconds, "/s"),
        Figure::new("  pull requests a second", synced.github.pull_requests as f64 / settled, "/s").note(all),
    ])
}

/// Starts a sync, waits for its end and for what follows it.
async fn run(stage: &Stage) -> Result<Synced> {
    let began = Instant::now();
    let elapsed = run_to_the_end(stage).await?;
    let settled = stage.settled().await?.max(began + elapsed) - began;

    let organization_id = organization(ORGANIZATION)?;
    let organization = summary(stage, &organization_id).await?.context("the organization is unknown")?;
    let github = stage.client.query(&organization_id, &GetSummary {}, &caller()).await?;
    Ok(Synced { elapsed, settled, organization, github })
}

/// Starts a sync and waits until the organization shows its end; how long that took.
pub async fn run_to_the_end(stage: &Stage) -> Result<Duration> {
    stage.needs(&SERVICES)?;
    let organization_id = organization(ORGANIZATION)?;
    let before = summary(stage, &organization_id).await?.map_or(-1, |summary| summary.github.sync_generation);
    let began = Instant::now();
    let wanted = SyncRepos { label: Some("Benchmark".to_owned()), ..SyncRepos::default() };
    let started = request(&stage.client, &organization_id, &wanted).await.map_err(|error| anyhow!(error))?;
    ensure!(!serde_json::from_value::<SyncStarted>(started)?.joined, "another sync was under way");
    wait_for(stage, &organization_id, before).await?;
    Ok(began.elapsed())
}

async fn wait_for(stage: &Stage, organization_id: &OrganizationId, generation_before: i64) -> Result<()> {
    let began = Instant::now();
    loop {
        let github = summary(stage, organization_id).await?.map(|summary| summary.github);
        match github {
            Some(GithubState { sync_status, last_sync_label, sync_generation, .. })
                if sync_generation > generation_before =>
            {
                match sync_status {
                    SyncStatus::Synced => return Ok(()),
                    SyncStatus::Error => bail!("the sync failed: {last_sync_label}"),
                    SyncStatus::Pending | SyncStatus::Syncing => {}
                }
            }
            _ => {}
        }
        ensure!(began.elapsed() < LIMIT, "the sync did not end within {LIMIT:?}");
        wait::pause(LOOK_EVERY).await;
    }
}

/// `None` while the organization is not known.
async fn summary(stage: &Stage, organization_id: &OrganizationId) -> Result<Option<OrganizationSummary>> {
    match stage.client.query(organization_id, &Summary {}, &caller()).await {
        Ok(summary) => Ok(Some(summary)),
        Err(QueryError::Refused { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Tasks with a record: a sync makes none.
async fn task_actors(stage: &Stage) -> Result<i64> {
    let mut connection = PgConnection::connect(&stage.fleet.admin_database_url()).await?;
    let count = sqlx::query_scalar("SELECT count(*) FROM task.tasks").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(count)
}

pub fn caller() -> Caller {
    Caller::token("bench")
}
