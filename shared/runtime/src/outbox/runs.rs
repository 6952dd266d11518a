//! Publishing what the commits of workflow runs have left in the outbox. A run's lane is called after its id.

use sqlx::PgPool;

use super::publish::LanePublisher;
use crate::store::outbox::{self, Outgoing, PAGE};

/// Publishes rows that lie at `positions`, and notes which of them are published. `false`: a stream takes nothing now, and
/// what is meant for it stays in the outbox.
pub async fn publish(
    pool: &PgPool,
    publisher: &mut LanePublisher,
    rows: &[Outgoing],
    positions: &[i64],
) -> anyhow::Result<bool> {
    let outcome = publisher.publish(rows).await?;
    for (index, reason) in &outcome.undeliverable {
        tracing::error!(subject = rows[*index].subject, reason, "A workflow's message cannot be sent");
    }
    let published = outcome.left.map_or(positions, |left| &positions[..left]);
    outbox::mark_published(pool, published).await?;
    Ok(outcome.left.is_none())
}

/// Publishes all that is left in one run's lane: what the run sends next must not overtake it.
pub async fn publish_left(pool: &PgPool, publisher: &mut LanePublisher, run_id: &str) -> anyhow::Result<()> {
    loop {
        let rows = outbox::unpublished(pool, run_id).await?;
        if rows.is_empty() {
            return Ok(());
        }
        tracing::info!(run.id = run_id, messages = rows.len(), "Publishing what a run has left in the outbox");
        let is_last = rows.len() < usize::try_from(PAGE)?;
        let positions: Vec<_> = rows.iter().map(|row| row.position).collect();
        let outgoing: Vec<_> = rows.into_iter().map(|row| row.outgoing).collect();
        let is_all = publish(pool, publisher, &outgoing, &positions).await?;
        if is_last || !is_all {
            return Ok(());
        }
    }
}
