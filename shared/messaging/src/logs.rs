//! Tells gateways the lines of this process that are about an organization which somebody follows: `telemetry::live` on NATS.

use std::time::Duration;

use async_nats::Message;
use contracts::logs::{FOLLOW, LogBatch, LogFollow};
use futures::StreamExt;
use telemetry::live;
use tokio::time::{MissedTickBehavior, interval};

use crate::Tasks;

/// Lines gather for as long: a message for each would cost more than it tells.
const GATHERED: Duration = Duration::from_millis(100);

/// Tells whoever follows, until the process stops.
pub async fn tell(nats: async_nats::Client, tasks: Tasks) {
    let mut followed = match nats.subscribe(FOLLOW).await {
        Ok(followed) => followed,
        Err(error) => return tracing::error!(%error, "Nobody can follow the lines of this process"),
    };
    let mut pace = interval(GATHERED);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = tasks.stopping() => return,
            message = followed.next() => match message {
                Some(message) => hear(&message),
                None => return,
            },
            _ = pace.tick(), if live::is_followed() => say(&nats).await,
        }
    }
}

fn hear(message: &Message) {
    match serde_json::from_slice::<LogFollow>(&message.payload) {
        Ok(LogFollow { organization_id, asks }) => {
            if !live::follow(&organization_id, asks) {
                tracing::warn!(%organization_id, "Too many organizations are followed; this one's lines are not told");
            }
        }
        Err(error) => tracing::warn!(%error, "Who follows lines cannot be read"),
    }
}

/// What does not arrive is missing: it is worth nothing later.
async fn say(nats: &async_nats::Client) {
    for (organization_id, batch) in live::take() {
        let body = serde_json::to_vec(&batch).expect("texts, numbers and JSON are always JSON");
        if let Err(error) = nats.publish(LogBatch::subject(&organization_id), body.into()).await {
            tracing::debug!(%error, "Lines could not be told");
        }
    }
}
