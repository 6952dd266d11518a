//! Control routes below `/_standin`: what a person with curl, or a test without the handle, can do and read.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::body::Body;
use crate::changes::{self, Change};
use crate::delivery_faults::DeliveryFault;
use crate::faults::{Faults, Hiding, RepositoryFault, RouteFault, Shift};
use crate::html::{escape, page};
use crate::rate_limit::RateLimit;
use crate::refusal::Refusal;
use crate::state::Shared;

/// The organization of the examples, replaced by the one that is there.
const EXAMPLE: &str = "brightwater";

/// Every control route with an example of its body; the index shows this table.
const INDEX: &[(&str, &str, &str)] = &[
    ("GET /_standin/", "this page", ""),
    ("GET /_standin/requests", "what was asked: counts by route, the most at one time, the log", ""),
    ("DELETE /_standin/requests", "count anew", ""),
    ("GET /_standin/deliveries", "every webhook with its attempts", ""),
    (
        "POST /_standin/deliveries",
        "send a webhook of your own",
        r#"{"event":"ping","payload":{"zen":"Keep it simple."}}"#,
    ),
    ("POST /_standin/deliveries/{id}/redeliver", "send a webhook again under its old id", "{}"),
    ("POST /_standin/deliveries/release", "send the webhooks that were delayed", "{}"),
    ("POST /_standin/webhook", "deliver elsewhere from now on", r#"{"url":"http://127.0.0.1:7741/hook","secret":"s"}"#),
    (
        "POST /_standin/pull-requests/open",
        "open one; its head branch is made if missing",
        r#"{"repository":"brightwater/checkout-web","title":"feat: gift cards","head":"gift-cards","author":"bob","draft":false}"#,
    ),
    (
        "POST /_standin/pull-requests/update",
        "change title, body, draft, base, or push a head_sha; or say when it was changed last, of which nothing tells",
        r#"{"repository":"brightwater/checkout-web","number":1,"title":"feat: gift cards at last","draft":true}"#,
    ),
    (
        "POST /_standin/pull-requests/merge",
        "merge",
        r#"{"repository":"brightwater/checkout-web","number":1,"by":"alice"}"#,
    ),
    ("POST /_standin/pull-requests/close", "close unmerged", r#"{"repository":"brightwater/checkout-web","number":2}"#),
    ("POST /_standin/pull-requests/reopen", "reopen", r#"{"repository":"brightwater/checkout-web","number":2}"#),
    (
        "POST /_standin/repositories/add",
        "add a repository",
        r#"{"owner":"brightwater","name":"gift-cards","private":true,"empty":false}"#,
    ),
    (
        "POST /_standin/repositories/rename",
        "rename; the old name redirects",
        r#"{"repository":"brightwater/gift-cards","name":"vouchers"}"#,
    ),
    ("POST /_standin/repositories/delete", "delete", r#"{"repository":"brightwater/vouchers"}"#),
    ("POST /_standin/branches/push", "push a commit", r#"{"repository":"brightwater/checkout-web","branch":"main"}"#),
    (
        "POST /_standin/branches/create",
        "make a branch",
        r#"{"repository":"brightwater/checkout-web","branch":"try-it"}"#,
    ),
    (
        "POST /_standin/branches/delete",
        "delete a branch; its pull requests close",
        r#"{"repository":"brightwater/checkout-web","branch":"try-it"}"#,
    ),
    (
        "POST /_standin/checks/report",
        "let the checks of a branch, or of all open pull requests, report; its tests are running, failed or passed",
        r#"{"repository":"brightwater/checkout-web","branch":"try-it","tests":"failed"}"#,
    ),
    (
        "POST /_standin/statuses/report",
        "let a service report a status of a branch's newest commit: pending, success, failure or error",
        r#"{"repository":"brightwater/checkout-web","branch":"try-it","context":"ci/old","state":"pending"}"#,
    ),
    (
        "POST /_standin/branches/protect",
        "let pushes to a branch be refused, or no longer",
        r#"{"repository":"brightwater/checkout-web","branch":"staging","protected":true}"#,
    ),
    (
        "POST /_standin/members/add",
        "make somebody a member",
        r#"{"organization":"brightwater","login":"oscar","role":"member"}"#,
    ),
    ("POST /_standin/members/remove", "remove a member", r#"{"organization":"brightwater","login":"oscar"}"#),
    (
        "POST /_standin/members/change-role",
        "promote or demote (GitHub sends no webhook)",
        r#"{"organization":"brightwater","login":"bob","role":"admin"}"#,
    ),
    ("POST /_standin/people/add", "sign somebody new up", r#"{"login":"nia","name":"Nia Novak"}"#),
    ("POST /_standin/people/sign-in", "get a token without the pages", r#"{"login":"bob"}"#),
    ("POST /_standin/people/expire-tokens", "let a person's tokens that end run out now", r#"{"login":"bob"}"#),
    ("POST /_standin/people/revoke", "make a person's tokens invalid", r#"{"login":"bob"}"#),
    (
        "POST /_standin/accounts/rename",
        "give a person or an organization another login",
        r#"{"account":"nia","login":"nia-novak"}"#,
    ),
    ("POST /_standin/installations/create", "install the App", r#"{"account":"bob"}"#),
    (
        "POST /_standin/enterprises/install",
        "install the App on an enterprise, which has no login",
        r#"{"slug":"acme-corp"}"#,
    ),
    ("POST /_standin/installations/delete", "uninstall the App", r#"{"account":"bob"}"#),
    ("POST /_standin/installations/suspend", "suspend it", r#"{"account":"brightwater"}"#),
    ("POST /_standin/installations/unsuspend", "undo that", r#"{"account":"brightwater"}"#),
    (
        "POST /_standin/installations/select",
        "choose its repositories; null for all",
        r#"{"account":"brightwater","repositories":["brightwater/checkout-web"]}"#,
    ),
    ("POST /_standin/installations/expire-tokens", "let every installation token run out", "{}"),
    (
        "POST /_standin/faults",
        "break things; what is left out stays as it is",
        r#"{"repository":"brightwater/checkout-web","fault":"not_found","latency_milliseconds":50,"rate_limit":100,"rate_window_seconds":60,"secondary_retry_after_seconds":5,"secondary_times":1,"route":{"route":"GET /user","status":503,"times":2}}"#,
    ),
    (
        "POST /_standin/faults",
        "break git alone: git_unauthorized (401), git_timeout (no answer), push_answer_lost (done, but nobody is told); null mends",
        r#"{"repository":"brightwater/checkout-web","fault":"push_answer_lost"}"#,
    ),
    (
        "POST /_standin/faults",
        "let a list lose things while its pages are read: from this page on, so many slip through",
        r#"{"shift":{"route":"GET /repos/{owner}/{repository}/pulls","page":2,"by":1}}"#,
    ),
    (
        "POST /_standin/faults",
        "set GitHub's clock back or ahead; let a route be answered by a proxy's page in HTML",
        r#"{"clock_seconds":-120,"route":{"route":"GET /user","status":200,"times":2,"html":true}}"#,
    ),
    (
        "POST /_standin/faults",
        "let lists name their other pages at another address, as behind a proxy",
        r#"{"link_base":"http://localhost:7750"}"#,
    ),
    (
        "POST /_standin/faults",
        "leave an organization out of people's own lists, as with single sign-on (sso: a header says so) or where the OAuth App was not approved (oauth_restrictions: nothing says so); null shows it again",
        r#"{"organization":"brightwater","hiding":"sso"}"#,
    ),
    (
        "POST /_standin/faults",
        "give whoever signs in a token that ends, and a refresh token, as a GitHub App does (0: at once); a negative one: tokens that do not end",
        r#"{"token_lifetime_seconds":28800}"#,
    ),
    (
        "POST /_standin/faults",
        "let the next webhooks be dropped, lost (GitHub itself knows nothing of them), delayed (until released), swapped (sent after the next), repeated, or form_encoded",
        r#"{"deliveries":{"kind":"swapped","event":"pull_request","times":1}}"#,
    ),
    (
        "POST /_standin/faults",
        "let a route never answer; take the App the permission to see members; let each U+E000 in a text leave the API as a lone surrogate",
        r#"{"route":{"route":"GET /user","status":504,"times":1,"hangs":true},"app_reads_members":false,"lone_surrogates":true}"#,
    ),
    (
        "POST /_standin/faults",
        "take the App the permissions to see checks and statuses; let the next answers of GraphQL lack a check, with an error in its place",
        r#"{"app_reads_checks":false,"partial_answers":1}"#,
    ),
    ("DELETE /_standin/faults", "mend everything", ""),
    ("GET /_standin/git", "where the repositories are, and how many git processes were started", ""),
];

pub(crate) fn routes() -> Router<Shared> {
    let mutations = Router::new()
        .route("/pull-requests/open", post(change::<changes::OpenPullRequest>))
        .route("/pull-requests/update", post(change::<changes::UpdatePullRequest>))
        .route("/pull-requests/merge", post(change::<changes::MergePullRequest>))
        .route("/pull-requests/close", post(change::<changes::ClosePullRequest>))
        .route("/pull-requests/reopen", post(change::<changes::ReopenPullRequest>))
        .route("/repositories/add", post(change::<changes::AddRepository>))
        .route("/repositories/rename", post(change::<changes::RenameRepository>))
        .route("/repositories/delete", post(change::<changes::DeleteRepository>))
        .route("/branches/push", post(change::<changes::Push>))
        .route("/branches/create", post(change::<changes::CreateBranch>))
        .route("/branches/protect", post(change::<changes::ProtectBranch>))
        .route("/branches/delete", post(change::<changes::DeleteBranch>))
        .route("/checks/report", post(change::<changes::ReportChecks>))
        .route("/statuses/report", post(change::<changes::ReportStatus>))
        .route("/members/add", post(change::<changes::AddMember>))
        .route("/members/remove", post(change::<changes::RemoveMember>))
        .route("/members/change-role", post(change::<changes::ChangeRole>))
        .route("/people/add", post(change::<changes::AddPerson>))
        .route("/people/sign-in", post(change::<changes::SignIn>))
        .route("/people/expire-tokens", post(change::<changes::ExpireTokens>))
        .route("/people/revoke", post(change::<changes::RevokeTokens>))
        .route("/accounts/rename", post(change::<changes::RenameAccount>))
        .route("/enterprises/install", post(change::<changes::InstallOnEnterprise>))
        .route("/installations/create", post(change::<changes::CreateInstallation>))
        .route("/installations/delete", post(change::<changes::DeleteInstallation>))
        .route("/installations/suspend", post(change::<changes::SuspendInstallation>))
        .route("/installations/unsuspend", post(change::<changes::UnsuspendInstallation>))
        .route("/installations/select", post(change::<changes::SelectRepositories>))
        .route("/installations/expire-tokens", post(expire_tokens));
    Router::new()
        .route("/_standin/", get(index))
        .route("/_standin", get(index))
        .route("/_standin/requests", get(requests).delete(reset_requests))
        .route("/_standin/deliveries", get(deliveries).post(deliver))
        .route("/_standin/deliveries/release", post(release))
        .route("/_standin/deliveries/{id}/redeliver", post(redeliver))
        .route("/_standin/git", get(git))
        .route("/_standin/webhook", post(set_webhook))
        .route("/_standin/faults", get(show_faults).post(set_faults).delete(mend))
        .nest("/_standin", mutations)
}

async fn index(Extract(shared): Extract<Shared>) -> Html<String> {
    let largest =
        shared.lock().world.organizations().max_by_key(|found| found.members.len()).map(|found| found.login.clone());
    let organization = largest.unwrap_or_default();
    let row = |(route, what, body): &(&str, &str, &str)| {
        let body = if body.is_empty() {
            String::new()
        } else {
            format!("<pre>{}</pre>", escape(&body.replace(EXAMPLE, &organization)))
        };
        format!("<li><code>{}</code>: {}{body}</li>", escape(route), escape(what))
    };
    let rows: String = INDEX.iter().map(row).collect();
    let note = "<p class=\"note\">POST takes JSON. \"by\" names who does it, where that matters.</p>";
    page("A stand-in for GitHub", &format!("{note}<ul>{rows}</ul>"))
}

/// Any change, read as JSON; a body that is none is answered with what is wrong with it.
async fn change<C: Change + DeserializeOwned>(
    Extract(shared): Extract<Shared>,
    Body(change): Body<C>,
) -> Result<Response, Refusal> {
    Ok(Json(change.apply(&mut shared.lock())?).into_response())
}

async fn requests(Extract(shared): Extract<Shared>) -> Response {
    Json(&shared.lock().requests).into_response()
}

async fn reset_requests(Extract(shared): Extract<Shared>) -> StatusCode {
    shared.lock().requests.reset();
    StatusCode::NO_CONTENT
}

async fn git(Extract(shared): Extract<Shared>) -> Response {
    Json(shared.lock().git.counts()).into_response()
}

async fn deliveries(Extract(shared): Extract<Shared>) -> Response {
    Json(&shared.lock().webhooks.deliveries).into_response()
}

#[derive(Deserialize)]
struct OwnDelivery {
    event: String,
    payload: Value,
}

async fn deliver(Extract(shared): Extract<Shared>, Body(delivery): Body<OwnDelivery>) -> Json<Value> {
    Json(json!({"id": shared.lock().webhooks.deliver(&delivery.event, &delivery.payload)}))
}

async fn redeliver(Extract(shared): Extract<Shared>, Path(id): Path<Uuid>) -> Result<StatusCode, Refusal> {
    shared.lock().webhooks.redeliver(id)?;
    Ok(StatusCode::ACCEPTED)
}

async fn release(Extract(shared): Extract<Shared>) -> StatusCode {
    shared.lock().webhooks.release();
    StatusCode::ACCEPTED
}

#[derive(Deserialize)]
struct WebhookTarget {
    url: Option<String>,
    secret: Option<String>,
}

async fn set_webhook(Extract(shared): Extract<Shared>, Body(target): Body<WebhookTarget>) -> StatusCode {
    let webhooks = &mut shared.lock().webhooks;
    webhooks.url = target.url;
    if let Some(secret) = target.secret {
        webhooks.secret = secret;
    }
    StatusCode::NO_CONTENT
}

async fn expire_tokens(Extract(shared): Extract<Shared>) -> StatusCode {
    shared.lock().tokens.expire_installations(crate::world::now());
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultChange {
    /// The `owner/name` that `fault` is about; null mends it.
    repository: Option<String>,
    fault: Option<RepositoryFault>,
    /// The login that `hiding` is about; null shows it again.
    organization: Option<String>,
    hiding: Option<Hiding>,
    token_lifetime_seconds: Option<i64>,
    latency_milliseconds: Option<u64>,
    rate_limit: Option<u64>,
    rate_window_seconds: Option<i64>,
    secondary_retry_after_seconds: Option<u64>,
    secondary_times: Option<u64>,
    route: Option<RouteFault>,
    shift: Option<Shift>,
    link_base: Option<String>,
    clock_seconds: Option<i64>,
    deliveries: Option<DeliveryFault>,
    app_reads_members: Option<bool>,
    app_reads_checks: Option<bool>,
    partial_answers: Option<u64>,
    lone_surrogates: Option<bool>,
}

async fn show_faults(Extract(shared): Extract<Shared>) -> Response {
    Json(&shared.lock().faults).into_response()
}

async fn set_faults(Extract(shared): Extract<Shared>, Body(change): Body<FaultChange>) -> Response {
    let mut state = shared.lock();
    if let Some(repository) = &change.repository {
        state.faults.set_repository(repository, change.fault);
    }
    if let Some(organization) = &change.organization {
        state.faults.hide_organization(organization, change.hiding);
    }
    if let Some(lifetime) = change.token_lifetime_seconds {
        state.faults.token_lifetime_seconds = Some(lifetime).filter(|lifetime| *lifetime >= 0);
    }
    if let Some(latency) = change.latency_milliseconds {
        state.faults.latency_milliseconds = latency;
    }
    if let Some(budget) = change.rate_limit {
        state.rate_limit.set(Some(budget), change.rate_window_seconds);
    }
    if let Some(seconds) = change.secondary_retry_after_seconds {
        state.rate_limit.set_secondary(Some(seconds), change.secondary_times);
    }
    state.faults.routes.extend(change.route);
    state.faults.shifts.extend(change.shift);
    if let Some(seconds) = change.clock_seconds {
        state.faults.clock_seconds = seconds;
    }
    if change.link_base.is_some() {
        state.faults.link_base = change.link_base;
    }
    state.webhooks.faults.extend(change.deliveries);
    if let Some(reads_members) = change.app_reads_members {
        state.app.reads_members = reads_members;
    }
    if let Some(reads_checks) = change.app_reads_checks {
        state.app.reads_checks = reads_checks;
    }
    if let Some(times) = change.partial_answers {
        state.faults.partial_answers = times;
    }
    if let Some(are_sent) = change.lone_surrogates {
        state.faults.lone_surrogates = are_sent;
    }
    Json(&state.faults).into_response()
}

async fn mend(Extract(shared): Extract<Shared>) -> StatusCode {
    let mut state = shared.lock();
    state.faults = Faults::default();
    state.webhooks.faults.clear();
    state.app.reads_members = true;
    state.app.reads_checks = true;
    state.rate_limit = RateLimit::default();
    StatusCode::NO_CONTENT
}
