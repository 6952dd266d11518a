//! Repositories as folders, brought up to date with the world before git looks at them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};

use super::command::{run, succeed};
use super::setup::{CONFIGURATION, UPDATE_HOOK};
use crate::objects::{Id, Objects, pack};

/// A repository as the world has it: what its folder shall say.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub repository_id: u64,
    pub default_branch: String,
    /// Full names: `refs/heads/…` and `refs/pull/…`.
    pub references: BTreeMap<String, Id>,
    /// Counts up: a folder never goes back to an earlier world.
    pub sequence: u64,
}

/// A repository, its forks and the objects that all of them share, as GitHub stores them too.
pub(crate) struct Disk {
    root: PathBuf,
    network_id: u64,
    objects: Arc<Mutex<Objects>>,
    /// Objects of memory that are in the folder.
    handed: HashSet<Id>,
    /// Commits that people pushed.
    pub(super) pushed: HashSet<Id>,
    pub(super) written: BTreeMap<u64, Written>,
}

#[derive(Default)]
pub(super) struct Written {
    pub references: BTreeMap<String, Id>,
    default_branch: String,
    sequence: u64,
}

impl Disk {
    pub fn new(root: &Path, network_id: u64, objects: Arc<Mutex<Objects>>) -> Disk {
        let (handed, pushed) = (HashSet::new(), HashSet::new());
        Disk { root: root.to_owned(), network_id, objects, handed, pushed, written: BTreeMap::new() }
    }

    pub fn folder(&self, repository_id: u64) -> PathBuf {
        self.root.join("repositories").join(format!("{repository_id}.git"))
    }

    /// Makes the folder if there is none, and lets it say what the world says. Answers with it.
    pub fn prepare(&mut self, wanted: &Wanted) -> Result<PathBuf> {
        let folder = self.folder(wanted.repository_id);
        let is_new = !self.written.contains_key(&wanted.repository_id);
        if is_new {
            self.make(&folder)?;
        } else if self.written[&wanted.repository_id].sequence >= wanted.sequence {
            return Ok(folder);
        }
        self.hand_over(&folder, wanted)?;
        let references = self.present(&folder, wanted)?;
        if self.written.get(&wanted.repository_id).is_none_or(|written| written.default_branch != wanted.default_branch)
        {
            fs::write(folder.join("HEAD"), format!("ref: refs/heads/{}\n", wanted.default_branch))?;
        }
        if is_new {
            fs::write(folder.join("packed-refs"), packed(&references))?;
        } else {
            self.move_references(&folder, wanted.repository_id, &references)?;
        }
        let written = self.written.entry(wanted.repository_id).or_default();
        written.sequence = wanted.sequence;
        written.default_branch.clone_from(&wanted.default_branch);
        if is_new {
            written.references = references;
        }
        Ok(folder)
    }

    /// A bare repository without references. What an earlier stand-in left in the same place is removed.
    fn make(&mut self, folder: &Path) -> Result<()> {
        let network = self.root.join("networks").join(self.network_id.to_string());
        if self.written.is_empty() {
            remove(&network)?;
            self.handed.clear();
            self.pushed.clear();
        }
        remove(folder)?;
        for part in ["objects/pack", "objects/info"] {
            fs::create_dir_all(network.join(part)).context("the folder of a network")?;
        }
        for part in ["refs/heads", "refs/tags", "hooks"] {
            fs::create_dir_all(folder.join(part)).context("the folder of a repository")?;
        }
        symlink(format!("../../networks/{}/objects", self.network_id), folder.join("objects"))?;
        fs::write(folder.join("HEAD"), "ref: refs/heads/main\n")?;
        fs::write(folder.join("config"), CONFIGURATION)?;
        let hook = folder.join("hooks/update");
        fs::write(&hook, UPDATE_HOOK)?;
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).context("the hook of a repository")
    }

    /// Gives git the objects that the references need and that it has not yet.
    fn hand_over(&mut self, folder: &Path, wanted: &Wanted) -> Result<()> {
        let (missing, packed) = {
            let objects = self.objects.lock().unwrap_or_else(PoisonError::into_inner);
            let missing = objects.reached_from(wanted.references.values().copied(), &self.handed);
            let packed = pack(&objects, &missing);
            (missing, packed)
        };
        if !missing.is_empty() {
            succeed(folder, &["index-pack", "--stdin", "--strict"], &packed)?;
            self.handed.extend(missing);
        }
        Ok(())
    }

    /// The references whose commits somebody has. Tests may put a branch at a commit that nobody ever made.
    fn present(&mut self, folder: &Path, wanted: &Wanted) -> Result<BTreeMap<String, Id>> {
        let unknown: BTreeSet<Id> = wanted.references.values().filter(|id| !self.is_known(**id)).copied().collect();
        if !unknown.is_empty() {
            let asked: String = unknown.iter().map(|id| format!("{id}\n")).collect();
            let answer = succeed(folder, &["cat-file", "--batch-check"], asked.as_bytes())?.text();
            let commits = answer.lines().filter_map(|line| line.split_once(" commit ")).map(|(id, _)| id);
            self.pushed.extend(commits.filter_map(Id::parse));
        }
        let names: BTreeSet<&str> = wanted.references.keys().map(String::as_str).collect();
        let is_below_another = |name: &str| name.match_indices('/').any(|(at, _)| names.contains(&name[..at]));
        let kept = wanted.references.iter().filter(|(name, id)| self.is_known(**id) && !is_below_another(name));
        Ok(kept.map(|(name, id)| (name.clone(), *id)).collect())
    }

    pub(super) fn is_known(&self, id: Id) -> bool {
        self.handed.contains(&id) || self.pushed.contains(&id)
    }

    /// Removes first, so that `a/b` can follow `a`. A branch that a push moves at this moment is left to the push.
    fn move_references(&mut self, folder: &Path, id: u64, wanted: &BTreeMap<String, Id>) -> Result<()> {
        let written = &self.written[&id].references;
        let gone = written.iter().filter(|(name, _)| !wanted.contains_key(*name));
        let removals: String = gone.map(|(name, id)| format!("delete {name} {id}\n")).collect();
        let moved = wanted.iter().filter(|(name, id)| written.get(*name) != Some(id));
        let old = |name: &String| written.get(name).map_or_else(|| "0".repeat(40), Id::to_string);
        let updates: String = moved.map(|(name, id)| format!("update {name} {id} {}\n", old(name))).collect();
        let mut is_done = true;
        for commands in [removals, updates].iter().filter(|commands| !commands.is_empty()) {
            let output = run(folder, &["update-ref", "--stdin"], &[], commands.as_bytes())?;
            if output.code != Some(0) {
                tracing::warn!(error = output.stderr, "References could not be moved; the next request tries again");
                is_done = false;
            }
        }
        let references = if is_done { wanted.clone() } else { self.read_references(folder)? };
        self.written.entry(id).or_default().references = references;
        Ok(())
    }

    /// Branches and pull requests as the folder has them. What else people push, such as tags, is theirs alone.
    pub(super) fn read_references(&self, folder: &Path) -> Result<BTreeMap<String, Id>> {
        let format = "--format=%(objectname) %(refname)";
        let output = succeed(folder, &["for-each-ref", format, "refs/heads", "refs/pull"], &[])?.text();
        let parsed = output.lines().filter_map(|line| line.split_once(' '));
        Ok(parsed.filter_map(|(id, name)| Some((name.to_owned(), Id::parse(id)?))).collect())
    }
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).context("remove an old repository"),
        _ => Ok(()),
    }
}

/// References as git packs them; see gitrepository-layout(5).
fn packed(references: &BTreeMap<String, Id>) -> String {
    let lines = references.iter().map(|(name, id)| format!("{id} {name}\n"));
    "# pack-refs with: peeled fully-peeled sorted \n".to_owned() + &lines.collect::<String>()
}
