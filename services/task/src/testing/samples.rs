//! A task, its session and messages, as the model has them.

use contracts::{
    SessionId, TaskKey,
    task::{QueuedMessage, Session, SessionNews, SessionStatus, TaskRecord},
};

use super::{bob, initialize, owner};
use crate::model::{NewSession, Task};

/// A materialised task that is nobody's.
pub fn task() -> Task {
    let key = TaskKey { organization_id: "acme".parse().unwrap(), task_id: "t-1".parse().unwrap() };
    Task { is_new: false, ..Task::initialized(&key, initialize("Add a page"), 10) }
}

pub fn record() -> TaskRecord {
    task().record
}

/// Bob's task with the session `s-1`, whose agent is there.
pub fn task_with_session() -> Task {
    let mut task = task();
    task.record.owner = Some(owner(&bob()));
    task.open_session(session_id(1), NewSession::default(), Some(bob().user_id), 20).unwrap();
    task.hear_of_session(&session_id(1), &SessionNews::Opened { agent: "claude".into() }, 30);
    task
}

pub fn session_id(number: u32) -> SessionId {
    format!("s-{number}").parse().unwrap()
}

/// A session whose agent waits for a message.
pub fn session() -> Session {
    Session {
        session_id: session_id(1),
        name: "Session 1".into(),
        agent: Some("claude".into()),
        choices: vec![],
        options: vec![],
        abilities: None,
        memory: None,
        status: SessionStatus::Idle,
        error: None,
        turn: None,
        running_since: None,
        is_stopping: false,
        quiet_since: None,
        steering: vec![],
        queue: vec![],
        queue_is_paused: false,
        created_by: None,
        created_at: 20,
    }
}

/// The message `m-<number>`, from nobody in particular.
pub fn message(number: u32) -> QueuedMessage {
    QueuedMessage {
        message_id: format!("m-{number}").parse().unwrap(),
        text: format!("Do {number}."),
        attachments: vec![],
        author: None,
        sent_at: 40,
    }
}
