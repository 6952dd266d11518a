//! The decisions, each with a line and its pull requests.

use contracts::{RepositoryId, task::TaskStatus};

use super::*;

fn pull_request(number: u64, updated_at: Millis) -> PullRequest {
    PullRequest {
        number,
        title: format!("Login {number}"),
        state: PullRequestState::Open,
        url: format!("https://github.com/acme/web/pull/{number}"),
        head_branch: "login".into(),
        head_repository: Some("acme/web".into()),
        base_branch: "main".into(),
        author_login: None,
        updated_at,
    }
}

fn known(materialised: bool, pull_requests: Vec<PullRequest>) -> Known {
    let summary = TaskSummary {
        task_id: "t-1".parse().expect("an id"),
        repository_id: RepositoryId::for_number(1),
        repository_name: "acme/web".into(),
        title: "The team's own words".into(),
        branch: "login".into(),
        status: TaskStatus::Idle,
        pull_request: None,
        owner: None,
        changes: None,
        checks: None,
        materialised,
        created_at: 1,
        updated_at: 15,
    };
    Known { summary, pull_requests }
}

fn left(number: u64, because: Left) -> News {
    News::Left { number, because, last: None }
}

fn update(decision: Decision) -> Update {
    match decision {
        Decision::Update(update) => *update,
        other => panic!("expected an update, got {other:?}"),
    }
}

#[test]
fn a_virtual_task_follows_its_pull_request() {
    let update = update(known(false, vec![pull_request(7, 10)]).hear(News::Open(pull_request(7, 20))));
    assert_eq!(update.summary.title, "Login 7");
    assert_eq!(update.summary.updated_at, 20);
    assert_eq!((update.event, update.archive), (None, None));
}

#[test]
fn a_persons_task_keeps_its_title() {
    let update = update(known(true, vec![pull_request(7, 10)]).hear(News::Open(pull_request(7, 20))));
    assert_eq!(update.summary.title, "The team's own words");
    assert_eq!(update.summary.pull_request, Some(pull_request(7, 20)));
}

#[test]
fn a_virtual_task_is_called_what_fits_in_a_line() {
    let called = |text: &str| title(&PullRequest { title: text.into(), ..pull_request(7, 10) });
    assert_eq!(called(" a\nb\u{1b}[0m "), "a b [0m");
    assert_eq!(called(" \n "), "login");
    assert_eq!(called(&"é".repeat(256)), "é".repeat(200));
}

#[test]
fn older_and_equal_news_are_no_news() {
    let hear = |open| known(false, vec![pull_request(7, 10)]).hear(News::Open(open));
    assert_eq!(hear(pull_request(7, 9)), Decision::Nothing);
    assert_eq!(hear(pull_request(7, 10)), Decision::Nothing);
}

#[test]
fn two_changes_in_the_same_second_are_both_heard() {
    let renamed = PullRequest { title: "Sign in".into(), ..pull_request(7, 10) };
    let update = update(known(false, vec![pull_request(7, 10)]).hear(News::Open(renamed)));
    assert_eq!(update.summary.title, "Sign in");
}

#[test]
fn a_closed_pull_request_takes_its_virtual_task_along() {
    for because in [Left::Closed, Left::Merged, Left::Deleted, Left::RepositoryRemoved] {
        assert_eq!(known(false, vec![pull_request(7, 10)]).hear(left(7, because)), Decision::Remove);
    }
}

#[test]
fn a_virtual_task_stays_while_its_branch_is_offered_elsewhere() {
    let offered = vec![pull_request(7, 10), pull_request(8, 9)];
    let update = update(known(false, offered).hear(left(7, Left::Closed)));
    assert_eq!(update.summary.pull_request, Some(pull_request(8, 9)));
    assert_eq!(update.pull_request, Stored::Forget);
}

#[test]
fn a_merged_pull_request_puts_a_persons_task_away_and_stays_to_be_seen() {
    let update = update(known(true, vec![pull_request(7, 10)]).hear(left(7, Left::Merged)));
    let merged = PullRequest { state: PullRequestState::Merged, ..pull_request(7, 10) };
    assert_eq!(update.summary.pull_request, Some(merged.clone()));
    assert_eq!(update.pull_request, Stored::Keep(merged));
    assert_eq!((update.event, update.archive), (Some("task.pr_merged"), Some("PR merged")));
}

#[test]
fn a_task_with_another_open_pull_request_is_not_put_away() {
    let offered = vec![pull_request(7, 10), pull_request(8, 9)];
    let update = update(known(true, offered).hear(left(7, Left::Closed)));
    assert_eq!(update.archive, None);
    assert_eq!(update.summary.pull_request, Some(pull_request(8, 9)));
}

#[test]
fn an_ended_task_is_not_put_away_again() {
    let mut ended = known(true, vec![pull_request(7, 10)]);
    ended.summary.status = TaskStatus::Killed;
    assert_eq!(update(ended.hear(left(7, Left::Closed))).archive, None);
}

#[test]
fn a_task_outlives_its_repository_and_a_pull_request_that_was_deleted() {
    for because in [Left::Deleted, Left::RepositoryRemoved] {
        let update = update(known(true, vec![pull_request(7, 10)]).hear(left(7, because)));
        assert_eq!((update.summary.pull_request, update.archive), (None, None));
        assert_eq!(update.event, Some("task.pr_removed"));
    }
}

#[test]
fn leaving_is_heard_once() {
    let closed = PullRequest { state: PullRequestState::Closed, ..pull_request(7, 10) };
    assert_eq!(known(true, vec![closed]).hear(left(7, Left::Closed)), Decision::Nothing);
    assert_eq!(known(true, vec![]).hear(left(7, Left::Closed)), Decision::Nothing);
}

#[test]
fn a_late_opening_does_not_undo_a_close_but_a_reopening_does() {
    let closed = PullRequest { state: PullRequestState::Closed, ..pull_request(7, 10) };
    let hear = |open| known(true, vec![closed.clone()]).hear(News::Open(open));
    assert_eq!(hear(pull_request(7, 9)), Decision::Nothing);
    for reopened in [10, 11] {
        let update = update(hear(pull_request(7, reopened)));
        assert_eq!((update.event, update.brings_back), (Some("task.pr_opened"), true));
    }
}

#[test]
fn forks_with_equal_branch_names_are_told_apart() {
    let head = |name: Option<&str>| {
        let pull_request = PullRequest { head_repository: name.map(str::to_owned), ..pull_request(7, 10) };
        head_repository(Some(&pull_request), "acme/web")
    };
    assert_eq!(head(Some("Acme/Web")), "");
    assert_eq!(head(Some("Bob/web")), "bob/web");
    assert_eq!(head(None), "#7");
    assert_eq!(head_repository(None, "acme/web"), "");
}
