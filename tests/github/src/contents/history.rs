//! The commits of a world as it starts, and their true ids in place of the made-up ones.

use std::collections::{BTreeMap, HashMap};

use jiff::{SignedDuration, Timestamp};

use super::project::steps;
use super::{authors, person_of};
use crate::objects::{Commit, Id, Kind, Objects, Person, write_tree};
use crate::world::{PullRequest, Repository, World};

/// Makes every commit that the world names, and names it by its id.
pub(crate) fn fill(world: &mut World) -> Objects {
    let mut filling = Filling::default();
    let (forks, originals): (Vec<&Repository>, Vec<&Repository>) =
        world.repositories.values().partition(|repository| repository.parent_id.is_some());
    for repository in originals.iter().chain(&forks) {
        filling.start(world, repository);
        filling.merge(world, repository);
    }
    for repository in originals.iter().chain(&forks) {
        filling.open(world, repository);
    }
    for repository in originals.iter().chain(&forks) {
        filling.branch_out(world, repository);
    }
    filling.rename(world);
    filling.objects
}

#[derive(Default)]
struct Filling {
    objects: Objects,
    /// The true id of each made-up one.
    made: HashMap<String, Id>,
    /// Where each default branch is, by repository.
    lines: BTreeMap<u64, Line>,
    /// Base and merge commit of each merged pull request, by its id.
    merges: HashMap<u64, (Id, Id)>,
}

/// A branch that grows.
#[derive(Clone)]
pub(super) struct Line {
    pub tip: Id,
    files: BTreeMap<String, Id>,
    at: Timestamp,
}

/// The first commits of a repository that has a project.
pub(super) fn project(objects: &mut Objects, world: &World, repository: &Repository) -> Option<Line> {
    let authors = authors(world, world.owner_of(repository));
    let all = steps(&repository.name, repository.language.as_deref(), repository.description.as_deref());
    all.into_iter().enumerate().fold(None, |line, (day, step)| {
        let author = &authors[(repository.id as usize + day) % authors.len()];
        let at = repository.created_at + SignedDuration::from_hours(24 * day as i64);
        Some(add(objects, line, at, author, step.message, step.files))
    })
}

/// A commit on top of a line, with these files added or changed.
fn add(
    objects: &mut Objects,
    line: Option<Line>,
    at: Timestamp,
    author: &Person,
    message: &str,
    files: Vec<(String, String)>,
) -> Line {
    let parents: Vec<Id> = line.iter().map(|line| line.tip).collect();
    let mut all = line.map(|line| line.files).unwrap_or_default();
    for (path, text) in files {
        all.insert(path, objects.insert(Kind::Blob, text.into_bytes()));
    }
    let tree = write_tree(objects, &all);
    let tip = Commit { tree, parents: &parents, author, at, message }.write(objects);
    Line { tip, files: all, at }
}

impl Filling {
    /// The first commits of a repository. A fork has those of its parent, an empty one has none.
    fn start(&mut self, world: &World, repository: &Repository) {
        let Some(branch) = repository.branches.get(&repository.default_branch) else { return };
        if let Some(parent) = repository.parent_id.and_then(|id| self.lines.get(&id)) {
            let line = parent.clone();
            self.lines.insert(repository.id, line);
            return;
        }
        if let Some(line) = project(&mut self.objects, world, repository) {
            self.made.insert(branch.sha.clone(), line.tip);
            self.lines.insert(repository.id, line);
        }
    }

    /// What was merged before the world starts is in the default branch.
    fn merge(&mut self, world: &World, repository: &Repository) {
        for pull in repository.pull_requests.values() {
            let (Some(merged_at), Some(line)) = (pull.merged_at, self.lines.get(&repository.id).cloned()) else {
                continue;
            };
            let head = self.pull(world, repository, pull, line.clone());
            let (parents, author) = ([line.tip, head.tip], person_of(world, pull.merged_by.unwrap_or(pull.author_id)));
            let tree = write_tree(&mut self.objects, &head.files);
            let owner = world.accounts.get(&pull.head.owner_id).map_or("ghost", |owner| owner.login.as_str());
            let message = format!("Merge pull request #{} from {owner}/{}", pull.number, pull.head.name);
            let commit = Commit { tree, parents: &parents, author: &author, at: merged_at, message: &message };
            let tip = commit.write(&mut self.objects);
            self.merges.insert(pull.id, (line.tip, tip));
            if let Some(branch) = repository.branches.get(&repository.default_branch) {
                self.made.insert(branch.sha.clone(), tip);
            }
            self.lines.insert(repository.id, Line { tip, files: head.files, at: merged_at });
        }
    }

    fn open(&mut self, world: &World, repository: &Repository) {
        for pull in repository.pull_requests.values().filter(|pull| pull.merged_at.is_none()) {
            if let Some(line) = self.lines.get(&repository.id).cloned() {
                self.pull(world, repository, pull, line);
            }
        }
    }

    /// Two commits of a pull request's author. No two pull requests touch the same file, so that all can be merged.
    fn pull(&mut self, world: &World, repository: &Repository, pull: &PullRequest, line: Line) -> Line {
        let author = person_of(world, pull.author_id);
        let at = line.at.max(pull.created_at);
        let note = format!("docs/changes/{:04}.md", pull.number);
        let first = format!("# {}\n\nIn {}: what changes and why.\n", pull.title, repository.name);
        let second = format!("{first}\n## How it was tested\n\nBy hand, and with a test for every new branch.\n");
        let line = add(&mut self.objects, Some(line), at, &author, &pull.title, vec![(note.clone(), first)]);
        let later = at + SignedDuration::from_mins(90);
        let line = add(&mut self.objects, Some(line), later, &author, "Say how it was tested", vec![(note, second)]);
        self.made.entry(pull.head.sha.clone()).or_insert(line.tip);
        line
    }

    /// Branches without a pull request have a commit of their own on top of the default branch.
    fn branch_out(&mut self, world: &World, repository: &Repository) {
        for (name, branch) in &repository.branches {
            let Some(line) = self.lines.get(&repository.id).cloned() else { continue };
            if self.made.contains_key(&branch.sha) {
                continue;
            }
            let author = person_of(world, world.usual_sender(repository.owner_id));
            let files = vec![("CHANGELOG.md".to_owned(), format!("# Changes on {name}\n\n- Totals with a discount\n"))];
            let at = line.at + SignedDuration::from_hours(1);
            let tip = add(&mut self.objects, Some(line), at, &author, &format!("Prepare {name}"), files).tip;
            self.made.insert(branch.sha.clone(), tip);
        }
    }

    /// Puts the true ids into the world.
    fn rename(&self, world: &mut World) {
        let rename = |sha: &mut String| {
            if let Some(id) = self.made.get(sha) {
                *sha = id.to_string();
            }
        };
        for repository in world.repositories.values_mut() {
            repository.branches.values_mut().for_each(|branch| rename(&mut branch.sha));
            for pull in repository.pull_requests.values_mut() {
                rename(&mut pull.head.sha);
                rename(&mut pull.base_sha);
                if let Some((base, merge)) = self.merges.get(&pull.id) {
                    pull.base_sha = base.to_string();
                    pull.merge_commit_sha = Some(merge.to_string());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::generate::Generated;
    use crate::objects::Id;

    #[test]
    fn every_commit_that_a_generated_world_names_was_made() {
        let (world, objects) = Generated { repositories: 40, ..Generated::default() }.build_with_contents().unwrap();
        let is_made = |sha: &str| objects.tree_of(Id::parse(sha).unwrap()).is_some();
        for repository in world.repositories.values() {
            assert!(repository.branches.values().all(|branch| is_made(&branch.sha)), "{}", repository.name);
            for pull in repository.pull_requests.values() {
                assert!(is_made(&pull.head.sha) && is_made(&pull.base_sha), "{}", pull.title);
                assert!(pull.merge_commit_sha.as_deref().is_none_or(is_made), "{}", pull.title);
            }
        }
    }

    #[test]
    fn the_commits_of_a_merged_pull_request_are_in_the_default_branch_and_those_of_an_open_one_are_not() {
        let (world, objects) = Generated::default().build_with_contents().unwrap();
        let mut seen = [0, 0];
        for repository in world.repositories.values() {
            for pull in repository.pull_requests.values() {
                let branch = &repository.branches[&repository.default_branch];
                let [head, base] = [&pull.head.sha, &branch.sha].map(|sha| Id::parse(sha).unwrap());
                assert_eq!(objects.is_ancestor(head, base), Some(pull.merged_at.is_some()), "{}", pull.title);
                seen[usize::from(pull.merged_at.is_some())] += 1;
            }
        }
        assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
    }
}
