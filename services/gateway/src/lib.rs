//! The public door: HTTP, live pages and GitHub's webhooks. This file is its table of contents.

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    middleware,
    routing::{any, get, post},
};

mod auth;
mod body;
mod cookies;
mod crowd;
mod headers;
mod health;
mod identity;
mod index;
mod installation;
mod limits;
mod live;
mod messages;
mod openapi;
mod pages;
mod problem;
mod public_address;
mod random;
mod redirect;
mod serve;
mod settings;
mod state;
mod status;
mod trace;
mod webhooks;

pub use serve::run;
pub use settings::{GithubSettings, Secret, Settings};
pub use state::Gateway;

/// Every address there is.
pub fn router(gateway: Arc<Gateway>) -> Router {
    let for_the_known = Router::new()
        .route("/v1", get(index::read))
        .route("/v1/openapi.json", get(openapi::read))
        .route("/v1/live", get(live::open))
        .route("/v1/auth/session", get(auth::session))
        .route("/v1/auth/tokens", post(auth::create_token))
        .route("/v1/github/install/{organization}", get(installation::install))
        .route("/v1/github/setup", get(installation::setup))
        .route("/v1/{actor}/{form}/{name}", any(messages::answer))
        .route("/v1/{actor}/{form}/{name}/{*key}", any(messages::answer))
        .route_layer(middleware::from_fn_with_state(gateway.clone(), identity::required));

    // Each of these makes up its own mind about who is calling.
    let for_everybody = Router::new()
        .route("/", get(pages::home))
        .route("/sign-in", get(pages::sign_in))
        .route("/v1/auth/sign-in", get(auth::sign_in))
        .route("/v1/auth/callback/github", get(auth::callback))
        .route("/v1/auth/sign-out", post(auth::sign_out))
        .route("/v1/auth/sign-out-everywhere", post(auth::sign_out_everywhere))
        .route("/v1/webhooks/github", post(webhooks::github))
        .route("/healthz", get(health::is_alive))
        .route("/readyz", get(health::is_ready));

    for_the_known
        .merge(for_everybody)
        .fallback(nowhere)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn_with_state(gateway.clone(), crowd::bounded))
        .layer(middleware::from_fn(headers::secured))
        .layer(middleware::from_fn(trace::traced))
        .with_state(gateway)
}

async fn nowhere() -> problem::Problem {
    problem::Problem::new(
        StatusCode::NOT_FOUND,
        "http.nothing_here",
        "there is nothing here; GET /v1 lists what there is",
    )
}

async fn method_not_allowed() -> problem::Problem {
    let detail = "this address does not take this method; see Allow";
    problem::Problem::new(StatusCode::METHOD_NOT_ALLOWED, "http.method_not_allowed", detail)
}
