//! Lets nobody in whose identity is not known, and tells the handlers who it is.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::sync::watch;

use super::{Identity, Person, Presented, Standing, csrf, unauthenticated};
use crate::{
    http::{cookies, problem::Problem},
    state::Gateway,
};

/// Who has come to the door, and with what.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub identity: Identity,
    pub presented: Presented,
    /// What a person may do from now on.
    pub standing: Option<watch::Receiver<Arc<Standing>>>,
    /// To be set by the answer: the sign-in lasts longer.
    cookie: Option<HeaderValue>,
}

impl Visitor {
    /// Whoever these headers belong to; nobody, if they prove nothing.
    pub async fn of(gateway: &Gateway, headers: &HeaderMap) -> Result<Self, Problem> {
        let presented = Presented::of(headers, gateway.cookies);
        let Some(found) = gateway.people.identify(&presented).await? else {
            return Ok(Self { identity: Identity::Nobody, presented, standing: None, cookie: None });
        };
        let cookie = match &presented {
            Presented::Cookie(secret) if found.is_due => Some(gateway.cookies.set_session(secret)),
            _ => None,
        };
        let identity = Identity::Person(found.person);
        Ok(Self { identity, presented, standing: Some(found.standing), cookie })
    }

    /// The person, or the refusal of somebody unknown.
    pub fn person(&self) -> Result<&Person, Problem> {
        match &self.identity {
            Identity::Person(person) => Ok(person),
            Identity::Nobody => Err(unauthenticated()),
        }
    }
}

pub async fn required(State(gateway): State<Arc<Gateway>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visitor = match admit(&gateway, &parts).await {
        Ok(visitor) => visitor,
        Err(problem) => return problem.into_response(),
    };
    let cookie = visitor.cookie.clone();
    parts.extensions.insert(visitor);

    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(cookie) = cookie {
        cookies::add(response.headers_mut(), cookie);
    }
    response
}

async fn admit(gateway: &Gateway, request: &Parts) -> Result<Visitor, Problem> {
    let headers = &request.headers;
    let visitor = Visitor::of(gateway, headers).await?;
    if matches!(visitor.identity, Identity::Nobody) {
        return Err(unauthenticated());
    }
    if let Presented::Cookie(secret) = &visitor.presented {
        csrf::check(&gateway.address, &request.method, headers, secret, csrf::presented(headers))?;
    }
    Ok(visitor)
}
