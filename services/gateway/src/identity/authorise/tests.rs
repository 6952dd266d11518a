//! Every cell of the table: who, by what, wants what of whom.

use contracts::{catalog, user::AccessRead};

use super::*;
use crate::identity::{Permissions, testing};

const ACME: &str = "acme";
const OTHER: &str = "other";
const ME: &str = "u1";
const SOMEBODY: &str = "u2";

/// Member of acme, admin of other.
fn person(credential: Credential) -> Identity {
    let roles = [(ACME, Role::Member), (OTHER, Role::Admin)];
    Identity::Person(testing::person(ME, &roles, credential))
}

fn signed_in() -> Identity {
    person(testing::sign_in())
}

fn by_token(scope: TokenScope, organizations: &[&str]) -> Identity {
    person(Credential::ApiToken(testing::api_token(scope, organizations)))
}

#[derive(Clone, Copy)]
enum Whose {
    Org(&'static str),
    User(&'static str),
}
use Whose::{Org, User};

/// `ok`, or the code of the refusal.
fn verdict(identity: &Identity, access: Access, changes: bool, whose: Whose) -> String {
    let verdict = match whose {
        Org(id) => {
            let id = id.parse().expect("an id");
            authorise(identity, AccessRequest { access, changes, resource: Resource::Organization(&id) })
        }
        User(id) => {
            let id = id.parse().expect("an id");
            authorise(identity, AccessRequest { access, changes, resource: Resource::Person(&id) })
        }
    };
    verdict.map_or_else(|problem| problem.code, |_| "ok".to_owned())
}

#[test]
fn nobody_may_nothing() {
    for access in [Access::SignedIn, Access::Credentials, Access::Member, Access::Admin, Access::Service] {
        for whose in [Org(ACME), User(ME)] {
            let verdict = verdict(&Identity::Nobody, access, true, whose);
            assert_eq!(verdict, "access.unauthenticated", "{access:?}");
        }
    }
}

#[test]
fn a_person_may_what_their_role_allows() {
    for (access, whose, expected) in [
        (Access::SignedIn, Org("nowhere"), "ok"),
        (Access::SignedIn, User(ME), "ok"),
        (Access::SignedIn, User(SOMEBODY), "access.not_yours"),
        (Access::Credentials, User(ME), "ok"),
        (Access::Credentials, User(SOMEBODY), "access.not_yours"),
        (Access::Member, Org(ACME), "ok"),
        (Access::Member, Org(OTHER), "ok"),
        (Access::Member, Org("nowhere"), "access.not_a_member"),
        (Access::Member, User(SOMEBODY), "access.not_yours"),
        (Access::Admin, Org(OTHER), "ok"),
        (Access::Admin, Org(ACME), "access.not_an_admin"),
        (Access::Admin, Org("nowhere"), "access.not_a_member"),
        (Access::Admin, User(SOMEBODY), "access.not_yours"),
        (Access::Service, Org(OTHER), "access.service_only"),
        (Access::Service, User(ME), "access.service_only"),
    ] {
        for changes in [false, true] {
            assert_eq!(verdict(&signed_in(), access, changes, whose), expected, "{access:?} {changes}");
        }
    }
}

#[test]
fn a_token_may_what_its_scope_allows_of_that() {
    use TokenScope::{Admin, Read, Write};
    for (access, changes, whose, least) in [
        (Access::SignedIn, false, User(ME), Read),
        (Access::SignedIn, true, User(ME), Write),
        (Access::Credentials, false, User(ME), Admin),
        (Access::Credentials, true, User(ME), Admin),
        (Access::Member, false, Org(ACME), Read),
        (Access::Member, true, Org(ACME), Write),
        (Access::Admin, false, Org(OTHER), Admin),
        (Access::Admin, true, Org(OTHER), Admin),
    ] {
        for scope in [Read, Write, Admin] {
            let expected = if scope >= least { "ok" } else { "access.token_scope" };
            let verdict = verdict(&by_token(scope, &[]), access, changes, whose);
            assert_eq!(verdict, expected, "{access:?} {changes} {scope:?}");
        }
    }
}

#[test]
fn no_scope_makes_more_of_a_person_than_they_are() {
    let token = by_token(TokenScope::Admin, &[]);
    assert_eq!(verdict(&token, Access::Admin, true, Org(ACME)), "access.not_an_admin");
    assert_eq!(verdict(&token, Access::Member, false, Org("nowhere")), "access.not_a_member");
    assert_eq!(verdict(&token, Access::SignedIn, false, User(SOMEBODY)), "access.not_yours");
    assert_eq!(verdict(&token, Access::Service, true, Org(OTHER)), "access.service_only");
}

#[test]
fn a_limited_token_reaches_its_organizations_and_nothing_else() {
    let token = by_token(TokenScope::Admin, &[OTHER]);
    assert_eq!(verdict(&token, Access::Member, true, Org(OTHER)), "ok");
    assert_eq!(verdict(&token, Access::Admin, true, Org(OTHER)), "ok");
    assert_eq!(verdict(&token, Access::Member, false, Org(ACME)), "access.token_limited");
    assert_eq!(verdict(&token, Access::SignedIn, false, User(ME)), "access.token_limited");
    assert_eq!(verdict(&token, Access::Credentials, true, User(ME)), "access.token_limited");
}

#[test]
fn a_token_speaks_as_its_person() {
    let organization = ACME.parse().expect("an id");
    let request =
        AccessRequest { access: Access::Member, changes: false, resource: Resource::Organization(&organization) };
    let caller = authorise(&by_token(TokenScope::Read, &[]), request).expect("allowed");
    assert_eq!(caller.as_str(), "user:u1");
}

#[test]
fn who_belongs_nowhere_may_send_no_message_of_any_organization() {
    let nobodys = Permissions::new(1, AccessRead::default());
    let stranger = Identity::Person(testing::person_with(ME, nobodys, testing::sign_in()));
    for entry in catalog::all() {
        let whose = if entry.actor == contracts::Actor::User { User(SOMEBODY) } else { Org(ACME) };
        let verdict = verdict(&stranger, entry.access, true, whose);
        assert_ne!(verdict, "ok", "{:?} {}", entry.actor, entry.name);
    }
}
