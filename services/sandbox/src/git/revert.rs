//! Putting one file back to what it was, and taking that back.

use contracts::sandbox::RevertFile;

use super::{
    Script,
    output::{reading, word},
    repository,
};

/// Undoes what the diff of the scope shows of a file. What is overwritten is kept as a commit under
/// `refs/foundry/reverted/<operation>`: its tree has the files that were there, its message those that were not. Done again, it
/// changes nothing more. The paths were checked.
pub fn revert(home: &str, base: Option<&str>, operation: &str, command: &RevertFile) -> Script {
    let text = reading!(
        r#"scope "$2" "$3"
kept="refs/foundry/reverted/$4" keeps_index=$2
shift 4
[ -n "$2" ] || set -- "$1"
for path; do
  inside "$path"
  [ ! -d "$path" ] || [ -L "$path" ] || refuse "$path is a folder"
done
was() { git cat-file -e "$since:$1" 2>/dev/null; }
is() { [ -e "$1" ] || [ -L "$1" ]; }
if ! git rev-parse -q --verify "$kept" >/dev/null; then
  changed=
  for path; do
    if was "$path"; then
      is "$path" && git diff --quiet "$since" -- "$path" && git diff --quiet --cached -- "$path" || changed=1
    else
      ! is "$path" && [ -z "$(git ls-files -- "$path")" ] || changed=1
    fi
  done
  [ -n "$changed" ] || refuse "nothing has changed in $1"
  : > "$t/missing"
  for path; do
    if is "$path"; then GIT_INDEX_FILE="$t/index" git add -f -- "$path"
    else printf '%s' "$path" | base64 -w0 >> "$t/missing" && echo >> "$t/missing"; fi
  done
  export GIT_AUTHOR_NAME=Foundry GIT_AUTHOR_EMAIL=foundry@localhost
  export GIT_COMMITTER_NAME=Foundry GIT_COMMITTER_EMAIL=foundry@localhost
  tree=$(GIT_INDEX_FILE="$t/index" git write-tree)
  git update-ref "$kept" "$(git commit-tree "$tree" -F "$t/missing")"
fi
for path; do
  if ! was "$path"; then
    git rm -q -f --cached --ignore-unmatch -- "$path" >/dev/null
    rm -f -- "$path"
  elif [ "$keeps_index" = turn ]; then git restore --worktree --source="$since" -- "$path"
  else git checkout -q "$since" -- "$path"; fi
done"#
    );
    let old_path = command.old_path.as_deref().unwrap_or_default();
    let arguments =
        [&repository(home), word(command.scope), base.unwrap_or_default(), operation, &command.path, old_path];
    Script { text, arguments: arguments.map(str::to_owned).into() }
}

/// Brings back what a revert has overwritten; says which files, each on a line, in base64.
pub fn undo(home: &str, operation: &str) -> Script {
    let text = reading!(
        r#"kept="refs/foundry/reverted/$2"
git rev-parse -q --verify "$kept" >/dev/null || refuse "that revert is not there, or was in another sandbox"
git ls-tree -r -z --name-only "$kept" > "$t/files"
git log -1 --format=%B "$kept" > "$t/missing"
while read -r line; do
  [ -n "$line" ] || continue
  path=$(printf '%s' "$line" | base64 -d && echo .)
  path=${path%.}
  inside "$path"
  git rm -q -f --cached --ignore-unmatch -- "$path" >/dev/null
  rm -f -- "$path"
done < "$t/missing"
[ ! -s "$t/files" ] || git restore --worktree --source="$kept" --pathspec-from-file="$t/files" --pathspec-file-nul
give files"#
    );
    Script { text, arguments: vec![repository(home), operation.to_owned()] }
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::DiffScope;

    use super::{
        super::{output::Sections, testing::Place, turns},
        *,
    };

    fn cloned() -> Place {
        let place = Place::new();
        place.clone("work").unwrap();
        place
    }

    fn of(path: &str, old_path: Option<&str>, scope: DiffScope) -> RevertFile {
        RevertFile { path: path.into(), old_path: old_path.map(str::to_owned), scope }
    }

    fn changes(place: &Place) -> String {
        place.sh("cd repo && git status --porcelain -uall && git diff HEAD && for f in * -*; do [ ! -f \"$f\" ] || base64 -- \"$f\"; done")
    }

    /// Reverts to what is committed, and takes it back.
    fn there_and_back(before: &str, path: &str, old_path: Option<&str>) {
        let place = cloned();
        let clean = changes(&place);
        place.sh(&format!("cd repo && {before}"));
        let changed = place.sh("cd repo && ls -A | sort && base64 file 2>/dev/null || true");
        let command = of(path, old_path, DiffScope::Uncommitted);
        for _ in 0..2 {
            place.run(revert("", None, "o-1", &command)).unwrap();
            assert_eq!(changes(&place), clean, "{before}");
        }
        assert!(place.run(revert("", None, "o-2", &command)).unwrap_err().contains("nothing has changed"), "{before}");
        let output = place.run(undo("", "o-1")).unwrap();
        assert_eq!(place.sh("cd repo && ls -A | sort && base64 file 2>/dev/null || true"), changed, "{before}");
        let files = Sections::read(&output).unwrap();
        assert!(files.records("files").all(|file| file == path.as_bytes()), "{before}");
    }

    #[test]
    fn what_is_not_committed_is_put_back_and_brought_back() {
        there_and_back("echo two >> file", "file", None);
        there_and_back("echo two >> file && git add file", "file", None);
        there_and_back("rm file", "file", None);
        there_and_back("git rm -q file", "file", None);
        there_and_back("echo x > '-x y'", "-x y", None);
        there_and_back("echo x > new && git add new", "new", None);
        there_and_back("git mv file moved", "moved", Some("file"));
        there_and_back("mv file moved && echo more >> moved", "moved", Some("file"));
        there_and_back("rm file && ln -s /etc/passwd file", "file", None);
        there_and_back("printf '\\000\\377' > file", "file", None);
    }

    #[test]
    fn a_file_is_put_back_to_the_base_and_to_the_turns_beginning() {
        let place = cloned();
        place.sh("cd repo && echo two >> file && echo kept > untracked");
        place.run(turns::remember("", "m-1")).unwrap();
        place.sh("cd repo && echo three >> file && echo changed > untracked && echo new > new");
        for path in ["file", "untracked", "new"] {
            place.run(revert("", None, &format!("o-{path}"), &of(path, None, DiffScope::SinceLastTurn))).unwrap();
        }
        assert_eq!(place.sh("cd repo && cat file untracked && ls"), "one\ntwo\nkept\nfile\nuntracked");
        assert_eq!(place.sh("cd repo && git status --porcelain"), "M file\n?? untracked");

        // The branch's own commit has made it.
        place.run(revert("", None, "o-base", &of("file", None, DiffScope::SinceBase))).unwrap();
        assert_eq!(place.sh("cd repo && git status --porcelain"), "D  file\n?? untracked");
    }

    #[test]
    fn what_is_outside_is_refused_and_nothing_changes() {
        let place = cloned();
        place.sh(
            "echo secret > secret && cd repo && ln -s .. up && ln -s .git own && mkdir folder && echo x > folder/x",
        );
        let before = place.sh("cat secret repo/.git/config && cd repo && git status --porcelain");
        for (path, why) in [
            ("up/secret", "out of the repository"),
            ("own/config", "git's own"),
            ("folder", "folder"),
            ("-q", "nothing has changed"),
            ("no", "nothing"),
        ] {
            let refused = place.run(revert("", None, "o-1", &of(path, None, DiffScope::Uncommitted))).unwrap_err();
            assert!(refused.contains(why), "{path}: {refused}");
            let both = of("file", Some(path), DiffScope::Uncommitted);
            assert!(place.run(revert("", None, "o-1", &both)).is_err(), "{path}");
        }
        assert_eq!(place.sh("cat secret repo/.git/config && cd repo && git status --porcelain"), before);
        assert!(place.run(undo("", "o-1")).unwrap_err().contains("not there"));
    }
}
