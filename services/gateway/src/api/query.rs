//! `GET /v1/{actor}/query/{name}/{key}?…`, or `POST` with a body: asks without changing anything.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use messaging::QueryError;

use super::{Incoming, bounds, bounds::Carried, parameters};
use crate::http::problem::Problem;

pub async fn with_parameters(incoming: Incoming<'_>) -> Result<Response, Problem> {
    let query = incoming.target.route.entry.from_query_string(parameters::text(incoming.uri));
    let body = query.map_err(parameters::invalid)?;
    bounds::check(incoming.target.route.entry, Carried::Parameters, &body)?;

    ask(&incoming, body.into()).await
}

pub async fn with_body(incoming: Incoming<'_>, body: Body) -> Result<Response, Problem> {
    parameters::none(incoming.uri)?;
    let body = incoming.read(body).await?;

    ask(&incoming, body).await
}

async fn ask(incoming: &Incoming<'_>, body: Bytes) -> Result<Response, Problem> {
    let target = &incoming.target;
    let answer = incoming.gateway.client.query_raw(&target.subject(), body, &target.caller).await.map_err(problem)?;
    let content_type = HeaderValue::from_static("application/json");
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, content_type)], answer).into_response())
}

fn problem(error: QueryError) -> Problem {
    match error {
        QueryError::Refused { kind, code, message } => Problem::refused(kind, code, message),
        QueryError::Unavailable(_) => Problem::unavailable("runtime.unavailable", error.to_string()),
        QueryError::Answer(_) => Problem::internal(),
    }
}
