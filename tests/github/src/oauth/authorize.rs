//! The page that asks who is signing in, and what follows from the answer.

use axum::extract::{Form, Query, State as Extract};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use reqwest::Url;
use serde::Deserialize;

use super::callback;
use super::codes::Grant;
use crate::html::{escape, hidden, page};
use crate::state::{Shared, State};
use crate::world::{Account, now};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    client_id: String,
    redirect_uri: Option<String>,
    scope: Option<String>,
    state: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    #[serde(flatten)]
    asked: Asked,
    /// Nobody if they cancelled.
    #[serde(default)]
    login: Option<String>,
}

/// Why nobody is asked to sign in.
enum Problem {
    UnknownClient,
    Redirect { to: Box<Url>, error: &'static str, description: &'static str },
}

pub(super) async fn choose(Extract(shared): Extract<Shared>, Query(asked): Query<Asked>) -> Response {
    let state = shared.lock();
    if let Err(problem) = destination(&state, &asked) {
        return problem.answer(asked.state.as_deref());
    }
    let people: String = state.world.people().map(|person| choice(&state, &asked, person)).collect();
    let scopes = escape(asked.scope.as_deref().filter(|scope| !scope.is_empty()).unwrap_or("public data only"));
    let body = format!(
        "<p class=\"note\">Stand-in for GitHub: choose who you are. <strong>{}</strong> asks for: {scopes}</p>\
         <ul>{people}</ul><form method=\"post\">{}<button class=\"plain\">Cancel</button></form>",
        escape(&state.app.slug),
        asked.fields(),
    );
    page("Sign in to GitHub", &body).into_response()
}

fn choice(state: &State, asked: &Asked, person: &Account) -> String {
    let organizations: Vec<&str> =
        state.world.memberships_of(person.id).map(|(organization, _)| organization.login.as_str()).collect();
    let belongs = if organizations.is_empty() { "no organization".to_owned() } else { organizations.join(", ") };
    let login = escape(&person.login);
    format!(
        "<li><form method=\"post\">{}{}<button><img src=\"/avatars/{login}.svg\" alt=\"\" width=\"36\" height=\"36\">\
         <span>{} ({login})<small>{}</small></span></button></form></li>",
        asked.fields(),
        hidden("login", &person.login),
        escape(person.name.as_deref().unwrap_or("No name")),
        escape(&belongs),
    )
}

/// The question travels in the form's fields and is checked again: the page could have been altered.
pub(super) async fn approve(Extract(shared): Extract<Shared>, Form(answer): Form<Answer>) -> Response {
    let mut state = shared.lock();
    let asked = answer.asked;
    let mut to = match destination(&state, &asked) {
        Ok(to) => to,
        Err(problem) => return problem.answer(asked.state.as_deref()),
    };
    let Some(login) = answer.login else {
        let description = "The user has denied your application access.";
        return Problem::Redirect { to: Box::new(to), error: "access_denied", description }
            .answer(asked.state.as_deref());
    };
    let Some(person) = state.world.people().find(|person| person.login.eq_ignore_ascii_case(&login)) else {
        return (StatusCode::NOT_FOUND, page("There is no such person", "")).into_response();
    };

    let grant = Grant {
        user_id: person.id,
        scopes: scopes(asked.scope.as_deref()),
        redirect_uri: asked.redirect_uri,
        code_challenge: asked.code_challenge,
        granted_at: now(),
    };
    let code = state.codes.grant(grant);
    to.query_pairs_mut().append_pair("code", &code);
    if let Some(value) = &asked.state {
        to.query_pairs_mut().append_pair("state", value);
    }
    Redirect::to(to.as_str()).into_response()
}

/// Where the person goes afterwards, or why they must not sign in.
fn destination(state: &State, asked: &Asked) -> Result<Url, Problem> {
    let registered = state.app.callback_urls.first().and_then(|url| Url::parse(url).ok());
    let (Some(registered), true) = (registered, asked.client_id == state.app.client_id) else {
        return Err(Problem::UnknownClient);
    };
    let wanted = match asked.redirect_uri.as_deref() {
        None => registered,
        Some(wanted) => callback::allowed(&state.app.callback_urls, wanted).ok_or_else(|| Problem::Redirect {
            to: Box::new(registered),
            error: "redirect_uri_mismatch",
            description: "The redirect_uri MUST match the registered callback URL for this application.",
        })?,
    };
    if asked.code_challenge.is_some() && asked.code_challenge_method.as_deref() != Some("S256") {
        let description = "The code_challenge_method must be S256.";
        return Err(Problem::Redirect { to: Box::new(wanted), error: "invalid_request", description });
    }
    Ok(wanted)
}

impl Problem {
    fn answer(self, state: Option<&str>) -> Response {
        match self {
            Problem::UnknownClient => (StatusCode::NOT_FOUND, page("There is no such application", "")).into_response(),
            Problem::Redirect { mut to, error, description } => {
                to.query_pairs_mut().append_pair("error", error).append_pair("error_description", description);
                if let Some(state) = state {
                    to.query_pairs_mut().append_pair("state", state);
                }
                Redirect::to(to.as_str()).into_response()
            }
        }
    }
}

impl Asked {
    fn fields(&self) -> String {
        let optional = [
            ("redirect_uri", &self.redirect_uri),
            ("scope", &self.scope),
            ("state", &self.state),
            ("code_challenge", &self.code_challenge),
            ("code_challenge_method", &self.code_challenge_method),
        ];
        let given = optional.iter().filter_map(|(name, value)| Some(hidden(name, value.as_deref()?)));
        std::iter::once(hidden("client_id", &self.client_id)).chain(given).collect()
    }
}

/// Scopes come separated by spaces or commas.
fn scopes(asked: Option<&str>) -> Vec<String> {
    let words = asked.unwrap_or_default().split([' ', ',']);
    let mut scopes: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_owned).collect();
    scopes.sort();
    scopes.dedup();
    scopes
}
