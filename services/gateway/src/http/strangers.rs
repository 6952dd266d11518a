//! How much comes from one address of people who have not said who they are.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
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
    identity::Credentials,
    state::Gateway,
    webhooks::{self, is_signed},
};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Where a connection comes from, as the kernel says. Each request of it has this in its extensions.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// Counts a request, unless this process knows already whose it is, or it claims to be GitHub's: those have limits of their own.
pub async fn limited(State(gateway): State<Arc<Gateway>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let credentials = Credentials::of(&parts.headers, gateway.cookies);
    let is_github = parts.uri.path() == webhooks::PATH && is_signed(&parts.headers);
    if !is_github && !gateway.people.knows(&credentials) {
        let address = network(address(&parts, gateway.proxies));
        if let Err(exceeded) = gateway.quotas.stranger(address) {
            return Problem::too_much(exceeded).into_response();
        }
    }
    next.run(Request::from_parts(parts, body)).await
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

/// What one subscriber has: an address of IPv4, a /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address => address,
    }
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

    #[test]
    fn somebody_with_many_addresses_of_ipv6_is_one() {
        let counted = |text: &str| network(text.parse().expect("an address")).to_string();
        assert_eq!(counted("2001:db8:1:2:3:4:5:6"), counted("2001:db8:1:2::1"));
        assert_ne!(counted("2001:db8:1:2::1"), counted("2001:db8:1:3::1"));
        assert_eq!(counted("::ffff:1.2.3.4"), "1.2.3.4");
    }
}
