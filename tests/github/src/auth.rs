//! Who is asking: reads the `Authorization` header once, for every API route.

use axum::extract::{FromRequestParts, Request, State as Extract};
use axum::http::HeaderValue;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::refusal::Refusal;
use crate::state::{Shared, State};
use crate::tokens::{InstallationToken, UserToken};
use crate::world::now;

#[derive(Debug, Clone)]
pub(crate) enum Identity {
    Anonymous,
    App,
    Installation(InstallationToken),
    User(UserToken),
}

impl Identity {
    /// The one word that tests and the request log know it by.
    pub fn kind(&self) -> &'static str {
        match self {
            Identity::Anonymous => "anonymous",
            Identity::App => "app",
            Identity::Installation(_) => "installation",
            Identity::User(_) => "user",
        }
    }
}

/// Middleware: finds out who asks, or refuses wrong credentials even where none are needed, as GitHub does.
pub(crate) async fn authenticate(Extract(shared): Extract<Shared>, mut request: Request, next: Next) -> Response {
    let header = request.headers().get(AUTHORIZATION).cloned();
    let identity = match identify(&shared.lock(), header.as_ref()) {
        Ok(identity) => identity,
        Err(refusal) => return refusal.into_response(),
    };

    request.extensions_mut().insert(identity.clone());
    let mut response = next.run(request).await;

    if let Identity::User(token) = &identity {
        let scopes = HeaderValue::from_str(&token.scopes.join(", ")).unwrap_or(HeaderValue::from_static(""));
        response.headers_mut().insert("x-oauth-scopes", scopes);
        response.headers_mut().insert("x-accepted-oauth-scopes", HeaderValue::from_static(""));
    }
    response.extensions_mut().insert(identity);
    response
}

fn identify(state: &State, header: Option<&HeaderValue>) -> Result<Identity, Refusal> {
    let Some(header) = header else { return Ok(Identity::Anonymous) };
    let (scheme, token) =
        header.to_str().ok().and_then(|header| header.split_once(' ')).ok_or_else(Refusal::bad_credentials)?;
    if !scheme.eq_ignore_ascii_case("bearer") && !scheme.eq_ignore_ascii_case("token") {
        return Err(Refusal::bad_credentials());
    }

    identify_token(state, token.trim())
}

/// Whose token it is, wherever it was sent.
pub(crate) fn identify_token(state: &State, token: &str) -> Result<Identity, Refusal> {
    if token.matches('.').count() == 2 {
        return state.app.verify(token, state.faults.now().as_second()).map(|()| Identity::App);
    }
    if let Some(token) = state.tokens.user(token, state.faults.now()) {
        return Ok(Identity::User(token.clone()));
    }
    let token = state.tokens.installation(token, now()).ok_or_else(Refusal::bad_credentials)?;
    let installation = state.world.installations.get(&token.installation_id).ok_or_else(Refusal::bad_credentials)?;
    if installation.suspended_at.is_some() {
        return Err(Refusal::forbidden("This installation has been suspended"));
    }
    Ok(Identity::Installation(token.clone()))
}

impl<S: Sync> FromRequestParts<S> for Identity {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Identity, Refusal> {
        Ok(parts.extensions.get().cloned().unwrap_or(Identity::Anonymous))
    }
}

/// A person's token, for routes about "the authenticated user".
pub(crate) struct Person(pub UserToken);

impl<S: Sync> FromRequestParts<S> for Person {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Person, Refusal> {
        match Identity::from_request_parts(parts, state).await? {
            Identity::User(token) => Ok(Person(token)),
            Identity::Anonymous => Err(Refusal::requires_authentication()),
            Identity::App | Identity::Installation(_) => Err(Refusal::not_for_integrations()),
        }
    }
}

/// The App itself with its JWT, for routes about the App and its installations.
pub(crate) struct AsApp;

impl<S: Sync> FromRequestParts<S> for AsApp {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<AsApp, Refusal> {
        match Identity::from_request_parts(parts, state).await? {
            Identity::App => Ok(AsApp),
            _ => Err(Refusal::new(axum::http::StatusCode::UNAUTHORIZED, "A JSON web token could not be decoded")),
        }
    }
}

/// An installation token, for `/installation/repositories`.
pub(crate) struct AsInstallation(pub InstallationToken);

impl<S: Sync> FromRequestParts<S> for AsInstallation {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<AsInstallation, Refusal> {
        match Identity::from_request_parts(parts, state).await? {
            Identity::Installation(token) => Ok(AsInstallation(token)),
            Identity::Anonymous => Err(Refusal::requires_authentication()),
            _ => Err(Refusal::forbidden(
                "You must authenticate with an installation access token in order to list repositories for an installation.",
            )),
        }
    }
}
