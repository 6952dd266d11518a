//! Tells the callers what came of their commands.

use messaging::Delivery;

use crate::core::outcome::Recorded;

/// Replies go to inboxes only: the caller chooses the address, and must not make us speak on a subject of the fleet.
const REPLY_PREFIX: &str = "_INBOX.";

/// Tells the command's caller, if it gave an address. A caller who misses the reply asks for the outcome by id.
pub async fn reply(nats: &async_nats::Client, delivery: &Delivery, outcome: &Recorded) {
    let Some(reply_to) = delivery.reply_to() else { return };
    if !reply_to.starts_with(REPLY_PREFIX) {
        tracing::warn!(reply_to, "A reply address that is no inbox is ignored");
        return;
    }
    // An outcome is always JSON.
    let body = serde_json::to_vec(outcome).unwrap_or_default();
    if let Err(error) = nats.publish(reply_to.to_owned(), body.into()).await {
        tracing::warn!(%error, "An outcome could not be sent; its caller will ask for it");
    }
}
