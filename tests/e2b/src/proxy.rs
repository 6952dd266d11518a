//! The addresses of sandboxes' ports: which one is meant stands in the host (`{port}-{id}.…`) or in headers, as the SDK's
//! `E2B_SANDBOX_URL` has it.

use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::json;
use subtle::ConstantTimeEq;
use tokio::io::copy_bidirectional;
use tokio::net::UnixStream;
use tokio::sync::watch;

use crate::cloud::Cloud;
use crate::envd;
use crate::record::{self, Record};

const ENVD_PORT: u16 = 49_983;

/// Sends what is for a port of a sandbox there.
pub async fn divert(State(cloud): State<Cloud>, request: Request, next: Next) -> Response {
    let Some((id, port)) = meant(request.headers()) else { return next.run(request).await };
    let found = cloud.find(&id).and_then(|record| Ok((record, cloud.connections(&id)?)));
    let Ok((record, broken)) = found else { return nobody(&id, "The sandbox was not found") };
    if record.state == record::State::Paused {
        return nobody(&id, "The sandbox is paused");
    }
    // envd has a token of its own.
    if port == ENVD_PORT {
        return envd::answer(cloud, record, broken, request).await;
    }
    if !may_enter(&record, request.headers()) {
        let message = "Missing or wrong traffic access token";
        return (StatusCode::FORBIDDEN, Json(json!({ "sandboxId": id, "message": message, "code": 403 })))
            .into_response();
    }
    let Ok(stream) = cloud.machine().local.port(&id, port).await else {
        return nobody(&id, "The sandbox was not found");
    };
    match carry(stream, broken, request).await {
        Ok(response) => response,
        Err(error) => {
            tracing::debug!(%error, sandbox = id, port, "A port does not answer");
            nobody(&id, "The sandbox is running but port is not open")
        }
    }
}

fn nobody(id: &str, message: &str) -> Response {
    (StatusCode::BAD_GATEWAY, Json(json!({ "sandboxId": id, "message": message, "code": 502 }))).into_response()
}

fn may_enter(record: &Record, headers: &HeaderMap) -> bool {
    let given = headers.get("e2b-traffic-access-token").map(|token| token.as_bytes()).unwrap_or_default();
    record.traffic_token.as_ref().is_none_or(|token| bool::from(token.as_bytes().ct_eq(given)))
}

/// The sandbox and its port; `None` for the API.
fn meant(headers: &HeaderMap) -> Option<(String, u16)> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    if let Some(id) = text("e2b-sandbox-id") {
        return Some((id.to_owned(), text("e2b-sandbox-port")?.parse().ok()?));
    }
    let (first, _) = text(header::HOST.as_str())?.split_once('.')?;
    let (port, id) = first.split_once('-')?;
    Some((id.to_owned(), port.parse().ok()?))
}

/// Asks the server behind `stream`, and passes its answer on as it comes. Both may become something else than HTTP.
async fn carry(
    stream: UnixStream,
    mut broken: watch::Receiver<()>,
    mut request: Request,
) -> Result<Response, hyper::Error> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let mut until_broken = broken.clone();
    tokio::spawn(async move {
        tokio::select! {
            // Its end is seen by whoever reads the answer.
            ended = connection.with_upgrades() => ended.unwrap_or_default(),
            _ = until_broken.changed() => {}
        }
    });
    let near = request.extensions_mut().remove::<hyper::upgrade::OnUpgrade>();
    let mut response = sender.send_request(request).await?;
    if response.status() == StatusCode::SWITCHING_PROTOCOLS
        && let Some(near) = near
    {
        let far = hyper::upgrade::on(&mut response);
        tokio::spawn(async move {
            let (Ok(near), Ok(far)) = (near.await, far.await) else { return };
            let (mut near, mut far) = (TokioIo::new(near), TokioIo::new(far));
            tokio::select! {
                // Either end may break off at any time, which the other one sees.
                _ = copy_bidirectional(&mut near, &mut far) => {}
                _ = broken.changed() => {}
            }
        });
    }
    Ok(response.map(Body::new))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant_by(pairs: &[(&'static str, &'static str)]) -> Option<(String, u16)> {
        let headers = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        meant(&headers.collect())
    }

    #[test]
    fn a_port_is_meant_by_the_host_or_by_headers() {
        assert_eq!(meant_by(&[("host", "2468-i1.e2b.app")]), Some(("i1".into(), 2468)));
        assert_eq!(meant_by(&[("e2b-sandbox-id", "i1"), ("e2b-sandbox-port", "1")]), Some(("i1".into(), 1)));
        for api in ["127.0.0.1:3000", "api.e2b.app", "localhost"] {
            assert_eq!(meant_by(&[("host", api)]), None, "{api}");
        }
    }
}
