//! Whose turn it is.

use super::*;

#[test]
fn an_operators_message_runs_with_the_owners_credentials() {
    let mut task = task_with_session();
    assert_eq!(send(&mut task, message(1)).next, begun(message(1)));
    assert_eq!(task.record.owner, Some(owner(&bob())));
}

#[test]
fn the_task_becomes_its_authors_when_the_turn_of_another_member_begins() {
    let mut task = task_with_session();
    let sent = send(&mut task, by(&eve(), 1));
    assert_eq!(sent, Sent { waits_behind: Some(0), stop: None, next: Next::Ask(eve().user_id) });
    assert_eq!((turn(&task), task.record.owner.clone()), (None, Some(owner(&bob()))), "not yet");

    let next = task.begin_turn(&session_id(1), answer(&eve().user_id, Some(&eve())), 101);
    let changed_owner = Some(Some(owner(&bob())));
    assert_eq!(next, Some(Next::Begun { message: by(&eve(), 1), changed_owner }));
    assert_eq!((turn(&task), waiting(&task)), (Some("m-1"), vec![]));
    assert_eq!((task.record.owner.clone(), task.owner_since), (Some(owner(&eve())), Some(101)));
    assert_eq!(task.begin_turn(&session_id(1), answer(&eve().user_id, Some(&eve())), 102), None, "once");
}

#[test]
fn another_members_message_that_waited_is_asked_about_when_it_is_next() {
    let mut task = task_with_session();
    send(&mut task, by(&bob(), 1));
    send(&mut task, by(&eve(), 2));
    assert_eq!(ends(&mut task, TurnEnd::Done), Next::Ask(eve().user_id));
    assert_eq!((waiting(&task), one(&task).status), (vec!["m-2"], SessionStatus::Idle));
}

#[test]
fn an_answer_about_somebody_else_asks_again() {
    let mut task = task_with_session();
    send(&mut task, by(&eve(), 1));
    assert_eq!(
        task.begin_turn(&session_id(1), answer(&UserId::for_number(9), None), 101),
        Some(Next::Ask(eve().user_id))
    );
    assert_eq!(turn(&task), None);
}

#[test]
fn a_former_members_message_never_runs_with_the_owners_credentials() {
    let mut task = task_with_session();
    send(&mut task, by(&eve(), 1));
    assert_eq!(task.begin_turn(&session_id(1), answer(&eve().user_id, None), 101), Some(Next::Rest));
    assert_eq!((turn(&task), waiting(&task), one(&task).queue_is_paused), (None, vec!["m-1"], true));
    assert!(one(&task).error.as_deref().expect("why").contains("u8"));
    assert_eq!((task.record.status, &task.record.owner), (TaskStatus::Error, &Some(owner(&bob()))));

    task.remove_message(&session_id(1), &message(1).message_id, 102).expect("allowed");
    assert_eq!(send(&mut task, by(&bob(), 2)).next, begun(by(&bob(), 2)), "the way on");
}

#[test]
fn where_nobody_owns_the_task_an_operators_message_is_refused() {
    let mut task = task_with_session();
    task.record.owner = None;
    let before = task.clone();
    for interrupts in [false, true] {
        assert_eq!(task.send(&session_id(1), message(1), interrupts, 100), Err(TaskError::NobodyToActAs));
    }
    assert_eq!(task, before);
}

#[test]
fn when_the_owner_has_gone_meanwhile_what_waits_stays_until_there_is_one() {
    let mut task = task_with_session();
    send(&mut task, message(1));
    send(&mut task, message(2));
    assert!(task.clear_owner(&bob().user_id, 150, 150));
    assert_eq!(turn(&task), Some("m-1"), "nothing is stopped here");
    assert_eq!(ends(&mut task, TurnEnd::Done), Next::Rest);
    assert_eq!(
        (waiting(&task), one(&task).status, one(&task).queue_is_paused),
        (vec!["m-2"], SessionStatus::Error, true)
    );
    assert!(one(&task).error.as_deref().expect("why").contains("no active owner"));

    let before = task.clone();
    assert_eq!(task.resume_queue(&session_id(1), 202), Err(TaskError::NobodyToActAs));
    assert_eq!(task, before);
    task.change_owner(&eve().user_id, Some(&eve()), 203).expect("allowed");
    assert_eq!(task.resume_queue(&session_id(1), 204), Ok(Some(begun(message(2)))));
}

#[test]
fn a_message_that_was_edited_is_from_who_edited_it() {
    let mut task = busy();
    let edited = ("Do less.".to_owned(), vec![]);
    task.edit_message(&session_id(1), &message(2).message_id, edited, Some(eve().user_id), 150).expect("allowed");
    let queued = &one(&task).queue[0];
    assert_eq!((queued.text.as_str(), queued.author.clone(), queued.sent_at), ("Do less.", Some(eve().user_id), 40));
    assert_eq!(ends(&mut task, TurnEnd::Done), Next::Ask(eve().user_id));
}
