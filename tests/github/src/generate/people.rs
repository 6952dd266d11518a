//! The people of the generated GitHub, and who belongs where.

use anyhow::{Result, ensure};

use super::builder::{Builder, START};
use crate::world::{Account, AccountKind, Membership, Role};

/// Login, name, and whether they administer the large organization, in which all of them are.
pub const MEMBERS: [(&str, &str, bool); 12] = [
    ("alice", "Alice Okafor", true),
    ("bob", "Bob Lindqvist", false),
    ("carol", "Carol Fernández", false),
    ("dave", "Dawid Zieliński", false),
    ("erin", "Erin Nakamura", false),
    ("frank", "Frank Müller", false),
    ("grace", "Grace Diallo", true),
    ("heidi", "Heidi Nováková", false),
    ("ivan", "Иван Петров", false),
    ("judy", "Judy O'Neill", false),
    ("ken-mori", "森 健", false),
    ("lena-vd", "", false),
];

/// Belongs to no organization at all.
pub const OUTSIDER: &str = "oscar";

/// The small organization; some people are in both.
pub const SECOND_ORGANIZATION: &str = "tidepool";

const SECOND_MEMBERS: [(&str, Role); 4] =
    [("ken-mori", Role::Admin), ("alice", Role::Member), ("frank", Role::Member), ("peggy", Role::Member)];

pub(super) const ROBOT: &str = "dependabot[bot]";

const FIRST_PERSON_ID: u64 = 1_000_001;
const ORGANIZATION_ID: u64 = 9_000_001;
const SECOND_ORGANIZATION_ID: u64 = 9_000_002;

/// Adds everybody and both organizations. Answers with the id of the large one.
pub(super) fn populate(builder: &mut Builder, organization: &str) -> Result<u64> {
    let others = [("oscar", "Oscar Quist"), ("peggy", "Peggy Demir")];
    let everybody = MEMBERS.iter().map(|(login, name, _)| (*login, *name)).chain(others);
    for (id, (login, name)) in (FIRST_PERSON_ID..).zip(everybody) {
        let mut person = account(id, login, AccountKind::User, Some(name).filter(|name| !name.is_empty()));
        person.email = Some(format!("{login}@{organization}.example"));
        person.email_is_public = id % 3 == 0;
        builder.world.accounts.insert(id, person);
    }
    builder.world.accounts.insert(49_699_333, account(49_699_333, ROBOT, AccountKind::Bot, None));
    let is_free = |login: &str| builder.world.account(login).is_none();
    ensure!(is_free(organization) && organization != SECOND_ORGANIZATION, "the login {organization} is taken");

    let name = capitalized(organization);
    let mut large = account(ORGANIZATION_ID, organization, AccountKind::Organization, Some(&name));
    large.description = Some("A shop that sells and delivers things".to_owned());
    for (login, _, is_admin) in MEMBERS {
        let role = if is_admin { Role::Admin } else { Role::Member };
        let user_id = builder.person(login);
        large.members.push(Membership { user_id, role, is_public: user_id % 4 == 1 });
    }
    let mut small = account(SECOND_ORGANIZATION_ID, SECOND_ORGANIZATION, AccountKind::Organization, Some("Tidepool"));
    small.description = Some("Free software for harbours".to_owned());
    for (login, role) in SECOND_MEMBERS {
        small.members.push(Membership { user_id: builder.person(login), role, is_public: true });
    }
    builder.world.accounts.insert(large.id, large);
    builder.world.accounts.insert(small.id, small);
    Ok(ORGANIZATION_ID)
}

pub(super) fn second_organization_id() -> u64 {
    SECOND_ORGANIZATION_ID
}

fn account(id: u64, login: &str, kind: AccountKind, name: Option<&str>) -> Account {
    Account {
        id,
        login: login.to_owned(),
        kind,
        name: name.map(str::to_owned),
        email: None,
        email_is_public: false,
        description: None,
        avatar_url: None,
        members: Vec::new(),
        created_at: START - jiff::SignedDuration::from_hours(24 * 365 * 4),
    }
}

fn capitalized(login: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    login.split('-').filter(|part| !part.is_empty()).map(word).collect::<Vec<_>>().join(" ")
}
