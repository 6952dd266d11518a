use super::*;
use crate::git::{output::Sections, testing::Place, turns};

fn status(place: &Place, base: Option<&str>) -> GitStatus {
    let output = place.run(read("", base, DiffScope::SinceBase)).unwrap();
    understand(&Sections::read(&output).unwrap(), 5)
}

fn cloned() -> Place {
    let place = Place::new();
    place.clone("work").unwrap();
    place
}

/// Each file as one line: letter, old path, path, lines.
fn shown(files: &[ChangedFile]) -> Vec<String> {
    let line = |file: &ChangedFile| {
        let change = serde_json::to_value(file.change).unwrap();
        let old = file.old_path.as_ref().map(|old| format!("{old} → ")).unwrap_or_default();
        let lines =
            file.added.zip(file.removed).map_or("?".to_owned(), |(added, removed)| format!("+{added} -{removed}"));
        let uncommitted = if file.is_uncommitted { " *" } else { "" };
        format!("{} {old}{} {lines}{uncommitted}", change.as_str().unwrap(), file.path)
    };
    files.iter().map(line).collect()
}

#[test]
fn what_is_committed_and_what_is_not_is_seen_against_the_merge_base() {
    let place = cloned();
    // The base goes on, which is none of the branch's changes.
    place.sh("cd origin && git commit -q --allow-empty -m later && cd ../repo && git fetch -q");
    place.sh("cd repo && echo two >> file && git commit -qam third && echo three >> file && echo new > other
        git add other && echo more >> other && mkdir sub && printf 'a\nb' > 'sub/a b\nc' && printf x > -x");
    let status = status(&place, None);
    assert_eq!((status.branch.as_deref(), status.base_branch.as_deref()), (Some("work"), Some("main")));
    assert_eq!((status.ahead, status.behind, status.unpushed), (2, 1, 1));
    let upstream = status.upstream.as_ref().unwrap();
    assert_eq!((upstream.ahead, upstream.behind), (1, 0));
    assert_eq!(status.dirty, DirtyCounts { staged: 1, unstaged: 2, untracked: 2, conflicted: 0 });
    assert_eq!(
        shown(&status.files),
        ["untracked -x +1 -0 *", "added file +3 -0 *", "added other +2 -0 *", "untracked sub/a b\nc +2 -0 *"]
    );
    assert_eq!(status.totals, ChangeTotals { files: 4, added: 8, removed: 0 });
    assert_eq!(status.head.unwrap(), place.sh("cd repo && git rev-parse HEAD"));
    assert_eq!(status.merge_base.unwrap(), place.sh("cd repo && git rev-parse origin/main~1"));
    assert_eq!((status.in_progress, status.last_turn, status.more_files), (None, None, 0));
    assert_eq!(place.sh("cd repo && git diff --cached --name-only"), "other", "the index is as it was");
}

#[test]
fn renames_deletions_and_modes_are_told_apart() {
    let place = Place::new();
    place.sh(
        "cd origin && for f in a b c d; do seq 1 20 | sed \"s/^/$f/\" > $f; done && git add . && git commit -qm files",
    );
    place.clone("new").unwrap();
    place.sh("cd repo && git mv a moved && git commit -qm moved && mv b 'new b' && rm c && chmod +x d");
    let status = status(&place, None);
    assert_eq!(
        shown(&status.files),
        ["deleted c +0 -20 *", "modified d +0 -0 *", "renamed a → moved +0 -0", "renamed b → new b +0 -0 *"]
    );
    assert_eq!((status.upstream, status.unpushed), (None, 1));
}

#[test]
fn names_that_are_no_text_binary_large_and_ignored_files() {
    let place = cloned();
    place.sh(r"cd repo && printf a > $(printf 'caf\351') && printf '\000\001' > binary && truncate -s 6M large && echo x > ignored
        echo ignored > .gitignore && git init -q within && echo y > within/y");
    let status = status(&place, None);
    let by_path =
        |path: &str| status.files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{status:#?}"));
    let lossy = by_path("caf\u{fffd}");
    assert!(lossy.is_lossy && lossy.added == Some(1));
    assert!(by_path("binary").is_binary && by_path("binary").added.is_none());
    assert!(by_path("large").is_too_large && !by_path("large").is_binary && by_path("large").added.is_none());
    assert_eq!(by_path("within/").change, FileChange::Untracked);
    assert!(!status.files.iter().any(|file| file.path.contains("ignored") && file.path != ".gitignore"));
}

#[test]
fn conflicts_are_files_of_their_own_and_something_in_progress() {
    let place = cloned();
    place.sh("cd origin && echo other > file && git add file && git commit -qm other && cd ../repo && git fetch -q");
    place.sh("cd repo && git merge origin/main || true");
    let status = status(&place, None);
    assert_eq!((status.dirty.conflicted, status.in_progress), (1, Some(InProgress::Merge)));
    assert_eq!(status.files.iter().map(|file| file.change).collect::<Vec<_>>(), [FileChange::Conflicted]);

    place.sh("cd repo && git merge --abort && git rebase origin/main || true");
    let status = self::status(&place, None);
    assert_eq!((status.branch, status.in_progress), (None, Some(InProgress::Rebase)));
}

#[test]
fn a_branch_without_a_commit_a_detached_head_and_a_base_of_its_own() {
    let place = Place::new();
    place.sh("git init -q -b main repo && echo a > repo/a");
    let unborn = status(&place, None);
    assert_eq!(
        (unborn.branch.as_deref(), unborn.head.as_deref(), unborn.base_branch.as_deref()),
        (Some("main"), None, None)
    );
    assert_eq!(shown(&unborn.files), ["untracked a +1 -0 *"]);

    let place = cloned();
    place.sh("cd repo && git checkout -q --detach && echo x > x && git add x && git commit -qm x");
    let detached = status(&place, Some("work"));
    assert_eq!((detached.branch.as_deref(), detached.base_branch.as_deref()), (None, Some("work")));
    assert_eq!((detached.ahead, &detached.upstream), (1, &None));
    assert_eq!(shown(&detached.files), ["added x +1 -0"]);
    assert_eq!(status(&place, Some("--gone")).base_branch.as_deref(), Some("main"), "one that is not there");
}

#[test]
fn the_newest_turns_beginning_is_named() {
    let place = cloned();
    place.run(turns::remember("", "m-1")).unwrap();
    let baseline = status(&place, None).last_turn.unwrap();
    assert_eq!(baseline.message_id.as_str(), "m-1");
    assert_eq!(baseline.commit, place.sh("cd repo && git rev-parse refs/foundry/turn"));
    assert_eq!(status(&place, None).unpushed, 0, "it is none of the branch's commits");
}

#[test]
fn where_there_is_no_clone_it_says_so() {
    assert!(Place::new().run(read("", None, DiffScope::SinceBase)).unwrap_err().contains("no clone"));
}

#[test]
fn a_view_holds_so_many_files_and_counts_the_rest() {
    let place = cloned();
    place.sh("cd repo && for n in $(seq 1 1100); do echo x > f$n; done");
    let status = status(&place, None);
    assert_eq!((status.files.len(), status.more_files, status.totals.files), (1_000, 101, 1_101));
    assert_eq!(status.totals.added, 1_101);
    assert!(serde_json::to_vec(&status).unwrap().len() < limit::MESSAGE_BYTES);
}

#[test]
fn each_scope_has_its_own_files() {
    let place = cloned();
    place
        .sh("cd repo && echo two > committed && git add . && git commit -qm more && echo one > before && mkdir within");
    place.sh("cd repo/within && git init -q && git commit -q --allow-empty -m first");
    place.run(turns::remember("", "m-1")).unwrap();
    place.sh("cd repo && echo three >> committed && echo new > after");
    let changed = |scope| {
        let output = place.run(read("", None, scope)).unwrap();
        let changes = changes(&Sections::read(&output).unwrap(), scope);
        assert_eq!((changes.scope, changes.from.is_some(), changes.more_files), (scope, true, 0));
        assert_eq!(usize::try_from(changes.totals.files).unwrap(), changes.files.len());
        changes.files.into_iter().map(|file| file.path).collect::<Vec<_>>()
    };
    assert_eq!(changed(DiffScope::SinceBase), ["after", "before", "committed", "file", "within/"]);
    assert_eq!(changed(DiffScope::Uncommitted), ["after", "before", "committed", "within/"]);
    assert_eq!(changed(DiffScope::SinceLastTurn), ["after", "committed"]);
}

#[test]
fn nothing_is_compared_with_a_turn_that_never_began() {
    let place = cloned();
    assert!(place.run(read("", None, DiffScope::SinceLastTurn)).unwrap_err().contains("no turn"));
}
