//! What goes to GitHub and what comes from there: pushing the branch, and taking in what is new.

use contracts::{
    limit,
    sandbox::{OnConflict, SyncMethod, SyncWithBase},
};

use super::{Script, output::reading, repository};

/// The exit code of a sync that stands at conflicts; it has written the files, each ended by NUL, in base64.
pub const CONFLICTS: i32 = 4;

/// Pushes the branch under its own name; never forced. What its hooks would check, GitHub's checks do.
pub fn push(home: &str, branch: &str) -> Script {
    let text = reading!(
        r#"current=$(git symbolic-ref -q --short HEAD || true)
[ "$current" = "$2" ] ||
  refuse "the sandbox is on ${current:-no branch}, and the task's branch is $2: have the agent switch back to it"
git rev-parse -q --verify HEAD >/dev/null || refuse "the branch has no commit yet"
git -c core.hooksPath=/dev/null -c push.followTags=false push --set-upstream origin "refs/heads/$2:refs/heads/$2""#
    );
    Script { text, arguments: vec![repository(home), branch.to_owned()] }
}

/// Asks GitHub what is new. Moves no branch but those that say what GitHub has.
pub fn fetch(home: &str) -> Script {
    let text = reading!(
        r#"fork=$(git config --local foundry.fork || true)
git fetch -q --no-tags --prune origin '+refs/heads/*:refs/remotes/origin/*' ${fork:+"$fork"}"#
    );
    Script { text, arguments: vec![repository(home)] }
}

/// Takes in what GitHub has of the branch, and then of its base. Done again after it was interrupted, it goes on; a sync of
/// this operation that stands at conflicts says so again.
pub fn sync(home: &str, branch: &str, base: Option<&str>, operation: &str, command: &SyncWithBase) -> Script {
    let text = reading!(
        r#"operation=$4 method=$5 on_conflict=$6 most=$7
marker=$(git rev-parse --git-path foundry-sync)
has() { [ -e "$(git rev-parse --git-path "$1")" ]; }
busy() { has rebase-merge || has rebase-apply || has MERGE_HEAD || has CHERRY_PICK_HEAD || has REVERT_HEAD; }
conflicts() {
  git diff --name-only --diff-filter=U -z | head -z -n "$most" | base64 -w0
  [ "$on_conflict" = leave ] || git "$method" --abort
  exit 4
}
if busy; then
  [ "$(cat -- "$marker" 2>/dev/null || true)" != "$operation" ] || conflicts
  refuse "git is in the middle of a merge or a rebase: have the agent finish it, or abort it"
fi
current=$(git symbolic-ref -q --short HEAD || true)
[ "$current" = "$2" ] ||
  refuse "the sandbox is on ${current:-no branch}, and the task's branch is $2: have the agent switch back to it"
[ -z "$(git status --porcelain -uno --ignore-submodules=dirty)" ] ||
  refuse "something is not committed: have the agent commit it, or revert it, and sync again"
git fetch --no-tags origin '+refs/heads/*:refs/remotes/origin/*'
base "$3"
[ -n "$base" ] || refuse "the repository has no base branch"
own="refs/remotes/origin/$2" theirs="refs/remotes/origin/$base"
if [ "$method" = rebase ] && git rev-parse -q --verify "$own" >/dev/null; then
  [ "$(git rev-list --count "$theirs..$own")" = 0 ] ||
    refuse "commits of the branch are on GitHub, where others may have them: sync by a merge"
fi
printf '%s' "$operation" > "$marker"
for from in "$own" "$theirs"; do
  git rev-parse -q --verify "$from" >/dev/null || continue
  ! git merge-base --is-ancestor "$from" HEAD || continue
  if [ "$method" = rebase ]; then git -c core.hooksPath=/dev/null rebase "$from" >&2 || { ! busy || conflicts; exit 1; }
  else git -c core.hooksPath=/dev/null merge --no-edit "$from" >&2 || { ! busy || conflicts; exit 1; }; fi
done
rm -f -- "$marker""#
    );
    let method = match command.method {
        SyncMethod::Merge => "merge",
        SyncMethod::Rebase => "rebase",
    };
    let on_conflict = match command.on_conflict {
        OnConflict::Leave => "leave",
        OnConflict::Abort => "abort",
    };
    let most = limit::GIT_OPERATION_PATHS.to_string();
    let arguments =
        [&repository(home), branch, base.unwrap_or_default(), operation, method, on_conflict, most.as_str()];
    Script { text, arguments: arguments.map(str::to_owned).into() }
}

/// Gives up what git is in the middle of.
pub fn abort(home: &str) -> Script {
    let text = reading!(
        r#"has() { [ -e "$(git rev-parse --git-path "$1")" ]; }
if has rebase-merge || has rebase-apply; then git rebase --abort
elif has MERGE_HEAD; then git merge --abort
elif has CHERRY_PICK_HEAD; then git cherry-pick --abort
elif has REVERT_HEAD; then git revert --abort
elif [ -e "$(git rev-parse --git-path foundry-sync)" ]; then :
else refuse "git is in the middle of nothing"; fi
rm -f -- "$(git rev-parse --git-path foundry-sync)""#
    );
    Script { text, arguments: vec![repository(home)] }
}

/// What a push that was not taken means, for people; `None`: it is no such thing.
pub fn push_refusal(said: &str) -> Option<String> {
    let has = |text: &str| said.contains(text);
    let of_github: Vec<_> = said.lines().filter_map(|line| line.strip_prefix("remote: ")).map(str::trim).collect();
    let of_github = of_github.join(" ");
    if has("GH006") || has("protected branch") || has("Protected branch") {
        return Some(format!("The branch is protected on GitHub, and takes no push: {of_github}"));
    }
    if has("GH013") || has("pre-receive hook declined") {
        return Some(format!("A rule of the repository on GitHub does not take the push: {of_github}"));
    }
    if has("GH001") || has("exceeds GitHub's file size limit") {
        return Some(format!("A file is too large for GitHub; have the agent take it out of the commits: {of_github}"));
    }
    if has("fetch first") || has("non-fast-forward") || has("stale info") {
        return Some("GitHub has commits of this branch that are not here: sync first, and push again".to_owned());
    }
    if has("without `workflow` scope") {
        return Some("GitHub takes no change of a workflow with this token: push that commit by hand".to_owned());
    }
    None
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};

    use super::{super::testing::Place, *};

    fn cloned() -> Place {
        let place = Place::new();
        place.clone("work").unwrap();
        place
    }

    fn sync_by(place: &Place, method: SyncMethod, on_conflict: OnConflict) -> Result<String, String> {
        place.run(sync("", "work", None, "o-1", &SyncWithBase { method, on_conflict }))
    }

    fn merge(place: &Place) -> Result<String, String> {
        sync_by(place, SyncMethod::Merge, OnConflict::Leave)
    }

    #[test]
    fn a_branch_is_pushed_under_its_name_and_what_is_there_is_never_overwritten() {
        let place = cloned();
        place.sh("cd repo && echo two >> file && git commit -qam third");
        for _ in 0..2 {
            place.run(push("", "work")).unwrap();
        }
        assert_eq!(place.sh("cd origin && git log -1 --format=%s work"), "third");

        place.sh("cd origin && git checkout -q work && git reset -q --hard && git commit -q --allow-empty -m theirs && git checkout -q main");
        place.sh("cd repo && git commit -q --allow-empty -m ours");
        let refused = place.run(push("", "work")).unwrap_err();
        assert!(push_refusal(&refused).unwrap().contains("sync first"), "{refused}");
        merge(&place).unwrap();
        place.run(push("", "work")).unwrap();
        assert_eq!(place.sh("cd origin && git log --format=%s work | grep -c 'ours\\|theirs'"), "2");
    }

    #[test]
    fn another_branch_and_none_are_not_pushed() {
        let place = cloned();
        place.sh("cd repo && git checkout -q -b other");
        assert!(place.run(push("", "work")).unwrap_err().contains("on other"));
        place.sh("cd repo && git checkout -q --detach");
        assert!(place.run(push("", "work")).unwrap_err().contains("no branch"));
    }

    #[test]
    fn the_base_is_taken_in_by_a_merge_or_under_the_branchs_commits() {
        for (method, subject) in [(SyncMethod::Merge, "Merge"), (SyncMethod::Rebase, "ours")] {
            let place = Place::new();
            place.clone("fresh").unwrap();
            place.sh("cd repo && echo x > ours && git add . && git commit -qm ours && cd ../origin && git commit -q --allow-empty -m later");
            place
                .run(sync("", "fresh", None, "o-1", &SyncWithBase { method, on_conflict: OnConflict::Leave }))
                .unwrap();
            assert!(place.sh("cd repo && git log -1 --format=%s").starts_with(subject));
            assert_eq!(place.sh("cd repo && git rev-list --count HEAD..origin/main"), "0");
        }
        let place = cloned();
        assert!(sync_by(&place, SyncMethod::Rebase, OnConflict::Leave).unwrap_err().contains("sync by a merge"));
        place.sh("cd repo && echo x >> file");
        assert!(merge(&place).unwrap_err().contains("not committed"));
    }

    #[test]
    fn conflicts_are_named_and_left_or_all_is_as_it_was() {
        let place = cloned();
        place.sh("cd origin && echo other > file && git add file && git commit -qm other");
        let head = place.sh("cd repo && git rev-parse HEAD");
        let run = |script: Script| {
            let mut script = script;
            script.arguments[0] = place.folder.path().join("repo").display().to_string();
            let output = place.command().args(script.command_line()).output().unwrap();
            let files = STANDARD.decode(output.stdout.trim_ascii()).unwrap();
            (output.status.code(), String::from_utf8(files).unwrap())
        };
        let by = |operation, on_conflict| {
            sync("", "work", None, operation, &SyncWithBase { method: SyncMethod::Merge, on_conflict })
        };
        assert_eq!(run(by("o-1", OnConflict::Abort)), (Some(CONFLICTS), "file\0".into()));
        assert_eq!(place.sh("cd repo && git rev-parse HEAD && git status --porcelain"), head);

        for _ in 0..2 {
            assert_eq!(
                run(by("o-2", OnConflict::Leave)),
                (Some(CONFLICTS), "file\0".into()),
                "also when it is told again"
            );
        }
        assert_eq!(run(by("o-3", OnConflict::Leave)).0, Some(crate::git::output::REFUSED));
        assert!(place.sh("cd repo && cat file").contains("<<<<<<<"));
        assert_eq!(run(abort("")).0, Some(0));
        assert_eq!(place.sh("cd repo && git rev-parse HEAD && git status --porcelain"), head);
        assert!(place.run(abort("")).unwrap_err().contains("middle of nothing"));
    }

    #[test]
    fn fetching_changes_no_branch_of_ones_own() {
        let place = cloned();
        place.sh("cd origin && git commit -q --allow-empty -m later && git branch new && git branch -D work");
        let head = place.head();
        place.run(fetch("")).unwrap();
        assert_eq!(place.head(), head);
        assert_eq!(
            place.sh("cd repo && git branch -r --format='%(refname)' | grep -v HEAD"),
            "refs/remotes/origin/main\nrefs/remotes/origin/new"
        );
    }

    #[test]
    fn what_github_says_of_a_push_tells_people_what_to_do() {
        let protected = push_refusal(
            "remote: error: GH006: Protected branch update failed for refs/heads/main.\n ! [remote rejected]",
        );
        assert!(protected.unwrap().ends_with("GH006: Protected branch update failed for refs/heads/main."));
        assert!(push_refusal("! [rejected] work -> work (fetch first)").unwrap().contains("sync first"));
        assert_eq!(push_refusal("fatal: unable to access"), None);
    }
}
