//! A task's sessions and what waits in them: read with the task as JSON, and written with it, as far as they have changed.

use std::collections::{HashMap, HashSet};

use contracts::{
    MessageId, SessionId, TaskKey,
    task::{QueuedMessage, Session},
};
use runtime::Statements;
use service_kit::columns;
use sqlx::{postgres::PgRow, types::Json};

use super::session_rows::{MessageRow, SessionRow};
use crate::model::Task;

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
                "INSERT INTO sessions (organization_id, task_id, session_id, position, name, agent, choices, options,
                                       abilities, memory, status, error, turn, running_since, is_stopping, quiet_since,
                                       steering, queue, queue_is_paused, created_by, created_at)
                 SELECT organization_id, task_id, session_id, position, name, agent, choices, options,
                        abilities, memory, status, error, turn, running_since, is_stopping, quiet_since,
                        steering, queue, queue_is_paused, created_by, created_at
                 FROM jsonb_populate_recordset(NULL::sessions, $1)
                 ON CONFLICT (organization_id, task_id, session_id) DO UPDATE
                 SET position = excluded.position, name = excluded.name, agent = excluded.agent,
                     choices = excluded.choices, options = excluded.options, abilities = excluded.abilities,
                     memory = excluded.memory, status = excluded.status, error = excluded.error, turn = excluded.turn,
                     running_since = excluded.running_since, is_stopping = excluded.is_stopping,
                     quiet_since = excluded.quiet_since, steering = excluded.steering,
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
    let all = sessions.iter().flat_map(|session| session.queue.iter().chain(&session.steering));
    all.map(|message| (&message.message_id, message)).collect()
}

fn columns_of(keys: Vec<(TaskKey, impl ToString)>) -> (Vec<String>, Vec<String>, Vec<String>) {
    let texts = |(key, id): (TaskKey, _)| {
        (key.organization_id.to_string(), (key.task_id.to_string(), ToString::to_string(&id)))
    };
    let (organizations, (tasks, ids)) = keys.into_iter().map(texts).unzip::<_, _, _, (Vec<_>, Vec<_>)>();
    (organizations, tasks, ids)
}

#[cfg(test)]
mod tests {
    use contracts::task::{CreateSession, Rename, RenameSession, TurnEnd};

    use crate::testing::{Acme, Working, bob};

    /// Which transaction has last written each row of the table.
    async fn written(acme: &Acme, table: &str) -> Vec<String> {
        let writers = format!("SELECT xmin::text FROM {table} ORDER BY {table}::text");
        sqlx::query_scalar(sqlx::AssertSqlSafe(writers)).fetch_all(acme.service.pool()).await.unwrap()
    }

    #[tokio::test]
    async fn only_rows_that_have_changed_are_written() {
        let acme = Working::opened().await;
        for text in ["one", "two", "three"] {
            acme.says(&bob(), text).await.outcome.unwrap();
        }
        acme.done(&CreateSession::default()).await;
        let (sessions, messages) = (written(&acme, "sessions").await, written(&acme, "queued_messages").await);
        assert_eq!((sessions.len(), messages.len()), (2, 2));

        acme.done(&Rename { title: "Mine".into() }).await;
        assert_eq!(written(&acme, "sessions").await, sessions);
        assert_eq!(written(&acme, "queued_messages").await, messages);

        acme.done(&RenameSession { session_id: acme.session_id.clone(), name: "Mine".into() }).await;
        let renamed = written(&acme, "sessions").await;
        assert_eq!(renamed.iter().filter(|writer| sessions.contains(writer)).count(), 1);
        assert_eq!(written(&acme, "queued_messages").await, messages);

        acme.ends(TurnEnd::Done).await.outcome.unwrap();
        let rest = written(&acme, "queued_messages").await;
        assert!(rest.len() == 1 && messages.contains(&rest[0]), "what waits on is left alone");
    }

    #[tokio::test]
    async fn a_task_that_never_had_a_session_does_not_look_for_them() {
        let acme = Acme::initialized().await;
        let plan = async || {
            let explain = concat!("EXPLAIN (ANALYZE, COSTS off) SELECT ", super::super::task_columns!(), " FROM tasks");
            let lines: Vec<String> = sqlx::query_scalar(explain).fetch_all(acme.service.pool()).await.unwrap();
            lines.join("\n")
        };
        let without = plan().await;
        assert!(without.matches("never executed").count() >= 2, "{without}");
        acme.send_as(crate::testing::speaks(&bob()), &CreateSession::default()).await.outcome.unwrap();
        let with = plan().await;
        assert_eq!(with.matches("never executed").count(), 0, "{with}");
    }
}
