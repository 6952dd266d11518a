//! One session: how its turns begin and end.

use contracts::{
    MessageId, Millis, limit,
    task::{Session, SessionStatus, TurnEnd},
};

use super::queue;
use crate::{error::TaskError, text};

/// Whether a turn could begin.
pub fn is_free(session: &Session) -> bool {
    session.turn.is_none() && session.status != SessionStatus::Opening
}

/// Whether its agent is at work.
pub fn is_at_work(session: &Session) -> bool {
    matches!(session.status, SessionStatus::Running | SessionStatus::NeedsAnswer)
}

/// Begins the turn of a message that waits no longer.
pub fn begin(session: &mut Session, message_id: &MessageId, now: Millis) {
    session.status = SessionStatus::Running;
    session.error = None;
    session.turn = Some(message_id.clone());
    session.running_since = Some(now);
    queue::settle(session);
}

/// Asks the turn under way to stop, and gives its id; `None` when it was asked before.
pub fn stop(session: &mut Session) -> Result<Option<MessageId>, TaskError> {
    let turn = session.turn.clone().ok_or(TaskError::NothingIsUnderWay)?;
    let was_asked = std::mem::replace(&mut session.is_stopping, true);
    Ok((!was_asked).then_some(turn))
}

/// Ends the turn under way. Unless it ended as it should, or because people wanted it to, what waits stays where it is.
pub fn end(session: &mut Session, end: &TurnEnd) {
    let was_asked = std::mem::replace(&mut session.is_stopping, false);
    session.queue_is_paused |= match end {
        TurnEnd::Done => false,
        // Whoever asked for it has said as well whether the queue goes on.
        TurnEnd::Stopped => !was_asked,
        TurnEnd::Refused | TurnEnd::LimitReached | TurnEnd::Failed { .. } | TurnEnd::DeliveryUnknown => true,
    };
    session.turn = None;
    session.running_since = None;
    session.quiet_since = None;
    // What was on its way into the turn is sent after it.
    for message in std::mem::take(&mut session.steering).into_iter().rev() {
        queue::add(session, message, true);
    }
    session.error = why(end);
    session.status = if session.error.is_some() { SessionStatus::Error } else { SessionStatus::Idle };
    queue::settle(session);
}

/// What people read of a turn that did not end well.
fn why(end: &TurnEnd) -> Option<String> {
    match end {
        TurnEnd::Done | TurnEnd::Stopped => None,
        TurnEnd::Refused => Some("The agent declined to go on. Put it differently, or ask for something else.".into()),
        TurnEnd::LimitReached => {
            Some("The agent's limit of tokens or requests was reached. The next message goes on from here.".into())
        }
        TurnEnd::DeliveryUnknown => Some(
            "Nobody knows whether the agent got the message. Look at what it did, then send it again or not.".into(),
        ),
        TurnEnd::Failed { message } => Some(text::news(message)),
    }
}

/// How a turn ended, in a word.
pub const fn word(end: &TurnEnd) -> &'static str {
    match end {
        TurnEnd::Done => "done",
        TurnEnd::Stopped => "stopped",
        TurnEnd::Refused => "refused",
        TurnEnd::LimitReached => "limitReached",
        TurnEnd::Failed { .. } => "failed",
        TurnEnd::DeliveryUnknown => "deliveryUnknown",
    }
}

/// The agent is there. A session whose turn failed keeps saying why.
pub fn open(session: &mut Session, agent: &str) {
    session.agent = Some(agent.chars().take(limit::NAME_CHARACTERS).collect());
    if session.status == SessionStatus::Opening {
        session.status = SessionStatus::Idle;
    }
}

/// Something keeps the next turn from beginning; what waits stays where it is until somebody does something about it. A
/// turn that is under way tells of its end itself.
pub fn fail(session: &mut Session, why: &str) {
    if session.turn.is_none() {
        session.status = SessionStatus::Error;
        session.error = Some(text::news(why));
        session.queue_is_paused = true;
        queue::settle(session);
    }
}

/// So many of the agent's questions are open. Whoever waits for a person is not quiet.
pub fn hear_of_questions(session: &mut Session, open: u32) {
    session.status = if open > 0 { SessionStatus::NeedsAnswer } else { SessionStatus::Running };
    session.quiet_since = None;
}

/// Since when the agent at work says nothing.
pub fn hear_of_silence(session: &mut Session, since: Option<Millis>) {
    session.quiet_since = since;
}

/// What became of a message that was sent into the turn. One that was not taken is the next.
pub fn hear_of_steered(session: &mut Session, steered_id: &MessageId, is_taken: bool) {
    let place = session.steering.iter().position(|message| message.message_id == *steered_id);
    if let Some(message) = place.map(|place| session.steering.remove(place)).filter(|_| !is_taken) {
        queue::add(session, message, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{message, session};

    fn running() -> Session {
        let mut session = session();
        begin(&mut session, &message(1).message_id, 100);
        session
    }

    /// How it ends, what the session is then, and whether what waits stays where it is.
    fn ended(mut session: Session, with: TurnEnd) -> (SessionStatus, bool) {
        session.queue = vec![message(2)];
        end(&mut session, &with);
        assert_eq!((&session.turn, session.running_since, session.is_stopping), (&None, None, false));
        assert_eq!(session.error.is_some(), session.status == SessionStatus::Error);
        (session.status, session.queue_is_paused)
    }

    #[test]
    fn after_a_turn_that_is_done_the_queue_goes_on() {
        assert_eq!(ended(running(), TurnEnd::Done), (SessionStatus::Idle, false));
    }

    #[test]
    fn after_any_other_end_what_waits_stays_where_it_is() {
        let failed = TurnEnd::Failed { message: "The agent died.".into() };
        assert_eq!(ended(running(), failed), (SessionStatus::Error, true));
        for end in [TurnEnd::Refused, TurnEnd::LimitReached, TurnEnd::DeliveryUnknown] {
            assert_eq!(ended(running(), end), (SessionStatus::Error, true));
        }
        assert_eq!(ended(running(), TurnEnd::Stopped), (SessionStatus::Idle, true), "nobody here has asked for it");
    }

    #[test]
    fn after_a_stop_that_was_asked_for_the_queue_does_what_was_said() {
        for is_paused in [true, false] {
            let mut session = running();
            stop(&mut session).expect("allowed");
            session.queue_is_paused = is_paused;
            assert_eq!(ended(session, TurnEnd::Stopped), (SessionStatus::Idle, is_paused));
        }
    }

    #[test]
    fn a_paused_queue_stays_paused_when_the_turn_was_done_before_the_stop_arrived() {
        let mut session = running();
        stop(&mut session).expect("allowed");
        session.queue_is_paused = true;
        assert_eq!(ended(session, TurnEnd::Done), (SessionStatus::Idle, true));
    }

    #[test]
    fn a_queue_that_is_empty_is_not_paused() {
        let mut session = running();
        end(&mut session, &TurnEnd::Refused);
        assert_eq!((session.status, session.queue_is_paused), (SessionStatus::Error, false));
    }

    #[test]
    fn a_turn_is_asked_to_stop_once() {
        let mut session = running();
        assert_eq!(stop(&mut session), Ok(Some(message(1).message_id)));
        assert_eq!(stop(&mut session), Ok(None));
        assert!(session.is_stopping);
    }

    #[test]
    fn where_nothing_is_under_way_nothing_can_be_stopped() {
        assert_eq!(stop(&mut session()), Err(TaskError::NothingIsUnderWay));
    }

    #[test]
    fn an_agent_that_is_there_awaits_a_message() {
        let mut session = Session { status: SessionStatus::Opening, agent: None, ..session() };
        assert!(!is_free(&session));
        open(&mut session, "claude");
        assert_eq!((session.status, session.agent.as_deref()), (SessionStatus::Idle, Some("claude")));
        assert!(is_free(&session));
    }

    #[test]
    fn a_failure_to_open_is_told_and_what_waits_stays() {
        let mut session = Session { status: SessionStatus::Opening, queue: vec![message(1)], ..session() };
        fail(&mut session, "There is no such agent.\u{1b}[0m");
        assert_eq!((session.status, session.queue_is_paused), (SessionStatus::Error, true));
        assert_eq!(session.error.as_deref(), Some("There is no such agent.[0m"));
        assert!(is_free(&session), "the next message tries again");
    }

    #[test]
    fn a_turn_under_way_is_not_ended_by_news_of_its_session() {
        let mut session = running();
        fail(&mut session, "no");
        open(&mut session, "claude");
        assert_eq!((session.status, &session.error), (SessionStatus::Running, &None));
    }
}
