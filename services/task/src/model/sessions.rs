//! A task's open sessions as a whole.

use contracts::{
    Millis, SessionId, UserId, limit,
    task::{OptionChoice, Session, SessionStatus, TaskStatus},
};

use super::{Task, queue, session::is_at_work};
use crate::{error::TaskError, text};

/// What is asked of a session that is to be opened; what is null is chosen by the agent or its sandbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewSession {
    pub name: Option<String>,
    pub agent: Option<String>,
    pub choices: Vec<OptionChoice>,
}

impl Task {
    /// Opens a session, and says whose credentials its clone is made with: those of the person who asks, or else the
    /// owner's. Refused when the task is ended, has as many sessions as it may have, or nobody's credentials can be used.
    pub fn open_session(
        &mut self,
        session_id: SessionId,
        new: NewSession,
        by: Option<UserId>,
        now: Millis,
    ) -> Result<UserId, TaskError> {
        self.must_not_be_ended()?;
        if self.record.sessions.len() >= limit::SESSIONS {
            return Err(TaskError::TooManySessions);
        }
        let person = self.person(by.clone())?;
        let number = self.sessions_opened + 1;
        let session = Session {
            session_id,
            name: new.name.unwrap_or_else(|| format!("Session {number}")),
            agent: new.agent,
            choices: new.choices,
            options: Vec::new(),
            abilities: None,
            memory: None,
            status: SessionStatus::Opening,
            error: None,
            turn: None,
            running_since: None,
            is_stopping: false,
            quiet_since: None,
            steering: Vec::new(),
            queue: Vec::new(),
            queue_is_paused: false,
            created_by: by,
            created_at: now,
        };
        queue::must_fit(&self.record, queue::bytes(&session))?;
        self.record.sessions.push(session);
        self.sessions_opened = number;
        self.sessions_changed(now);
        Ok(person)
    }

    /// Whose credentials are used for what `by` asks: theirs, or else the owner's. Refused when there is nobody.
    pub fn person(&self, by: Option<UserId>) -> Result<UserId, TaskError> {
        let owner = || self.record.owner.as_ref().map(|owner| owner.user_id.clone());
        by.or_else(owner).ok_or(TaskError::NobodyToActAs)
    }

    /// Gives the session another name, and says which it had.
    pub fn rename_session(&mut self, session_id: &SessionId, name: &str, now: Millis) -> Result<String, TaskError> {
        let name = text::name(name)?;
        let session = self.session_to_change(session_id)?;
        let from = std::mem::replace(&mut session.name, name);
        self.touch(now);
        Ok(from)
    }

    /// Puts the sessions into this order; those that it does not name follow as they are. Says whether that is another one.
    pub fn reorder_sessions(&mut self, order: &[SessionId], now: Millis) -> Result<bool, TaskError> {
        self.must_not_be_ended()?;
        if order.iter().any(|wanted| self.session(wanted).is_none()) {
            return Err(TaskError::SessionIsUnknown);
        }
        let before = self.session_order();
        let place = |id: &SessionId| order.iter().position(|wanted| wanted == id).unwrap_or(order.len());
        self.record.sessions.sort_by_key(|session| place(&session.session_id));
        let is_other = self.session_order() != before;
        if is_other {
            self.touch(now);
        }
        Ok(is_other)
    }

    /// Closes the session, and gives it as it was; `None` when it is not open.
    pub fn close_session(&mut self, session_id: &SessionId, now: Millis) -> Result<Option<Session>, TaskError> {
        self.must_not_be_ended()?;
        let place = self.record.sessions.iter().position(|session| session.session_id == *session_id);
        let closed = place.map(|place| self.record.sessions.remove(place));
        if closed.is_some() {
            self.sessions_changed(now);
        }
        Ok(closed)
    }

    /// The open session with this id.
    pub fn session(&self, session_id: &SessionId) -> Option<&Session> {
        self.record.sessions.iter().find(|session| session.session_id == *session_id)
    }

    /// The same, for whoever asks for something of it. Refused when there is none.
    pub fn must_have(&self, session_id: &SessionId) -> Result<Session, TaskError> {
        self.session(session_id).cloned().ok_or(TaskError::SessionIsUnknown)
    }

    pub fn session_order(&self) -> Vec<SessionId> {
        self.record.sessions.iter().map(|session| session.session_id.clone()).collect()
    }

    /// The session, for what people ask. Refused when the task is ended, or has no such session open.
    pub(super) fn session_to_change(&mut self, session_id: &SessionId) -> Result<&mut Session, TaskError> {
        self.must_not_be_ended()?;
        self.session_mut(session_id).ok_or(TaskError::SessionIsUnknown)
    }

    pub(super) fn session_mut(&mut self, session_id: &SessionId) -> Option<&mut Session> {
        self.record.sessions.iter_mut().find(|session| session.session_id == *session_id)
    }

    /// What its sessions do has changed: the task's own status follows. That of an ended task is final.
    pub(super) fn sessions_changed(&mut self, now: Millis) {
        let (ended, sessions) = (self.record.status.is_ended(), &self.record.sessions);
        self.record.status = match self.record.status {
            status if ended || self.sessions_opened == 0 => status,
            _ if sessions.iter().any(is_at_work) => TaskStatus::Running,
            _ if sessions.iter().any(|session| session.status == SessionStatus::Error) => TaskStatus::Error,
            _ => TaskStatus::Idle,
        };
        self.touch(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Ending,
        testing::{bob, owner, session_id, task, task_with_session},
    };

    fn open(task: &mut Task, number: u32) -> Result<UserId, TaskError> {
        task.open_session(session_id(number), NewSession::default(), Some(bob().user_id), 100)
    }

    fn names(task: &Task) -> Vec<&str> {
        task.record.sessions.iter().map(|session| session.name.as_str()).collect()
    }

    fn order(task: &Task) -> Vec<String> {
        task.session_order().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn sessions_are_counted_for_their_names_also_when_some_were_closed() {
        let mut task = task();
        open(&mut task, 1).expect("allowed");
        open(&mut task, 2).expect("allowed");
        task.close_session(&session_id(2), 101).expect("allowed");
        open(&mut task, 3).expect("allowed");
        assert_eq!(names(&task), ["Session 1", "Session 3"]);
        assert_eq!((task.record.revision, task.record.status), (5, TaskStatus::Idle));
    }

    #[test]
    fn it_is_opened_with_the_credentials_of_who_asks_or_else_of_the_owner() {
        let mut task = task();
        assert_eq!(open(&mut task, 1), Ok(bob().user_id));
        let by_operator = |task: &mut Task| task.open_session(session_id(2), NewSession::default(), None, 100);
        assert_eq!(by_operator(&mut task), Err(TaskError::NobodyToActAs));
        task.record.owner = Some(owner(&bob()));
        assert_eq!(by_operator(&mut task), Ok(bob().user_id));
    }

    #[test]
    fn twenty_sessions_are_open_at_most() {
        let mut task = task();
        for number in 0..20 {
            open(&mut task, number).expect("allowed");
        }
        assert_eq!(open(&mut task, 20), Err(TaskError::TooManySessions));
        task.close_session(&session_id(0), 101).expect("allowed");
        open(&mut task, 20).expect("allowed again");
    }

    #[test]
    fn an_ended_task_takes_no_session() {
        let mut task = task_with_session();
        task.end(Ending::Archived, 101).expect("allowed");
        let before = task.clone();
        let refused = TaskError::IsEnded(TaskStatus::Archived);
        assert_eq!(open(&mut task, 2), Err(TaskError::IsEnded(TaskStatus::Archived)));
        assert_eq!(task.rename_session(&session_id(1), "x", 102), Err(TaskError::IsEnded(TaskStatus::Archived)));
        assert_eq!(task.reorder_sessions(&[], 102), Err(TaskError::IsEnded(TaskStatus::Archived)));
        assert_eq!(task.close_session(&session_id(1), 102), Err(refused));
        assert_eq!(task, before);
    }

    #[test]
    fn what_an_order_does_not_name_follows_as_it_is() {
        let mut task = task();
        for number in 1..=4 {
            open(&mut task, number).expect("allowed");
        }
        assert_eq!(task.reorder_sessions(&[session_id(3), session_id(1), session_id(3)], 101), Ok(true));
        assert_eq!(order(&task), ["s-3", "s-1", "s-2", "s-4"]);
        let revision = task.record.revision;
        assert_eq!(task.reorder_sessions(&[session_id(3)], 102), Ok(false));
        assert_eq!(task.reorder_sessions(&[session_id(9)], 102), Err(TaskError::SessionIsUnknown));
        assert_eq!(task.record.revision, revision);
    }

    #[test]
    fn closing_what_is_not_open_changes_nothing() {
        let mut task = task_with_session();
        let before = task.clone();
        assert_eq!(task.close_session(&session_id(9), 101), Ok(None));
        assert_eq!(task, before);
    }

    #[test]
    fn the_tasks_status_follows_its_sessions() {
        let mut task = task();
        assert_eq!(task.record.status, TaskStatus::Initialized);
        for (number, status, expected) in [
            (1, SessionStatus::Opening, TaskStatus::Idle),
            (2, SessionStatus::Error, TaskStatus::Error),
            (3, SessionStatus::NeedsAnswer, TaskStatus::Running),
            (4, SessionStatus::Running, TaskStatus::Running),
        ] {
            open(&mut task, number).expect("allowed");
            task.session_mut(&session_id(number)).expect("open").status = status;
            task.sessions_changed(101);
            assert_eq!(task.record.status, expected, "{status:?}");
        }
        for (number, expected) in
            [(3, TaskStatus::Running), (4, TaskStatus::Error), (2, TaskStatus::Idle), (1, TaskStatus::Idle)]
        {
            task.close_session(&session_id(number), 102).expect("allowed");
            assert_eq!(task.record.status, expected, "without s-{number}");
        }
    }
}
