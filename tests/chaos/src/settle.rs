//! Waiting until nothing is pending anywhere: no command waits, no workflow runs.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use fleet::wait;
use sqlx::AssertSqlSafe;

use crate::stage::Stage;

/// Between two looks.
const EVERY: Duration = Duration::from_millis(200);

/// How many looks in a row must find nothing: what a command sends may be between two streams.
const QUIET_LOOKS: usize = 4;

/// Waits for so long; what still moves then is told.
pub async fn settle(stage: &Stage, limit: Duration) -> Result<Duration> {
    let (began, mut quiet) = (Instant::now(), 0);
    while quiet < QUIET_LOOKS {
        // A server that has just come back may not answer the first question.
        let moving = moving(stage).await.unwrap_or_else(|error| vec![format!("{error:#}")]);
        quiet = if moving.is_empty() { quiet + 1 } else { 0 };
        if began.elapsed() > limit && !moving.is_empty() {
            bail!("still moving after {limit:?}: {}", moving.join(", "));
        }
        wait::pause(EVERY).await;
    }
    Ok(began.elapsed())
}

async fn moving(stage: &Stage) -> Result<Vec<String>> {
    let mut moving = stage.fleet.queues(&stage.nats).await?.moving;
    for service in fleet::SERVICES.iter().filter(|service| service.database) {
        let sql = format!(
            "SELECT workflow_id || ' is ' || status FROM {}.workflows WHERE status NOT IN ('done', 'failed', 'cancelled')",
            service.schema()
        );
        let runs: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&stage.database).await?;
        moving.extend(runs);
    }
    Ok(moving)
}
