//! Lets nobody in whose identity is not known, and tells the handlers who it is.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::sync::watch;

use super::{Credentials, Identity, Permissions, Person, csrf, unauthenticated};
use crate::{
    http::{cookies, problem::Problem},
    state::Gateway,
};

/// Who has come to the door, and with what.
#[derive(Debug, Clone)]
pub struct Authentication {
    pub identity: Identity,
    pub credentials: Credentials,
    /// What a person may do from now on.
    pub permissions: Option<watch::Receiver<Arc<Permissions>>>,
    /// To be set by the answer: the sign-in lasts longer.
    cookie: Option<HeaderValue>,
}

impl Authentication {
    /// Whoever these headers belong to; nobody, if they prove nothing.
    pub async fn of(gateway: &Gateway, headers: &HeaderMap) -> Result<Self, Problem> {
        let credentials = Credentials::of(headers, gateway.cookies);
        let Some(found) = gateway.people.identify(&credentials).await? else {
            return Ok(Self { identity: Identity::Nobody, credentials, permissions: None, cookie: None });
        };
        let cookie = match &credentials {
            Credentials::Cookie(secret) if found.is_due => Some(gateway.cookies.set_session(secret)),
            _ => None,
        };
        let identity = Identity::Person(found.person);
        Ok(Self { identity, credentials, permissions: Some(found.permissions), cookie })
    }

    /// The person, or the refusal of somebody unknown.
    pub fn person(&self) -> Result<&Person, Problem> {
        match &self.identity {
            Identity::Person(person) => Ok(person),
            Identity::Nobody => Err(unauthenticated()),
        }
    }
}

/// Only somebody who is known gets further.
pub async fn required(State(gateway): State<Arc<Gateway>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match admit(&gateway, &parts).await {
        Ok(authentication) if matches!(authentication.identity, Identity::Nobody) => unauthenticated().into_response(),
        Ok(authentication) => go_on(parts, body, authentication, next).await,
        Err(problem) => problem.into_response(),
    }
}

/// Whoever it is gets further; the handler is told when it is nobody.
pub async fn looked_up(State(gateway): State<Arc<Gateway>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match admit(&gateway, &parts).await {
        Ok(authentication) => go_on(parts, body, authentication, next).await,
        Err(problem) => problem.into_response(),
    }
}

async fn go_on(mut parts: Parts, body: Body, authentication: Authentication, next: Next) -> Response {
    let cookie = authentication.cookie.clone();
    parts.extensions.insert(authentication);

    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(cookie) = cookie {
        cookies::add(response.headers_mut(), cookie);
    }
    response
}

async fn admit(gateway: &Gateway, request: &Parts) -> Result<Authentication, Problem> {
    let headers = &request.headers;
    let authentication = Authentication::of(gateway, headers).await?;
    if let (Identity::Person(_), Credentials::Cookie(secret)) = (&authentication.identity, &authentication.credentials)
    {
        csrf::check(&gateway.address, &request.method, headers, secret, csrf::presented(headers))?;
    }
    Ok(authentication)
}
