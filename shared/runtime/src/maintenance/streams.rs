//! How full a service's streams are. A full command stream refuses new work, and whoever sends to it must wait.

use messaging::{
    jetstream::{self, fullness, info, made_at},
    now,
};

use super::Maintenance;
use crate::store::floors;

/// From here on it is said loudly, and settled messages go early.
const ALARM: f64 = 0.7;

/// How long settled commands stay to be read, in milliseconds: a day. A stream that fills up keeps them for an hour.
const KEPT: i64 = 24 * 3_600_000;
const KEPT_WHEN_FULL: i64 = 3_600_000;

/// Looks at the command stream and the bucket of views, and purges what is settled when the stream fills up.
pub async fn watch(maintenance: &Maintenance) -> anyhow::Result<()> {
    let nats = maintenance.client.nats();
    for name in [maintenance.service.actor.command_stream(), "KV_views".to_owned()] {
        let state = info(nats, &name).await?;
        let Some(fullness) = fullness(&state) else { continue };
        telemetry::metrics::stream_fullness(name.clone(), fullness);
        if fullness < ALARM {
            continue;
        }
        tracing::error!(
            stream = name,
            fullness,
            "The stream {name} is {:.0} % full; raise its max_bytes (nats stream edit), or find who fills it",
            fullness * 100.0
        );
        if name != "KV_views" {
            let purged = purge_settled(maintenance, &name, &made_at(&state)).await?;
            tracing::warn!(stream = name, messages = purged, "Purged {purged} settled commands of {name}");
        }
    }
    Ok(())
}

/// Purges what every partition has settled and is old enough; of what is younger only what is older than an hour.
async fn purge_settled(maintenance: &Maintenance, name: &str, made: &str) -> anyhow::Result<u64> {
    let nats = maintenance.client.nats();
    let mut purged = 0;
    for kept in [KEPT, KEPT_WHEN_FULL] {
        let Some(settled) = floors::lowest(&maintenance.pool, made).await? else { break };
        let young = jetstream::first_sequence_since(nats, name, now() - kept).await?;
        purged += jetstream::purge_before(nats, name, young.min(settled + 1)).await?;
        let state = info(nats, name).await?;
        if fullness(&state).is_none_or(|fullness| fullness < ALARM) {
            break;
        }
    }
    Ok(purged)
}
