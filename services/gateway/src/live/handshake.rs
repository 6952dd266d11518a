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
use crate::{
    http::problem::Problem,
    identity::{Authentication, Credentials, csrf},
    limits,
    state::Gateway,
};

pub async fn open(
    State(gateway): State<Arc<Gateway>>,
    Extension(authentication): Extension<Authentication>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let upgrade = upgrade.map_err(|rejection| {
        let detail = format!("this is a WebSocket: {}", rejection.body_text());
        Problem::new(StatusCode::UPGRADE_REQUIRED, "live.upgrade_required", detail)
            .with_header(header::UPGRADE, HeaderValue::from_static("websocket"))
    })?;
    let with_cookie = matches!(authentication.credentials, Credentials::Cookie(_));
    csrf::check_socket(&gateway.address, &headers, with_cookie)?;
    let share = gateway.sockets_of_people.of(authentication.person()?.user_id.clone());
    let place = share.try_acquire_owned().map_err(|_| {
        let detail = format!("you have {} sockets open here; close one", limits::SOCKETS_OF_A_PERSON);
        Problem::new(StatusCode::TOO_MANY_REQUESTS, "live.too_many_sockets_of_yours", detail)
            .with_header(header::RETRY_AFTER, HeaderValue::from_static("1"))
    })?;
    let permit = gateway.sockets.clone().try_acquire_owned().map_err(|_| {
        Problem::unavailable("live.too_many_sockets", format!("{} sockets are open here", limits::SOCKETS))
    })?;

    // A span ends after those within it: the request's must not wait for the socket to close.
    let span = tracing::info_span!(parent: None, "live");
    telemetry::link_str(&span, &telemetry::traceparent().unwrap_or_default());
    let upgrade = upgrade.protocols([SUBPROTOCOL]).max_message_size(limits::CLIENT_MESSAGE_BYTES);
    // Without it, room is made for whatever length a frame announces.
    let upgrade = upgrade.max_frame_size(limits::CLIENT_MESSAGE_BYTES);
    Ok(upgrade.max_write_buffer_size(limits::SOCKET_UNSENT_BYTES).on_upgrade(async move |socket| {
        let tasks = gateway.tasks.clone();
        let serve = async move {
            socket::serve(&gateway, authentication, socket).await;
            drop((permit, place));
        };
        tasks.spawn("live socket", serve.instrument(span));
    }))
}
