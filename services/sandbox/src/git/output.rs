//! What a reading script writes: named sections, so that any bytes may be in them. They travel as base64, because the server
//! inside speaks JSON and would replace what is no UTF-8.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use contracts::sandbox::DiffScope;

/// The sections of a script's output, by name.
#[derive(Debug, Default)]
pub struct Sections(HashMap<String, Vec<u8>>);

/// A script has written something else.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sandbox has answered something that is no answer")]
pub struct NoAnswer;

/// `$t` is a folder for the sections' files, gone at the end; `give a b` writes them out, `refuse WHY` ends the script with
/// [`REFUSED`]. Paths are taken as they are, and git asks nobody anything and takes no lock that it can do without.
macro_rules! reading {
    ($text:literal) => {
        concat!(
            r#"set -e
export LC_ALL=C GIT_OPTIONAL_LOCKS=0 GIT_LITERAL_PATHSPECS=1 GIT_TERMINAL_PROMPT=0 GIT_PAGER=cat
refuse() { echo "$1" >&2; exit 3; }
cd -- "$1" 2>/dev/null && [ -e .git ] || refuse "there is no clone in the sandbox"
root=$(pwd -P)
t=$(mktemp -d)
trap 'rm -rf -- "$t"' EXIT
give() { for s; do printf '%s %s\n' "$s" "$(wc -c < "$t/$s")"; cat -- "$t/$s"; done | base64 -w0; }
# The path must stay in the repository, through whatever links, and out of git's own folder.
inside() {
  case "$1" in */*) folder=$(realpath -m -- "./${1%/*}") ;; *) folder=$root ;; esac
  case "$folder/" in "$root/.git/"*) refuse "$1 is git's own" ;; "$root/"*) ;; *) refuse "$1 leads out of the repository" ;; esac
}
# What a scope begins from, in $from: the base's newest common commit, the newest turn's beginning, or HEAD.
base() {
  base=$1
  git rev-parse -q --verify "refs/remotes/origin/$base^{commit}" >/dev/null 2>&1 || {
    base=$(git symbolic-ref -q refs/remotes/origin/HEAD || true)
    base=${base#refs/remotes/origin/}
  }
  from=
  [ -z "$base" ] || from=$(git merge-base HEAD "refs/remotes/origin/$base" 2>/dev/null || true)
}
scope() {
  case "$1" in
    base) base "$2" ;;
    turn) from=$(git rev-parse -q --verify "refs/foundry/turn^{commit}" || true)
      [ -n "$from" ] || refuse "no turn has begun in this sandbox yet" ;;
    *) from=$(git rev-parse -q --verify HEAD || true) ;;
  esac
  since=$from
  [ -n "$since" ] || since=$(git hash-object -t tree /dev/null)
}
"#,
            $text
        )
    };
}
pub(super) use reading;

/// The word of a scope in a reading script.
pub const fn word(scope: DiffScope) -> &'static str {
    match scope {
        DiffScope::SinceBase => "base",
        DiffScope::SinceLastTurn => "turn",
        DiffScope::Uncommitted => "head",
    }
}

/// The exit code of a script that says no: what it says is for people.
pub const REFUSED: i32 = 3;

impl Sections {
    /// Reads a script's output.
    pub fn read(output: &str) -> Result<Self, NoAnswer> {
        let bytes = STANDARD.decode(output.trim()).map_err(|_| NoAnswer)?;
        let (mut sections, mut rest) = (HashMap::new(), bytes.as_slice());
        while !rest.is_empty() {
            let end = rest.iter().position(|byte| *byte == b'\n').ok_or(NoAnswer)?;
            let head = std::str::from_utf8(&rest[..end]).map_err(|_| NoAnswer)?;
            let (name, size) = head.split_once(' ').ok_or(NoAnswer)?;
            let size: usize = size.trim().parse().map_err(|_| NoAnswer)?;
            let body = rest.get(end + 1..end + 1 + size).ok_or(NoAnswer)?;
            sections.insert(name.to_owned(), body.to_vec());
            rest = &rest[end + 1 + size..];
        }
        Ok(Self(sections))
    }

    /// The section's bytes; none for one that is not there.
    pub fn bytes(&self, name: &str) -> &[u8] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The lines `name value` of a section; `None` for one without a value.
    pub fn fact(&self, section: &str, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(self.bytes(section));
        let mut lines = text.lines().filter_map(|line| line.split_once(' '));
        lines.find(|(known, value)| *known == name && !value.is_empty()).map(|(_, value)| value.to_owned())
    }

    /// The same as a number; 0 without one.
    pub fn number<T: std::str::FromStr + Default>(&self, section: &str, name: &str) -> T {
        self.fact(section, name).and_then(|value| value.trim().parse().ok()).unwrap_or_default()
    }

    /// The records of a section that NUL ends. What follows the last NUL was cut, and is left out.
    pub fn records(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        let bytes = self.bytes(name);
        let end = bytes.iter().rposition(|byte| *byte == 0).map_or(0, |end| end + 1);
        bytes[..end].split_inclusive(|byte| *byte == 0).map(|record| &record[..record.len() - 1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_hold_any_bytes_and_a_broken_answer_is_none() {
        let output = STANDARD.encode(b"facts 9\nhead a b\nlist 6\na\n\xff\0b\0empty 0\n");
        let sections = Sections::read(&output).unwrap();
        assert_eq!(sections.fact("facts", "head").as_deref(), Some("a b"));
        assert_eq!(sections.records("list").collect::<Vec<_>>(), [b"a\n\xff".as_slice(), b"b"]);
        assert_eq!((sections.bytes("empty"), sections.bytes("other")), (b"".as_slice(), b"".as_slice()));
        for broken in ["%", "YQ==", &STANDARD.encode(b"list 9\nshort")] {
            assert_eq!(Sections::read(broken).unwrap_err(), NoAnswer);
        }
    }

    #[test]
    fn a_record_that_was_cut_is_left_out() {
        let sections = Sections::read(&STANDARD.encode(b"list 5\na\0bcd")).unwrap();
        assert_eq!(sections.records("list").collect::<Vec<_>>(), [b"a"]);
    }
}
