//! `/healthz` and `/readyz` on the public port, for load balancers. Metrics are on the probe address only.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};

use crate::state::Gateway;

pub async fn is_alive() -> &'static str {
    "alive\n"
}

pub async fn is_ready(State(gateway): State<Arc<Gateway>>) -> (StatusCode, String) {
    match gateway.is_ready() {
        Ok(()) => (StatusCode::OK, "ready\n".to_owned()),
        Err(missing) => (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {missing}\n")),
    }
}
