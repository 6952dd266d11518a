//! Messages over HTTP: the path is the subject with slashes, and the catalog says what there is.

mod bounds;
mod command_id;
pub mod dead_letters;
mod enqueue;
pub mod index;
pub mod instances;
pub mod openapi;
mod outcome;
pub mod parameters;
mod query;
pub mod queues;
mod request;
pub mod routes;
mod target;

use std::sync::Arc;

use axum::{
    Extension,
    body::Body,
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use contracts::{catalog::InvalidBody, keepable, limit};
use tracing::Span;

use crate::{
    asker::Sender,
    http::problem::Problem,
    identity::{Authentication, Person},
    limits,
    quotas::{Exceeded, Quotas},
    state::Gateway,
};
use routes::Form;
use target::Target;

/// One message on its way in, with everything but its body looked at.
struct Incoming<'a> {
    gateway: &'a Gateway,
    target: Target<'a>,
    /// `None`: nobody whose requests are counted.
    sender: Option<Sender>,
    headers: &'a HeaderMap,
    uri: &'a Uri,
}

/// Answers every message there is, in each of its forms.
pub async fn answer(
    State(gateway): State<Arc<Gateway>>,
    Extension(authentication): Extension<Authentication>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (route, key) = routes::find(uri.path()).ok_or_else(|| routes::nowhere(uri.path()))?;
    if !route.form.methods().contains(&method) {
        return Err(Problem::method_not_allowed(route.form.allow()));
    }
    let target = Target::new(route, key, &authentication.identity)?;
    // Whoever may not is refused before: a stranger writes no line that an organization reads.
    if let Some(key) = target.organization_key() {
        telemetry::live::about(&Span::current(), &key);
    }
    let sender = authentication.person().ok().map(Person::sender);
    let incoming = Incoming { gateway: &gateway, target, sender, headers: &headers, uri: &uri };

    let is_command = matches!(route.form, Form::Command | Form::Request);
    let _room = match incoming.sender.clone().filter(|_| is_command) {
        Some(sender) => Some(gateway.lanes.enter(sender, route.entry.actor).await.map_err(Problem::too_much)?),
        None => None,
    };
    match route.form {
        Form::Command => enqueue::enqueue(incoming, body).await,
        Form::Request => request::request(incoming, body).await,
        Form::Query => {
            incoming.count(Quotas::query).await?;
            match method {
                Method::POST => query::with_body(incoming, body).await,
                _ => query::with_parameters(incoming).await,
            }
        }
    }
}

impl Incoming<'_> {
    fn command(&self, id: String, body: bytes::Bytes) -> messaging::Request {
        messaging::Request { subject: self.target.subject(), body, id, caller: self.target.caller.clone() }
    }

    /// The body, which is this message: bad input is refused here and changes nothing.
    async fn read(&self, body: Body) -> Result<bytes::Bytes, Problem> {
        let body = crate::http::body::read(self.headers, body, limit::MESSAGE_BYTES).await?;
        let body = keepable::json(&body).map_or(body, bytes::Bytes::from);
        self.check(&body)?;
        Ok(body)
    }

    /// A command's body, which counts against what its sender may have stored.
    async fn read_to_store(&self, body: Body) -> Result<bytes::Bytes, Problem> {
        let body = self.read(body).await?;
        self.count(|quotas, sender| quotas.command(sender, body.len())).await?;
        Ok(body)
    }

    /// Counts it against what its sender may send.
    async fn count(&self, take: impl FnOnce(&Quotas, &Sender) -> Result<(), Exceeded>) -> Result<(), Problem> {
        let Some(sender) = &self.sender else { return Ok(()) };
        let Err(exceeded) = take(&self.gateway.quotas, sender) else { return Ok(()) };
        tokio::time::timeout(limits::REFUSED_AFTER, self.gateway.tasks.stopping()).await.ok();
        Err(Problem::too_much(exceeded))
    }

    /// Its shape, and what its schema says of lengths and numbers.
    fn check(&self, body: &[u8]) -> Result<(), Problem> {
        self.target.route.entry.check(body).map_err(|invalid| match invalid {
            InvalidBody::TooLarge { .. } => Problem::too_large(limit::MESSAGE_BYTES),
            InvalidBody::Shape { .. } => Problem::bad_request("http.body_invalid", invalid.to_string()),
        })?;
        bounds::check(self.target.route.entry, bounds::Carried::Body, body)
    }
}
