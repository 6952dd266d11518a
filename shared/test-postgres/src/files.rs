//! Files that are written whole or not at all, and files that only their owner may read.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result};
use rand::distr::{Alphanumeric, SampleString};

/// Writes `contents` to `path`, readable by its owner only; a reader sees the old contents or the new, never a part.
pub fn write_private(path: &Path, contents: &str) -> Result<()> {
    let temporary = path.with_extension(format!("tmp-{}", random_word(8)));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary)?;

    file.write_all(contents.as_bytes())?;
    file.sync_all()?;
    fs::rename(&temporary, path).with_context(|| format!("cannot write {}", path.display()))
}

/// Letters and digits, beginning with a letter: safe in a configuration file, an address and a shell.
pub fn random_word(length: usize) -> String {
    format!("w{}", Alphanumeric.sample_string(&mut rand::rng(), length))
}
