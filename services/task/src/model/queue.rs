//! What waits in a session to be told to its agent.

use contracts::{
    MessageId, limit,
    task::{QueuedMessage, Session, TaskRecord},
};
use serde::Serialize;

use crate::{error::TaskError, text};

/// What a task's view may have in bytes before people add to it. The rest is for what cannot be refused: titles and pull
/// requests that change, and the frame around the view.
const RECORD_BYTES: usize = limit::MESSAGE_BYTES - 8 * 1024;

/// What may be added to one session's part of the view without anybody being asked: why it failed, its agent's name; and a
/// longer name of its own.
const SESSION_BYTES: usize = text::NEWS_BYTES + 1024;

/// A queue is paused only as long as something waits in it: what is sent into an empty one begins.
pub fn settle(session: &mut Session) {
    session.queue_is_paused &= !session.queue.is_empty();
}

/// Adds a message, and says how many are before it.
pub fn add(session: &mut Session, message: QueuedMessage, at_head: bool) -> usize {
    let place = if at_head { 0 } else { session.queue.len() };
    session.queue.insert(place, message);
    place
}

/// The message that waits under this id.
pub fn find<'a>(session: &'a mut Session, message_id: &MessageId) -> Result<&'a mut QueuedMessage, TaskError> {
    session.queue.iter_mut().find(|message| message.message_id == *message_id).ok_or(TaskError::MessageDoesNotWait)
}

pub fn remove(session: &mut Session, message_id: &MessageId) -> Result<(), TaskError> {
    find(session, message_id)?;
    session.queue.retain(|message| message.message_id != *message_id);
    settle(session);
    Ok(())
}

/// Puts a message before another one, or behind all. Says whether that is another order.
pub fn reorder(session: &mut Session, message_id: &MessageId, before: Option<&MessageId>) -> Result<bool, TaskError> {
    let place = |id: &MessageId| session.queue.iter().position(|message| message.message_id == *id);
    let from = place(message_id).ok_or(TaskError::MessageDoesNotWait)?;
    let behind = match before {
        Some(other) => place(other).ok_or(TaskError::NextMessageDoesNotWait)?,
        None => session.queue.len(),
    };
    // Taken out, it leaves those behind it a place further ahead.
    let to = if behind > from { behind - 1 } else { behind };
    if before == Some(message_id) || to == from {
        return Ok(false);
    }
    let message = session.queue.remove(from);
    session.queue.insert(to, message);
    Ok(true)
}

/// Refused when the session's queue has as many messages as it may have. What is on its way into the turn may come back to it.
pub fn must_take_one_more(session: &Session) -> Result<(), TaskError> {
    let waiting = session.queue.len() + session.steering.len();
    if waiting < limit::QUEUED_MESSAGES { Ok(()) } else { Err(TaskError::QueueIsFull) }
}

/// Refused when the messages of all queues would be too large with `message` in place of `former`.
pub fn must_have_room(
    record: &TaskRecord,
    message: &QueuedMessage,
    former: Option<&QueuedMessage>,
) -> Result<(), TaskError> {
    let waits = |session: &Session| session.queue.iter().chain(&session.steering).map(bytes).sum::<usize>();
    let waiting: usize = record.sessions.iter().map(waits).sum();
    let (more, less) = (bytes(message), former.map_or(0, bytes));
    if waiting + more - less > limit::QUEUED_BYTES {
        return Err(TaskError::QueueIsTooLarge);
    }
    must_fit(record, more - less.min(more))
}

/// Refused when the view would no longer fit into a message with `more` bytes, and with what may yet go wrong in each
/// session.
pub fn must_fit(record: &TaskRecord, more: usize) -> Result<(), TaskError> {
    // What agents list comes unasked as well; what of it is there already is counted with the record.
    let listed: usize = record.sessions.iter().map(|session| bytes(&session.options).min(limit::OPTION_BYTES)).sum();
    let to_come = (record.sessions.len() + 1) * (SESSION_BYTES + limit::OPTION_BYTES) - listed;
    if bytes(record) + to_come + more > RECORD_BYTES { Err(TaskError::IsFull) } else { Ok(()) }
}

/// As it stands in the view.
pub fn bytes(value: &impl Serialize) -> usize {
    serde_json::to_vec(value).map_or(usize::MAX / 4, |json| json.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{message, record, session};

    fn ids(session: &Session) -> Vec<&str> {
        session.queue.iter().map(|message| message.message_id.as_str()).collect()
    }

    #[test]
    fn the_next_message_is_the_oldest_unless_one_is_to_be_sent_now() {
        let mut session = session();
        assert_eq!(add(&mut session, message(1), false), 0);
        assert_eq!(add(&mut session, message(2), false), 1);
        assert_eq!(add(&mut session, message(3), true), 0);
        assert_eq!(ids(&session), ["m-3", "m-1", "m-2"]);
    }

    #[test]
    fn only_what_waits_can_be_taken_out() {
        let mut session = Session { queue: vec![message(1), message(2)], ..session() };
        assert_eq!(remove(&mut session, &message(1).message_id), Ok(()));
        assert_eq!(ids(&session), ["m-2"]);
        assert_eq!(remove(&mut session, &message(1).message_id), Err(TaskError::MessageDoesNotWait));
    }

    #[test]
    fn a_message_is_moved_before_another_or_behind_all() {
        let four = Session { queue: (1..=4).map(message).collect(), ..session() };
        let moved = |number: u32, before: Option<u32>| {
            let mut session = four.clone();
            let before = before.map(|before| message(before).message_id);
            let is_moved = reorder(&mut session, &message(number).message_id, before.as_ref())?;
            assert_eq!(is_moved, session.queue != four.queue);
            Ok(ids(&session).join(" "))
        };
        assert_eq!(moved(3, Some(1)).as_deref(), Ok("m-3 m-1 m-2 m-4"));
        assert_eq!(moved(1, Some(4)).as_deref(), Ok("m-2 m-3 m-1 m-4"));
        assert_eq!(moved(2, None).as_deref(), Ok("m-1 m-3 m-4 m-2"));
        for (number, before) in [(2, Some(3)), (2, Some(2)), (4, None)] {
            assert_eq!(moved(number, before).as_deref(), Ok("m-1 m-2 m-3 m-4"), "m-{number} is there already");
        }
        assert_eq!(moved(9, None), Err(TaskError::MessageDoesNotWait));
        assert_eq!(moved(1, Some(9)), Err(TaskError::NextMessageDoesNotWait));
    }

    #[test]
    fn a_queue_whose_last_message_was_taken_out_is_no_longer_paused() {
        let mut session = Session { queue: vec![message(1)], queue_is_paused: true, ..session() };
        remove(&mut session, &message(1).message_id).expect("allowed");
        assert!(!session.queue_is_paused);
    }

    #[test]
    fn twenty_messages_wait_at_most() {
        let mut session = Session { queue: (1..20).map(message).collect(), ..session() };
        assert_eq!(must_take_one_more(&session), Ok(()));
        session.queue.push(message(20));
        assert_eq!(must_take_one_more(&session), Err(TaskError::QueueIsFull));
    }

    #[test]
    fn the_queues_of_a_task_share_their_bytes() {
        let long = |number, characters| QueuedMessage { text: "x".repeat(characters), ..message(number) };
        let half = Session { queue: vec![long(1, 65_000)], ..session() };
        let record = contracts::task::TaskRecord { sessions: vec![half], ..record() };
        assert_eq!(must_have_room(&record, &long(2, 65_000), None), Ok(()));
        assert_eq!(must_have_room(&record, &long(2, 66_000), None), Err(TaskError::QueueIsTooLarge));
        assert_eq!(must_have_room(&record, &long(1, 130_000), Some(&long(1, 65_000))), Ok(()), "in its place");
    }

    #[test]
    fn what_is_escaped_in_json_counts_as_it_is_sent() {
        let escaped = QueuedMessage { text: "\u{1}".repeat(25_000), ..message(1) };
        assert_eq!(must_have_room(&record(), &escaped, None), Err(TaskError::QueueIsTooLarge));
    }

    #[test]
    fn a_task_with_a_giant_prompt_takes_less() {
        let record = contracts::task::TaskRecord { prompt: "🎉".repeat(50_000), ..record() };
        let long = |characters| QueuedMessage { text: "x".repeat(characters), ..message(1) };
        assert_eq!(must_have_room(&record, &long(40_000), None), Ok(()));
        assert_eq!(must_have_room(&record, &long(60_000), None), Err(TaskError::IsFull));
    }
}
