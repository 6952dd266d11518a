//! How E2B is asked, and where its sandboxes are.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::sandbox::Access;
use crate::{Address, Endpoint, Secret};

#[derive(Debug, Clone)]
pub struct E2bSettings {
    pub key: Secret,
    /// `https://api.e2b.app`, or a stand-in's; without a slash at the end.
    pub api: String,
    /// A stand-in's address for all sandboxes, as the SDK's `E2B_SANDBOX_URL`; which one is meant then stands in headers.
    /// `None`: each has a host of its own.
    pub sandbox_url: Option<String>,
    /// A template with `sandbox-agent` on its PATH.
    pub template: String,
    /// Which Foundry this is: several may share an account, and each ends only its own.
    pub owner: String,
}

/// Where sandboxes are when the API does not say.
const DOMAIN: &str = "e2b.app";
/// The sandbox-agent server's.
pub(super) const SERVER_PORT: u16 = 2468;
pub(super) const ENVD_PORT: u16 = 49_983;

impl E2bSettings {
    /// The address of a port of a sandbox.
    pub(super) fn address(&self, access: &Access, port: u16) -> String {
        let domain = access.domain.as_deref().unwrap_or(DOMAIN);
        let own = || format!("https://{port}-{}.{domain}", access.sandbox_id);
        self.sandbox_url.clone().unwrap_or_else(own)
    }

    /// What lets a request through to a port of a sandbox whose traffic is private.
    pub(super) fn headers(access: &Access, port: u16) -> Vec<(String, Secret)> {
        let mut headers = vec![
            ("e2b-sandbox-id".to_owned(), Secret::new(access.sandbox_id.clone())),
            ("e2b-sandbox-port".to_owned(), Secret::new(port.to_string())),
        ];
        if let Some(token) = &access.traffic_access_token {
            headers.push(("e2b-traffic-access-token".to_owned(), token.clone()));
        }
        headers
    }

    pub(super) fn endpoint(&self, access: &Access) -> Endpoint {
        Endpoint {
            address: Address::Url(self.address(access, SERVER_PORT)),
            token: Some(self.server_token(&access.sandbox_id)),
            home: crate::keeper::plan::HOME.to_owned(),
            headers: Self::headers(access, SERVER_PORT),
        }
    }

    /// The token of a sandbox's server, the same for every process of ours, stored nowhere, and no help in guessing the
    /// key or another sandbox's.
    fn server_token(&self, sandbox_id: &str) -> Secret {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.key.reveal().as_bytes()).expect("a key of any length will do");
        mac.update(b"sandbox-agent ");
        mac.update(sandbox_id.as_bytes());
        Secret::new(hex::encode(mac.finalize().into_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> E2bSettings {
        let key = Secret::new("e2b_x".to_owned());
        let text = str::to_owned;
        E2bSettings { key, api: text("http://x"), sandbox_url: None, template: text("t"), owner: text("o") }
    }

    fn access(id: &str) -> Access {
        Access { sandbox_id: id.to_owned(), ..Access::default() }
    }

    #[test]
    fn a_port_of_a_sandbox_has_a_host_of_its_own() {
        assert_eq!(settings().address(&access("i1"), 2468), "https://2468-i1.e2b.app");
        let own = Access { domain: Some("x.dev".to_owned()), ..access("i1") };
        assert_eq!(settings().address(&own, 1), "https://1-i1.x.dev");
    }

    #[test]
    fn each_sandbox_has_its_own_token_and_always_the_same() {
        let settings = settings();
        let token = |id| settings.server_token(id).reveal().to_owned();

        assert_eq!(token("a"), token("a"));
        assert_ne!(token("a"), token("b"));
    }
}
