//! `POST /v1/webhooks/github`: what GitHub tells us, checked and turned into commands.

mod encoding;
mod payload;
mod route;
mod signature;

use std::sync::Arc;

use axum::{
    Extension, Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use contracts::{github_data::TakeDelivery, keepable, limit, subject};
use messaging::Caller;
use serde_json::json;

use crate::{
    asker::Network,
    http::{
        body::{self, Room},
        problem::Problem,
    },
    limits,
    state::Gateway,
};
use route::{Outgoing, Routed, Webhook};

/// Where GitHub delivers.
pub const PATH: &str = "/v1/webhooks/github";

/// Whether a request claims to be GitHub's.
pub fn is_signed(headers: &HeaderMap) -> bool {
    signature::presented(headers).is_ok()
}

/// 202 once nothing of it can be lost, as for a command that is sent through the API. A delivery that comes again runs nothing again: the ids of its commands are made from
/// its own, and the journal drops repeats.
pub async fn github(
    State(gateway): State<Arc<Gateway>>,
    Extension(network): Extension<Network>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let Some(secret) = &gateway.webhook_secret else {
        return Err(Problem::unavailable("webhook.not_configured", "no webhook secret is configured"));
    };
    // Whoever does not even claim to be GitHub is not heard out.
    let signature = signature::presented(&headers)?;
    let room = Room { all: &gateway.webhooks, share: &gateway.webhooks_of_networks.of(network) };
    let (body, room) = body::read_into_room(&headers, body, limits::WEBHOOK_BYTES, room).await?;
    signature::verify(secret, &signature, &body)?;
    let (event, delivery_id) = (header(&headers, "X-GitHub-Event")?, header(&headers, "X-GitHub-Delivery")?);
    let invalid = |error: serde_json::Error| {
        let detail = format!("the body is not what {event} is documented to be: {error}");
        Problem::bad_request("webhook.payload_invalid", detail)
    };
    let json = encoding::json(&headers, body)?;
    let cleaned = keepable::json(&json);
    let payload = serde_json::from_slice(cleaned.as_deref().unwrap_or(&json)).map_err(invalid)?;
    let webhook = Webhook { event, delivery_id, received_at: messaging::now() };
    let routed = route::route(&webhook, &payload).map_err(invalid)?;
    // Only the few parts that travel on are kept.
    drop((json, cleaned, room));

    let answer = match routed {
        Routed::Ignored(reason) => {
            tracing::info!(github.event = event, github.delivery = delivery_id, "Ignored a webhook: {reason}");
            json!({ "ignored": reason })
        }
        Routed::Deliveries(deliveries) => {
            let count = deliveries.iter().map(|outgoing| outgoing.delivery.commands.len()).sum::<usize>();
            store(&gateway, delivery_id, deliveries).await?;
            tracing::info!(github.event = event, github.delivery = delivery_id, "Accepted a webhook: {event}");
            json!({ "accepted": count })
        }
    };
    Ok((StatusCode::ACCEPTED, Json(answer)).into_response())
}

/// One for each account that it concerns; the commands of one account run in the order in which they are stored.
async fn store(gateway: &Gateway, delivery_id: &str, deliveries: Vec<Outgoing>) -> Result<(), Problem> {
    for (number, Outgoing { key, delivery }) in deliveries.into_iter().enumerate() {
        let request = messaging::Request {
            subject: subject::of::<TakeDelivery>(&key),
            body: Bytes::from(serde_json::to_vec(&delivery).expect("texts and numbers are always JSON")),
            id: format!("{delivery_id}-{number}"),
            caller: caller(),
        };
        gateway.client.enqueue(request).await.map_err(|error| {
            tracing::error!(%error, github.delivery = delivery_id, "A webhook is not known to be stored");
            Problem::unavailable("runtime.not_known_stored", "the webhook is not known to be stored; deliver it again")
        })?;
    }
    Ok(())
}

/// On whose behalf it is done.
fn caller() -> Caller {
    Caller::from_header(Some("webhook:github"))
}

/// The characters that a number after the delivery's id may take, so that the whole is an id.
const NUMBER_CHARACTERS: usize = 8;

fn header<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, Problem> {
    let max = limit::COMMAND_ID_CHARACTERS - NUMBER_CHARACTERS;
    let legal = |text: &&str| {
        (1..=max).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    headers.get(name).and_then(|value| value.to_str().ok()).filter(legal).ok_or_else(|| {
        let detail = format!("{name} must be 1 to {max} letters, digits, '-' and '_'");
        Problem::bad_request("webhook.header_invalid", detail)
    })
}
