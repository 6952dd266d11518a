//! What the branch is: one script reads all of it, a pure function understands it.

use std::collections::{HashMap, HashSet};

use contracts::{
    Millis, limit,
    sandbox::{
        ChangeTotals, ChangedFile, Changes, DiffScope, DirtyCounts, FileChange, GitStatus, InProgress, TurnBaseline,
        Upstream,
    },
};

use super::{
    Script,
    output::{Sections, reading, word},
    repository,
};

/// Larger files are not looked into: what changed in them is read by no person.
const LARGEST_FILE: u64 = 5 * 1024 * 1024;

/// More files that git does not know than this are listed without their lines: they are read one by one.
const MOST_COUNTED: u32 = 5_000;

/// Bytes of all that git says, at most: some ten thousand files each. What is beyond is not listed.
const SECTION_BYTES: u32 = 2 * 1024 * 1024;

/// What the script may write: four sections as base64.
pub const OUTPUT_BYTES: usize = 12 * 1024 * 1024;

/// Reads everything at once, the files that differ from what `scope` compares with among it. Files that git does not know are
/// compared like the others, by an index of the script's own.
pub fn read(home: &str, base: Option<&str>, scope: DiffScope) -> Script {
    let text = reading!(
        r#"git status --porcelain=v2 -z --branch -uall --no-renames --ignore-submodules=dirty | head -c "$5" > "$t/status"
scope "$6" "$2"
cp -- "$(git rev-parse --git-path index)" "$t/index" 2>/dev/null || true
git ls-files -o --exclude-standard -z | grep -zv '/$' > "$t/untracked" || true
export GIT_INDEX_FILE="$t/index"
if [ -s "$t/untracked" ] && [ "$(tr -cd '\000' < "$t/untracked" | wc -c)" -le "$3" ]; then
  git add -N --pathspec-from-file="$t/untracked" --pathspec-file-nul 2>/dev/null || true
fi
compare() { git -c "core.bigFileThreshold=$bytes" diff -z -M --no-ext-diff --no-textconv --ignore-submodules=dirty "$@" "$since" --; }
bytes=$4
compare --raw --abbrev=40 | head -c "$5" > "$t/raw"
compare --numstat | head -c "$5" > "$t/numstat"
compare --name-only --diff-filter=d | xargs -0 -r stat --printf='%s %n\0' -- 2>/dev/null | head -c "$5" > "$t/sizes" || true
unset GIT_INDEX_FILE
{
  echo "base $base"
  echo "from $from"
  if git rev-parse -q --verify HEAD >/dev/null; then
    echo "unpushed $(git rev-list --count HEAD --not --remotes)"
    [ -z "$from" ] || {
      echo "ahead $(git rev-list --count "refs/remotes/origin/$base..HEAD")"
      echo "behind $(git rev-list --count "HEAD..refs/remotes/origin/$base")"
    }
    branch=$(git symbolic-ref -q --short HEAD || true)
    # A fork's branch is the fork's, whatever the repository has under that name.
    remote=origin
    [ -z "$(git config --local foundry.fork || true)" ] || remote=fork
    upstream=$(git rev-parse -q --verify "refs/remotes/$remote/$branch^{commit}" 2>/dev/null || true)
    [ -z "$branch" ] || [ -z "$upstream" ] || {
      echo "upstream $upstream"
      echo "upstream-ahead $(git rev-list --count "$upstream..HEAD")"
      echo "upstream-behind $(git rev-list --count "HEAD..$upstream")"
    }
  fi
  has() { [ -e "$(git rev-parse --git-path "$1")" ]; }
  if has rebase-merge || has rebase-apply; then echo "progress rebase"
  elif has MERGE_HEAD; then echo "progress merge"
  elif has CHERRY_PICK_HEAD || has REVERT_HEAD; then echo "progress pick"; fi
  git log -1 --format='turn %H %s' refs/foundry/turn 2>/dev/null || true
} > "$t/facts"
give facts status raw numstat sizes"#
    );
    let limits = [MOST_COUNTED.to_string(), LARGEST_FILE.to_string(), SECTION_BYTES.to_string()];
    let named = [repository(home), base.unwrap_or_default().to_owned()].into_iter();
    let arguments = named.chain(limits).chain([word(scope).to_owned()]);
    Script { text, arguments: arguments.collect() }
}

/// Understands what [`read`] has written of the files alone.
pub fn changes(sections: &Sections, scope: DiffScope) -> Changes {
    let (files, totals) = files(sections, &working(sections), scope);
    let all = files.len();
    let files = bounded(files);
    Changes { scope, from: sections.fact("facts", "from"), more_files: number(all - files.len()), files, totals }
}

/// What `git status` says: the branch, what is not committed, and what has a conflict.
#[derive(Default)]
struct Working<'a> {
    branch: Option<String>,
    head: Option<String>,
    dirty: DirtyCounts,
    uncommitted: HashSet<&'a [u8]>,
    untracked: HashSet<&'a [u8]>,
    conflicted: HashSet<&'a [u8]>,
}

/// Lines that were added and removed; `None` for what git takes for binary.
type Lines = Option<(u32, u32)>;

/// What happened to a file as a letter, where it was before, and where it is.
type Raw<'a> = (u8, Option<&'a [u8]>, &'a [u8]);

/// Understands what [`read`] has written.
pub fn understand(sections: &Sections, read_at: Millis) -> GitStatus {
    let fact = |name| sections.fact("facts", name);
    let count = |name| sections.number("facts", name);
    let Changes { from, files, more_files, totals, .. } = changes(sections, DiffScope::SinceBase);
    let working = working(sections);
    GitStatus {
        base_branch: fact("base"),
        merge_base: from,
        ahead: count("ahead"),
        behind: count("behind"),
        upstream: fact("upstream").map(|commit| Upstream {
            commit,
            ahead: count("upstream-ahead"),
            behind: count("upstream-behind"),
        }),
        unpushed: count("unpushed"),
        more_files,
        files,
        totals,
        in_progress: fact("progress").and_then(|word| in_progress(&word)),
        last_turn: fact("turn").and_then(|line| baseline(&line)),
        branch: working.branch,
        head: working.head,
        dirty: working.dirty,
        read_at,
    }
}

/// Porcelain v2 (`git help status`): `1 XY … path`, `u XY … path`, `? path`, and headers.
fn working(sections: &Sections) -> Working<'_> {
    let mut working = Working::default();
    for record in sections.records("status") {
        match record {
            [b'#', ..] => {
                let header = String::from_utf8_lossy(record);
                let value = |name| header.strip_prefix(name).filter(|value| !value.starts_with('('));
                working.branch = working.branch.or(value("# branch.head ").map(str::to_owned));
                working.head = working.head.or(value("# branch.oid ").map(str::to_owned));
            }
            [b'1', b' ', x, y, ..] => {
                let Some(path) = behind(record, 8) else { continue };
                working.dirty.staged += u32::from(*x != b'.');
                working.dirty.unstaged += u32::from(*y != b'.');
                working.uncommitted.insert(path);
            }
            [b'u', ..] => {
                let Some(path) = behind(record, 10) else { continue };
                working.dirty.conflicted += 1;
                working.uncommitted.insert(path);
                working.conflicted.insert(path);
            }
            [b'?', b' ', path @ ..] => {
                working.dirty.untracked += 1;
                working.uncommitted.insert(path);
                working.untracked.insert(path);
            }
            _ => {}
        }
    }
    working
}

/// What stands behind so many spaces.
fn behind(record: &[u8], spaces: usize) -> Option<&[u8]> {
    record.splitn(spaces + 1, |byte| *byte == b' ').nth(spaces)
}

/// All files that differ, by path, and their totals.
fn files(sections: &Sections, working: &Working<'_>, scope: DiffScope) -> (Vec<ChangedFile>, ChangeTotals) {
    let (lines, sizes) = (lines(sections), sizes(sections));
    let mut seen = HashSet::new();
    let mut files: Vec<ChangedFile> = Vec::new();
    let mut add = |old: Option<&[u8]>, path: &[u8], change: FileChange| {
        let is_uncommitted = [Some(path), old].into_iter().flatten().any(|path| working.uncommitted.contains(path));
        let known = lines.get(path).copied();
        let is_too_large = sizes.get(path).is_some_and(|size| *size > LARGEST_FILE);
        let counted = known.flatten().filter(|_| !is_too_large);
        files.push(ChangedFile {
            path: text(path),
            old_path: old.map(text),
            change,
            added: counted.map(|(added, _)| added),
            removed: counted.map(|(_, removed)| removed),
            is_binary: known == Some(None) && !is_too_large,
            is_too_large,
            is_uncommitted,
            is_lossy: std::str::from_utf8(path).is_err(),
        });
    };
    for (letter, old, path) in raw(sections) {
        if !seen.insert(path) {
            continue;
        }
        let change = match letter {
            _ if working.conflicted.contains(path) => FileChange::Conflicted,
            b'A' if working.untracked.contains(path) => FileChange::Untracked,
            b'A' | b'C' => FileChange::Added,
            b'D' => FileChange::Deleted,
            b'R' => FileChange::Renamed,
            b'U' => FileChange::Conflicted,
            _ => FileChange::Modified,
        };
        add(old.filter(|_| change == FileChange::Renamed), path, change);
    }
    // A repository within, and files that are too many to be counted. What a turn began with may have had them as they are.
    if scope != DiffScope::SinceLastTurn {
        for path in working.untracked.iter().filter(|path| !seen.contains(**path)) {
            add(None, path, FileChange::Untracked);
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let sum = |pick: fn(&ChangedFile) -> Option<u32>| files.iter().filter_map(pick).sum();
    let totals =
        ChangeTotals { files: number(files.len()), added: sum(|file| file.added), removed: sum(|file| file.removed) };
    (files, totals)
}

/// `git diff --raw -z`: `:modes ids LETTER`, then the path, and for R and C the old one first.
fn raw(sections: &Sections) -> Vec<Raw<'_>> {
    let mut records = sections.records("raw");
    let mut found = Vec::new();
    while let Some(head) = records.next() {
        let letter =
            head.rsplit(|byte| *byte == b' ').next().and_then(|word| word.first()).copied().unwrap_or_default();
        let old = if matches!(letter, b'R' | b'C') { records.next() } else { None };
        let Some(path) = records.next() else { break };
        found.push((letter, old, path));
    }
    found
}

/// `git diff --numstat -z`: `added TAB removed TAB path`; of a rename the path is empty, and old and new follow.
fn lines(sections: &Sections) -> HashMap<&[u8], Lines> {
    let mut records = sections.records("numstat");
    let mut found = HashMap::new();
    while let Some(record) = records.next() {
        let mut parts = record.splitn(3, |byte| *byte == b'\t');
        let mut next = || parts.next().unwrap_or_default();
        let (added, removed, path) = (next(), next(), next());
        let path = if path.is_empty() { records.nth(1).unwrap_or_default() } else { path };
        let number = |text| std::str::from_utf8(text).ok()?.parse().ok();
        found.insert(path, number(added).zip(number(removed)));
    }
    found
}

fn sizes(sections: &Sections) -> HashMap<&[u8], u64> {
    let records = sections.records("sizes").filter_map(|record| {
        let end = record.iter().position(|byte| *byte == b' ')?;
        Some((&record[end + 1..], std::str::from_utf8(&record[..end]).ok()?.parse().ok()?))
    });
    records.collect()
}

/// As many as one view holds.
fn bounded(files: Vec<ChangedFile>) -> Vec<ChangedFile> {
    let mut bytes = 0;
    let fits = |file: &ChangedFile| {
        bytes += file.path.len() + file.old_path.as_ref().map_or(0, String::len);
        bytes <= limit::GIT_FILES_BYTES
    };
    files.into_iter().take(limit::GIT_FILES).take_while(fits).collect()
}

fn in_progress(word: &str) -> Option<InProgress> {
    match word {
        "merge" => Some(InProgress::Merge),
        "rebase" => Some(InProgress::Rebase),
        "pick" => Some(InProgress::Pick),
        _ => None,
    }
}

fn baseline(line: &str) -> Option<TurnBaseline> {
    let (commit, message_id) = line.split_once(' ')?;
    Some(TurnBaseline { message_id: message_id.parse().ok()?, commit: commit.to_owned() })
}

fn text(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
