//! What the sandbox tells of sessions and turns, taken in once.

use contracts::{
    MessageId, Millis, SessionId,
    task::{SessionNews, TurnNews},
};

use super::{Next, Task, options, session};

impl Task {
    /// Takes in what the sandbox tells of a session. `None`: it is not open, or knew that already.
    pub fn hear_of_session(&mut self, session_id: &SessionId, news: &SessionNews, now: Millis) -> Option<Next> {
        let session = self.session_mut(session_id)?;
        let before = session.clone();
        match news {
            SessionNews::Opened { agent } => session::open(session, agent),
            SessionNews::Began { abilities, memory } => {
                (session.abilities, session.memory) = (Some(*abilities), Some(*memory));
            }
            SessionNews::Options { options } => options::hear(session, options),
            SessionNews::ChoicesDropped { choices } => {
                session.choices.retain(|choice| !choices.contains(choice));
            }
            SessionNews::Failed { message } => session::fail(session, message),
        }
        if *session == before {
            return None;
        }
        // What failed to open begins nothing: its queue is paused.
        let next = self.next_or_fail(session_id, None, now).unwrap_or(Next::Rest);
        self.sessions_changed(now);
        Some(next)
    }

    /// Takes in what the sandbox tells of a turn. `None`: it is not under way, or nothing is new.
    pub fn hear_of_turn(
        &mut self,
        session_id: &SessionId,
        message_id: &MessageId,
        news: &TurnNews,
        now: Millis,
    ) -> Option<Next> {
        let session = self.session_mut(session_id).filter(|session| session.turn.as_ref() == Some(message_id))?;
        let before = session.clone();
        let next = match news {
            TurnNews::NeedsAnswers { open } => {
                session::hear_of_questions(session, *open);
                if *session == before {
                    return None;
                }
                Next::Rest
            }
            TurnNews::Quiet { since } => {
                session::hear_of_silence(session, *since);
                if *session == before {
                    return None;
                }
                Next::Rest
            }
            TurnNews::Steered { steered_id, is_taken } => {
                session::hear_of_steered(session, steered_id, *is_taken);
                if *session == before {
                    return None;
                }
                Next::Rest
            }
            TurnNews::Ended { end, .. } => {
                session::end(session, end);
                self.next_or_fail(session_id, None, now).unwrap_or(Next::Rest)
            }
        };
        self.sessions_changed(now);
        Some(next)
    }

    /// Whether that turn is under way.
    pub fn has_turn(&self, session_id: &SessionId, message_id: &MessageId) -> bool {
        self.session(session_id).is_some_and(|session| session.turn.as_ref() == Some(message_id))
    }
}
