//! Looking for programs on the PATH, and asking them for their version.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::postgres::Owner;

/// Every folder of the PATH that holds `program`.
pub fn folders_with(program: &str) -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).filter(|folder| folder.join(program).is_file()).collect()
}

/// Major and minor number that `program --version` prints, asked as the user that will run it: what that user cannot
/// reach does not count as found.
pub fn version(program: &Path, owner: Option<Owner>) -> Option<(u32, u32)> {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stderr(Stdio::null());
    if let Some(owner) = owner {
        command.uid(owner.uid).gid(owner.gid).current_dir("/");
    }
    let output = command.output().ok().filter(|output| output.status.success())?;
    first_version(&String::from_utf8_lossy(&output.stdout))
}

/// The first thing in `text` that looks like a version: `v2.15.1`, `15.18`, `18beta1` counts as 18.0.
fn first_version(text: &str) -> Option<(u32, u32)> {
    text.split_whitespace().find_map(|word| {
        let mut numbers = word.trim_start_matches('v').split('.');
        let major = leading_number(numbers.next()?)?;
        Some((major, numbers.next().and_then(leading_number).unwrap_or(0)))
    })
}

fn leading_number(text: &str) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_tools_print_them() {
        assert_eq!(first_version("nats-server: v2.15.1\n"), Some((2, 15)));
        assert_eq!(first_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some((15, 18)));
        assert_eq!(first_version("postgres (PostgreSQL) 18beta1"), Some((18, 0)));
        assert_eq!(first_version("no version here"), None);
    }
}
