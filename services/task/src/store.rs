//! The task's SQL.

mod session_rows;
mod sessions;

use contracts::{
    TaskKey,
    organization::Owner,
    task::{TaskRecord, TaskStatus},
};
use runtime::{Cx, Statements};
use service_kit::columns;
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow, types::Json};

use crate::model::Task;

/// The columns of a [`Task`], with its sessions as JSON. One that never had any does not look for them.
macro_rules! task_columns {
    () => {
        "organization_id, task_id, repository_id, repository_name, clone_url, title, branch, prompt, made_from_index, \
         status, pull_request, changes, owner_user_id, owner_login, owner_avatar_url, owner_since, archived_with, \
         sessions_opened, revision, created_at, updated_at,
         CASE WHEN sessions_opened > 0 THEN
             (SELECT json_agg(session ORDER BY position) FROM sessions AS session
              WHERE (session.organization_id, session.task_id) = (tasks.organization_id, tasks.task_id))
         END AS sessions,
         CASE WHEN sessions_opened > 0 THEN
             (SELECT json_agg(message) FROM queued_messages AS message
              WHERE (message.organization_id, message.task_id) = (tasks.organization_id, tasks.task_id))
         END AS queued_messages"
    };
}
#[cfg(test)]
use task_columns;

/// The stored task, if it was ever materialised.
pub async fn find(db: impl PgExecutor<'_>, key: &TaskKey) -> sqlx::Result<Option<Task>> {
    sqlx::query_as(concat!("SELECT ", task_columns!(), " FROM tasks WHERE organization_id = $1 AND task_id = $2",))
        .bind(key.organization_id.as_str())
        .bind(key.task_id.as_str())
        .fetch_optional(db)
        .await
}

/// The next tasks of all organizations behind one, by their keys.
pub async fn behind(
    db: impl PgExecutor<'_>,
    (organization_id, task_id): &(String, String),
    rows: i64,
) -> sqlx::Result<Vec<Task>> {
    sqlx::query_as(concat!(
        "SELECT ",
        task_columns!(),
        " FROM tasks WHERE (organization_id, task_id) > ($1, $2) ORDER BY organization_id, task_id LIMIT $3",
    ))
    .bind(organization_id)
    .bind(task_id)
    .bind(rows)
    .fetch_all(db)
    .await
}

/// Those of the tasks that have no record.
pub async fn without_record(db: impl PgExecutor<'_>, keys: Vec<TaskKey>) -> sqlx::Result<Vec<TaskKey>> {
    let organizations: Vec<_> = keys.iter().map(|key| key.organization_id.as_str()).collect();
    let tasks: Vec<_> = keys.iter().map(|key| key.task_id.as_str()).collect();
    let missing: Vec<bool> = sqlx::query_scalar(
        "SELECT task.task_id IS NULL
         FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (organization_id, task_id, position)
         LEFT JOIN tasks AS task USING (organization_id, task_id)
         ORDER BY position",
    )
    .bind(organizations)
    .bind(tasks)
    .fetch_all(db)
    .await?;
    Ok(keys.into_iter().zip(missing).filter_map(|(key, missing)| missing.then_some(key)).collect())
}

/// Saves the task as it is now.
pub fn save(cx: &mut Cx, task: &Task) {
    cx.save(Task { is_new: false, ..task.clone() });
}

impl runtime::Row for Task {
    type Key = TaskKey;

    fn key(&self) -> TaskKey {
        self.key.clone()
    }

    async fn load(db: &mut PgConnection, keys: Vec<TaskKey>) -> sqlx::Result<Vec<Self>> {
        sqlx::query_as(concat!(
            "SELECT ",
            task_columns!(),
            " FROM tasks JOIN unnest($1::text[], $2::text[]) AS asked (organization_id, task_id)
                   USING (organization_id, task_id)",
        ))
        .bind(keys.iter().map(|key| key.organization_id.as_str()).collect::<Vec<_>>())
        .bind(keys.iter().map(|key| key.task_id.as_str()).collect::<Vec<_>>())
        .fetch_all(db)
        .await
    }

    /// Of a task that is there, writes what can change. Where it came from cannot. Of its sessions and what waits in them, only
    /// what has changed: most tasks' commands are not about them.
    fn save(tasks: &[Self], statements: &mut Statements) {
        let column = |pick: fn(&Task) -> &str| tasks.iter().map(pick).collect::<Vec<_>>();
        let number = |pick: fn(&Task) -> i64| tasks.iter().map(pick).collect::<Vec<_>>();
        let owner = |pick: fn(&Owner) -> Option<&str>| {
            tasks.iter().map(|task| task.record.owner.as_ref().and_then(pick)).collect::<Vec<_>>()
        };
        let pull_requests: Vec<_> = tasks.iter().map(|task| task.record.pull_request.as_ref().map(Json)).collect();
        statements
            .add(
                "INSERT INTO tasks (organization_id, task_id, repository_id, repository_name, clone_url, title, branch,
                                prompt, made_from_index, status, pull_request, revision, created_at, updated_at,
                                owner_user_id, owner_login, owner_avatar_url, owner_since, sessions_opened,
                                changes, archived_with)
             SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                                  $8::text[], $9::boolean[], $10::text[], $11::jsonb[], $12::bigint[], $13::bigint[],
                                  $14::bigint[], $15::text[], $16::text[], $17::text[], $18::bigint[],
                                  $19::integer[], $20::jsonb[], $21::bigint[])
             ON CONFLICT (organization_id, task_id) DO UPDATE
             SET title = excluded.title, prompt = excluded.prompt, made_from_index = excluded.made_from_index,
                 status = excluded.status, pull_request = excluded.pull_request, revision = excluded.revision,
                 updated_at = excluded.updated_at, owner_user_id = excluded.owner_user_id,
                 owner_login = excluded.owner_login, owner_avatar_url = excluded.owner_avatar_url,
                 owner_since = excluded.owner_since, sessions_opened = excluded.sessions_opened,
                 changes = excluded.changes, archived_with = excluded.archived_with",
            )
            .bind(column(|task| task.key.organization_id.as_str()))
            .bind(column(|task| task.key.task_id.as_str()))
            .bind(column(|task| task.record.repository_id.as_str()))
            .bind(column(|task| &task.record.repository_name))
            .bind(column(|task| &task.record.clone_url))
            .bind(column(|task| &task.record.title))
            .bind(column(|task| &task.record.branch))
            .bind(column(|task| &task.record.prompt))
            .bind(tasks.iter().map(|task| task.made_from_index).collect::<Vec<_>>())
            .bind(column(|task| task.record.status.as_str()))
            .bind(pull_requests)
            .bind(number(|task| task.record.revision))
            .bind(number(|task| task.record.created_at))
            .bind(number(|task| task.record.updated_at))
            .bind(owner(|owner| Some(owner.user_id.as_str())))
            .bind(owner(|owner| Some(&owner.login)))
            .bind(owner(|owner| owner.avatar_url.as_deref()))
            .bind(tasks.iter().map(|task| task.owner_since).collect::<Vec<_>>())
            .bind(tasks.iter().map(|task| task.sessions_opened).collect::<Vec<_>>())
            .bind(tasks.iter().map(|task| task.record.changes.map(Json)).collect::<Vec<_>>())
            .bind(tasks.iter().map(|task| task.archived_with.map(u64::cast_signed)).collect::<Vec<_>>());
        sessions::save(tasks, statements);
    }
}

impl FromRow<'_, PgRow> for Task {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let key =
            TaskKey { organization_id: columns::id(row, "organization_id")?, task_id: columns::id(row, "task_id")? };
        let record = TaskRecord {
            task_id: key.task_id.clone(),
            repository_id: columns::id(row, "repository_id")?,
            repository_name: row.try_get("repository_name")?,
            clone_url: row.try_get("clone_url")?,
            title: row.try_get("title")?,
            branch: row.try_get("branch")?,
            prompt: row.try_get("prompt")?,
            status: columns::word(row, "status", TaskStatus::parse)?,
            pull_request: columns::optional_json(row, "pull_request")?,
            owner: owner(row)?,
            changes: columns::optional_json(row, "changes")?,
            sessions: sessions::read(row)?,
            revision: row.try_get("revision")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
        };
        Ok(Self {
            key,
            stored_sessions: record.sessions.as_slice().into(),
            record,
            made_from_index: row.try_get("made_from_index")?,
            owner_since: row.try_get("owner_since")?,
            archived_with: row.try_get::<Option<i64>, _>("archived_with")?.map(i64::cast_unsigned),
            sessions_opened: row.try_get("sessions_opened")?,
            is_new: false,
        })
    }
}

fn owner(row: &PgRow) -> sqlx::Result<Option<Owner>> {
    let Some(login) = row.try_get("owner_login")? else { return Ok(None) };
    Ok(Some(Owner { user_id: columns::id(row, "owner_user_id")?, login, avatar_url: row.try_get("owner_avatar_url")? }))
}
