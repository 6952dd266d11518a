//! What the files are when a turn begins, so that what it changes can be told.

use super::{Script, repository};

/// Files larger than this that git does not know are left out: what they were cannot be shown, and is not copied.
const LARGEST_KIBIBYTES: u32 = 10 * 1024;

/// More files that git does not know than this are left out altogether.
const MOST_UNTRACKED: u32 = 5_000;

/// Keeps all files as a commit under `refs/foundry/turn`, by an index of its own: nothing of the person's changes. A turn that
/// is told again keeps what it kept.
pub fn remember(home: &str, message_id: &str) -> Script {
    let text = r#"set -e
export LC_ALL=C GIT_LITERAL_PATHSPECS=1
[ -e "$1/.git" ] || exit 0
cd -- "$1"
[ "$(git log -1 --format=%s refs/foundry/turn 2>/dev/null || true)" != "$2" ] || exit 0
t=$(mktemp -d)
trap 'rm -rf -- "$t"' EXIT
cp -- "$(git rev-parse --git-path index)" "$t/index" 2>/dev/null || true
export GIT_INDEX_FILE="$t/index"
git ls-files -o --exclude-standard -z > "$t/untracked"
git add -u --ignore-errors -- . 2>/dev/null || true
if [ "$(tr -cd '\000' < "$t/untracked" | wc -c)" -le "$3" ]; then
  sed -z 's|^|./|' < "$t/untracked" |
    xargs -0 -r sh -c 'exec find "$@" -maxdepth 0 -type f,l -size "-$0k" -print0' "$4" > "$t/small" || true
  [ ! -s "$t/small" ] || git add --ignore-errors --pathspec-from-file="$t/small" --pathspec-file-nul 2>/dev/null || true
fi
tree=$(git write-tree)
head=$(git rev-parse -q --verify HEAD || true)
export GIT_AUTHOR_NAME=Foundry GIT_AUTHOR_EMAIL=foundry@localhost
export GIT_COMMITTER_NAME=Foundry GIT_COMMITTER_EMAIL=foundry@localhost
git update-ref refs/foundry/turn "$(git commit-tree "$tree" ${head:+-p "$head"} -m "$2")""#;
    let limits = [MOST_UNTRACKED, LARGEST_KIBIBYTES + 1].map(|limit| limit.to_string());
    let arguments = [repository(home), message_id.to_owned()].into_iter().chain(limits);
    Script { text, arguments: arguments.collect() }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::Place, *};

    #[test]
    fn a_turns_beginning_holds_what_is_not_committed_and_leaves_the_index_alone() {
        let place = Place::new();
        place.clone("work").unwrap();
        place.sh("cd repo && echo two >> file && echo staged > staged && git add staged && echo new > '-x y' && echo secret > .env
            echo .env > .gitignore && truncate -s 11M large");
        let before = place.sh("cd repo && git status --porcelain -uall && git diff --cached");
        for _ in 0..2 {
            place.run(remember("", "m-1")).unwrap();
        }
        assert_eq!(place.sh("cd repo && git status --porcelain -uall && git diff --cached"), before);
        let kept =
            place.sh("cd repo && git ls-tree -r --name-only refs/foundry/turn && git show refs/foundry/turn:file");
        assert_eq!(kept, "-x y\n.gitignore\nfile\nstaged\none\ntwo");

        place.sh("cd repo && echo three >> file");
        place.run(remember("", "m-1")).unwrap();
        assert_eq!(place.sh("cd repo && git show refs/foundry/turn:file"), "one\ntwo", "told again");
        place.run(remember("", "m-2")).unwrap();
        assert_eq!(
            place.sh("cd repo && git show refs/foundry/turn:file && git log -1 --format=%s refs/foundry/turn"),
            "one\ntwo\nthree\nm-2"
        );
    }

    #[test]
    fn a_branch_without_a_commit_and_a_folder_without_a_clone_are_no_trouble() {
        let place = Place::new();
        assert_eq!(place.run(remember("", "m-1")), Ok(String::new()));
        place.sh("git init -q repo && echo a > repo/a");
        place.run(remember("", "m-1")).unwrap();
        assert_eq!(place.sh("cd repo && git ls-tree --name-only refs/foundry/turn"), "a");
    }
}
