use contracts::pull_request::PullRequestState;

use super::*;

fn pull_request(updated_at: Millis) -> PullRequest {
    PullRequest {
        number: 7,
        title: "Login".into(),
        state: PullRequestState::Open,
        url: "https://github.com/acme/web/pull/7".into(),
        head_branch: "login".into(),
        head_repository: Some("acme/web".into()),
        base_branch: "main".into(),
        author_login: None,
        updated_at,
    }
}

fn key() -> TaskKey {
    TaskKey { organization_id: "acme".parse().expect("an id"), task_id: "t-1".parse().expect("an id") }
}

fn from_index() -> Task {
    let entry = TaskIndexEntry {
        task_id: key().task_id,
        repository_id: "r1".parse().expect("an id"),
        repository_name: "acme/web".into(),
        clone_url: "https://github.com/acme/web.git".into(),
        title: "Login".into(),
        branch: "login".into(),
        pull_request: Some(pull_request(10)),
    };
    Task::from_index(&key(), &entry, 100)
}

#[test]
fn a_task_made_from_the_index_keeps_its_pull_request() {
    assert_eq!(from_index().record.pull_request, Some(pull_request(10)));
}

#[test]
fn each_change_is_a_revision() {
    let mut task = from_index();
    task.rename(" Sign in ", 101).expect("allowed");
    assert_eq!((task.record.title.as_str(), task.record.revision, task.record.updated_at), ("Sign in", 1, 101));
    task.end(Ending::Archived, 102).expect("allowed");
    assert_eq!((task.record.status, task.record.revision), (TaskStatus::Archived, 2));
}

#[test]
fn what_was_put_away_with_a_pull_request_comes_back_with_it_and_with_no_other() {
    let mut task = from_index();
    assert!(task.put_away(7, 101));
    assert_eq!(task.record.status, TaskStatus::Archived);
    assert!(!task.bring_back(8, 102));
    assert!(task.bring_back(7, 103));
    assert_eq!((task.record.status, task.record.revision), (TaskStatus::Initialized, 2));
    assert!(!task.bring_back(7, 104));
}

#[test]
fn what_a_person_has_archived_stays_archived() {
    let mut task = from_index();
    task.end(Ending::Archived, 101).expect("allowed");
    assert!(!task.put_away(7, 102) && !task.bring_back(7, 103));
    assert_eq!(task.record.status, TaskStatus::Archived);
}

#[test]
fn an_ended_task_takes_nothing_more_and_says_how_it_ended() {
    let mut task = from_index();
    task.end(Ending::Killed, 101).expect("allowed");
    let before = task.clone();

    let refused = TaskError::IsEnded(TaskStatus::Killed);
    assert_eq!(task.rename("x", 102).expect_err("ended"), refused);
    assert_eq!(task.end(Ending::Archived, 102).expect_err("ended"), refused);
    assert_eq!(task.end(Ending::Killed, 102).expect_err("ended"), refused);
    assert!(refused.to_string().contains("killed"));
    assert_eq!(task, before);
}

#[test]
fn a_refused_title_changes_nothing() {
    let mut task = from_index();
    let before = task.clone();
    assert_eq!(task.rename("  ", 101), Err(TaskError::TitleIsBlank));
    assert_eq!(task, before);
}

fn member(number: u64) -> Member {
    Member {
        user_id: UserId::for_number(number),
        login: format!("login-{number}"),
        name: None,
        avatar_url: None,
        role: contracts::organization::Role::Member,
        linked: false,
    }
}

fn owner(number: u64) -> Option<Owner> {
    let Member { user_id, login, avatar_url, .. } = member(number);
    Some(Owner { user_id, login, avatar_url })
}

/// Says whether it changed anything.
fn give_to(task: &mut Task, number: u64, now: Millis) -> bool {
    task.change_owner(&UserId::for_number(number), Some(&member(number)), now).expect("allowed")
}

#[test]
fn a_persons_prompt_replaces_the_title_once() {
    let mut task = from_index();
    assert!(task.take_prompt("Make it pretty".into(), None, 101));
    assert!(!task.take_prompt("Something else".into(), owner(7), 102));
    assert_eq!((task.record.prompt.as_str(), &task.record.owner), ("Make it pretty", &None));
}

#[test]
fn whoever_sends_the_prompt_owns_the_task_unless_somebody_was_chosen() {
    let mut task = from_index();
    assert!(task.take_prompt("Make it pretty".into(), owner(7), 101));
    assert_eq!((&task.record.owner, task.owner_since), (&owner(7), Some(101)));

    let mut chosen = from_index();
    assert!(give_to(&mut chosen, 8, 100));
    assert!(chosen.take_prompt("Make it pretty".into(), owner(7), 101));
    assert_eq!((&chosen.record.owner, chosen.owner_since), (&owner(8), Some(100)));
}

#[test]
fn an_owner_is_a_member_and_the_same_one_is_no_change() {
    let mut task = from_index();
    let nobody = UserId::for_number(7);
    assert_eq!(task.change_owner(&nobody, None, 101), Err(TaskError::OwnerIsNoMember("u7".into())));
    assert!(give_to(&mut task, 7, 101));
    assert!(!give_to(&mut task, 7, 102));
    assert_eq!((task.record.revision, task.owner_since), (1, Some(101)));
}

#[test]
fn only_an_owner_who_left_since_is_cleared() {
    let mut task = from_index();
    assert!(give_to(&mut task, 7, 101));
    assert!(!task.clear_owner(&UserId::for_number(8), 200, 201));
    assert!(!task.clear_owner(&UserId::for_number(7), 100, 201), "theirs again");
    assert!(task.clear_owner(&UserId::for_number(7), 101, 201));
    assert_eq!((&task.record.owner, task.owner_since, task.record.updated_at), (&None, None, 201));
}

#[test]
fn an_owner_from_before_times_were_kept_is_cleared() {
    let mut task = from_index();
    task.record.owner = owner(7);
    assert!(task.clear_owner(&UserId::for_number(7), 1, 201));
}

#[test]
fn hearing_the_same_of_a_pull_request_again_changes_nothing() {
    let mut task = from_index();
    assert!(!task.hear_of_pull_request(Some(pull_request(10)), 101));
    assert!(task.hear_of_pull_request(Some(pull_request(20)), 101));
    assert_eq!((task.record.revision, task.record.updated_at), (1, 100));
}

#[test]
fn an_ended_task_still_hears_of_its_pull_request() {
    let mut task = from_index();
    task.end(Ending::Archived, 101).expect("allowed");
    assert!(task.hear_of_pull_request(None, 102));
    assert_eq!(task.record.status, TaskStatus::Archived);
}
