//! What a task asks of its sandbox, where its agents work.

use contracts::{
    MessageId, SessionId, UserId,
    sandbox::{ClearCredentials, Destroy, EndSession, OpenSession, RunTurn, SetUpSession, Source, SteerTurn, StopTurn},
    task::{BeginTurn, QueuedMessage, Session},
};
use runtime::{Cx, Handled};

use crate::{
    audit,
    model::{Next, Task},
};

/// Has the session opened, with this person's credentials for the clone.
pub fn open_session(cx: &mut Cx, task: &Task, session: &Session, person: UserId) -> Handled<()> {
    let Session { session_id, agent, choices, .. } = session.clone();
    cx.send(&task.key, &OpenSession { session_id, agent, choices, source: source(task), person })
}

/// Has the session's agent set as people want it now.
pub fn set_up_session(cx: &mut Cx, task: &Task, session: &Session) -> Handled<()> {
    let Session { session_id, choices, .. } = session.clone();
    cx.send(&task.key, &SetUpSession { session_id, choices })
}

/// Sends a message into the turn under way.
pub fn steer_turn(cx: &mut Cx, task: &Task, session: &Session, message: &QueuedMessage) -> Handled<()> {
    let Some(message_id) = session.turn.clone() else { return Ok(()) };
    let QueuedMessage { message_id: steered_id, text, attachments, author, .. } = message.clone();
    let session_id = session.session_id.clone();
    cx.send(&task.key, &SteerTurn { message_id, session_id, steered_id, text, attachments, author })
}

/// Has the session closed, and its turn stopped before.
pub fn close_session(cx: &mut Cx, task: &Task, session: &Session) -> Handled<()> {
    stop_turn(cx, task, session.turn.as_ref())?;
    cx.send(&task.key, &EndSession { session_id: session.session_id.clone() })
}

/// Has the turn stopped, if there is one to stop.
pub fn stop_turn(cx: &mut Cx, task: &Task, turn: Option<&MessageId>) -> Handled<()> {
    let Some(message_id) = turn.cloned() else { return Ok(()) };
    cx.send(&task.key, &StopTurn { message_id })
}

/// Has the sandbox destroyed, whether the task ever had one or not.
pub fn destroy(cx: &mut Cx, task: &Task, reason: String) -> Handled<()> {
    cx.send(&task.key, &Destroy { reason })
}

/// Has the credentials of somebody who left taken out.
pub fn clear_credentials(cx: &mut Cx, task: &Task, user_id: UserId) -> Handled<()> {
    cx.send(&task.key, &ClearCredentials { user_id })
}

/// Does what the session does next. If the task has changed hands with it, that is noted.
pub fn go_on(cx: &mut Cx, task: &Task, session_id: &SessionId, next: Next) -> Handled<()> {
    let session_id = session_id.clone();
    match next {
        Next::Rest => Ok(()),
        // To itself: what other services know is looked up before a command, not in one.
        Next::Ask(author) => cx.send(&task.key, &BeginTurn { session_id, author }),
        Next::Begun { message, changed_owner } => {
            if let Some(from) = changed_owner {
                audit::owner_changed(cx, task, from.as_ref(), "auto")?;
            }
            let owner = task.record.owner.as_ref().map(|owner| owner.user_id.clone());
            let (text, attachments, author) = (message.text, message.attachments, message.author);
            let message_id = message.message_id;
            cx.send(
                &task.key,
                &RunTurn { message_id, session_id, text, attachments, author, owner, source: source(task) },
            )
        }
    }
}

fn source(task: &Task) -> Source {
    let record = &task.record;
    Source {
        repository_id: record.repository_id.clone(),
        repository_name: record.repository_name.clone(),
        clone_url: record.clone_url.clone(),
        branch: record.branch.clone(),
        forked_pull_request: record
            .pull_request
            .as_ref()
            .filter(|it| it.is_of_fork(&record.repository_name))
            .map(|it| it.number),
    }
}
