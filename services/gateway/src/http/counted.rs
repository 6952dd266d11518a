//! Every request is counted to whoever asks, as far as this process knows that without asking anybody else.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::problem::Problem;
use crate::{
    asker::{Asker, Network},
    identity::Credentials,
    quotas::Exceeded,
    state::Gateway,
    webhooks::{self, is_signed},
};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Where a connection comes from, as the kernel says. Each request of it has this in its extensions.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// Counts a request, and holds a place of its asker's share while it is under way. Its [`Network`] is in its extensions then.
pub async fn limited(State(gateway): State<Arc<Gateway>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let network = Network::of(address(&parts, gateway.proxies));
    let asker = asker(&gateway, &parts, network);
    let counted = match &asker {
        Asker::Known(_) => Ok(()),
        Asker::Stranger(network) => gateway.quotas.stranger(*network),
        Asker::Github(network) => gateway.quotas.delivery(*network),
    };
    if let Err(exceeded) = counted {
        return Problem::too_much(exceeded).into_response();
    }
    let exceeded = Exceeded::requests_at_once(&asker);
    let Ok(_place) = gateway.requests.of(asker).try_acquire_owned() else {
        return Problem::too_much(exceeded).into_response();
    };
    parts.extensions.insert(network);
    next.run(Request::from_parts(parts, body)).await
}

fn asker(gateway: &Gateway, parts: &Parts, network: Network) -> Asker {
    if parts.uri.path() == webhooks::PATH && is_signed(&parts.headers) {
        return Asker::Github(network);
    }
    let person = gateway.people.known_person(&Credentials::of(&parts.headers, gateway.cookies));
    person.map_or(Asker::Stranger(network), |person| Asker::Known(person.sender()))
}

/// Whoever has made the connection; behind `proxies` of our own, whoever the outermost of them has seen. What stands further
/// left in the header is the sender's own word.
fn address(request: &Parts, proxies: usize) -> IpAddr {
    let peer = request.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    match proxies.checked_sub(1) {
        None => peer,
        Some(behind) => forwarded_for(&request.headers).nth(behind).unwrap_or(peer),
    }
}

/// The newest first.
fn forwarded_for(headers: &HeaderMap) -> impl Iterator<Item = IpAddr> {
    let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
    let entries = lines.into_iter().rev().filter_map(|line| line.to_str().ok()).flat_map(|line| line.rsplit(','));
    entries.map_while(|entry| entry.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn seen(forwarded: &[&str], proxies: usize) -> String {
        let mut request = axum::http::Request::get("/");
        for line in forwarded {
            request = request.header(FORWARDED_FOR, *line);
        }
        let (mut parts, Body { .. }) = request.body(Body::empty()).expect("a request").into_parts();
        parts.extensions.insert(Peer("10.0.0.1:9".parse().expect("an address")));
        address(&parts, proxies).to_string()
    }

    #[test]
    fn what_a_stranger_writes_into_the_header_makes_them_nobody_else() {
        assert_eq!(seen(&["1.1.1.1"], 0), "10.0.0.1");
        assert_eq!(seen(&["9.9.9.9, 1.1.1.1"], 1), "1.1.1.1");
        assert_eq!(seen(&["9.9.9.9, 1.1.1.1, 10.0.0.7"], 2), "1.1.1.1");
        assert_eq!(seen(&["9.9.9.9", "1.1.1.1"], 1), "1.1.1.1");
        assert_eq!(seen(&[], 1), "10.0.0.1", "whoever comes past the proxy");
        assert_eq!(seen(&["nonsense"], 1), "10.0.0.1");
    }
}
