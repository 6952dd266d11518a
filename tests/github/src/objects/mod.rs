//! Git's objects, in memory: what the stand-in makes itself has its true ids without any process or folder.

mod commit;
mod id;
mod pack;
mod tree;

use std::collections::{HashMap, HashSet};

pub(crate) use commit::{Commit, Person, message, seconds};
pub(crate) use id::Id;
pub(crate) use pack::pack;
use sha1::{Digest, Sha1};
pub(crate) use tree::{parse as parse_tree, with_file, write as write_tree};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Commit,
    Tree,
    Blob,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Kind::Commit => "commit",
            Kind::Tree => "tree",
            Kind::Blob => "blob",
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Object {
    pub kind: Kind,
    pub bytes: Vec<u8>,
}

/// What was made so far. Commits that people push are not here: those are in the folders only.
#[derive(Debug, Default)]
pub(crate) struct Objects(HashMap<Id, Object>);

impl Objects {
    /// Keeps an object and answers with its id, as described in "Git Internals - Git Objects".
    pub fn insert(&mut self, kind: Kind, bytes: Vec<u8>) -> Id {
        let mut hash = Sha1::new();
        hash.update(format!("{} {}\0", kind.as_str(), bytes.len()).as_bytes());
        hash.update(&bytes);
        let id = Id(hash.finalize().into());
        self.0.entry(id).or_insert(Object { kind, bytes });
        id
    }

    pub fn get(&self, id: Id) -> Option<&Object> {
        self.0.get(&id)
    }

    /// The root of a commit's files, if the commit is here.
    pub fn tree_of(&self, commit: Id) -> Option<Id> {
        commit::header(&self.get(commit)?.bytes, "tree").next()
    }

    /// The commits before a commit; None if it is not here.
    pub fn parents_of(&self, commit: Id) -> Option<Vec<Id>> {
        Some(commit::header(&self.get(commit)?.bytes, "parent").collect())
    }

    /// Whether a commit is another one or comes before it; None if that cannot be said from what is here.
    pub fn is_ancestor(&self, commit: Id, of: Id) -> Option<bool> {
        let mut seen = HashSet::new();
        let mut waiting = vec![of];
        while let Some(id) = waiting.pop() {
            if id == commit {
                return Some(true);
            }
            if seen.insert(id) {
                waiting.extend(self.parents_of(id)?);
            }
        }
        Some(false)
    }

    /// Everything that is reached from these commits, without what is known already and what is not here.
    pub fn reached_from(&self, tips: impl Iterator<Item = Id>, known: &HashSet<Id>) -> Vec<Id> {
        let mut found = HashSet::new();
        let mut order = Vec::new();
        let mut waiting: Vec<Id> = tips.collect();
        while let Some(id) = waiting.pop() {
            if known.contains(&id) || found.contains(&id) {
                continue;
            }
            let Some(object) = self.0.get(&id) else { continue };
            found.insert(id);
            order.push(id);
            waiting.extend(object.links());
        }
        order
    }
}

impl Object {
    fn links(&self) -> Vec<Id> {
        match self.kind {
            Kind::Blob => Vec::new(),
            Kind::Tree => tree::parse(&self.bytes).into_iter().map(|entry| entry.id).collect(),
            Kind::Commit => commit::header(&self.bytes, "tree").chain(commit::header(&self.bytes, "parent")).collect(),
        }
    }
}
