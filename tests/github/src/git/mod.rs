//! Git over HTTP: folders made when git first asks for them, and the machine's `git http-backend` to serve them.
//!
//! The world is the truth, a folder is its picture. Before a request each folder is brought up to date
//! ([`disk`]); after a push the world takes over what the folder then says ([`receive`]). Objects that the
//! stand-in makes are hashes of their content ([`crate::contents`]), so that REST and git agree without asking
//! each other. Folders are named by numbers, never by what somebody sent; a repository and its forks share their
//! objects, so that a fork's commits can be read as `refs/pull/N/head` of the base.
//!
//! Locks are taken in this order: the state, a network's disk, the objects. Pushes to a network go one by one.

mod access;
mod cgi;
mod command;
mod disk;
mod limits;
mod merge;
mod merge_commands;
mod process;
mod receive;
mod routes;
mod setup;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use disk::{Disk, Wanted};
pub use limits::{GitCounts, GitLimits};
pub use merge::MergeMethod;
pub(crate) use merge::{Merged, Merging, check};
pub(crate) use receive::{Moved, PushedCommit};
pub(crate) use routes::routes;
use tempfile::TempDir;
use tokio::sync::{OwnedMutexGuard, Semaphore};

use crate::objects::{Id, Objects};
use crate::refusal::Refusal;
use crate::state::{Shared, State};
use crate::world::World;

/// How often the temporary folder is tried to be removed, before it is left behind.
const MOST_REMOVALS: usize = 5;

/// Everything about git that the running stand-in holds.
pub(crate) struct Git {
    pub limits: GitLimits,
    pub slots: Arc<Semaphore>,
    pub processes: Arc<AtomicU64>,
    root: Root,
    is_closed: Arc<AtomicBool>,
    objects: Arc<Mutex<Objects>>,
    networks: BTreeMap<u64, Arc<Network>>,
    /// The network of each fork; what is not here is its own.
    forks: BTreeMap<u64, u64>,
    sequence: u64,
}

pub(crate) struct Network {
    pub disk: Mutex<Disk>,
    /// Held by the push that is under way.
    pub push: Arc<tokio::sync::Mutex<()>>,
}

impl Network {
    /// Waits for the pushes before.
    pub async fn take_turn(self: Arc<Network>) -> OwnedMutexGuard<()> {
        self.push.clone().lock_owned().await
    }

    pub fn disk(&self) -> MutexGuard<'_, Disk> {
        self.disk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Root {
    Given(PathBuf),
    Temporary(TempDir),
}

impl Git {
    pub fn new(folder: Option<PathBuf>, limits: GitLimits, objects: Objects, world: &World) -> Result<Git> {
        let root = match folder {
            Some(folder) => {
                std::fs::create_dir_all(&folder).context("the folder of the repositories")?;
                Root::Given(folder.canonicalize().context("the folder of the repositories")?)
            }
            None => {
                let made = tempfile::Builder::new().prefix("github-standin-").tempdir();
                Root::Temporary(made.context("a temporary folder for the repositories")?)
            }
        };
        let forks = world.repositories.values().filter_map(|found| Some((found.id, found.parent_id?)));
        Ok(Git {
            slots: Arc::new(Semaphore::new(limits.most_processes)),
            limits,
            processes: Arc::default(),
            root,
            is_closed: Arc::default(),
            objects: Arc::new(Mutex::new(objects)),
            networks: BTreeMap::new(),
            forks: forks.collect(),
            sequence: 0,
        })
    }

    pub fn objects(&self) -> MutexGuard<'_, Objects> {
        self.objects.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn root(&self) -> PathBuf {
        match &self.root {
            Root::Given(folder) => folder.clone(),
            Root::Temporary(folder) => folder.path().to_owned(),
        }
    }

    /// The repository that a fork comes from in the end, or the repository itself.
    fn network_id(&self, repository_id: u64) -> u64 {
        std::iter::successors(Some(repository_id), |id| self.forks.get(id).copied()).last().unwrap_or(repository_id)
    }

    pub fn network(&mut self, repository_id: u64) -> Arc<Network> {
        let id = self.network_id(repository_id);
        let root = self.root();
        let made = || {
            let disk = Mutex::new(Disk::new(&root, id, self.objects.clone()));
            Arc::new(Network { disk, push: Arc::default() })
        };
        self.networks.entry(id).or_insert_with(made).clone()
    }

    fn existing(&self, repository_id: u64) -> Option<&Arc<Network>> {
        self.networks.get(&self.network_id(repository_id))
    }

    /// The content of an object that only the folder has, such as a commit that somebody pushed.
    pub fn read_object(&self, repository_id: u64, kind: &str, name: &str) -> Option<Vec<u8>> {
        let disk = self.existing(repository_id)?.disk();
        let folder = disk.written.contains_key(&repository_id).then(|| disk.folder(repository_id))?;
        let output = command::run(&folder, &["cat-file", kind, name], &[], &[]).ok()?;
        (output.code == Some(0)).then_some(output.stdout)
    }

    /// Whether a commit is another one or comes before it. Of commits that nobody has, nothing is before another.
    pub fn is_ancestor(&self, repository_id: u64, commit: &str, of: &str) -> bool {
        let (Some(first), Some(second)) = (Id::parse(commit), Id::parse(of)) else { return false };
        let known = self.objects().is_ancestor(first, second);
        known.unwrap_or_else(|| {
            let Some(network) = self.existing(repository_id) else { return false };
            let disk = network.disk();
            if !disk.written.contains_key(&repository_id) {
                return false;
            }
            let arguments = ["merge-base", "--is-ancestor", commit, of];
            command::run(&disk.folder(repository_id), &arguments, &[], &[]).is_ok_and(|output| output.code == Some(0))
        })
    }

    /// Whether anybody has this commit.
    pub fn has_commit(&self, repository_id: u64, commit: &str) -> bool {
        let is_here = Id::parse(commit).is_some_and(|id| self.objects().tree_of(id).is_some());
        is_here || (Id::parse(commit).is_some() && self.read_object(repository_id, "commit", commit).is_some())
    }

    pub fn counts(&self) -> GitCounts {
        let written = self.networks.values().map(|network| network.disk().written.len());
        GitCounts {
            folder: self.root(),
            processes: self.processes.load(Ordering::Relaxed),
            under_way: (self.limits.most_processes - self.slots.available_permits()) as u64,
            repositories: written.sum(),
        }
    }

    /// Removes the temporary folder, which nothing is served from any more.
    pub fn close(&mut self) {
        if let (Root::Temporary(folder), false) = (&self.root, self.is_closed.swap(true, Ordering::Relaxed)) {
            self.slots.close();
            // A process that is being killed may still write a file into a folder that was just emptied.
            let removed = (0..MOST_REMOVALS).any(|_| std::fs::remove_dir_all(folder.path()).is_ok());
            if !removed {
                tracing::warn!(folder = %folder.path().display(), "A temporary folder could not be removed");
            }
        }
    }
}

impl State {
    /// A repository's network, and what its folder shall say now.
    fn wanted(&mut self, repository_id: u64) -> Result<(Arc<Network>, Wanted), Refusal> {
        let network = self.git.network(repository_id);
        let repository = self.world.repositories.get(&repository_id).ok_or_else(Refusal::not_found)?;
        let branches =
            repository.branches.iter().map(|(name, branch)| (format!("refs/heads/{name}"), branch.sha.as_str()));
        let pulls = repository.pull_requests.values();
        let pulls = pulls.map(|pull| (format!("refs/pull/{}/head", pull.number), pull.head.sha.as_str()));
        let references = branches.chain(pulls).filter_map(|(name, sha)| Some((name, Id::parse(sha)?))).collect();
        self.git.sequence += 1;
        let (sequence, default_branch) = (self.git.sequence, repository.default_branch.clone());
        Ok((network, Wanted { repository_id, default_branch, references, sequence }))
    }

    /// The references that nobody may push to, one on each line.
    fn protected_references(&self, repository_id: u64) -> String {
        let branches = self.world.repositories.get(&repository_id).into_iter().flat_map(|found| &found.branches);
        let protected = branches.filter(|(_, branch)| branch.is_protected);
        protected.map(|(name, _)| format!("refs/heads/{name}\n")).collect()
    }

    /// Brings a repository's folder up to date while the world stands still.
    fn prepare(&mut self, repository_id: u64) -> Result<(Arc<Network>, PathBuf), Refusal> {
        let (network, wanted) = self.wanted(repository_id)?;
        let prepared = network.disk().prepare(&wanted);
        let folder = prepared.map_err(|error| Refusal::broken(&error))?;
        Ok((network, folder))
    }
}

/// Brings a repository's folder up to date, with the long part of it away from the state's lock.
pub(crate) async fn prepare(shared: &Shared, repository_id: u64) -> Result<(Arc<Network>, PathBuf), Refusal> {
    let (network, wanted) = shared.lock().wanted(repository_id)?;
    let worker = network.clone();
    let prepared = tokio::task::spawn_blocking(move || worker.disk().prepare(&wanted)).await;
    let prepared = prepared.context("prepare a repository").flatten();
    Ok((network, prepared.map_err(|error| Refusal::broken(&error))?))
}
