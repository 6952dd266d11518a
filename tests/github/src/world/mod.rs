//! The world: every account, repository, pull request and installation that this GitHub knows.

mod account;
mod installation;
mod pull_request;
mod repository;

use std::collections::BTreeMap;

pub use account::{Account, AccountKind, Membership, Role};
pub use installation::{Installation, RepositorySelection};
use jiff::Timestamp;
pub use pull_request::{Head, PullRequest};
pub use repository::{Branch, Repository};
use sha2::{Digest, Sha256};

use crate::refusal::Refusal;

/// Plain data, without a clock or a socket: two worlds made from the same options compare equal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct World {
    /// Where this GitHub is reached, without a closing slash. Every address in an answer starts with it.
    pub base: String,
    pub accounts: BTreeMap<u64, Account>,
    pub repositories: BTreeMap<u64, Repository>,
    pub installations: BTreeMap<u64, Installation>,
    /// Whether a base and a head could be merged, where somebody has asked. By both commits.
    pub merge_checks: BTreeMap<(String, String), bool>,
    /// The last id given to something made after the start; see [`World::next_id`].
    pub last_id: u64,
}

/// Ids of things made later start here, far above every generated or imported id.
const FIRST_LATER_ID: u64 = 7_000_000_000;

impl World {
    /// An id that nothing in this world has, the same ones in the same order in every run.
    pub fn next_id(&mut self) -> u64 {
        self.last_id = self.last_id.max(FIRST_LATER_ID) + 1;
        self.last_id
    }

    /// The account with this login, which like GitHub's is compared without regard to case.
    pub fn account(&self, login: &str) -> Option<&Account> {
        self.accounts.values().find(|account| account.login.eq_ignore_ascii_case(login))
    }

    pub fn require_account(&self, login: &str) -> Result<&Account, Refusal> {
        self.account(login).ok_or_else(|| Refusal::unknown("account", login))
    }

    pub fn organization(&self, login: &str) -> Option<&Account> {
        self.account(login).filter(|account| account.kind == AccountKind::Organization)
    }

    pub fn organizations(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values().filter(|account| account.kind == AccountKind::Organization)
    }

    pub fn people(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values().filter(|account| account.kind == AccountKind::User)
    }

    /// The organizations that a person belongs to, with the role in each.
    pub fn memberships_of(&self, user_id: u64) -> impl Iterator<Item = (&Account, &Membership)> {
        self.organizations().filter_map(move |organization| Some((organization, organization.member(user_id)?)))
    }

    /// The repository at `owner/name`, by its present name only.
    pub fn repository(&self, owner: &str, name: &str) -> Option<&Repository> {
        let owner = self.account(owner)?.id;
        self.repositories
            .values()
            .find(|repository| repository.owner_id == owner && repository.name.eq_ignore_ascii_case(name))
    }

    /// The repository that was at `owner/name` before it was renamed.
    pub fn renamed_repository(&self, owner: &str, name: &str) -> Option<&Repository> {
        let owner = self.account(owner)?.id;
        self.repositories.values().find(|repository| {
            repository.owner_id == owner
                && repository.former_names.iter().any(|former| former.eq_ignore_ascii_case(name))
        })
    }

    /// The id of the repository called `owner/name`, or a refusal that says what is missing.
    pub fn repository_id(&self, full_name: &str) -> Result<u64, Refusal> {
        full_name
            .split_once('/')
            .and_then(|(owner, name)| self.repository(owner, name))
            .map(|repository| repository.id)
            .ok_or_else(|| Refusal::unknown("repository", full_name))
    }

    pub fn repository_mut(&mut self, full_name: &str) -> Result<&mut Repository, Refusal> {
        let id = self.repository_id(full_name)?;
        self.repositories.get_mut(&id).ok_or_else(|| Refusal::unknown("repository", full_name))
    }

    pub fn owner_of(&self, repository: &Repository) -> &Account {
        self.accounts.get(&repository.owner_id).expect("a repository is removed with its owner")
    }

    pub fn full_name(&self, repository: &Repository) -> String {
        format!("{}/{}", self.owner_of(repository).login, repository.name)
    }

    /// The installation of the App on an account, suspended or not.
    pub fn installation_on(&self, account_id: u64) -> Option<&Installation> {
        self.installations.values().find(|installation| installation.account_id == account_id)
    }

    /// The repositories that an installation may see, in the order of their ids as GitHub lists them.
    pub fn installation_repositories(&self, installation: &Installation) -> Vec<&Repository> {
        self.repositories.values().filter(|repository| installation.covers(repository)).collect()
    }

    /// Who GitHub would name as the sender when nobody is named: an administrator, else any member, else the account.
    pub fn usual_sender(&self, account_id: u64) -> u64 {
        let members = self.accounts.get(&account_id).map(|account| account.members.as_slice()).unwrap_or_default();
        let admin = members.iter().find(|member| member.role == Role::Admin);
        admin.or(members.first()).map_or(account_id, |member| member.user_id)
    }
}

/// A commit id made from words: stable, and different for different words.
pub fn sha(words: &str) -> String {
    hex::encode(&Sha256::digest(words.as_bytes())[..20])
}

/// The present second; GitHub's timestamps have no fractions.
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}
