//! `GET /v1/{actor}/query/{name}/{key}?…`, or `POST` with a body: asks without changing anything.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use runtime::QueryError;
use serde_json::{Map, Value};

use super::{Incoming, parameters};
use crate::http::{problem::Problem, status};

pub async fn with_parameters(incoming: Incoming<'_>) -> Result<Response, Problem> {
    let input = parameters::typed(incoming.uri, &incoming.target.route.entry.input)?;
    let body = text(&input);
    incoming.check(&body).map_err(|problem| blame(&incoming, &input, problem))?;

    ask(&incoming, body).await
}

fn text(input: &Map<String, Value>) -> Bytes {
    serde_json::to_vec(input).expect("JSON is always JSON").into()
}

/// Names the parameter that is wrong: the one without which the others are right.
fn blame(incoming: &Incoming<'_>, input: &Map<String, Value>, problem: Problem) -> Problem {
    let is_right_without = |name: &&String| {
        let mut others = input.clone();
        others.remove(*name);
        incoming.check(&text(&others)).is_ok()
    };
    match input.keys().find(is_right_without) {
        Some(name) => Problem::bad_request("http.parameter_invalid", format!("{name} is wrong: {}", problem.detail))
            .with_error(name, problem.detail),
        None => problem,
    }
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
        QueryError::Refused { code, message } => Problem::new(status::of_refusal(&code), code, message),
        QueryError::Unavailable(_) => Problem::unavailable("runtime.unavailable", error.to_string()),
        QueryError::Answer(_) => Problem::internal(),
    }
}
