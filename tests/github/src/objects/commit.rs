//! Commits: who, when, what before, and why.

use jiff::Timestamp;

use super::{Id, Kind, Objects};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Person {
    pub name: String,
    pub email: String,
}

/// A commit whose author is also its committer.
pub(crate) struct Commit<'a> {
    pub tree: Id,
    pub parents: &'a [Id],
    pub author: &'a Person,
    pub at: Timestamp,
    pub message: &'a str,
}

impl Commit<'_> {
    pub fn write(&self, objects: &mut Objects) -> Id {
        let mut text = format!("tree {}\n", self.tree);
        for parent in self.parents {
            text += &format!("parent {parent}\n");
        }
        let (name, email) = (clean(&self.author.name), clean(&self.author.email));
        let person = format!("{name} <{email}> {} +0000", self.at.as_second());
        text += &format!("author {person}\ncommitter {person}\n\n{}\n", self.message.trim_end());
        objects.insert(Kind::Commit, text.into_bytes())
    }
}

/// Git reads names up to these characters, so they must not be part of one.
fn clean(text: &str) -> String {
    let kept: String = text.chars().filter(|letter| !letter.is_control() && !"<>".contains(*letter)).collect();
    kept.trim().to_owned()
}

/// The ids in the lines of a commit's head that start with this word.
pub(super) fn header<'a>(bytes: &'a [u8], word: &'a str) -> impl Iterator<Item = Id> + 'a {
    lines(bytes).filter_map(move |line| Id::parse(line.strip_prefix(word)?.strip_prefix(' ')?))
}

/// When a commit was made, in seconds since 1970.
pub(crate) fn seconds(bytes: &[u8]) -> Option<i64> {
    let committer = lines(bytes).find(|line| line.starts_with("committer "))?;
    committer.rsplit(' ').nth(1)?.parse().ok()
}

/// What its author wrote about it.
pub(crate) fn message(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.split_once("\n\n").map_or("", |(_, message)| message).trim_end().to_owned()
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &str> {
    let lines = bytes.split(|byte| *byte == b'\n').take_while(|line| !line.is_empty());
    lines.filter_map(|line| std::str::from_utf8(line).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with `git hash-object -t commit`, so that a mistake of ours cannot agree with itself.
    #[test]
    fn a_commit_has_the_id_that_git_gives_it() {
        let mut objects = Objects::default();
        let tree = Id::parse("4b825dc642cb6eb9a060e54bf8d69288fbee4904").unwrap();
        let author = Person { name: "Ada <\n".into(), email: "ada@example.com".into() };
        let at = Timestamp::from_second(1_000_000_000).unwrap();
        let id = Commit { tree, parents: &[], author: &author, at, message: "Start" }.write(&mut objects);
        assert_eq!(id.to_string(), "7c3bb07ebdbfd73fd92c0f91bdea0c64272f38d7");
        let bytes = &objects.get(id).unwrap().bytes;
        assert_eq!((seconds(bytes), message(bytes)), (Some(1_000_000_000), "Start".to_owned()));
        assert_eq!((objects.tree_of(id), objects.parents_of(id)), (Some(tree), Some(Vec::new())));
    }
}
