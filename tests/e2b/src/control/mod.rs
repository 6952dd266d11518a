//! The API: one file for what makes sandboxes, one for what lists them, one for the rest.

mod create;
mod list;
mod one;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use subtle::ConstantTimeEq;

use crate::cloud::Cloud;
use crate::faults;
use crate::refusal::Refusal;

pub fn routes(cloud: &Cloud) -> Router<Cloud> {
    Router::new()
        .route("/v2/sandboxes", post(create::create).get(list::list))
        .route("/sandboxes/{id}", get(one::detail).delete(one::kill))
        .route("/v2/sandboxes/{id}/connect", post(one::connect))
        .route("/sandboxes/{id}/connect", post(one::connect_of_old))
        .route("/sandboxes/{id}/resume", post(one::resume))
        .route("/sandboxes/{id}/pause", post(one::pause))
        .route("/sandboxes/{id}/timeout", post(one::timeout))
        .route("/sandboxes/{id}/refreshes", post(one::refresh))
        .route_layer(from_fn_with_state(cloud.clone(), faults::inject))
        .route_layer(from_fn_with_state(cloud.clone(), authenticate))
}

async fn authenticate(State(cloud): State<Cloud>, request: Request, next: Next) -> Response {
    let given = request.headers().get("x-api-key").map(|key| key.as_bytes()).unwrap_or_default();
    if bool::from(given.ct_eq(cloud.api_key().as_bytes())) {
        return next.run(request).await;
    }
    let message = "Invalid API key, please visit https://e2b.dev/docs/quickstart/api-key for more information.";
    Refusal::new(StatusCode::UNAUTHORIZED, message).into_response()
}

/// Does it to its end, also when whoever has asked no longer waits.
async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, Refusal>> + Send + 'static,
) -> Result<T, Refusal> {
    let done = tokio::spawn(work).await;
    done.unwrap_or_else(|error| Err(Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())))
}

/// A time-out that may be asked for.
fn checked(seconds: u64) -> Result<u64, Refusal> {
    if seconds <= crate::record::LONGEST_SECONDS {
        return Ok(seconds);
    }
    Err(Refusal::new(StatusCode::BAD_REQUEST, "Timeout cannot be greater than 24 hours"))
}

/// A body that is none, or not what is expected.
fn unreadable(error: &serde_json::Error) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, format!("Error when parsing request: {error}"))
}
