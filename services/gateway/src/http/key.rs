//! The keys in addresses that are no message's.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use contracts::OrganizationId;

use super::problem::Problem;

/// The organization that an address names, refused as that of a message is.
pub struct OrganizationKey(pub OrganizationId);

impl<S: Send + Sync> FromRequestParts<S> for OrganizationKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let invalid = |error: String| Problem::bad_request("http.key_invalid", error);
        let named = Path::<String>::from_request_parts(parts, state).await;
        let Path(named) = named.map_err(|rejection| invalid(rejection.body_text()))?;
        named.parse().map(Self).map_err(|error| invalid(format!("{error}")))
    }
}
