//! Who is calling, and what they may do. The one place that knows how callers prove who they are.

mod authentication;
mod authorise;
mod credentials;
pub mod csrf;
mod known;
mod people;
mod permissions;
#[cfg(test)]
pub mod testing;

use std::sync::Arc;

use contracts::{
    OrganizationId, UserId,
    organization::Role,
    user::{self, Credential},
};

use crate::asker::{By, Sender};

pub use authentication::{Authentication, looked_up, required};
pub use authorise::{AccessRequest, Resource, authorise, unauthenticated};
pub use credentials::{API_TOKEN_PREFIX, Credentials};
pub use people::{Found, People};
pub use permissions::Permissions;

/// A caller as this door has established it, never from a body.
#[derive(Debug, Clone)]
pub enum Identity {
    Nobody,
    Person(Person),
}

/// Somebody who has proved who they are, with what they may do at this moment.
#[derive(Debug, Clone)]
pub struct Person {
    pub user_id: UserId,
    pub login: String,
    /// By what they are known.
    pub credential: Credential,
    pub permissions: Arc<Permissions>,
}

impl Person {
    /// `None`: they do not belong to the organization.
    pub fn role(&self, organization_id: &OrganizationId) -> Option<Role> {
        self.permissions.role(organization_id)
    }

    /// Whether the sign-in or token they are known by has not ended.
    pub fn is_in_force(&self) -> bool {
        self.permissions.is_in_force(&self.credential)
    }

    /// To whom what they send is counted.
    pub fn sender(&self) -> Sender {
        let by = match self.credential {
            Credential::SignIn { .. } => By::Browser,
            Credential::ApiToken(_) => By::Token,
        };
        Sender { person: self.user_id.clone(), by }
    }

    /// When the sign-in or token ends if nothing is done; `None`: never.
    pub fn expires_at(&self) -> Option<contracts::Millis> {
        expires_at(&self.credential)
    }
}

fn expires_at(credential: &Credential) -> Option<contracts::Millis> {
    match credential {
        Credential::SignIn { expires_at, .. } => Some(*expires_at),
        Credential::ApiToken(user::ApiToken { expires_at, .. }) => *expires_at,
    }
}
