//! The awkward cases: what real organizations have and simple test data has not.

use std::collections::BTreeSet;

use anyhow::Result;

use super::builder::{Builder, Pull};
use super::people::{OUTSIDER, SECOND_ORGANIZATION, second_organization_id};
use crate::world::RepositorySelection;

/// Title and branch. Every branch name is allowed by git, and most would do harm in a careless shell or page.
const SHELL: [(&str, &str); 10] = [
    ("fix: don't expand $(whoami) in the import path", "fix/$(whoami)"),
    ("fix: escape `backticks` in commit titles", "fix/`id`"),
    ("feat: Größen & Preise für 日本 🚚", "feat/größen-日本"),
    ("docs: say \"please\" and 'thank you'", "docs/say-\"please\"-and-'thanks'"),
    ("chore: remove ; rm -rf / from the example", "chore/;rm-rf;"),
    ("fix: <script>alert(1)</script> in delivery notes", "fix/<script>alert(1)</script>"),
    ("feat: 50% off && free shipping | today #1", "feat/50%-off&&free|today#1"),
    ("fix: C:\\temp\\new is not \"a path\"", "fix/c-drive"),
    ("test: שלום and مرحبا read from right to left", "test/rtl-שלום"),
    ("refactor: ${PATH} is not $PATH !", "refactor/${PATH}!"),
];

pub(super) fn shell(builder: &mut Builder, id: u64) {
    for (title, branch) in SHELL {
        builder.add_pull_request(id, &Pull { title, branch, author: "carol", fork: None, is_draft: false });
    }
}

/// Two forks and the repository itself, each with a `patch-1`; a fork whose head is its `main`.
pub(super) fn forks(builder: &mut Builder, id: u64) {
    let name = builder.world.repositories[&id].name.clone();
    let mut fork = |login: &str| {
        let owner = builder.person(login);
        builder.add_other(owner, &name, false, Some(id))
    };
    let (judys, kens, oscars) = (fork("judy"), fork("ken-mori"), fork(OUTSIDER));
    let pulls = [
        ("docs: fix a typo in the introduction", "patch-1", "judy", Some(judys), false),
        ("fix: follow redirects of the card gateway", "patch-1", "ken-mori", Some(kens), false),
        ("chore: try the new linter", "patch-1", "bob", None, true),
        ("feat: accept payment by invoice", "main", OUTSIDER, Some(oscars), false),
    ];
    for (title, branch, author, fork, is_draft) in pulls {
        builder.add_pull_request(id, &Pull { title, branch, author, fork, is_draft });
    }
}

pub(super) fn shared_branch(builder: &mut Builder, id: u64) {
    let pull = Pull {
        title: "feat: use the shared address book",
        branch: "feat/shared-address-book",
        author: "erin",
        fork: None,
        is_draft: false,
    };
    builder.add_pull_request(id, &pull);
}

/// Everybody has a public and a private repository of their own.
pub(super) fn personal(builder: &mut Builder) {
    let people: Vec<u64> = builder.world.people().map(|person| person.id).collect();
    for person in people {
        builder.add_other(person, "dotfiles", false, None);
        builder.add_other(person, "notes", true, None);
    }
}

/// A small organization that shows the App only some of its repositories.
pub(super) fn second_organization(builder: &mut Builder) -> Result<()> {
    let owner = second_organization_id();
    let repositories = [("tide-tables", false), ("harbour-map", false), ("lock-scheduler", false), ("accounts", true)]
        .map(|(name, is_private)| builder.add_other(owner, name, is_private, None));
    let pulls = [
        (0, "feat: tides of the Wadden Sea", "wadden-sea", "peggy"),
        (1, "fix: draw small islands", "small-islands", "frank"),
        (2, "feat: reserve a lock for two ships", "two-ships", "ken-mori"),
    ];
    for (place, title, branch, author) in pulls {
        builder.add_pull_request(repositories[place], &Pull { title, branch, author, fork: None, is_draft: false });
    }
    let selected: BTreeSet<u64> = repositories[..3].iter().copied().collect();
    builder.install(SECOND_ORGANIZATION, RepositorySelection::Selected(selected))
}
