//! `GET /`: who I am, where I belong, and where I am signed in.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contracts::{
    SignInId,
    user::{App, Credential, GetApp, ListSignIns, SignInRead},
};
use maud::{Markup, html};
use messaging::{Caller, QueryError};

use super::{
    layout::{alert, form, note, page},
    organizations::organizations,
    sign_ins::sign_ins,
};
use crate::{
    http::redirect::{self, parameter},
    identity::{Authentication, Credentials, Identity, Person, csrf},
    state::Gateway,
};

pub async fn home(State(gateway): State<Arc<Gateway>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let authentication = match Authentication::of(&gateway, &headers).await {
        Ok(authentication) => authentication,
        Err(problem) => return page(problem.status, "Foundry", &failed(&problem.detail)),
    };
    let (Identity::Person(person), Credentials::Cookie(secret)) =
        (&authentication.identity, &authentication.credentials)
    else {
        return redirect::found("/sign-in");
    };
    let installation = parameter(query.as_deref(), "installation");
    let (token, here) = (csrf::token(secret), own_sign_in(&person.credential));
    match read(&gateway, person).await {
        Ok((app, list)) => {
            let notice = installation.as_deref().and_then(notice);
            let body = html! {
                (greeting(&app))
                @if let Some(notice) = notice { (note(notice)) }
                (organizations(&app))
                (sign_ins(&list, here, &token))
                (ways_on())
            };
            page(StatusCode::OK, "Yours", &body)
        }
        Err(error) => {
            tracing::warn!(%error, "A person's page could not be read");
            let body = html! {
                h1 { "Signed in as " (person.login) }
                (alert("What is yours cannot be read at the moment. Please reload this page shortly."))
                div.actions { (form("/v1/auth/sign-out", &token, html! { button { "Sign out" } })) }
            };
            page(StatusCode::SERVICE_UNAVAILABLE, "Foundry", &body)
        }
    }
}

async fn read(gateway: &Gateway, person: &Person) -> Result<(App, Vec<SignInRead>), QueryError> {
    let (client, caller) = (&gateway.client, Caller::user(&person.user_id));
    let app = client.query(&person.user_id, &GetApp {}, &caller);
    let sign_ins = client.query(&person.user_id, &ListSignIns {}, &caller);
    let (app, sign_ins) = futures::try_join!(app, sign_ins)?;
    Ok((app, sign_ins.sign_ins))
}

fn own_sign_in(credential: &Credential) -> Option<&SignInId> {
    match credential {
        Credential::SignIn { sign_in_id, .. } => Some(sign_in_id),
        Credential::ApiToken(_) => None,
    }
}

/// Only texts of ours are shown for what an address says.
fn notice(installation: &str) -> Option<&'static str> {
    match installation {
        "done" => Some("Back from GitHub. Your organizations are being looked up again; reload this page to see them."),
        "notFromHere" => Some(
            "GitHub sent you here, but not from an installation that was begun in this browser, so nothing was done. If \
             you have installed the App, sign in again to have your organizations looked up.",
        ),
        _ => None,
    }
}

fn failed(detail: &str) -> Markup {
    html! {
        h1 { "Foundry" }
        (alert(detail))
        p { a href="/" { "Try again" } }
    }
}

fn greeting(app: &App) -> Markup {
    let profile = &app.profile;
    html! {
        h1 { (profile.name.as_deref().unwrap_or(&profile.login)) }
        p.quiet {
            "Signed in as " strong { (profile.login) }
            @if let Some(email) = &profile.email { " · " (email) }
        }
    }
}

fn ways_on() -> Markup {
    html! {
        h2 { "For scripts" }
        p {
            a href="/v1" { "Everything there is to ask and to send" } " · "
            a href="/v1/openapi.json" { "OpenAPI" } " · "
            a href="/v1/user/query/app/me" { "This page as JSON" }
        }
    }
}
