//! Trees: the files of a commit.

use std::collections::BTreeMap;

use super::{Id, Kind, Objects};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub mode: String,
    pub name: Vec<u8>,
    pub id: Id,
}

impl Entry {
    /// Git sorts a folder as if its name ended with a slash.
    fn key(&self) -> Vec<u8> {
        let mut key = self.name.clone();
        if self.mode == FOLDER {
            key.push(b'/');
        }
        key
    }
}

const FOLDER: &str = "40000";
const FILE: &str = "100644";

/// Writes files and the folders that they are in. Answers with the root.
pub(crate) fn write(objects: &mut Objects, files: &BTreeMap<String, Id>) -> Id {
    let mut entries = Vec::new();
    let mut folders: BTreeMap<&str, BTreeMap<String, Id>> = BTreeMap::new();
    for (path, id) in files {
        match path.split_once('/') {
            Some((folder, rest)) => drop(folders.entry(folder).or_default().insert(rest.to_owned(), *id)),
            None => entries.push(Entry { mode: FILE.to_owned(), name: path.clone().into_bytes(), id: *id }),
        }
    }
    for (folder, files) in folders {
        let id = write(objects, &files);
        entries.push(Entry { mode: FOLDER.to_owned(), name: folder.as_bytes().to_vec(), id });
    }
    write_entries(objects, entries)
}

/// The entries of a root with one more file in it, or another one under the same name.
pub(crate) fn with_file(objects: &mut Objects, mut entries: Vec<Entry>, name: &str, text: &str) -> Id {
    let id = objects.insert(Kind::Blob, text.as_bytes().to_vec());
    entries.retain(|entry| entry.name != name.as_bytes());
    entries.push(Entry { mode: FILE.to_owned(), name: name.as_bytes().to_vec(), id });
    write_entries(objects, entries)
}

fn write_entries(objects: &mut Objects, mut entries: Vec<Entry>) -> Id {
    entries.sort_by_key(Entry::key);
    let mut bytes = Vec::new();
    for entry in entries {
        bytes.extend_from_slice(entry.mode.as_bytes());
        bytes.push(b' ');
        bytes.extend_from_slice(&entry.name);
        bytes.push(0);
        bytes.extend_from_slice(&entry.id.0);
    }
    objects.insert(Kind::Tree, bytes)
}

/// The entries of a tree, up to the first that is none.
pub(crate) fn parse(mut bytes: &[u8]) -> Vec<Entry> {
    let mut entries = Vec::new();
    while let Some((entry, rest)) = next(bytes) {
        entries.push(entry);
        bytes = rest;
    }
    entries
}

fn next(bytes: &[u8]) -> Option<(Entry, &[u8])> {
    let space = bytes.iter().position(|byte| *byte == b' ')?;
    let zero = bytes.iter().position(|byte| *byte == 0)?;
    let id: [u8; 20] = bytes.get(zero + 1..zero + 21)?.try_into().ok()?;
    let mode = std::str::from_utf8(&bytes[..space]).ok()?.to_owned();
    Some((Entry { mode, name: bytes.get(space + 1..zero)?.to_vec(), id: Id(id) }, &bytes[zero + 21..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ids are those of `git mktree` for the same files; `a.b` sorts before the folder `a`.
    #[test]
    fn a_tree_has_the_id_that_git_gives_it_and_is_read_back() {
        let mut objects = Objects::default();
        let blob = objects.insert(Kind::Blob, b"hello\n".to_vec());
        assert_eq!(blob.to_string(), "ce013625030ba8dba906f756967f9e9ca394464a");
        let files = BTreeMap::from(["a/x", "a.b"].map(|path| (path.to_owned(), blob)));
        let root = write(&mut objects, &files);
        assert_eq!(root.to_string(), "ae079d5d2fecf69af67f09002152cd6cbbbd6ef8");
        let entries = parse(&objects.get(root).unwrap().bytes);
        assert_eq!(entries.iter().map(|entry| entry.name.as_slice()).collect::<Vec<_>>(), [b"a.b".as_slice(), b"a"]);
        assert_eq!(with_file(&mut objects, entries, "a.b", "hello\n"), root);
    }
}
