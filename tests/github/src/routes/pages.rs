//! The pages that links lead to: installing the App, and a pull request to look at.

use axum::extract::{Form, Path, Query, State as Extract};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use reqwest::Url;
use serde::Deserialize;

use crate::changes::{Change, CreateInstallation};
use crate::html::{escape, hidden, page};
use crate::refusal::Refusal;
use crate::state::Shared;

#[derive(Deserialize)]
pub(super) struct Start {
    state: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    account: String,
    state: Option<String>,
}

/// Asks where to install the App. The demo has no GitHub session, so it shows every account.
pub(super) async fn choose_account(
    Extract(shared): Extract<Shared>,
    Path(slug): Path<String>,
    Query(start): Query<Start>,
) -> Response {
    let state = shared.lock();
    if slug != state.app.slug {
        return (StatusCode::NOT_FOUND, page("There is no such App", "")).into_response();
    }
    let mut body = "<p class=\"note\">Stand-in for GitHub: choose where to install the App.</p><ul>".to_owned();
    let accounts = state.world.organizations().chain(state.world.people());
    for account in accounts {
        let installed = state.world.installation_on(account.id).is_some();
        body += &format!(
            "<li><form method=\"post\">{}{}<button><img src=\"/avatars/{login}.svg\" alt=\"\" width=\"32\" height=\"32\">\
             <span>{login}<small>{}</small></span></button></form></li>",
            hidden("account", &account.login),
            start.state.as_deref().map(|value| hidden("state", value)).unwrap_or_default(),
            if installed { "installed already: go on" } else { account.kind.as_str() },
            login = escape(&account.login),
        );
    }
    page(&format!("Install {slug}"), &(body + "</ul>")).into_response()
}

pub(super) async fn install(Extract(shared): Extract<Shared>, Form(choice): Form<Choice>) -> Result<Response, Refusal> {
    let mut state = shared.lock();
    let account_id = state.world.require_account(&choice.account)?.id;
    let setup_action = if state.world.installation_on(account_id).is_some() {
        "update"
    } else {
        CreateInstallation { account: choice.account, ..CreateInstallation::default() }.apply(&mut state)?;
        "install"
    };
    let id = state.world.installation_on(account_id).map_or(0, |installation| installation.id);
    let Some(mut url) = state.app.setup_url.as_deref().and_then(|url| Url::parse(url).ok()) else {
        return Ok(
            page("The App is installed", "<p class=\"note\">It has no setup page to go on to.</p>").into_response()
        );
    };
    url.query_pairs_mut().append_pair("installation_id", &id.to_string()).append_pair("setup_action", setup_action);
    if let Some(value) = choice.state {
        url.query_pairs_mut().append_pair("state", &value);
    }
    Ok(Redirect::to(url.as_str()).into_response())
}

/// A pull request to look at. There is no session here, so private ones are shown too.
pub(super) async fn pull_request(
    Extract(shared): Extract<Shared>,
    Path((owner, repository, number)): Path<(String, String, u64)>,
) -> Result<Html<String>, Refusal> {
    let state = shared.lock();
    let repository = state.world.repository(&owner, &repository).ok_or_else(Refusal::not_found)?;
    let pull = repository.pull_requests.get(&number).ok_or_else(Refusal::not_found)?;
    let body = format!(
        "<p class=\"note\">{} #{number}: {}{} from <code>{}</code> into <code>{}</code></p><pre>{}</pre>",
        escape(&state.world.full_name(repository)),
        if pull.merged_at.is_some() { "merged" } else { pull.state() },
        if pull.is_draft { ", a draft," } else { "" },
        escape(&pull.head.name),
        escape(&pull.base_ref),
        escape(pull.body.as_deref().unwrap_or("No description.")),
    );
    Ok(page(&pull.title, &body))
}
