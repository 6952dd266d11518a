//! What is in the working directory: the texts that git knows of, or that are there.

use std::path::Path;
use std::process::{Command, Stdio};

/// Files that are read. Without it a first prompt in a large repository would take minutes.
const MOST_FILES: usize = 1500;

/// Bytes of a file that is read; larger ones are generated or data.
const LARGEST_FILE_BYTES: u64 = 64 * 1024;

/// How deep folders are looked into where there is no git.
const DEEPEST: usize = 6;

/// A text file, by its path below the working directory.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

/// The text files, sorted by path. What cannot be read is left out: a turn goes on without it.
pub fn files(cwd: &Path) -> Vec<SourceFile> {
    let mut paths = tracked(cwd).unwrap_or_else(|| walked(cwd));
    paths.sort();
    paths.dedup();
    paths.into_iter().filter_map(|path| source_file(cwd, path)).take(MOST_FILES).collect()
}

fn tracked(cwd: &Path) -> Option<Vec<String>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(cwd).stdin(Stdio::null());
    let output = git.output().ok().filter(|output| output.status.success())?;
    let paths = output.stdout.split(|byte| *byte == 0).filter(|path| !path.is_empty());
    Some(paths.filter_map(|path| String::from_utf8(path.to_vec()).ok()).collect())
}

fn walked(cwd: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    let mut folders = vec![(String::new(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(cwd.join(&folder)) else { continue };
        for entry in entries.flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let Ok(kind) = entry.file_type() else { continue };
            if name.starts_with('.') || paths.len() >= MOST_FILES {
                continue;
            }
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if kind.is_file() {
                paths.push(path);
            } else if kind.is_dir() && depth < DEEPEST {
                folders.push((path, depth + 1));
            }
        }
    }
    paths
}

fn source_file(cwd: &Path, path: String) -> Option<SourceFile> {
    // A link may lead anywhere: what is not a plain file is not the repository's text.
    let about = std::fs::symlink_metadata(cwd.join(&path)).ok()?;
    if !about.is_file() || about.len() > LARGEST_FILE_BYTES {
        return None;
    }
    let text = std::fs::read_to_string(cwd.join(&path)).ok()?;
    Some(SourceFile { path, text })
}
