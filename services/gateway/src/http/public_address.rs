//! The address by which browsers reach this door.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use anyhow::{Context, ensure};
use axum::http::{HeaderMap, header};
use reqwest::Url;

/// Where pages live, where GitHub sends people back to, and which origin may speak with cookies.
#[derive(Debug, Clone)]
pub struct PublicAddress {
    /// `https://foundry.example`, without a slash at the end.
    origin: String,
    is_loopback: bool,
}

impl PublicAddress {
    /// Reads the setting. Plain http is for this machine alone: elsewhere cookies could be read on their way.
    pub fn new(setting: &str, listen: SocketAddr) -> anyhow::Result<Self> {
        let setting = setting.trim().trim_end_matches('/');
        if setting.is_empty() {
            let ip = if listen.ip().is_unspecified() { Ipv4Addr::LOCALHOST.into() } else { listen.ip() };
            let origin = format!("http://{}", SocketAddr::new(ip, listen.port()));
            return Ok(Self { origin, is_loopback: ip.is_loopback() });
        }
        let url = Url::parse(setting).context("FOUNDRY_PUBLIC_URL is not an address")?;
        let origin = url.origin().ascii_serialization();
        ensure!(
            origin == setting.to_ascii_lowercase(),
            "FOUNDRY_PUBLIC_URL must be an origin: https://foundry.example"
        );
        let is_loopback = url.host_str().is_some_and(is_this_machine);
        ensure!(url.scheme() == "https" || is_loopback, "FOUNDRY_PUBLIC_URL must be https, but on this machine");
        Ok(Self { origin, is_loopback })
    }

    /// Whether cookies travel over TLS only.
    pub fn is_secure(&self) -> bool {
        !self.is_loopback
    }

    /// The origin that the browser of this request sees. This machine has several names, and a browser that came by one
    /// of them sends its cookies to no other.
    pub fn seen_by(&self, headers: &HeaderMap) -> String {
        let by_another_name = || {
            let host = headers.get(header::HOST)?.to_str().ok()?;
            let origin = Url::parse(&format!("http://{host}")).ok()?.origin().ascii_serialization();
            names_this_machine(&origin).then_some(origin)
        };
        self.is_loopback.then(by_another_name).flatten().unwrap_or_else(|| self.origin.clone())
    }

    /// Where a browser must go first that came by another name of this machine than the one that GitHub knows: the same
    /// port, which may be one that leads here from elsewhere.
    pub fn by_known_name(&self, headers: &HeaderMap) -> Option<String> {
        let seen = Url::parse(&self.seen_by(headers)).ok()?;
        let mut known = Url::parse(&self.origin).ok()?;
        if !self.is_loopback || seen.host_str() == known.host_str() {
            return None;
        }
        known.set_port(seen.port()).ok()?;
        Some(known.origin().ascii_serialization())
    }

    /// Whether a page of `origin` is one of ours.
    pub fn is_origin(&self, origin: &str, headers: &HeaderMap) -> bool {
        origin == self.origin || origin == self.seen_by(headers)
    }
}

fn names_this_machine(origin: &str) -> bool {
    Url::parse(origin).is_ok_and(|url| url.host_str().is_some_and(is_this_machine))
}

fn is_this_machine(host: &str) -> bool {
    let ip = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn address(setting: &str, listen: &str) -> anyhow::Result<PublicAddress> {
        PublicAddress::new(setting, listen.parse().expect("an address"))
    }

    fn asked_at(host: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))])
    }

    #[test]
    fn without_a_setting_it_is_where_it_listens() {
        assert_eq!(address("", "127.0.0.1:7741").expect("an address").origin, "http://127.0.0.1:7741");
        let everywhere = address("", "0.0.0.0:7741").expect("an address");
        assert_eq!((everywhere.origin.as_str(), everywhere.is_secure()), ("http://127.0.0.1:7741", false));
        assert!(address("", "192.0.2.1:7741").expect("an address").is_secure());
    }

    #[test]
    fn only_an_https_origin_or_this_machine_is_taken() {
        assert!(address("https://foundry.example/", "127.0.0.1:1").expect("an address").is_secure());
        assert!(!address("http://localhost:8080", "127.0.0.1:1").expect("an address").is_secure());
        for wrong in ["foundry.example", "http://foundry.example", "https://a.example/path", "https://me@a.example"] {
            assert!(address(wrong, "127.0.0.1:1").is_err(), "{wrong}");
        }
    }

    #[test]
    fn this_machine_may_be_called_by_each_of_its_names_and_no_other() {
        let here = address("", "127.0.0.1:7741").expect("an address");
        assert_eq!(here.seen_by(&asked_at("localhost:7741")), "http://localhost:7741");
        for stranger in ["evil.example:7741", "localhost.evil.example", "127.0.0.1@evil.example", "a b"] {
            assert_eq!(here.seen_by(&asked_at(stranger)), "http://127.0.0.1:7741", "{stranger}");
        }
        let there = address("https://foundry.example", "127.0.0.1:7741").expect("an address");
        assert_eq!(there.seen_by(&asked_at("localhost:7741")), "https://foundry.example");
    }

    #[test]
    fn a_browser_is_sent_to_the_name_that_github_knows_and_nowhere_else() {
        let here = address("", "127.0.0.1:7741").expect("an address");
        let first = |host| here.by_known_name(&asked_at(host));
        assert_eq!(first("localhost:7741").as_deref(), Some("http://127.0.0.1:7741"));
        assert_eq!(first("localhost:8000").as_deref(), Some("http://127.0.0.1:8000"), "a port that is forwarded");
        for host in ["127.0.0.1:7741", "127.0.0.1:8000", "evil.example:7741"] {
            assert_eq!(first(host), None, "{host}");
        }
        let there = address("https://foundry.example", "127.0.0.1:7741").expect("an address");
        assert_eq!(there.by_known_name(&asked_at("localhost:7741")), None);
    }

    #[test]
    fn a_page_is_ours_by_its_whole_origin() {
        let there = address("https://foundry.example", "127.0.0.1:7741").expect("an address");
        let is_ours = |origin| there.is_origin(origin, &asked_at("foundry.example"));
        assert!(is_ours("https://foundry.example"));
        for other in ["http://foundry.example", "https://foundry.example:8443", "https://evil.example", "null", ""] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
