//! Commits that somebody makes on the control page or in a test, while the stand-in runs.

use jiff::{SignedDuration, Timestamp};

use super::history::project;
use super::person_of;
use crate::objects::{Commit, Id, parse_tree, seconds, with_file};
use crate::state::State;

impl State {
    /// Makes a commit with a note, on top of another one or as the first of all. Answers with its id.
    ///
    /// Its time is an hour after the commit before, so that the same changes make the same commits in every run.
    pub(crate) fn make_commit(&self, repository_id: u64, before: Option<&str>, about: &str, author_id: u64) -> String {
        let author = person_of(&self.world, author_id);
        let start = self.world.repositories.get(&repository_id).map_or(Timestamp::UNIX_EPOCH, |found| found.created_at);
        let parent = before.and_then(Id::parse).and_then(|id| Some((id, self.read_commit(repository_id, id)?)));
        let (entries, at) = match &parent {
            Some((_, read)) => (read.root.as_slice(), read.at + SignedDuration::from_hours(1)),
            None => (&[][..], start),
        };
        let parents: Vec<Id> = parent.iter().map(|(id, _)| *id).collect();

        let mut objects = self.git.objects();
        let message = format!("Work on {about}");
        let note = format!("# {message}\n\nAfter {}.\n", before.unwrap_or("nothing"));
        let tree = with_file(&mut objects, parse_tree(entries), "WORK.md", &note);
        Commit { tree, parents: &parents, author: &author, at, message: &message }.write(&mut objects).to_string()
    }

    /// The commits of a project in a repository that is new. Answers with the newest.
    pub(crate) fn start_project(&self, repository_id: u64) -> String {
        let line = project(&mut self.git.objects(), &self.world, &self.world.repositories[&repository_id]);
        line.map_or_else(String::new, |line| line.tip.to_string())
    }

    /// A commit that was made here or pushed; None if nobody has it.
    fn read_commit(&self, repository_id: u64, id: Id) -> Option<Read> {
        let from_memory = || {
            let objects = self.git.objects();
            let bytes = &objects.get(id)?.bytes;
            let root = objects.get(objects.tree_of(id)?)?.bytes.clone();
            Some(Read { root, at: Timestamp::from_second(seconds(bytes)?).ok()? })
        };
        from_memory().or_else(|| {
            let commit = self.git.read_object(repository_id, "commit", &id.to_string())?;
            let root = self.git.read_object(repository_id, "tree", &format!("{id}^{{tree}}"))?;
            Some(Read { root, at: Timestamp::from_second(seconds(&commit)?).ok()? })
        })
    }
}

struct Read {
    /// The tree of its uppermost folder, as git writes it.
    root: Vec<u8>,
    at: Timestamp,
}
