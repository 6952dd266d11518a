//! How many requests may be under way.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{problem::Problem, state::Gateway};

/// Whoever comes when it is full is told to come again: a queue would only make everybody late.
pub async fn bounded(State(gateway): State<Arc<Gateway>>, request: Request, next: Next) -> Response {
    let Ok(_place) = gateway.requests.try_acquire() else {
        return Problem::unavailable("http.crowded", "too many requests are under way here; try again shortly")
            .into_response();
    };
    next.run(request).await
}
