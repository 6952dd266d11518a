//! The REST API: every route that the stand-in answers, in the order of GitHub's own reference.

mod app;
mod avatars;
mod branches;
mod checks;
mod graphql;
mod installation;
mod organizations;
mod pages;
mod pull_requests;
mod repositories;
mod user;
mod users;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post, put};

use crate::rate_limit::Resource;
use crate::refusal::Refusal;
use crate::state::Shared;
use crate::{auth, conditional, faults, rate_limit, requests, surrogates};

/// What lives at api.github.com. The layers run from the last to the first.
pub(crate) fn api(shared: &Shared) -> Router<Shared> {
    Router::new()
        .route("/app", get(app::show))
        .route("/app/installations", get(app::installations))
        .route("/app/installations/{id}", get(app::installation))
        .route("/app/installations/{id}/access_tokens", post(app::create_token))
        .route("/app/hook/deliveries", get(app::deliveries))
        .route("/app/hook/deliveries/{id}/attempts", post(app::redeliver))
        .route("/installation/repositories", get(installation::repositories))
        .route("/orgs/{organization}", get(organizations::show))
        .route("/orgs/{organization}/repos", get(organizations::repositories))
        .route("/orgs/{organization}/members", get(organizations::members))
        .route("/orgs/{organization}/memberships/{login}", get(organizations::membership))
        .route("/user/{number}", get(users::show_numbered))
        .route("/users/{login}", get(users::show))
        .route("/users/{login}/repos", get(users::repositories))
        .route("/user", get(user::show))
        .route("/user/emails", get(user::emails))
        .route("/user/orgs", get(user::organizations))
        .route("/user/memberships/orgs", get(user::memberships))
        .route("/user/memberships/orgs/{organization}", get(user::membership))
        .route("/user/repos", get(user::repositories))
        .route("/user/installations", get(user::installations))
        .route("/user/installations/{id}/repositories", get(user::installation_repositories))
        .route("/user/starred/{owner}/{repository}", put(repositories::star))
        .route("/repositories/{number}", get(repositories::show_numbered))
        .route("/repos/{owner}/{repository}", get(repositories::show))
        .route("/repos/{owner}/{repository}/installation", get(app::repository_installation))
        .route("/repos/{owner}/{repository}/branches", get(branches::list))
        .route("/repos/{owner}/{repository}/branches/{*branch}", get(branches::show))
        .route("/repos/{owner}/{repository}/git/refs", post(branches::create))
        .route("/repos/{owner}/{repository}/pulls", get(pull_requests::list).post(pull_requests::create))
        .route("/repos/{owner}/{repository}/pulls/{number}", get(pull_requests::show).patch(pull_requests::update))
        .route("/repos/{owner}/{repository}/pulls/{number}/merge", put(pull_requests::merge))
        .route("/repos/{owner}/{repository}/pulls/{number}/reviews", get(checks::reviews))
        .route("/repos/{owner}/{repository}/commits/{reference}/check-runs", get(checks::check_runs))
        .route("/repos/{owner}/{repository}/commits/{reference}/status", get(checks::status))
        .route("/graphql", post(graphql::answer))
        .route("/rate_limit", get(rate_limit_status))
        .fallback(async || Refusal::not_found())
        .layer(from_fn_with_state(shared.clone(), surrogates::send))
        .layer(from_fn(conditional::revalidate))
        .layer(from_fn_with_state(shared.clone(), rate_limit::limit))
        .layer(from_fn_with_state(shared.clone(), auth::authenticate))
        .layer(from_fn_with_state(shared.clone(), faults::inject))
        .layer(from_fn_with_state(shared.clone(), requests::count))
}

/// What lives at github.com for people to look at.
pub(crate) fn site() -> Router<Shared> {
    Router::new()
        .route("/avatars/{file}", get(avatars::show))
        .route("/apps/{slug}/installations/new", get(pages::choose_account).post(pages::install))
        .route("/{owner}/{repository}/pull/{number}", get(pages::pull_request))
}

async fn rate_limit_status(
    axum::extract::State(shared): axum::extract::State<Shared>,
    identity: auth::Identity,
) -> axum::Json<serde_json::Value> {
    let (limits, now) = (&mut shared.lock().rate_limit, crate::world::now().as_second());
    let core = limits.window(&identity, Resource::Core, now).as_json();
    let graphql = limits.window(&identity, Resource::Graphql, now).as_json();
    axum::Json(serde_json::json!({"resources": {"core": core, "graphql": graphql}, "rate": core}))
}
