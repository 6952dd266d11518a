//! One open socket, from its opening to its end.

use axum::extract::ws::WebSocket;
use futures::StreamExt;
use tokio::time::{Instant, interval};
use tungstenite::error::ProtocolError;

use super::{
    connection::{Connection, End},
    socket_session::SocketSession,
};
use crate::{identity::Authentication, limits, state::Gateway};

/// Talks with one client until it leaves, falls silent, is signed out or the process stops.
pub async fn serve(gateway: &Gateway, authentication: Authentication, socket: WebSocket) {
    let Some(session) = SocketSession::new(&gateway.people, authentication) else { return };
    let (sink, mut incoming) = socket.split();
    let mut connection = Connection::new(gateway, session, sink);
    let mut heartbeat = interval(limits::HEARTBEAT);
    let mut heard_at = Instant::now();

    let ended = loop {
        let done = tokio::select! {
            () = gateway.tasks.stopping() => break End::Stopping,
            change = connection.session.next() => connection.apply_change(change).await,
            message = incoming.next() => {
                heard_at = Instant::now();
                match message {
                    Some(Ok(message)) => connection.apply(message).await,
                    Some(Err(error)) => Err(broken(error)),
                    None => Err(End::Left),
                }
            }
            // While it is not known what the person may, nothing is told.
            Some(update) = connection.updates.next(), if connection.session.is_known() => connection.notify(update).await,
            _ = heartbeat.tick() => match heard_at.elapsed() {
                silence if silence >= limits::SILENCE => Err(End::Silent),
                _ => connection.live_on().await,
            }
        };
        if let Err(end) = done {
            break end;
        }
    };
    connection.close(ended).await;
    drop(connection);
    // Bytes of the client that we have not read would reset the connection, and our goodbye might not be seen.
    let heard_out = async { while let Some(Ok(_)) = incoming.next().await {} };
    if tokio::time::timeout(limits::SOCKET_CLOSE, heard_out).await.is_err() {
        tracing::debug!("A client did not say goodbye in time");
    }
}

fn broken(error: axum::Error) -> End {
    match error.into_inner().downcast_ref() {
        Some(tungstenite::Error::Capacity(_)) => End::TooLarge,
        Some(tungstenite::Error::Protocol(ProtocolError::ResetWithoutClosingHandshake)) => End::Left,
        Some(tungstenite::Error::Protocol(_)) => End::NoWebSocket,
        Some(tungstenite::Error::Utf8(_)) => End::NoText,
        _ => End::Left,
    }
}
