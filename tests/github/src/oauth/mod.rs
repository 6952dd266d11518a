//! Signing in with GitHub: the two pages of the OAuth web flow, on github.com.

mod authorize;
mod callback;
mod codes;
mod exchange;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
pub(crate) use codes::Codes;

use crate::faults;
use crate::state::Shared;

pub(crate) fn routes(shared: &Shared) -> Router<Shared> {
    Router::new()
        .route("/login/oauth/authorize", get(authorize::choose).post(authorize::approve))
        .route("/login/oauth/access_token", post(exchange::exchange))
        .route_layer(from_fn_with_state(shared.clone(), faults::inject_named))
}
