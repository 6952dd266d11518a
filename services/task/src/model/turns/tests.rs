mod owners;
mod stops;

use contracts::task::{SessionNews, SessionStatus, TaskStatus, TurnEnd, TurnNews};

use super::*;
use crate::{
    model::{Ending, NewSession},
    testing::{bob, eve, message, owner, session_id, task, task_with_session},
};

fn by(who: &Member, number: u32) -> QueuedMessage {
    QueuedMessage { author: Some(who.user_id.clone()), ..message(number) }
}

/// Sends it to `s-1`.
fn send(task: &mut Task, message: QueuedMessage) -> Sent {
    task.send(&session_id(1), message, false, 100).expect("allowed")
}

fn interrupt(task: &mut Task, message: QueuedMessage) -> Sent {
    task.send(&session_id(1), message, true, 100).expect("allowed")
}

/// The turn under way ends.
fn ends(task: &mut Task, end: TurnEnd) -> Next {
    let turn = one(task).turn.clone().expect("a turn is under way");
    task.hear_of_turn(&session_id(1), &turn, &TurnNews::Ended { end, at: 200 }, 201).expect("it is news")
}

fn failed() -> TurnEnd {
    TurnEnd::Failed { message: "The agent died.".into() }
}

fn one(task: &Task) -> &Session {
    task.session(&session_id(1)).expect("open")
}

fn waiting(task: &Task) -> Vec<&str> {
    one(task).queue.iter().map(|message| message.message_id.as_str()).collect()
}

fn turn(task: &Task) -> Option<&str> {
    one(task).turn.as_ref().map(MessageId::as_str)
}

fn begun(message: QueuedMessage) -> Next {
    Next::Begun { message, changed_owner: None }
}

fn answer<'a>(author: &'a UserId, member: Option<&'a Member>) -> Answer<'a> {
    Answer { author, member }
}

/// A turn of Bob's is under way, and two messages of his wait.
fn busy() -> Task {
    let mut task = task_with_session();
    for number in 1..=3 {
        send(&mut task, by(&bob(), number));
    }
    task
}

#[test]
fn a_message_to_an_agent_that_waits_for_one_begins_its_turn() {
    let mut task = task_with_session();
    let sent = send(&mut task, by(&bob(), 1));
    assert_eq!(sent, Sent { waits_behind: None, stop: None, next: begun(by(&bob(), 1)) });
    assert_eq!(
        (one(&task).status, turn(&task), one(&task).running_since),
        (SessionStatus::Running, Some("m-1"), Some(100))
    );
    assert_eq!((waiting(&task), task.record.status), (vec![], TaskStatus::Running));
}

#[test]
fn while_a_turn_is_under_way_messages_wait_in_their_order() {
    let mut task = busy();
    assert_eq!(send(&mut task, by(&eve(), 4)), Sent { waits_behind: Some(2), stop: None, next: Next::Rest });
    assert_eq!((turn(&task), waiting(&task)), (Some("m-1"), vec!["m-2", "m-3", "m-4"]));
}

#[test]
fn when_a_turn_is_done_the_next_begins_until_nothing_waits() {
    let mut task = busy();
    assert_eq!(ends(&mut task, TurnEnd::Done), begun(by(&bob(), 2)));
    assert_eq!((turn(&task), waiting(&task), task.record.status), (Some("m-2"), vec!["m-3"], TaskStatus::Running));
    assert_eq!(ends(&mut task, TurnEnd::Done), begun(by(&bob(), 3)));
    assert_eq!(ends(&mut task, TurnEnd::Done), Next::Rest);
    assert_eq!((turn(&task), one(&task).status, task.record.status), (None, SessionStatus::Idle, TaskStatus::Idle));
}

#[test]
fn what_is_sent_while_a_session_opens_begins_when_its_agent_is_there() {
    let mut task = task();
    task.record.owner = Some(owner(&bob()));
    task.open_session(session_id(1), NewSession::default(), None, 20).expect("allowed");
    assert_eq!(send(&mut task, by(&bob(), 1)).waits_behind, Some(0));
    let opened = SessionNews::Opened { agent: "claude".into() };
    assert_eq!(task.hear_of_session(&session_id(1), &opened, 30), Some(begun(by(&bob(), 1))));
    assert_eq!(one(&task).agent.as_deref(), Some("claude"));
    assert_eq!(task.hear_of_session(&session_id(1), &opened, 31), None, "it is no news");
}

#[test]
fn what_waits_for_a_session_that_cannot_be_opened_stays_and_the_next_try_is_a_persons() {
    let mut task = task();
    task.record.owner = Some(owner(&bob()));
    task.open_session(session_id(1), NewSession::default(), None, 20).expect("allowed");
    send(&mut task, by(&bob(), 1));
    let news = SessionNews::Failed { message: "There is no such agent.".into() };
    assert_eq!(task.hear_of_session(&session_id(1), &news, 30), Some(Next::Rest));
    assert_eq!((one(&task).status, one(&task).queue_is_paused), (SessionStatus::Error, true));
    assert_eq!((waiting(&task), task.record.status), (vec!["m-1"], TaskStatus::Error));
    assert_eq!(task.hear_of_session(&session_id(1), &news, 31), None);
    assert_eq!(task.resume_queue(&session_id(1), 32), Ok(Some(begun(by(&bob(), 1)))));
}

#[test]
fn a_message_whose_turn_has_begun_can_no_longer_be_changed() {
    let mut task = busy();
    let before = task.clone();
    let (first, edited) = (message(1).message_id, ("x".to_owned(), vec![]));
    assert_eq!(task.edit_message(&session_id(1), &first, edited, None, 150), Err(TaskError::MessageDoesNotWait));
    assert_eq!(task.remove_message(&session_id(1), &first, 150), Err(TaskError::MessageDoesNotWait));
    assert_eq!(task, before);
}

#[test]
fn a_message_for_which_there_is_no_room_changes_nothing() {
    let mut task = task_with_session();
    for number in 0..=20 {
        send(&mut task, by(&bob(), number));
    }
    let before = task.clone();
    for interrupts in [false, true] {
        assert_eq!(task.send(&session_id(1), by(&bob(), 21), interrupts, 150), Err(TaskError::QueueIsFull));
    }
    assert_eq!(task, before);
    ends(&mut task, failed());
    assert_eq!(interrupt(&mut task, by(&bob(), 21)).waits_behind, None, "it needs no room to begin");
}

#[test]
fn what_is_sent_to_a_session_that_is_not_open_is_refused() {
    let mut task = task_with_session();
    assert_eq!(task.send(&session_id(9), message(1), false, 100), Err(TaskError::SessionIsUnknown));
    assert_eq!(task.stop_session(&session_id(9), 100), Err(TaskError::SessionIsUnknown));
    assert_eq!(task.resume_queue(&session_id(9), 100), Err(TaskError::SessionIsUnknown));
}

#[test]
fn a_question_waits_for_people_and_its_answer_for_nobody() {
    let mut task = busy();
    let mut hear =
        |open| task.hear_of_turn(&session_id(1), &message(1).message_id, &TurnNews::NeedsAnswers { open }, 150);
    assert_eq!(hear(0), None, "it is no news");
    assert_eq!((hear(2), hear(1)), (Some(Next::Rest), None));
    assert_eq!((one(&task).status, task.record.status), (SessionStatus::NeedsAnswer, TaskStatus::Running));
    let news = TurnNews::NeedsAnswers { open: 0 };
    assert_eq!(task.hear_of_turn(&session_id(1), &message(1).message_id, &news, 151), Some(Next::Rest));
    assert_eq!(one(&task).status, SessionStatus::Running);
}

#[test]
fn news_of_another_turn_or_of_a_closed_session_change_nothing() {
    let mut task = busy();
    let before = task.clone();
    let done = TurnNews::Ended { end: TurnEnd::Done, at: 150 };
    assert_eq!(task.hear_of_turn(&session_id(1), &message(2).message_id, &done, 151), None);
    assert_eq!(task.hear_of_turn(&session_id(9), &message(1).message_id, &done, 151), None);
    let failed = SessionNews::Failed { message: "no".into() };
    assert_eq!(task.hear_of_session(&session_id(9), &failed, 151), None);
    assert_eq!(task.hear_of_session(&session_id(1), &failed, 151), None, "the turn tells of its own end");
    assert_eq!(task, before);
}

#[test]
fn in_an_ended_task_no_turn_begins() {
    let mut task = busy();
    task.end(Ending::Killed, 150).expect("allowed");
    let refused = TaskError::IsEnded(TaskStatus::Killed);
    assert_eq!(task.send(&session_id(1), message(4), false, 151), Err(refused));
    assert_eq!(ends(&mut task, TurnEnd::Done), Next::Rest);
    assert_eq!((turn(&task), task.record.status), (None, TaskStatus::Killed));
    assert_eq!(task.begin_turn(&session_id(1), answer(&bob().user_id, Some(&bob())), 152), None);
    assert_eq!(waiting(&task), ["m-2", "m-3"], "what was not sent can still be read");
}
