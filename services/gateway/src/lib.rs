//! The public door: HTTP, live pages and GitHub's webhooks. This file is its table of contents.

use std::sync::Arc;

use axum::{
    Router, middleware,
    routing::{any, get, post},
};

mod api;
mod asker;
mod http;
mod identity;
mod lanes;
mod limits;
mod live;
mod quotas;
mod random;
mod serve;
mod settings;
mod shares;
mod state;
mod web;
mod webhooks;

use api::{dead_letters, index, instances, openapi, queues};
use http::health;
use web::{auth, install, page, start};

pub use api::openapi::document as openapi_document;
pub use serve::run;
pub use settings::{GithubSettings, Secret, Settings};
pub use state::Gateway;

/// Every address there is.
pub fn router(gateway: Arc<Gateway>) -> Router {
    let for_the_known = Router::new()
        .route("/v1", get(index::read))
        .route("/v1/openapi.json", get(openapi::read))
        .route("/v1/live", get(live::open))
        .route("/v1/queues/{organization}", get(queues::read))
        .route("/v1/instances/{organization}", get(instances::read))
        .route("/v1/dead-letters/{organization}", get(dead_letters::read))
        .route("/v1/auth/session", get(auth::session))
        .route("/v1/auth/tokens", post(auth::create_token))
        .route("/v1/github/install/{organization}", get(install::install))
        .route("/v1/github/setup", get(install::setup))
        .route("/v1/{actor}/{form}/{name}", any(api::answer))
        .route("/v1/{actor}/{form}/{name}/{*key}", any(api::answer))
        .route_layer(middleware::from_fn_with_state(gateway.clone(), identity::required));

    let for_pages = Router::new()
        .route("/v1/page", get(start::start))
        .route_layer(middleware::from_fn_with_state(gateway.clone(), identity::looked_up));

    // Each of these makes up its own mind about who is calling.
    let for_everybody = Router::new()
        .route("/", get(page::index))
        .route("/sign-in", get(page::index))
        .route("/account", get(page::index))
        .route("/account/{*rest}", get(page::index))
        .route("/organizations", get(page::index))
        .route("/organizations/{*rest}", get(page::index))
        .route("/v1/auth/sign-in", get(auth::sign_in))
        .route("/v1/auth/callback/github", get(auth::callback))
        .route("/v1/auth/sign-out", post(auth::sign_out))
        .route("/v1/auth/sign-out-everywhere", post(auth::sign_out_everywhere))
        .route(webhooks::PATH, post(webhooks::github));

    let probes = Router::new().route("/healthz", get(health::is_alive)).route("/readyz", get(health::is_ready));

    let addresses = for_the_known.merge(for_pages).merge(for_everybody);
    http::layers(&gateway, addresses, probes).with_state(gateway)
}
