//! People for unit tests.

use std::sync::Arc;

use contracts::{
    organization::Role,
    user::{AccessRead, ApiToken, Credential, OrganizationRole, TokenScope},
};

use super::{Identity, Permissions, Person};

pub const SIGN_IN: &str = "signin-1";
pub const API_TOKEN: &str = "token-1";

/// What the user service would say of somebody with these roles.
pub fn access(roles: &[(&str, Role)]) -> AccessRead {
    let organizations = roles
        .iter()
        .map(|(id, role)| OrganizationRole { organization_id: id.parse().expect("an id"), role: *role })
        .collect();
    AccessRead {
        organizations,
        sign_ins: vec![SIGN_IN.parse().expect("an id")],
        api_tokens: vec![API_TOKEN.parse().expect("an id")],
    }
}

pub fn person(id: &str, roles: &[(&str, Role)], credential: Credential) -> Person {
    person_with(id, Permissions::new(1, access(roles)), credential)
}

pub fn person_with(id: &str, permissions: Permissions, credential: Credential) -> Person {
    Person { user_id: id.parse().expect("an id"), login: "ada".into(), credential, permissions: Arc::new(permissions) }
}

/// A member of acme, signed in.
pub fn member_of_acme() -> Identity {
    Identity::Person(person("u1", &[("acme", Role::Member)], sign_in()))
}

pub fn sign_in() -> Credential {
    Credential::SignIn { sign_in_id: SIGN_IN.parse().expect("an id"), seen_at: 0, expires_at: i64::MAX }
}

pub fn api_token(scope: TokenScope, organizations: &[&str]) -> ApiToken {
    ApiToken {
        api_token_id: API_TOKEN.parse().expect("an id"),
        name: "script".into(),
        scope,
        organizations: organizations.iter().map(|id| id.parse().expect("an id")).collect(),
        created_at: 0,
        expires_at: None,
    }
}
