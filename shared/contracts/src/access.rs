//! Who may send a message. The gateway checks it for people, the NATS permissions in `nats/users` for services.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The least a caller must be. Ordered: whoever may do more may also do less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Access {
    /// Any person who has signed in; of a user's actor, only the person it is.
    SignedIn,
    /// The same, for what concerns sign-ins and API tokens themselves: of API tokens, only one of scope admin may.
    Credentials,
    /// A member of the organization in the key.
    Member,
    /// A member whose role in the organization is admin.
    Admin,
    /// Only another service of the fleet; no person, whatever their role.
    Service,
}
