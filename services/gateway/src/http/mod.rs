//! What every request passes on its way in and out, whatever its address.

pub mod body;
pub mod cookies;
pub mod counted;
mod guards;
pub mod headers;
pub mod health;
pub mod key;
pub mod problem;
pub mod public_address;
pub mod redirect;
pub mod status;
mod trace;
mod unread;

use std::sync::Arc;

use axum::{Router, http::StatusCode, middleware};

use crate::{state::Gateway, web::page};
use problem::Problem;

/// The layers, the outermost last: a request is traced first, and its answer closed to other origins in any case. Probes
/// are answered also when requests fill the place: whoever asks them would take this process out, and then the next.
pub fn layers(
    gateway: &Arc<Gateway>,
    addresses: Router<Arc<Gateway>>,
    probes: Router<Arc<Gateway>>,
) -> Router<Arc<Gateway>> {
    let addresses = addresses
        .fallback(page::file_or_nothing)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn_with_state(gateway.clone(), counted::limited));
    guards::guarded(addresses)
        .merge(probes)
        .layer(middleware::from_fn(headers::of_one_host))
        .layer(middleware::from_fn(unread::heard_out))
        .layer(middleware::from_fn(headers::secured))
        .layer(middleware::from_fn(trace::traced))
}

async fn method_not_allowed() -> Problem {
    let detail = "this address does not take this method; see Allow";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "http.method_not_allowed", detail)
}
