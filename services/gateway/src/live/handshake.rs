//! `GET /v1/live`: from a request to a socket.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{
        State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use tracing::Instrument;

use super::{protocol::SUBPROTOCOL, socket};
use crate::{identity::Identity, limits, problem::Problem, state::Gateway};

pub async fn open(
    State(gateway): State<Arc<Gateway>>,
    Extension(identity): Extension<Identity>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let upgrade = upgrade.map_err(|rejection| {
        let detail = format!("this is a WebSocket: {}", rejection.body_text());
        Problem::new(StatusCode::UPGRADE_REQUIRED, "live.upgrade_required", detail)
            .with_header(header::UPGRADE, HeaderValue::from_static("websocket"))
    })?;
    if !is_same_origin(&headers) {
        let detail = "pages of other origins may not open this socket";
        return Err(Problem::new(StatusCode::FORBIDDEN, "live.other_origin", detail));
    }
    let permit = gateway.sockets.clone().try_acquire_owned().map_err(|_| {
        Problem::unavailable("live.too_many_sockets", format!("{} sockets are open here", limits::SOCKETS))
    })?;

    // A span ends after those within it: the request's must not wait for the socket to close.
    let span = tracing::info_span!(parent: None, "live");
    telemetry::link_str(&span, &telemetry::traceparent().unwrap_or_default());
    Ok(upgrade.protocols([SUBPROTOCOL]).max_message_size(limits::CLIENT_MESSAGE_BYTES).on_upgrade(
        async move |socket| {
            let tasks = gateway.tasks.clone();
            let serve = async move {
                socket::serve(&gateway, identity, socket).await;
                drop(permit);
            };
            tasks.spawn("live socket", serve.instrument(span));
        },
    ))
}

/// Browsers say which page opens a socket, and do not hold it back from other origins by themselves.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = text(header::ORIGIN) else { return true };
    let host_of_origin = origin.split_once("://").map(|(_, host)| host);
    host_of_origin.is_some() && host_of_origin == text(header::HOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_another_origin_is_kept_out() {
        let from = |origin: Option<&'static str>| {
            let mut headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static("foundry.test:7741"))]);
            headers.extend(origin.map(|origin| (header::ORIGIN, HeaderValue::from_static(origin))));
            is_same_origin(&headers)
        };
        assert!(from(None));
        assert!(from(Some("http://foundry.test:7741")));
        assert!(!from(Some("http://foundry.test")));
        assert!(!from(Some("https://evil.test")));
        assert!(!from(Some("null")));
    }
}
