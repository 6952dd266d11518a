//! `GET /sign-in`: how to come in, and why it did not work.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use maud::{Markup, html};

use super::layout::{alert, note, page};
use crate::{
    http::redirect::{encoded, parameter},
    identity::{Authentication, Identity},
    state::Gateway,
    web::auth::{ReturnTo, SignInError},
};

pub async fn sign_in(State(gateway): State<Arc<Gateway>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let asked = |name| parameter(query.as_deref(), name);
    let return_to = ReturnTo::parse(&asked("returnTo").unwrap_or_default());
    let error = asked("error").as_deref().and_then(SignInError::from_code);
    // Whoever cannot be known at the moment can still read this page.
    let authentication = Authentication::of(&gateway, &headers).await.ok();
    let login = authentication.and_then(|authentication| match authentication.identity {
        Identity::Person(person) => Some(person.login),
        Identity::Nobody => None,
    });
    let body = html! {
        h1 { "Sign in to Foundry" }
        @if let Some(error) = error { (alert(error.reason())) }
        @if asked("signedOut").is_some() { (note("You are signed out.")) }
        @match login {
            Some(login) => {
                p { "You are signed in as " strong { (login) } "." }
                div.actions { a.button.main href=(return_to) { "Go on" } (door(&return_to, "Sign in again")) }
            }
            None => {
                p { "Foundry runs coding agents on the branches of your GitHub repositories." }
                div.actions { (main_door(&return_to)) }
            }
        }
        h2 { "What GitHub will ask you for" }
        ul {
            li { code { "read:org" } " – which organizations you belong to: you see those, and no others." }
            li { code { "user:email" } " – your address, for commits in your name." }
            li {
                code { "repo" }
                " – your repositories, so that an agent can push its branch as you. It is a wide permission; the token \
                 is kept sealed, is never shown, and you can withdraw it at GitHub at any time."
            }
        }
    };
    page(StatusCode::OK, "Sign in", &body)
}

fn main_door(return_to: &ReturnTo) -> Markup {
    html! { a.button.main href=(address(return_to)) { "Sign in with GitHub" } }
}

fn door(return_to: &ReturnTo, text: &str) -> Markup {
    html! { a.button href=(address(return_to)) { (text) } }
}

fn address(return_to: &ReturnTo) -> String {
    format!("/v1/auth/sign-in?returnTo={}", encoded(return_to.as_str()))
}
