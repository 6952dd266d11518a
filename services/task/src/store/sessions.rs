//! A task's sessions and what waits in them: read with the task as JSON, and written with it, as far as they have changed.

use std::collections::{HashMap, HashSet};

use contracts::{
    MessageId, Millis, OrganizationId, SessionId, TaskId, TaskKey, UserId,
    task::{QueuedMessage, Session, SessionStatus},
    user::Attachment,
};
use runtime::Statements;
use serde::{Deserialize, Serialize};
use service_kit::columns;
use sqlx::{postgres::PgRow, types::Json};

use crate::model::Task;

/// A row of `sessions`.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct SessionRow {
    organization_id: OrganizationId,
    task_id: TaskId,
    session_id: SessionId,
    position: usize,
    name: String,
    agent: Option<String>,
    model: Option<String>,
    mode: Option<String>,
    status: SessionStatus,
    error: Option<String>,
    turn: Option<MessageId>,
    running_since: Option<Millis>,
    is_stopping: bool,
    queue: Vec<MessageId>,
    queue_is_paused: bool,
    created_by: Option<UserId>,
    created_at: Millis,
}

/// A row of `queued_messages`.
#[derive(Debug, Serialize, Deserialize)]
struct MessageRow {
    organization_id: OrganizationId,
    task_id: TaskId,
    message_id: MessageId,
    text: String,
    attachments: Vec<Attachment>,
    author: Option<UserId>,
    sent_at: Millis,
}

/// The sessions of a task's row, in their order.
pub fn read(row: &PgRow) -> sqlx::Result<Vec<Session>> {
    let sessions: Option<Vec<SessionRow>> = columns::optional_json(row, "sessions")?;
    let messages: Option<Vec<MessageRow>> = columns::optional_json(row, "queued_messages")?;
    let messages = messages.unwrap_or_default().into_iter();
    let mut messages = messages.map(|message| (message.message_id.clone(), message.into())).collect();
    Ok(sessions.unwrap_or_default().into_iter().map(|session| session.with(&mut messages)).collect())
}

/// What differs from what is stored.
#[derive(Default)]
struct Changes {
    sessions: Vec<SessionRow>,
    closed: Vec<(TaskKey, SessionId)>,
    messages: Vec<MessageRow>,
    gone: Vec<(TaskKey, MessageId)>,
}

/// Writes what has changed of the tasks' sessions; nothing where nothing has.
pub fn save(tasks: &[Task], statements: &mut Statements) {
    let mut changes = Changes::default();
    tasks.iter().filter(|task| *task.record.sessions != *task.stored_sessions).for_each(|task| changes.add(task));
    if !changes.is_empty() {
        changes.write(statements);
    }
}

impl Changes {
    fn add(&mut self, task: &Task) {
        let (now, stored) = (&task.record.sessions, &task.stored_sessions);
        let row = |(position, session)| SessionRow::new(&task.key, position, session);
        let old_rows: HashMap<_, _> =
            stored.iter().enumerate().map(|session| (&session.1.session_id, row(session))).collect();
        let new_rows = now.iter().enumerate().map(row);
        self.sessions.extend(new_rows.filter(|new| old_rows.get(&new.session_id) != Some(new)));
        let open: HashSet<_> = now.iter().map(|session| &session.session_id).collect();
        let closed = old_rows.into_keys().filter(|session_id| !open.contains(session_id));
        self.closed.extend(closed.map(|session_id| (task.key.clone(), session_id.clone())));

        let (waiting, waited) = (messages(now), messages(stored));
        let changed = waiting.values().filter(|message| waited.get(&message.message_id) != Some(message));
        self.messages.extend(changed.map(|message| MessageRow::new(&task.key, message)));
        let gone = waited.into_keys().filter(|message_id| !waiting.contains_key(message_id));
        self.gone.extend(gone.map(|message_id| (task.key.clone(), message_id.clone())));
    }

    const fn is_empty(&self) -> bool {
        self.sessions.is_empty() && self.closed.is_empty() && self.messages.is_empty() && self.gone.is_empty()
    }

    /// Always all four: as many kinds of statements are prepared as there are kinds of batches, with sessions or without.
    fn write(self, statements: &mut Statements) {
        statements
            .add(
                "INSERT INTO sessions (organization_id, task_id, session_id, position, name, agent, model, mode, status, error,
                                       turn, running_since, is_stopping, queue, queue_is_paused, created_by, created_at)
                 SELECT organization_id, task_id, session_id, position, name, agent, model, mode, status, error,
                        turn, running_since, is_stopping, queue, queue_is_paused, created_by, created_at
                 FROM jsonb_populate_recordset(NULL::sessions, $1)
                 ON CONFLICT (organization_id, task_id, session_id) DO UPDATE
                 SET position = excluded.position, name = excluded.name, agent = excluded.agent, model = excluded.model,
                     mode = excluded.mode, status = excluded.status, error = excluded.error, turn = excluded.turn,
                     running_since = excluded.running_since, is_stopping = excluded.is_stopping,
                     queue = excluded.queue, queue_is_paused = excluded.queue_is_paused",
            )
            .bind(Json(self.sessions));
        let (organizations, tasks, ids) = columns_of(self.closed);
        statements
            .add(
                "DELETE FROM sessions USING unnest($1::text[], $2::text[], $3::text[])
                                            AS gone (organization_id, task_id, session_id)
                 WHERE (sessions.organization_id, sessions.task_id, sessions.session_id)
                       = (gone.organization_id, gone.task_id, gone.session_id)",
            )
            .bind(organizations)
            .bind(tasks)
            .bind(ids);
        statements
            .add(
                "INSERT INTO queued_messages (organization_id, task_id, message_id, text, attachments, author, sent_at)
                 SELECT organization_id, task_id, message_id, text, attachments, author, sent_at
                 FROM jsonb_populate_recordset(NULL::queued_messages, $1)
                 ON CONFLICT (organization_id, task_id, message_id) DO UPDATE
                 SET text = excluded.text, attachments = excluded.attachments, author = excluded.author",
            )
            .bind(Json(self.messages));
        let (organizations, tasks, ids) = columns_of(self.gone);
        statements
            .add(
                "DELETE FROM queued_messages USING unnest($1::text[], $2::text[], $3::text[])
                                                   AS gone (organization_id, task_id, message_id)
                 WHERE (queued_messages.organization_id, queued_messages.task_id, queued_messages.message_id)
                       = (gone.organization_id, gone.task_id, gone.message_id)",
            )
            .bind(organizations)
            .bind(tasks)
            .bind(ids);
    }
}

/// All that waits in these sessions, by its ids.
fn messages(sessions: &[Session]) -> HashMap<&MessageId, &QueuedMessage> {
    sessions.iter().flat_map(|session| &session.queue).map(|message| (&message.message_id, message)).collect()
}

fn columns_of(keys: Vec<(TaskKey, impl ToString)>) -> (Vec<String>, Vec<String>, Vec<String>) {
    let texts = |(key, id): (TaskKey, _)| {
        (key.organization_id.to_string(), (key.task_id.to_string(), ToString::to_string(&id)))
    };
    let (organizations, (tasks, ids)) = keys.into_iter().map(texts).unzip::<_, _, _, (Vec<_>, Vec<_>)>();
    (organizations, tasks, ids)
}

impl SessionRow {
    fn new(key: &TaskKey, position: usize, session: &Session) -> Self {
        let TaskKey { organization_id, task_id } = key.clone();
        Self {
            organization_id,
            task_id,
            session_id: session.session_id.clone(),
            position,
            name: session.name.clone(),
            agent: session.agent.clone(),
            model: session.model.clone(),
            mode: session.mode.clone(),
            status: session.status,
            error: session.error.clone(),
            turn: session.turn.clone(),
            running_since: session.running_since,
            is_stopping: session.is_stopping,
            queue: session.queue.iter().map(|message| message.message_id.clone()).collect(),
            queue_is_paused: session.queue_is_paused,
            created_by: session.created_by.clone(),
            created_at: session.created_at,
        }
    }

    /// The session, with those of the task's messages that wait in it.
    fn with(self, messages: &mut HashMap<MessageId, QueuedMessage>) -> Session {
        Session {
            session_id: self.session_id,
            name: self.name,
            agent: self.agent,
            model: self.model,
            mode: self.mode,
            status: self.status,
            error: self.error,
            turn: self.turn,
            running_since: self.running_since,
            is_stopping: self.is_stopping,
            queue: self.queue.iter().filter_map(|message_id| messages.remove(message_id)).collect(),
            queue_is_paused: self.queue_is_paused,
            created_by: self.created_by,
            created_at: self.created_at,
        }
    }
}

impl MessageRow {
    fn new(key: &TaskKey, message: &QueuedMessage) -> Self {
        let TaskKey { organization_id, task_id } = key.clone();
        let QueuedMessage { message_id, text, attachments, author, sent_at } = message.clone();
        Self { organization_id, task_id, message_id, text, attachments, author, sent_at }
    }
}

impl From<MessageRow> for QueuedMessage {
    fn from(row: MessageRow) -> Self {
        let MessageRow { message_id, text, attachments, author, sent_at, .. } = row;
        Self { message_id, text, attachments, author, sent_at }
    }
}
