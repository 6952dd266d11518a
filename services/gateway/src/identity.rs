//! Who is calling, and what they may do. The one place that knows how callers prove who they are.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contracts::{Access, OrganizationId};
use runtime::Caller;
use sha2::{Digest, Sha256};

use crate::{problem::Problem, settings::Secret, state::Gateway};

/// Browsers cannot set headers on a WebSocket, and a token in the address ends up in logs; so it may travel as a
/// second subprotocol, `Sec-WebSocket-Protocol: foundry.v1, bearer.<token>`.
pub const SUBPROTOCOL_PREFIX: &str = "bearer.";

/// A caller as this door has established it, never from a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// Whoever presents the API token of the fleet: may do in every organization what its admins may.
    Token,
}

/// Whether `identity` may send a message with this rule to this organization's actors; as whom it is then sent.
///
/// What only services may send is refused to everybody who comes through this door, whatever their role. The API token
/// belongs to no organization and may speak to each; of a person, membership and role there will be asked.
pub fn authorise(
    identity: &Identity,
    access: Access,
    _organization_id: Option<&OrganizationId>,
) -> Result<Caller, Problem> {
    if access == Access::Service {
        let detail = "only services of the fleet send this message to each other";
        return Err(Problem::new(StatusCode::FORBIDDEN, "access.service_only", detail));
    }
    match identity {
        Identity::Token => Ok(Caller::token("api")),
    }
}

/// The API token as it is kept: hashed, so that comparing takes the same time whatever was presented.
#[derive(Debug, Clone)]
pub struct ApiToken([u8; 32]);

impl ApiToken {
    pub fn new(token: &Secret) -> Self {
        Self(Sha256::digest(token.expose()).into())
    }

    fn is(&self, presented: &str) -> bool {
        let presented: [u8; 32] = Sha256::digest(presented).into();
        let differing = self.0.iter().zip(presented).fold(0, |differing, (ours, theirs)| differing | (ours ^ theirs));
        differing == 0
    }

    /// Who these headers belong to.
    pub fn identify(&self, headers: &HeaderMap) -> Option<Identity> {
        let presented = bearer(headers).or_else(|| subprotocol(headers))?;
        self.is(presented).then_some(Identity::Token)
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

/// Lets nobody in whose identity is not known, and tells the handlers who it is.
pub async fn required(State(gateway): State<Arc<Gateway>>, mut request: Request, next: Next) -> Response {
    let Some(identity) = gateway.api_token.identify(request.headers()) else {
        let detail = "present the API token: Authorization: Bearer …";
        let problem = Problem::new(StatusCode::UNAUTHORIZED, "access.unauthenticated", detail);
        let challenge = HeaderValue::from_static("Bearer realm=\"foundry\"");
        return problem.with_header(header::WWW_AUTHENTICATE, challenge).into_response();
    };
    request.extensions_mut().insert(identity);
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identify(name: header::HeaderName, value: &str) -> Option<Identity> {
        let token = ApiToken::new(&"0123456789abcdef".parse().expect("any text"));
        let value = HeaderValue::from_str(value).expect("legal");
        token.identify(&HeaderMap::from_iter([(name, value)]))
    }

    #[test]
    fn the_token_is_taken_from_the_header_or_the_subprotocol() {
        assert_eq!(identify(header::AUTHORIZATION, "Bearer 0123456789abcdef"), Some(Identity::Token));
        assert_eq!(identify(header::AUTHORIZATION, "bearer 0123456789abcdef"), Some(Identity::Token));
        let offered = "foundry.v1, bearer.0123456789abcdef";
        assert_eq!(identify(header::SEC_WEBSOCKET_PROTOCOL, offered), Some(Identity::Token));
    }

    #[test]
    fn nothing_else_is_let_in() {
        for value in ["Bearer 0123456789abcdeF", "Bearer", "Bearer ", "Basic 0123456789abcdef", "0123456789abcdef"] {
            assert_eq!(identify(header::AUTHORIZATION, value), None, "{value}");
        }
        assert_eq!(identify(header::SEC_WEBSOCKET_PROTOCOL, "foundry.v1"), None);
    }

    #[test]
    fn what_services_say_to_each_other_is_refused_to_people() {
        let refusal = authorise(&Identity::Token, Access::Service, None).expect_err("refused");
        assert_eq!(refusal.status, StatusCode::FORBIDDEN);
        assert!(authorise(&Identity::Token, Access::Admin, None).is_ok());
    }
}
