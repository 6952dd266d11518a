//! What a caller presents to prove who they are.

use axum::http::{HeaderMap, header};
use contracts::CredentialHash;

use crate::{http::cookies::Cookies, random, settings::Secret};

/// Browsers cannot set headers on a WebSocket, and a token in the address ends up in logs; so it may travel as a
/// second subprotocol, `Sec-WebSocket-Protocol: foundry.v1, bearer.<token>`.
pub const SUBPROTOCOL_PREFIX: &str = "bearer.";

/// How an API token begins: people and scanners of leaked secrets recognise it.
pub const API_TOKEN_PREFIX: &str = "fdy_";

/// What a request comes with. Its secrets show themselves to nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credentials {
    Nothing,
    /// Something that cannot be one of our credentials; nobody need be asked.
    Malformed,
    /// Sent by a browser on its own, whoever made it do so: see `csrf`.
    Cookie(Secret),
    Token(Secret),
}

impl Credentials {
    /// A token that is given explicitly counts more than the cookie that a browser adds.
    pub fn of(headers: &HeaderMap, cookies: Cookies) -> Self {
        if headers.contains_key(header::AUTHORIZATION) {
            return bearer(headers).map_or(Self::Malformed, Self::token);
        }
        if let Some(token) = subprotocol(headers) {
            return Self::token(token);
        }
        match cookies.session(headers) {
            None => Self::Nothing,
            Some(secret) if secret.is_empty() => Self::Nothing,
            Some(secret) if random::is_secret(&secret) => Self::Cookie(secret.into()),
            Some(_) => Self::Malformed,
        }
    }

    fn token(text: &str) -> Self {
        match text.strip_prefix(API_TOKEN_PREFIX).is_some_and(random::is_secret) {
            true => Self::Token(text.to_owned().into()),
            false => Self::Malformed,
        }
    }

    /// By what the user service knows it.
    pub fn hash(&self) -> Option<CredentialHash> {
        match self {
            Self::Nothing | Self::Malformed => None,
            Self::Cookie(secret) | Self::Token(secret) => Some(random::credential_hash(secret.expose())),
        }
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn subprotocol(headers: &HeaderMap) -> Option<&str> {
    let offered = headers.get(header::SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()?;
    offered.split(',').find_map(|protocol| protocol.trim().strip_prefix(SUBPROTOCOL_PREFIX))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const TOKEN: &str = "fdy_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const SECRET: &str = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    fn presented(headers: &[(header::HeaderName, &str)]) -> Credentials {
        let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).expect("legal")));
        Credentials::of(&headers.collect(), Cookies::new(false))
    }

    fn token() -> Credentials {
        Credentials::Token(TOKEN.to_owned().into())
    }

    #[test]
    fn a_token_is_taken_from_the_header_or_the_subprotocol() {
        assert_eq!(presented(&[(header::AUTHORIZATION, &format!("Bearer {TOKEN}"))]), token());
        assert_eq!(presented(&[(header::AUTHORIZATION, &format!("bearer {TOKEN}"))]), token());
        let offered = format!("foundry.v1, bearer.{TOKEN}");
        assert_eq!(presented(&[(header::SEC_WEBSOCKET_PROTOCOL, &offered)]), token());
    }

    #[test]
    fn a_sign_in_is_taken_from_the_cookie_unless_a_token_is_given() {
        let cookie = format!("foundry_session={SECRET}");
        assert_eq!(presented(&[(header::COOKIE, &cookie)]), Credentials::Cookie(SECRET.to_owned().into()));
        let both = [(header::COOKIE, cookie.as_str()), (header::AUTHORIZATION, &format!("Bearer {TOKEN}"))];
        assert_eq!(presented(&both), token());
        let wrong = [(header::COOKIE, cookie.as_str()), (header::AUTHORIZATION, "Bearer guess")];
        assert_eq!(presented(&wrong), Credentials::Malformed);
    }

    #[test]
    fn what_cannot_be_a_credential_is_seen_without_asking_anybody() {
        for value in ["Bearer fdy_short", "Bearer", "Bearer ", &format!("Bearer {SECRET}"), "Basic QQ==", TOKEN] {
            assert_eq!(presented(&[(header::AUTHORIZATION, value)]), Credentials::Malformed, "{value}");
        }
        assert_eq!(presented(&[(header::COOKIE, "foundry_session=guess")]), Credentials::Malformed);
        assert_eq!(presented(&[(header::COOKIE, "foundry_session=")]), Credentials::Nothing);
        assert_eq!(presented(&[(header::SEC_WEBSOCKET_PROTOCOL, "foundry.v1")]), Credentials::Nothing);
        assert_eq!(presented(&[]), Credentials::Nothing);
    }

    #[test]
    fn what_is_presented_does_not_show_itself() {
        let shown = format!("{:?}", token());
        assert!(!shown.contains("AAAA"), "{shown}");
    }
}
