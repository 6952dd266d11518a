//! Which actor a request is for, and as whom it is sent there.

use contracts::{Actor, Key, Kind, OrganizationId};
use runtime::Caller;

use super::routes::Route;
use crate::{
    identity::{self, Identity},
    problem::Problem,
};

pub struct Target<'a> {
    pub route: &'static Route,
    key: Vec<&'a str>,
    pub caller: Caller,
}

impl<'a> Target<'a> {
    /// Refuses a key that is none, and a caller who may not.
    pub fn new(route: &'static Route, key: &'a str, identity: &Identity) -> Result<Self, Problem> {
        let key: Vec<_> = key.split('/').filter(|_| !key.is_empty()).collect();
        route.entry.check_key(&key).map_err(|invalid| {
            let detail = format!("{invalid}; the address is {}", route.template);
            Problem::bad_request("http.key_invalid", detail)
        })?;
        let organization_id = organization_id(route.entry.actor, &key);
        let caller = identity::authorise(identity, route.entry.access, organization_id.as_ref())?;
        Ok(Self { route, key, caller })
    }

    /// `task.command.rename.acme.t-1`, also for a request: waiting is the client's business.
    pub fn subject(&self) -> String {
        let entry = self.route.entry;
        let kind = if entry.kind == Kind::Query { Kind::Query } else { Kind::Command };
        format!("{}.{}.{}.{}", entry.actor.token(), kind.token(), entry.name, self.key.join("."))
    }

    /// Where the outcome of the command `id` can be read.
    pub fn outcome_path(&self, id: &str) -> String {
        let (actor, key) = (self.route.entry.actor.token(), self.key.join("/"));
        format!("/v1/{actor}/query/outcome/{key}?id={}", percent_encoded(id))
    }
}

fn organization_id(actor: Actor, key: &[&str]) -> Option<OrganizationId> {
    match actor.key_tokens() {
        ["organization", ..] => OrganizationId::parse(&key[..1]).ok(),
        _ => None,
    }
}

/// The text as a value in a query string (RFC 3986: all but the unreserved characters).
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::routes;

    fn target(path: &str) -> Result<Target<'_>, Problem> {
        let (route, key) = routes::find(path).expect("a message");
        Target::new(route, key, &Identity::Token)
    }

    #[test]
    fn the_subject_is_the_path_with_dots() {
        let target = target("/v1/task/request/rename/acme/t-1").expect("legal");
        assert_eq!(target.subject(), "task.command.rename.acme.t-1");
        assert_eq!(target.outcome_path("a b&c"), "/v1/task/query/outcome/acme/t-1?id=a%20b%26c");
    }

    #[test]
    fn a_key_that_would_split_or_widen_the_subject_is_refused() {
        for key in
            ["", "acme", "acme/t-1/more", "acme/", "/t-1", "acme/t.1", "*/t-1", "acme/%3E", "acme/t-1/", "Acme/t-1"]
        {
            let path = format!("/v1/task/query/detail/{key}");
            let refusal = target(&path).err().unwrap_or_else(|| panic!("{key:?} is taken"));
            assert_eq!((refusal.status.as_u16(), refusal.code.as_str()), (400, "http.key_invalid"), "{key:?}");
        }
    }

    #[test]
    fn what_only_services_send_is_forbidden() {
        let refusal = target("/v1/task/command/initialize/acme/t-1").err().expect("refused");
        assert_eq!(refusal.status, 403);
    }
}
