//! Which actor a request is for, and as whom it is sent there.

use std::borrow::Cow;

use contracts::{Actor, Key, Kind, OrganizationId, UserId};
use messaging::Caller;

use super::routes::Route;
use crate::{
    http::{problem::Problem, redirect},
    identity::{AccessRequest, Identity, Resource, authorise},
};

/// The key of whoever asks: `/v1/user/query/app/me`.
const ME: &str = "me";

pub struct Target<'a> {
    pub route: &'static Route,
    key: Vec<Cow<'a, str>>,
    pub caller: Caller,
}

impl<'a> Target<'a> {
    /// Refuses a key that is none, and a caller who may not.
    pub fn new(route: &'static Route, key: &'a str, identity: &Identity) -> Result<Self, Problem> {
        let actor = route.entry.actor;
        let tokens = key.split('/').filter(|_| !key.is_empty()).map(Cow::Borrowed);
        let mut key: Vec<Cow<'_, str>> = tokens.collect();
        if let (Actor::User, [only], Identity::Person(person)) = (actor, key.as_mut_slice(), identity)
            && only == ME
        {
            *only = Cow::Owned(person.user_id.to_string());
        }
        let tokens: Vec<&str> = key.iter().map(AsRef::as_ref).collect();
        let invalid = |invalid: &dyn std::fmt::Display| {
            let detail = format!("{invalid}; the address is {}", route.template);
            Problem::bad_request("http.key_invalid", detail)
        };
        route.entry.check_key(&tokens).map_err(|error| invalid(&error))?;
        let changes = route.entry.kind == Kind::Command;
        let request = |resource| AccessRequest { access: route.entry.access, changes, resource };
        let caller = match route.entry.key_tokens() {
            ["user", ..] => {
                let user_id = UserId::parse(&tokens).map_err(|error| invalid(&error))?;
                authorise(identity, request(Resource::Person(&user_id)))?
            }
            _ => {
                let organization_id = OrganizationId::parse(&tokens[..1]).map_err(|error| invalid(&error))?;
                authorise(identity, request(Resource::Organization(&organization_id)))?
            }
        };
        Ok(Self { route, key, caller })
    }

    /// `task.command.rename.acme.t-1`, also for a request: waiting is the client's business.
    pub fn subject(&self) -> String {
        let entry = self.route.entry;
        let kind = if entry.kind == Kind::Query { Kind::Query } else { Kind::Command };
        format!("{}.{}.{}.{}", entry.actor.token(), kind.token(), entry.name, self.key.join("."))
    }

    /// The key of the actor, if it is an organization's: `acme.t-1`.
    pub fn organization_key(&self) -> Option<String> {
        self.route.entry.actor.is_of_organization().then(|| self.key.join("."))
    }

    /// Where the outcome of the command `id` can be read.
    pub fn outcome_path(&self, id: &str) -> String {
        let (actor, key) = (self.route.entry.actor.token(), self.key.join("/"));
        format!("/v1/{actor}/query/outcome/{key}?id={}", redirect::encoded(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{api::routes, identity::testing};

    fn target(path: &str) -> Result<Target<'_>, Problem> {
        let (route, key) = routes::find(path).expect("a message");
        Target::new(route, key, &testing::member_of_acme())
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
    fn runs_are_asked_of_an_organization_and_of_its_members_alone() {
        for actor in ["task", "sandbox", "organization", "githubData"] {
            let asked = |key: &str| {
                let path = format!("/v1/{actor}/query/runs/{key}");
                target(&path).map(|target| target.subject()).map_err(|problem| (problem.status.as_u16(), problem.code))
            };
            assert_eq!(asked("acme"), Ok(format!("{actor}.query.runs.acme")));
            assert_eq!(asked("other"), Err((403, "access.not_a_member".to_owned())));
            for key in ["", "acme/t-1", "*", "acme.t-1", "Acme"] {
                assert_eq!(asked(key), Err((400, "http.key_invalid".to_owned())), "{key}");
            }
        }
        assert!(routes::find("/v1/user/query/runs/u1").is_none(), "a person's runs are no organization's");
    }

    #[test]
    fn whoever_asks_is_me() {
        let subject = |path| target(path).map(|target| target.subject()).map_err(|problem| problem.code);
        assert_eq!(subject("/v1/user/query/app/me").as_deref(), Ok("user.query.app.u1"));
        assert_eq!(subject("/v1/user/query/app/u1").as_deref(), Ok("user.query.app.u1"));
        assert_eq!(subject("/v1/user/query/app/u2").map_err(|code| code == "access.not_yours"), Err(true));
        let outcome = target("/v1/user/request/dismissChecklist/me").expect("legal").outcome_path("c-1");
        assert_eq!(outcome, "/v1/user/query/outcome/u1?id=c-1");
        assert!(target("/v1/organization/query/summary/me").is_err(), "an organization may be called so");
    }

    #[test]
    fn what_only_services_send_is_forbidden() {
        let refusal = target("/v1/task/command/initialize/acme/t-1").err().expect("refused");
        assert_eq!(refusal.status, 403);
    }
}
