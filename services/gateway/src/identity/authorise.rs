//! The rules: who may send, ask and follow what. Each message names its access rule; here is what it means.

use axum::http::{HeaderValue, StatusCode, header};
use contracts::{
    Access, OrganizationId, UserId,
    organization::Role,
    user::{ApiToken, Credential, TokenScope},
};
use messaging::Caller;

use super::{Identity, Person};
use crate::http::problem::Problem;

/// What somebody wants, as far as the rules ask.
#[derive(Debug, Clone, Copy)]
pub struct AccessRequest<'a> {
    pub access: Access,
    /// A command, rather than a query or a topic.
    pub changes: bool,
    pub resource: Resource<'a>,
}

/// Whose the thing is.
#[derive(Debug, Clone, Copy)]
pub enum Resource<'a> {
    Organization(&'a OrganizationId),
    Person(&'a UserId),
}

/// Whether `identity` may, by what is known of them at this moment; as whom the message is then sent.
///
/// A refusal says the same of an organization that is somebody else's and of one that does not exist.
pub fn authorise(identity: &Identity, request: AccessRequest<'_>) -> Result<Caller, Problem> {
    let person = match identity {
        Identity::Nobody => return Err(unauthenticated()),
        Identity::Person(person) => person,
    };
    if request.access == Access::Service {
        return Err(forbidden("access.service_only", "only services of the fleet send this message to each other"));
    }
    belongs(person, request)?;
    if let Credential::ApiToken(token) = &person.credential {
        within(token, request)?;
    }
    Ok(Caller::user(&person.user_id))
}

fn belongs(person: &Person, request: AccessRequest<'_>) -> Result<(), Problem> {
    let organization_id = match request.resource {
        Resource::Person(user_id) if *user_id == person.user_id => return Ok(()),
        Resource::Person(_) => return Err(forbidden("access.not_yours", "this is for the person alone whose it is")),
        Resource::Organization(organization_id) => organization_id,
    };
    match (request.access, person.role(organization_id)) {
        (Access::SignedIn | Access::Credentials, _) | (Access::Member, Some(_)) => Ok(()),
        (Access::Admin, Some(Role::Admin)) => Ok(()),
        (Access::Admin, Some(Role::Member)) => {
            Err(forbidden("access.not_an_admin", format!("only admins of {organization_id} may do this")))
        }
        _ => Err(forbidden("access.not_a_member", format!("you are not a member of {organization_id}"))),
    }
}

/// A token may do part of what its person may.
fn within(token: &ApiToken, request: AccessRequest<'_>) -> Result<(), Problem> {
    let needed = match request.access {
        Access::Admin | Access::Credentials => TokenScope::Admin,
        _ if request.changes => TokenScope::Write,
        _ => TokenScope::Read,
    };
    if token.scope < needed {
        let (has, needs) = (scope(token.scope), scope(needed));
        let detail = format!("this API token has the scope {has}; this takes the scope {needs}");
        return Err(forbidden("access.token_scope", detail));
    }
    let is_limited = !token.organizations.is_empty();
    match request.resource {
        Resource::Organization(organization_id) if is_limited && !token.organizations.contains(organization_id) => {
            Err(forbidden("access.token_limited", format!("this API token is not for {organization_id}")))
        }
        // What is a person's own speaks of all their organizations.
        Resource::Person(_) if is_limited => {
            let detail = "this API token is for some organizations only, and not for what is yours in all of them";
            Err(forbidden("access.token_limited", detail))
        }
        _ => Ok(()),
    }
}

const fn scope(scope: TokenScope) -> &'static str {
    match scope {
        TokenScope::Read => "read",
        TokenScope::Write => "write",
        TokenScope::Admin => "admin",
    }
}

fn forbidden(code: &str, detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, code, detail)
}

/// 401: who this is must be known first.
pub fn unauthenticated() -> Problem {
    let detail = "sign in at /sign-in, or present an API token: Authorization: Bearer fdy_…";
    let challenge = HeaderValue::from_static("Bearer realm=\"foundry\"");
    Problem::new(StatusCode::UNAUTHORIZED, "access.unauthenticated", detail)
        .with_header(header::WWW_AUTHENTICATE, challenge)
}

#[cfg(test)]
mod tests;
