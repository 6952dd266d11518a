//! Files that are written whole or not at all, and files that only their owner may read.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result};
use rand::distr::{Alphanumeric, SampleString};

/// Writes `contents` to `path`, readable by its owner only; a reader sees the old contents or the new, never a part.
pub fn write_private(path: &Path, contents: &str) -> Result<()> {
    let temporary = path.with_extension(format!("tmp-{}", random_word(8)));
    let written = write_new(&temporary, contents).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // Of a disk that is full, say. What was there stays; whatever is half written goes, if it is there at all.
        fs::remove_file(&temporary).ok();
    }
    written.with_context(|| format!("cannot write {}", path.display()))
}

fn write_new(path: &Path, contents: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(contents.as_bytes())?;
    file.sync_all()
}

/// Letters and digits, beginning with a letter: safe in a configuration file, an address and a shell.
pub fn random_word(length: usize) -> String {
    format!("w{}", Alphanumeric.sample_string(&mut rand::rng(), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_written_leaves_nothing_and_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("facts.json");
        // A folder of that name with something in it cannot be replaced by a file.
        fs::create_dir_all(path.join("taken")).expect("made");
        let error = write_private(&path, "{}").expect_err("refused").to_string();
        assert!(error.contains("facts.json"), "{error}");
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1);
    }
}
