//! Messages and the turns that they begin: whose turn it is, and with whose credentials.

use contracts::{
    MessageId, Millis, SessionId, UserId,
    organization::{Member, Owner},
    task::{QueuedMessage, Session},
    user::Attachment,
};

use super::{Task, queue, session, task::owner_of};
use crate::error::TaskError;

/// What a session does next.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// Nothing: nothing waits, or it has to wait on.
    Rest,
    /// The turn of this message has begun, with the credentials of the task's owner.
    Begun {
        message: QueuedMessage,
        /// Whose the task was until then, if it became the author's with it.
        changed_owner: Option<Option<Owner>>,
    },
    /// First the organization must be asked whether the next message's author is a member.
    Ask(UserId),
}

/// What the organization has said of a message's author.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    pub author: &'a UserId,
    /// `None`: they are no member.
    pub member: Option<&'a Member>,
}

/// What became of a message that was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// How many messages are before it; `None` when its turn has begun.
    pub waits_behind: Option<usize>,
    /// The turn that is to be stopped for it.
    pub stop: Option<MessageId>,
    pub next: Next,
}

/// Whose credentials a turn would run with.
enum Acting {
    Owner,
    /// A member who becomes the owner.
    Author(Owner),
    /// Somebody of whom nobody has said yet that they are a member.
    Unknown(UserId),
}

impl Task {
    /// Takes a message: its turn begins, or it waits. One that is to be sent `now` waits behind no other, and for nothing
    /// but the end of the turn under way, which is to be stopped. Refused when there is no room, or when its turn would
    /// begin and there is nobody whose credentials could be used.
    pub fn send(
        &mut self,
        session_id: &SessionId,
        message: QueuedMessage,
        interrupts: bool,
        now: Millis,
    ) -> Result<Sent, TaskError> {
        let session = self.session_to_change(session_id)?;
        let is_next = session::is_free(session) && (interrupts || session.queue.is_empty());
        let has_room = queue::must_take_one_more(session);
        let acting = is_next.then(|| self.who_acts(message.author.as_ref(), None)).transpose()?;
        if let Some(acting @ (Acting::Owner | Acting::Author(_))) = acting {
            self.unpause(session_id, interrupts);
            let next = self.begin(session_id, message, acting, now);
            self.sessions_changed(now);
            return Ok(Sent { waits_behind: None, stop: None, next });
        }

        has_room?;
        queue::must_have_room(&self.record, &message, None)?;
        self.unpause(session_id, interrupts);
        let session = self.session_to_change(session_id)?;
        let place = queue::add(session, message, interrupts);
        let stop = if interrupts && session.turn.is_some() { session::stop(session)? } else { None };
        self.touch(now);
        let next = if let Some(Acting::Unknown(author)) = acting { Next::Ask(author) } else { Next::Rest };
        Ok(Sent { waits_behind: Some(place), stop, next })
    }

    /// Sends a message into the turn under way. `false`: none is under way, and it is to be sent as any other. Refused when the
    /// turn takes none, or none from this person.
    pub fn steer(&mut self, session_id: &SessionId, message: &QueuedMessage, now: Millis) -> Result<bool, TaskError> {
        self.must_not_be_ended()?;
        if !self.can_steer(session_id, message.author.as_ref())? {
            return Ok(false);
        }
        let session = self.session_to_change(session_id)?;
        queue::must_take_one_more(session)?;
        queue::must_have_room(&self.record, message, None)?;
        self.session_to_change(session_id)?.steering.push(message.clone());
        self.touch(now);
        Ok(true)
    }

    /// Changes a message that waits. It is from whoever changed it last: a turn runs in its author's name.
    pub fn edit_message(
        &mut self,
        session_id: &SessionId,
        message_id: &MessageId,
        (text, attachments): (String, Vec<Attachment>),
        by: Option<UserId>,
        now: Millis,
    ) -> Result<(), TaskError> {
        let former = queue::find(self.session_to_change(session_id)?, message_id)?.clone();
        let message = QueuedMessage { text, attachments, author: by, ..former.clone() };
        queue::must_have_room(&self.record, &message, Some(&former))?;
        *queue::find(self.session_to_change(session_id)?, message_id)? = message;
        self.touch(now);
        Ok(())
    }

    /// Takes a message that waits out of the queue.
    pub fn remove_message(
        &mut self,
        session_id: &SessionId,
        message_id: &MessageId,
        now: Millis,
    ) -> Result<(), TaskError> {
        queue::remove(self.session_to_change(session_id)?, message_id)?;
        self.touch(now);
        Ok(())
    }

    /// Moves a message that waits before another one, or behind all. Says whether that is another order.
    pub fn move_message(
        &mut self,
        session_id: &SessionId,
        message_id: &MessageId,
        before: Option<&MessageId>,
        now: Millis,
    ) -> Result<bool, TaskError> {
        let is_moved = queue::reorder(self.session_to_change(session_id)?, message_id, before)?;
        if is_moved {
            self.touch(now);
        }
        Ok(is_moved)
    }

    /// Asks the turn under way to stop and pauses the queue; gives the turn's id, unless it was asked before.
    pub fn stop_session(&mut self, session_id: &SessionId, now: Millis) -> Result<Option<MessageId>, TaskError> {
        let session = self.session_to_change(session_id)?;
        let turn = session::stop(session)?;
        session.queue_is_paused = true;
        queue::settle(session);
        self.touch(now);
        Ok(turn)
    }

    /// Lets the queue go on. `None` when nothing waits: then nothing changes. Refused when the next turn cannot begin.
    pub fn resume_queue(&mut self, session_id: &SessionId, now: Millis) -> Result<Option<Next>, TaskError> {
        if self.session_to_change(session_id)?.queue.is_empty() {
            return Ok(None);
        }
        let before = self.clone();
        self.unpause(session_id, true);
        let next = self.next(session_id, None, now).inspect_err(|_| *self = before)?;
        self.sessions_changed(now);
        Ok(Some(next))
    }

    /// Begins the next turn, if one can begin, now that the organization has answered. `None`: none can.
    pub fn begin_turn(&mut self, session_id: &SessionId, answer: Answer<'_>, now: Millis) -> Option<Next> {
        let next = self.next_or_fail(session_id, Some(answer), now)?;
        self.sessions_changed(now);
        Some(next)
    }

    /// As [`Task::next`], where nobody waits for the answer: what keeps the turn from beginning is shown in the session.
    /// `None` when nothing is to begin.
    pub(super) fn next_or_fail(
        &mut self,
        session_id: &SessionId,
        answer: Option<Answer<'_>>,
        now: Millis,
    ) -> Option<Next> {
        match self.next(session_id, answer, now) {
            Ok(Next::Rest) => None,
            Ok(next) => Some(next),
            Err(why) => {
                session::fail(self.session_mut(session_id)?, &why.to_string());
                Some(Next::Rest)
            }
        }
    }

    /// Begins the turn of the message that waits longest, if one can begin.
    fn next(&mut self, session_id: &SessionId, answer: Option<Answer<'_>>, now: Millis) -> Result<Next, TaskError> {
        let ended = self.record.status.is_ended();
        let may_go_on = |session: &&Session| session::is_free(session) && !session.queue_is_paused && !ended;
        let waiting = self.session(session_id).filter(may_go_on).and_then(|session| session.queue.first());
        let Some(message) = waiting.cloned() else { return Ok(Next::Rest) };
        match self.who_acts(message.author.as_ref(), answer)? {
            Acting::Unknown(author) => Ok(Next::Ask(author)),
            acting => Ok(self.begin(session_id, message, acting, now)),
        }
    }

    /// The owner acts for himself and for who is no person; a member becomes the owner. A former member's message never
    /// runs with the credentials of somebody else.
    fn who_acts(&self, author: Option<&UserId>, answer: Option<Answer<'_>>) -> Result<Acting, TaskError> {
        let Some(author) = author.filter(|author| !self.is_owned_by(author)) else {
            return if self.record.owner.is_some() { Ok(Acting::Owner) } else { Err(TaskError::NobodyToActAs) };
        };
        match answer.filter(|answer| answer.author == author) {
            None => Ok(Acting::Unknown(author.clone())),
            Some(Answer { member: Some(member), .. }) => Ok(Acting::Author(owner_of(member))),
            Some(Answer { member: None, .. }) => Err(TaskError::AuthorIsNoMember(author.to_string())),
        }
    }

    /// Begins the message's turn, whether it waited or not.
    fn begin(&mut self, session_id: &SessionId, message: QueuedMessage, acting: Acting, now: Millis) -> Next {
        if let Some(session) = self.session_mut(session_id) {
            session.queue.retain(|waiting| waiting.message_id != message.message_id);
            session::begin(session, &message.message_id, now);
        }
        let changed_owner = match acting {
            Acting::Author(author) => Some(self.give_to(author, now)),
            Acting::Owner | Acting::Unknown(_) => None,
        };
        Next::Begun { message, changed_owner }
    }

    fn unpause(&mut self, session_id: &SessionId, unpauses: bool) {
        if let Some(session) = self.session_mut(session_id).filter(|_| unpauses) {
            session.queue_is_paused = false;
        }
    }
}

#[cfg(test)]
mod tests;
