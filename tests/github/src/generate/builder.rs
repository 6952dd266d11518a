//! The pieces that a generated world is put together from.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};

use super::dice::Dice;
use super::people::{MEMBERS, ROBOT};
use super::{titles, words};
use crate::world::{Branch, Head, Installation, PullRequest, Repository, RepositorySelection, World, sha};

/// The present of the generated world: nothing in it is younger. Monday, 2 March 2026, 09:00 UTC.
pub(super) const START: Timestamp = Timestamp::constant(1_772_442_000, 0);

const FIRST_REPOSITORY_ID: u64 = 50_000_001;
/// Of repositories outside of the large organization, so that they keep their ids when it grows.
const FIRST_OTHER_REPOSITORY_ID: u64 = 60_000_001;
const FIRST_INSTALLATION_ID: u64 = 70_001;
/// More than any repository has pull requests; their ids follow from the repository's.
const PULL_REQUESTS_PER_REPOSITORY: u64 = 10_000;

pub(super) struct Builder {
    pub world: World,
    pub seed: u64,
    others: u64,
}

/// What is special about a pull request.
pub(super) struct Pull<'a> {
    pub title: &'a str,
    pub branch: &'a str,
    pub author: &'a str,
    /// The fork that it comes from.
    pub fork: Option<u64>,
    pub is_draft: bool,
}

impl Builder {
    pub fn new(seed: u64) -> Builder {
        Builder { world: World::default(), seed, others: 0 }
    }

    /// The id of one of the people, who are all there before anything else is.
    pub fn person(&self, login: &str) -> u64 {
        self.world.account(login).map_or(0, |account| account.id)
    }

    /// Adds a repository of the large organization.
    pub fn add_repository(&mut self, owner_id: u64, name: &str, index: usize) -> u64 {
        let id = FIRST_REPOSITORY_ID + index as u64;
        let mut dice = Dice::new(self.seed, &format!("repository {name}"));
        let mut repository = repository(id, owner_id, name, &mut dice);
        repository.description = Some(words::description(index)).filter(|_| index % 11 != 10);
        repository.language = Some(words::language(index).to_owned());
        repository.is_private = index != super::FORKED && !dice.once_in(4);
        if index % 17 == 9 {
            let branch = repository.branches.remove("main");
            repository.default_branch = "develop".to_owned();
            repository.branches.extend(branch.map(|branch| ("develop".to_owned(), branch)));
        }
        for name in ["staging", "release/2026.02", "release/2026.01"].iter().take(dice.below(4)) {
            repository.branches.insert((*name).to_owned(), Branch::at(sha(&format!("{id} {name}"))));
        }
        self.world.repositories.insert(id, repository);
        id
    }

    /// Adds a repository elsewhere, perhaps as a fork.
    pub fn add_other(&mut self, owner_id: u64, name: &str, is_private: bool, parent_id: Option<u64>) -> u64 {
        let id = FIRST_OTHER_REPOSITORY_ID + self.others;
        self.others += 1;
        let mut dice = Dice::new(self.seed, &format!("{owner_id} {name}"));
        let mut other = repository(id, owner_id, name, &mut dice);
        other.is_private = is_private;
        if let Some(parent) = parent_id.and_then(|id| self.world.repositories.get(&id)) {
            other.parent_id = parent_id;
            other.branches.clone_from(&parent.branches);
            other.default_branch.clone_from(&parent.default_branch);
            other.language.clone_from(&parent.language);
            other.description.clone_from(&parent.description);
        }
        self.world.repositories.insert(id, other);
        id
    }

    pub fn empty(&mut self, id: u64) {
        if let Some(repository) = self.world.repositories.get_mut(&id) {
            repository.branches.clear();
            repository.language = None;
        }
    }

    /// Adds this many ordinary open pull requests, and a merged and a closed one here and there.
    pub fn add_pull_requests(&mut self, id: u64, count: usize) {
        let name = self.world.repositories[&id].name.clone();
        let area = name.split('-').next().unwrap_or_default().to_owned();
        let mut dice = Dice::new(self.seed, &format!("pull requests {name}"));
        let start = dice.below(400);
        let done = if dice.once_in(3) { 2 } else { 0 };
        for place in 0..count + done {
            let title = titles::title(&area, start, place);
            let author = MEMBERS[dice.below(MEMBERS.len())].0;
            let (is_draft, is_robot) = (dice.once_in(5), dice.once_in(25));
            let robots = format!("chore(deps): bump serde from 1.0.{place} to 1.0.{}", place + 1);
            let robots_branch = format!("dependabot/cargo/serde-1.0.{}", place + 1);
            let pull = if is_robot {
                Pull { title: &robots, branch: &robots_branch, author: ROBOT, fork: None, is_draft: false }
            } else {
                Pull { title: &title.text, branch: &title.branch, author, fork: None, is_draft }
            };
            let number = self.add_pull_request(id, &pull);
            if place < done {
                self.finish(id, number, place == 0);
            }
        }
    }

    pub fn add_pull_request(&mut self, id: u64, pull: &Pull<'_>) -> u64 {
        let author_id = self.person(pull.author);
        let Some(base) = self.world.repositories.get(&id) else { return 0 };
        let number = base.next_number();
        let mut dice = Dice::new(self.seed, &format!("{} {number}", base.name));
        let age_minutes = 60 * 24 + dice.below(60 * 24 * 90);
        let created_at = START - SignedDuration::from_mins(age_minutes as i64);
        let updated_at = created_at + SignedDuration::from_mins(dice.below(age_minutes) as i64);
        let base_ref = base.default_branch.clone();
        let base_sha = base.branches.get(&base_ref).map(|branch| branch.sha.clone()).unwrap_or_default();
        let body = (!dice.once_in(6)).then(|| body(pull.title, number));

        let head_id = pull.fork.unwrap_or(id);
        let head_sha = sha(&format!("{head_id} {}", pull.branch));
        let Some(home) = self.world.repositories.get_mut(&head_id) else { return 0 };
        home.branches.insert(pull.branch.to_owned(), Branch::at(head_sha.clone()));
        home.pushed_at = home.pushed_at.max(updated_at);
        let owner_id = home.owner_id;
        let made = PullRequest {
            id: id * PULL_REQUESTS_PER_REPOSITORY + number,
            number,
            title: pull.title.to_owned(),
            body,
            author_id,
            is_draft: pull.is_draft,
            head: Head { name: pull.branch.to_owned(), sha: head_sha, repository_id: Some(head_id), owner_id },
            base_ref,
            base_sha,
            created_at,
            updated_at,
            closed_at: None,
            merged_at: None,
            merged_by: None,
            merge_commit_sha: None,
        };
        if let Some(base) = self.world.repositories.get_mut(&id) {
            base.updated_at = base.updated_at.max(made.updated_at);
            base.pull_requests.insert(number, made);
        }
        number
    }

    /// Lets pull requests be as old as their numbers say, which were drawn without regard to each other.
    pub fn put_in_order(&mut self, id: u64) {
        let Some(repository) = self.world.repositories.get_mut(&id) else { return };
        let times = |pull: &PullRequest| (pull.created_at, pull.updated_at);
        let mut drawn: Vec<(Timestamp, Timestamp)> = repository.pull_requests.values().map(times).collect();
        drawn.sort();
        for (pull, (created_at, updated_at)) in repository.pull_requests.values_mut().zip(drawn) {
            pull.created_at = created_at;
            pull.updated_at = updated_at;
            pull.closed_at = pull.closed_at.map(|_| updated_at);
            pull.merged_at = pull.merged_at.map(|_| updated_at);
        }
    }

    /// Merges or closes a pull request and removes its branch.
    fn finish(&mut self, id: u64, number: u64, is_merged: bool) {
        let merger = self.person(MEMBERS[0].0);
        let Some(repository) = self.world.repositories.get_mut(&id) else { return };
        let Some(pull) = repository.pull_requests.get_mut(&number) else { return };
        repository.branches.remove(&pull.head.name);
        pull.closed_at = Some(pull.updated_at);
        if is_merged {
            pull.is_draft = false;
            pull.merged_at = Some(pull.updated_at);
            pull.merged_by = Some(merger);
            pull.merge_commit_sha = Some(sha(&format!("merge {}", pull.head.sha)));
        }
    }

    pub fn install(&mut self, login: &str, selection: RepositorySelection) -> Result<()> {
        let account_id = self.world.account(login).context("the account of an installation")?.id;
        let id = FIRST_INSTALLATION_ID + self.world.installations.len() as u64;
        let created_at = START - SignedDuration::from_hours(24 * 30);
        let (suspended_at, suspended_by) = (None, None);
        let installation =
            Installation { id, account_id, selection, suspended_at, suspended_by, created_at, updated_at: created_at };
        self.world.installations.insert(id, installation);
        Ok(())
    }
}

fn repository(id: u64, owner_id: u64, name: &str, dice: &mut Dice) -> Repository {
    let created_at = START - SignedDuration::from_hours(24 * (120 + dice.below(1_000) as i64));
    let pushed_at = START - SignedDuration::from_mins(1 + dice.below(60 * 24 * 60) as i64);
    Repository {
        id,
        owner_id,
        name: name.to_owned(),
        former_names: Vec::new(),
        description: None,
        language: None,
        stars: dice.below(40) as u64,
        is_private: false,
        parent_id: None,
        default_branch: "main".to_owned(),
        clone_url: None,
        branches: BTreeMap::from([("main".to_owned(), Branch { sha: sha(&format!("{id} main")), is_protected: true })]),
        pull_requests: BTreeMap::new(),
        created_at,
        updated_at: pushed_at,
        pushed_at,
    }
}

fn body(title: &str, number: u64) -> String {
    let words = title.split_once(": ").map_or(title, |(_, words)| words);
    format!("We want to {words}.\n\n- [x] tests\n- [ ] release note\n\nCloses #{}.", number + 1_000)
}
