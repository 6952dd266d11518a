//! Turns that end otherwise than done, and queues that pause.

use super::*;

#[test]
fn after_a_turn_that_failed_what_waits_goes_on_when_somebody_says_so() {
    let mut task = busy();
    assert_eq!(ends(&mut task, failed()), Next::Rest);
    assert_eq!((one(&task).status, one(&task).queue_is_paused), (SessionStatus::Error, true));
    assert_eq!((one(&task).error.as_deref(), task.record.status), (Some("The agent died."), TaskStatus::Error));
    assert_eq!(send(&mut task, by(&bob(), 4)).waits_behind, Some(2), "behind what waits");

    assert_eq!(task.resume_queue(&session_id(1), 202), Ok(Some(begun(by(&bob(), 2)))));
    assert_eq!((one(&task).queue_is_paused, &one(&task).error), (false, &None));
    assert_eq!(task.record.status, TaskStatus::Running);
}

#[test]
fn after_a_turn_that_failed_the_next_message_tries_again_if_nothing_waits() {
    let mut task = task_with_session();
    send(&mut task, by(&bob(), 1));
    assert_eq!(ends(&mut task, failed()), Next::Rest);
    assert_eq!(send(&mut task, by(&bob(), 2)).next, begun(by(&bob(), 2)));
    assert_eq!((one(&task).status, &one(&task).error), (SessionStatus::Running, &None));
}

#[test]
fn a_stop_pauses_what_waits() {
    let mut task = busy();
    assert_eq!(task.stop_session(&session_id(1), 150), Ok(Some(message(1).message_id)));
    assert_eq!((one(&task).is_stopping, one(&task).queue_is_paused, turn(&task)), (true, true, Some("m-1")));
    assert_eq!(task.stop_session(&session_id(1), 151), Ok(None), "it was asked already");
    assert_eq!(ends(&mut task, TurnEnd::Stopped), Next::Rest);
    assert_eq!((waiting(&task), one(&task).status), (vec!["m-2", "m-3"], SessionStatus::Idle));
    assert_eq!(task.stop_session(&session_id(1), 202), Err(TaskError::NothingIsUnderWay));
}

#[test]
fn a_queue_that_was_resumed_before_the_stop_was_done_goes_on_after_it() {
    let mut task = busy();
    task.stop_session(&session_id(1), 150).expect("allowed");
    assert_eq!(task.resume_queue(&session_id(1), 151), Ok(Some(Next::Rest)));
    assert_eq!(ends(&mut task, TurnEnd::Stopped), begun(by(&bob(), 2)));
}

#[test]
fn what_is_sent_after_a_stop_into_an_empty_queue_begins_when_the_turn_has_stopped() {
    let mut task = task_with_session();
    send(&mut task, by(&bob(), 1));
    task.stop_session(&session_id(1), 150).expect("allowed");
    send(&mut task, by(&bob(), 2));
    assert_eq!(ends(&mut task, TurnEnd::Stopped), begun(by(&bob(), 2)));
}

#[test]
fn a_message_that_interrupts_is_next_when_the_turn_has_stopped_and_the_others_follow() {
    let mut task = busy();
    let sent = interrupt(&mut task, by(&bob(), 4));
    assert_eq!(sent, Sent { waits_behind: Some(0), stop: Some(message(1).message_id), next: Next::Rest });
    assert_eq!(waiting(&task), ["m-4", "m-2", "m-3"]);
    assert_eq!(interrupt(&mut task, by(&bob(), 5)).stop, None, "it was asked already");
    assert_eq!(ends(&mut task, TurnEnd::Stopped), begun(by(&bob(), 5)));
    assert_eq!(ends(&mut task, TurnEnd::Done), begun(by(&bob(), 4)));
    assert_eq!(ends(&mut task, TurnEnd::Done), begun(by(&bob(), 2)));
}

#[test]
fn a_message_that_interrupts_lets_a_paused_queue_go_on() {
    let mut task = busy();
    task.stop_session(&session_id(1), 150).expect("allowed");
    assert_eq!(interrupt(&mut task, by(&bob(), 4)).stop, None);
    assert_eq!(ends(&mut task, TurnEnd::Stopped), begun(by(&bob(), 4)));

    assert_eq!(ends(&mut task, failed()), Next::Rest);
    assert_eq!(interrupt(&mut task, by(&bob(), 5)).next, begun(by(&bob(), 5)));
    assert_eq!((waiting(&task), one(&task).queue_is_paused), (vec!["m-2", "m-3"], false));
}

#[test]
fn resuming_where_nothing_waits_changes_nothing() {
    let mut task = task_with_session();
    let before = task.clone();
    assert_eq!(task.resume_queue(&session_id(1), 100), Ok(None));
    assert_eq!(task, before);
}
