//! After a push: what has moved in a repository's folder, for the world to take over.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Network;
use super::command::{run, succeed};
use super::disk::Disk;
use crate::changes;
use crate::objects::Id;
use crate::refusal::Refusal;
use crate::state::Shared;

/// GitHub's webhooks list no more commits of a push.
const MOST_COMMITS: &str = "--max-count=2048";

/// Separate what `git log` says of a commit. Nobody writes them into a message.
const FORMAT: &str = "--format=%x01%H%x02%an%x02%ae%x02%cI%x02%B%x03";

/// A branch that a push has moved.
pub(crate) struct Moved {
    pub branch: String,
    /// None for a branch that is gone.
    pub after: Option<String>,
    /// From the oldest on.
    pub commits: Vec<PushedCommit>,
    pub is_forced: bool,
}

pub(crate) struct PushedCommit {
    pub id: String,
    pub name: String,
    pub email: String,
    pub timestamp: String,
    pub message: String,
    pub added: Vec<String>,
    pub removed: Vec<String>,
    pub modified: Vec<String>,
}

impl PushedCommit {
    /// The commit as push events have it, but for its address.
    pub fn as_json(&self) -> Value {
        let person = json!({"name": self.name, "email": self.email});
        json!({
            "id": self.id,
            "distinct": true,
            "message": self.message,
            "timestamp": self.timestamp,
            "author": person,
            "committer": person,
            "added": self.added,
            "removed": self.removed,
            "modified": self.modified,
        })
    }
}

/// Lets the world take over what a repository's folder says, with the webhooks of a push by this account.
pub(super) async fn settle(
    shared: &Shared,
    network: &Arc<Network>,
    repository_id: u64,
    account_id: u64,
) -> Result<(), Refusal> {
    let worker = network.clone();
    let moved = tokio::task::spawn_blocking(move || worker.disk().moved(repository_id)).await;
    let moved = moved.context("read what was pushed").flatten().map_err(|error| Refusal::broken(&error))?;
    let mut state = shared.lock();
    moved.into_iter().try_for_each(|moved| changes::pushed(&mut state, repository_id, moved, account_id))
}

impl Disk {
    /// The branches that are elsewhere than they were written.
    fn moved(&mut self, repository_id: u64) -> Result<Vec<Moved>> {
        let folder = self.folder(repository_id);
        let now = self.read_references(&folder)?;
        let written = self.written.entry(repository_id).or_default();
        let before = std::mem::replace(&mut written.references, now.clone());
        let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
        let known: Vec<String> = before.values().map(Id::to_string).collect();
        let mut moved = Vec::new();
        for name in names {
            let (Some(branch), true) = (name.strip_prefix("refs/heads/"), before.get(name) != now.get(name)) else {
                continue;
            };
            let [before, after] = [before.get(name), now.get(name)].map(|id| id.map(Id::to_string));
            self.pushed.extend(now.get(name));
            let commits = match &after {
                Some(after) => commits(&folder, after, &known)?,
                None => Vec::new(),
            };
            let is_forced = match (&before, &after) {
                (Some(before), Some(after)) => {
                    run(&folder, &["merge-base", "--is-ancestor", before, after], &[], &[])?.code != Some(0)
                }
                _ => false,
            };
            moved.push(Moved { branch: branch.to_owned(), after, commits, is_forced });
        }
        Ok(moved)
    }
}

/// What a push brought: the commits up to one that were on no branch before.
fn commits(folder: &Path, after: &str, known: &[String]) -> Result<Vec<PushedCommit>> {
    let arguments = ["-c", "core.quotePath=off", "log", "--reverse", "--name-status", "--no-renames"];
    let arguments: Vec<&str> = arguments.into_iter().chain([MOST_COMMITS, FORMAT, "--stdin"]).collect();
    let revisions: String = known.iter().map(|id| format!("^{id}\n")).collect();
    let output = succeed(folder, &arguments, format!("{after}\n{revisions}").as_bytes())?.text();
    Ok(output.split('\u{1}').filter_map(parse).collect())
}

fn parse(text: &str) -> Option<PushedCommit> {
    let (head, files) = text.split_once('\u{3}')?;
    let mut fields = head.split('\u{2}').map(str::to_owned);
    let files = |kind: &str| {
        let paths = files.lines().filter_map(|line| line.split_once('\t')).filter(|(found, _)| *found == kind);
        paths.map(|(_, path)| path.to_owned()).collect()
    };
    Some(PushedCommit {
        id: fields.next()?,
        name: fields.next()?,
        email: fields.next()?,
        timestamp: fields.next()?,
        message: fields.next()?.trim_end().to_owned(),
        added: files("A"),
        removed: files("D"),
        modified: files("M"),
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_commit_of_the_log_is_read_with_its_files() {
        let text = "abc\u{2}Ada\u{2}a@b\u{2}2026-01-01T00:00:00+00:00\u{2}Title\n\nBody\n\u{3}\n\nA\ta b\nM\tc\nD\td\n";
        let commit = super::parse(text).unwrap();
        assert_eq!((commit.id.as_str(), commit.message.as_str()), ("abc", "Title\n\nBody"));
        assert_eq!(
            (commit.added, commit.modified, commit.removed),
            (vec!["a b".into()], vec!["c".into()], vec!["d".into()])
        );
    }
}
