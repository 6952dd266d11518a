//! Merging pull requests: whether it can be done, and doing it in one of GitHub's three ways.

use anyhow::Result;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::disk::Disk;
use super::merge_commands::Workshop;
use super::prepare;
use crate::objects::{Id, Person};
use crate::refusal::Refusal;
use crate::state::{Shared, State};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MergeMethod {
    /// A commit with two parents.
    #[default]
    Merge,
    /// One commit with everything.
    Squash,
    /// Every commit again, on top of the base.
    Rebase,
}

/// A merge that was decided upon.
pub(crate) struct Merging {
    pub repository_id: u64,
    pub base_branch: String,
    pub base: String,
    pub head: String,
    pub method: MergeMethod,
    pub message: String,
    /// Who merges.
    pub by: Person,
    pub at: Timestamp,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Merged {
    /// The base branch is here now.
    At(String),
    Conflict,
    /// Somebody pushed to the base branch in this moment.
    BaseMoved,
    /// Nobody has these commits: a test or the control page made their ids up.
    Unknown,
}

impl State {
    /// Merges in the repository's folder. The world is not changed.
    pub(crate) fn merge_commits(&mut self, merging: &Merging) -> Result<Merged, Refusal> {
        let (network, _) = self.prepare(merging.repository_id)?;
        let merged = network.disk().merge(merging);
        merged.map_err(|error| Refusal::broken(&error))
    }
}

/// Finds out whether a pull request could be merged, unless that is known. Like GitHub only when somebody asks for it.
pub(crate) async fn check(shared: &Shared, repository_id: u64, number: u64) -> Result<(), Refusal> {
    let (base, head) = {
        let state = shared.lock();
        let pull = state.pull_request(repository_id, number)?;
        let repository = &state.world.repositories[&repository_id];
        let Some(base) = repository.branches.get(&pull.base_ref) else { return Ok(()) };
        let pair = (base.sha.clone(), pull.head.sha.clone());
        if !pull.is_open() || state.world.merge_checks.contains_key(&pair) {
            return Ok(());
        }
        pair
    };
    let (network, folder) = prepare(shared, repository_id).await?;
    let (first, second) = (base.clone(), head.clone());
    let checked = tokio::task::spawn_blocking(move || {
        let disk = network.disk();
        let are_known = [&first, &second].iter().all(|sha| Id::parse(sha).is_some_and(|id| disk.is_known(id)));
        if are_known { Workshop::new(&folder).tree(&first, &second).map(|tree| tree.is_some()) } else { Ok(true) }
    });
    let is_clean = checked.await.map_err(anyhow::Error::from).flatten().map_err(|error| Refusal::broken(&error))?;
    shared.lock().world.merge_checks.insert((base, head), is_clean);
    Ok(())
}

impl Disk {
    fn merge(&mut self, merging: &Merging) -> Result<Merged> {
        let (Some(base), Some(head)) = (Id::parse(&merging.base), Id::parse(&merging.head)) else {
            return Ok(Merged::Unknown);
        };
        if !self.is_known(base) || !self.is_known(head) {
            return Ok(Merged::Unknown);
        }
        let folder = self.folder(merging.repository_id);
        let workshop = Workshop::new(&folder);
        let made = match merging.method {
            MergeMethod::Rebase => workshop.rebase(merging)?,
            MergeMethod::Merge => workshop.merge(merging, &[&merging.base, &merging.head])?,
            MergeMethod::Squash => workshop.merge(merging, &[&merging.base])?,
        };
        let Some(commit) = made else { return Ok(Merged::Conflict) };
        let reference = format!("refs/heads/{}", merging.base_branch);
        if !workshop.move_reference(&reference, &commit, &merging.base)? {
            return Ok(Merged::BaseMoved);
        }
        if let Some(id) = Id::parse(&commit) {
            self.pushed.insert(id);
            self.written.entry(merging.repository_id).or_default().references.insert(reference, id);
        }
        Ok(Merged::At(commit))
    }
}
