//! `POST /v1/{actor}/command/{name}/{key}`: stores a command, whose outcome is read later.

use axum::{body::Body, response::Response};
use bytes::Bytes;
use messaging::EnqueueError;

use super::{Incoming, command_id::command_id, outcome, parameters};
use crate::http::problem::Problem;

pub async fn enqueue(incoming: Incoming<'_>, body: Body) -> Result<Response, Problem> {
    parameters::none(incoming.uri)?;
    let id = command_id(incoming.headers, &incoming.target.caller)?;
    let body = incoming.read_to_store(body).await?;

    store(&incoming, id, body).await
}

/// 202 once the command cannot be lost: its outcome is recorded, or the NATS server that took it has lived on for longer
/// than it needs to sync its disk.
pub async fn store(incoming: &Incoming<'_>, id: String, body: Bytes) -> Result<Response, Problem> {
    let target = &incoming.target;
    let request = incoming.command(id.clone(), body);
    match incoming.gateway.client.enqueue(request).await {
        Ok(()) => Ok(outcome::pending(target, &id)),
        Err(EnqueueError::Rejected(message)) => Err(outcome::rejected(&id, "runtime.not_accepted".into(), message)),
        Err(EnqueueError::NotKnownStored { .. }) => Err(outcome::not_known_stored(&id)),
    }
}
