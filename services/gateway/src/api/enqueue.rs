//! `POST /v1/{actor}/command/{name}/{key}`: stores a command and does not wait for it.

use axum::{body::Body, response::Response};
use bytes::Bytes;

use super::{Incoming, command_id::command_id, outcome, parameters};
use crate::http::problem::Problem;

pub async fn enqueue(incoming: Incoming<'_>, body: Body) -> Result<Response, Problem> {
    parameters::none(incoming.uri)?;
    let id = command_id(incoming.headers, &incoming.target.caller)?;
    let body = incoming.read(body).await?;

    store(&incoming, id, body).await
}

/// 202 once the command is on disk.
pub async fn store(incoming: &Incoming<'_>, id: String, body: Bytes) -> Result<Response, Problem> {
    let target = &incoming.target;
    let request = incoming.command(id.clone(), body);
    incoming.gateway.client.enqueue(request).await.map_err(|failure| {
        tracing::warn!(error = %failure, command.id = id, "A command could not be stored");
        let message = format!("the command could not be stored; send it again with the id {id}, it will not run twice");
        outcome::rejected(&id, "runtime.unavailable".into(), message)
    })?;
    Ok(outcome::pending(target, &id))
}
