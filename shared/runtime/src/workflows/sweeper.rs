//! Finds what the stream of announcements has lost: runs that wait, are past their time, or whose worker gives no sign of
//! life; and rows of the outbox that a run has left, or that a restarted server may have lost.

use messaging::now;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    outbox::{publish::LanePublisher, runs as outbox_runs},
    service::Service,
    store::{
        outbox::{self, Outgoing},
        prune, runs,
    },
};

/// Runs announced again at a time; the rest follows with the next sweep.
const RUNS: i64 = 200;

/// Announces again what nobody seems to have heard of. Who has heard of it takes a repeat for what it is.
pub async fn announce_forgotten(
    service: &Service,
    pool: &PgPool,
    publisher: &mut LanePublisher,
) -> anyhow::Result<usize> {
    let forgotten = runs::forgotten(pool, RUNS).await?;
    let announcement = |run: &runs::Forgotten| {
        let mut headers = async_nats::HeaderMap::new();
        headers.insert(messaging::headers::COMMAND_ID, Uuid::now_v7().to_string());
        let body = serde_json::json!({ "runId": run.run_id }).to_string();
        Outgoing::message(runs::subject(service.actor, &run.workflow, &run.actor_key), headers, body)
    };
    for run in &forgotten {
        tracing::warn!(
            run.id = run.run_id,
            status = run.status,
            "Nobody works on {}; announcing it again",
            run.workflow
        );
    }
    publisher.publish(&forgotten.iter().map(announcement).collect::<Vec<_>>()).await?;
    Ok(forgotten.len())
}

/// Publishes what runs have left in the outbox.
pub async fn publish_left(pool: &PgPool, publisher: &mut LanePublisher) -> anyhow::Result<()> {
    for run_id in outbox::left_lanes(pool).await? {
        outbox_runs::publish_left(pool, publisher, &run_id).await?;
    }
    Ok(())
}

/// Publishes again what runs have sent within the last `retain` milliseconds: the server that had it is another process.
pub async fn publish_kept(pool: &PgPool, publisher: &mut LanePublisher, retain: i64) -> anyhow::Result<usize> {
    let since = prune::now(pool).await? - retain;
    let (mut after, mut published) = (0, 0);
    loop {
        let rows = outbox::published_since(pool, since, after).await?;
        let Some(last) = rows.last() else { break };
        after = last.position;
        publisher.publish_stored(&rows).await?;
        published += rows.len();
    }
    if published > 0 {
        tracing::info!(messages = published, at = now(), "Published again what workflow runs have sent");
    }
    Ok(published)
}
