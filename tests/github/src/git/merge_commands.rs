//! The git commands that make a merge in a bare repository.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::command::{Output, run, succeed};
use super::merge::Merging;

/// GitHub rebases no more; each commit takes a few processes.
const MOST_REBASED_COMMITS: usize = 100;

pub(super) struct Workshop<'a> {
    folder: &'a Path,
}

/// Who wrote a commit, when, and with which words.
struct Authorship {
    name: String,
    email: String,
    at: String,
    message: String,
}

impl Workshop<'_> {
    pub fn new(folder: &Path) -> Workshop<'_> {
        Workshop { folder }
    }

    /// The files of both merged; None if they contradict each other.
    pub fn tree(&self, base: &str, head: &str) -> Result<Option<String>> {
        let arguments = ["merge-tree", "--write-tree", "--no-messages", base, head];
        let output = run(self.folder, &arguments, &[], &[])?;
        match output.code {
            Some(0) => Ok(Some(first_line(&output)?)),
            Some(1) => Ok(None),
            // Histories that have nothing in common cannot be merged either.
            _ if output.stderr.contains("unrelated histories") => Ok(None),
            _ => anyhow::bail!("git merge-tree: {}", output.stderr),
        }
    }

    /// One commit with everything, after these parents.
    pub fn merge(&self, merging: &Merging, parents: &[&String]) -> Result<Option<String>> {
        let Some(tree) = self.tree(&merging.base, &merging.head)? else { return Ok(None) };
        let at = format!("{} +0000", merging.at.as_second());
        let (name, email) = (merging.by.name.clone(), merging.by.email.clone());
        let author = Authorship { name, email, at, message: merging.message.clone() };
        self.commit(&tree, parents, &author, merging).map(Some)
    }

    /// Each commit again on top of the base, by its author; None at the first that contradicts it.
    pub fn rebase(&self, merging: &Merging) -> Result<Option<String>> {
        let range = format!("{}..{}", merging.base, merging.head);
        let listed =
            succeed(self.folder, &["rev-list", "--reverse", "--topo-order", "--no-merges", &range], &[])?.text();
        ensure!(listed.lines().count() <= MOST_REBASED_COMMITS, "too many commits to rebase");
        let mut tip = merging.base.clone();
        for commit in listed.lines() {
            let author = self.author(commit)?;
            let Some(tree) = self.tree_on(&tip, commit, &author, merging)? else { return Ok(None) };
            tip = self.commit(&tree, &[&tip], &author, merging)?;
        }
        Ok(Some(tip))
    }

    /// The files of a tip with one commit's change. For git to compare both with the commit's parent, the tip's files
    /// are put into a commit of their own after that parent, which then is the common ancestor.
    fn tree_on(&self, tip: &str, commit: &str, author: &Authorship, merging: &Merging) -> Result<Option<String>> {
        let parent = format!("{commit}^");
        let helper = self.commit(&format!("{tip}^{{tree}}"), &[&parent], author, merging)?;
        self.tree(&helper, commit)
    }

    fn author(&self, commit: &str) -> Result<Authorship> {
        let output =
            succeed(self.folder, &["log", "-1", "--format=%an%x00%ae%x00%ad%x00%B", "--date=raw", commit], &[])?;
        let text = output.text();
        let mut fields = text.splitn(4, '\0').map(str::to_owned);
        let mut next = || fields.next().context("a field of a commit");
        Ok(Authorship { name: next()?, email: next()?, at: next()?, message: next()? })
    }

    fn commit(&self, tree: &str, parents: &[&String], author: &Authorship, merging: &Merging) -> Result<String> {
        let tree = self.resolve(tree)?;
        let mut arguments = vec!["commit-tree", tree.as_str(), "-F", "-"];
        arguments.extend(parents.iter().flat_map(|parent| ["-p", parent.as_str()]));
        let committed_at = format!("{} +0000", merging.at.as_second());
        let environment = [
            ("GIT_AUTHOR_NAME", author.name.as_str()),
            ("GIT_AUTHOR_EMAIL", &author.email),
            ("GIT_AUTHOR_DATE", &author.at),
            ("GIT_COMMITTER_NAME", &merging.by.name),
            ("GIT_COMMITTER_EMAIL", &merging.by.email),
            ("GIT_COMMITTER_DATE", &committed_at),
        ];
        let output = run(self.folder, &arguments, &environment, format!("{}\n", author.message.trim_end()).as_bytes())?;
        ensure!(output.code == Some(0), "git commit-tree: {}", output.stderr);
        first_line(&output)
    }

    fn resolve(&self, name: &str) -> Result<String> {
        first_line(&succeed(self.folder, &["rev-parse", "--verify", name], &[])?)
    }

    /// False if the reference was somewhere else.
    pub fn move_reference(&self, name: &str, to: &str, from: &str) -> Result<bool> {
        Ok(run(self.folder, &["update-ref", name, to, from], &[], &[])?.code == Some(0))
    }
}

fn first_line(output: &Output) -> Result<String> {
    output.text().lines().next().map(str::to_owned).context("an id from git")
}
