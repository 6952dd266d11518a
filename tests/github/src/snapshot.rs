//! A world from a file: one real organization with its repositories, members and open pull requests.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use jiff::Timestamp;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};

use crate::world::{
    Account, AccountKind, Branch, Head, Installation, Membership, PullRequest, Repository, RepositorySelection, Role,
    World, sha,
};

const INSTALLATION_ID: u64 = 70_001;
/// Larger than any pull request's number; ids of pull requests follow from the repository's.
const NUMBERS_PER_REPOSITORY: u64 = 1_000_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Snapshot {
    #[serde(deserialize_with = "second")]
    pulled_at: Timestamp,
    login: String,
    id: u64,
    name: Option<String>,
    description: Option<String>,
    email: Option<String>,
    avatar_url: Option<String>,
    repos: Vec<SnapshotRepository>,
    members: Vec<SnapshotMember>,
    open_pull_requests: Vec<SnapshotPullRequest>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SnapshotRepository {
    full_name: String,
    clone_url: String,
    description: Option<String>,
    language: Option<String>,
    stars: u64,
    #[serde(deserialize_with = "second")]
    updated_at: Timestamp,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SnapshotMember {
    /// A number, written as text.
    id: String,
    login: String,
    avatar_url: Option<String>,
    role: Role,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SnapshotPullRequest {
    number: u64,
    title: String,
    draft: bool,
    head_ref_name: String,
    author: String,
    repo_full_name: String,
    #[serde(deserialize_with = "second")]
    updated_at: Timestamp,
}

/// Reads the file. What it does not say is made up from what it says, so it is the same each time.
pub(crate) fn read(file: &Path) -> Result<World> {
    let text = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
    parse(&text).with_context(|| format!("snapshot {}", file.display()))
}

fn parse(text: &str) -> Result<World> {
    let snapshot: Snapshot = serde_json::from_str(text)?;
    let mut world = World::default();
    add_people(&mut world, &snapshot)?;
    for repository in &snapshot.repos {
        let made = repository.build(snapshot.id)?;
        world.repositories.insert(made.id, made);
    }
    for pull in &snapshot.open_pull_requests {
        pull.add_to(&mut world)?;
    }
    let (suspended_at, suspended_by) = (None, None);
    let (created_at, updated_at) = (snapshot.pulled_at, snapshot.pulled_at);
    let (id, account_id, selection) = (INSTALLATION_ID, snapshot.id, RepositorySelection::All);
    let installation = Installation { id, account_id, selection, suspended_at, suspended_by, created_at, updated_at };
    world.installations.insert(id, installation);
    Ok(world)
}

/// Members and the organization; then whoever wrote a pull request without being a member.
fn add_people(world: &mut World, snapshot: &Snapshot) -> Result<()> {
    let mut organization = account(snapshot.id, &snapshot.login, snapshot.pulled_at);
    organization.kind = AccountKind::Organization;
    organization.name.clone_from(&snapshot.name);
    organization.description.clone_from(&snapshot.description);
    organization.avatar_url.clone_from(&snapshot.avatar_url);
    organization.email.clone_from(&snapshot.email);
    for member in &snapshot.members {
        let id = member.id.parse().with_context(|| format!("the id of {}", member.login))?;
        let mut person = account(id, &member.login, snapshot.pulled_at);
        person.avatar_url.clone_from(&member.avatar_url);
        organization.members.push(Membership { user_id: id, role: member.role, is_public: true });
        world.accounts.insert(id, person);
    }
    world.accounts.insert(snapshot.id, organization);
    for pull in &snapshot.open_pull_requests {
        if world.account(&pull.author).is_none() {
            let id = stable_id(&pull.author);
            world.accounts.insert(id, account(id, &pull.author, snapshot.pulled_at));
        }
    }
    Ok(())
}

fn account(id: u64, login: &str, created_at: Timestamp) -> Account {
    let is_bot = login.ends_with("[bot]");
    Account {
        id,
        login: login.to_owned(),
        kind: if is_bot { AccountKind::Bot } else { AccountKind::User },
        name: None,
        email: Some(format!("{login}@users.example")).filter(|_| !is_bot),
        email_is_public: false,
        description: None,
        avatar_url: None,
        members: Vec::new(),
        created_at,
    }
}

impl SnapshotRepository {
    fn build(&self, owner_id: u64) -> Result<Repository> {
        let (_, name) = self.full_name.split_once('/').with_context(|| format!("the name {:?}", self.full_name))?;
        let main = Branch { sha: sha(&format!("{} main", self.full_name)), is_protected: true };
        Ok(Repository {
            id: stable_id(&self.full_name),
            owner_id,
            name: name.to_owned(),
            former_names: Vec::new(),
            description: self.description.clone(),
            language: self.language.clone(),
            stars: self.stars,
            is_private: false,
            parent_id: None,
            default_branch: "main".to_owned(),
            clone_url: Some(self.clone_url.clone()),
            branches: BTreeMap::from([("main".to_owned(), main)]),
            pull_requests: BTreeMap::new(),
            created_at: self.updated_at,
            updated_at: self.updated_at,
            pushed_at: self.updated_at,
        })
    }
}

impl SnapshotPullRequest {
    fn add_to(&self, world: &mut World) -> Result<()> {
        let author_id = world.require_account(&self.author)?.id;
        let repository = world.repository_mut(&self.repo_full_name)?;
        let head_sha = sha(&format!("{} {}", self.repo_full_name, self.head_ref_name));
        repository.branches.entry(self.head_ref_name.clone()).or_insert_with(|| Branch::at(head_sha.clone()));
        let head = Head {
            name: self.head_ref_name.clone(),
            sha: head_sha,
            repository_id: Some(repository.id),
            owner_id: repository.owner_id,
        };
        let pull = PullRequest {
            id: repository.id * NUMBERS_PER_REPOSITORY + self.number,
            number: self.number,
            title: self.title.clone(),
            body: None,
            author_id,
            is_draft: self.draft,
            head,
            base_ref: "main".to_owned(),
            base_sha: repository.branches["main"].sha.clone(),
            created_at: self.updated_at,
            updated_at: self.updated_at,
            closed_at: None,
            merged_at: None,
            merged_by: None,
            merge_commit_sha: None,
        };
        repository.pull_requests.insert(self.number, pull);
        Ok(())
    }
}

/// A number made from a name, for what the file has no id of. Below 2^32, so ids made from it stay exact in JSON.
fn stable_id(name: &str) -> u64 {
    let hash = Sha256::digest(name.to_lowercase().as_bytes());
    hash[..4].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A time cut to its second, as GitHub writes times.
fn second<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let time: Timestamp = String::deserialize(deserializer)?.parse().map_err(D::Error::custom)?;
    Timestamp::from_second(time.as_second()).map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"{
        "pulledAt": "2026-03-14T03:31:52.336Z", "login": "acme", "id": 577, "name": "Acme",
        "description": null, "email": null, "blog": "", "avatarUrl": "https://example.com/a.png",
        "repos": [{"fullName": "acme/api", "cloneUrl": "https://github.com/acme/api.git", "description": null,
                   "language": "Rust", "stars": 3, "updatedAt": "2026-03-13T21:02:54Z"}],
        "members": [{"id": "33", "login": "nora", "avatarUrl": "https://example.com/n.png", "role": "member"}],
        "openPullRequests": [
            {"number": 9, "title": "fix: it", "state": "open", "draft": true, "headRefName": "fix-it",
             "author": "nora", "repoFullName": "acme/api", "updatedAt": "2026-03-14T00:41:44Z"},
            {"number": 12, "title": "bump", "state": "open", "draft": false, "headRefName": "bump",
             "author": "dependabot[bot]", "repoFullName": "acme/api", "updatedAt": "2026-03-14T00:41:44Z"}]
    }"#;

    #[test]
    fn a_snapshot_keeps_numbers_clone_addresses_and_ids_and_is_the_same_each_time() {
        let world = parse(SMALL).unwrap();
        assert_eq!(world, parse(SMALL).unwrap());
        let api = world.repository("acme", "api").unwrap();
        assert_eq!(api.clone_url.as_deref(), Some("https://github.com/acme/api.git"));
        assert_eq!(api.pull_requests.keys().copied().collect::<Vec<_>>(), [9, 12]);
        assert!(api.pull_requests[&9].is_draft && api.branches.contains_key("fix-it"));
        assert_eq!(world.account("nora").unwrap().id, 33);
        assert_eq!(world.account("dependabot[bot]").unwrap().kind, AccountKind::Bot);
        assert_eq!(world.organization("acme").unwrap().members.len(), 1);
    }
}
