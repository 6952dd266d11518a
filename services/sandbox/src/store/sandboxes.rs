//! The sandboxes' rows.

use contracts::{
    Millis, OrganizationId, TaskKey, UserId,
    sandbox::{SandboxRecord, SandboxStatus},
};
use runtime::Statements;
use service_kit::columns;
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow, types::Json};

use crate::model::Sandbox;

/// The task's sandbox, if it ever had one.
pub async fn find(db: impl PgExecutor<'_>, key: &TaskKey) -> sqlx::Result<Option<Sandbox>> {
    sqlx::query_as(
        "SELECT organization_id, task_id, generation, status, stages, provider, provider_id, expires_at, identity, note,
                processes, ending, extension, files_left, revision, created_at, updated_at, source, person
         FROM sandboxes WHERE organization_id = $1 AND task_id = $2",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .fetch_optional(db)
    .await
}

/// The next sandboxes of all organizations behind one, by their keys.
pub async fn behind(
    db: impl PgExecutor<'_>,
    (organization_id, task_id): &(String, String),
    rows: i64,
) -> sqlx::Result<Vec<Sandbox>> {
    sqlx::query_as(
        "SELECT organization_id, task_id, generation, status, stages, provider, provider_id, expires_at, identity, note,
                processes, ending, extension, files_left, revision, created_at, updated_at, source, person
         FROM sandboxes WHERE (organization_id, task_id) > ($1, $2) ORDER BY organization_id, task_id LIMIT $3",
    )
    .bind(organization_id)
    .bind(task_id)
    .bind(rows)
    .fetch_all(db)
    .await
}

/// The same of those that are ready and in which people have started something.
pub async fn with_processes_behind(
    db: impl PgExecutor<'_>,
    (organization_id, task_id): &(String, String),
    rows: usize,
) -> sqlx::Result<Vec<Sandbox>> {
    sqlx::query_as(
        "SELECT organization_id, task_id, generation, status, stages, provider, provider_id, expires_at, identity, note,
                processes, ending, extension, files_left, revision, created_at, updated_at, source, person
         FROM sandboxes WHERE (organization_id, task_id) > ($1, $2) AND processes <> '[]' AND status = 'ready'
         ORDER BY organization_id, task_id LIMIT $3",
    )
    .bind(organization_id)
    .bind(task_id)
    .bind(i64::try_from(rows).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await
}

/// Those of the organization that are there, awake or not, with this person's credentials inside.
pub async fn with_credentials_of(
    db: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    user_id: &UserId,
) -> sqlx::Result<Vec<Line>> {
    let lines = sqlx::query(
        "SELECT organization_id, task_id, generation, status, provider_id, expires_at, updated_at
         FROM sandboxes
         WHERE organization_id = $1 AND status IN ('ready', 'paused') AND identity->>'userId' = $2
         ORDER BY task_id",
    );
    let lines = lines.bind(organization_id.as_str()).bind(user_id.as_str()).fetch_all(db).await?;
    lines.iter().map(line).collect()
}

/// Of a sandbox, what is compared with what its provider has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub key: TaskKey,
    pub generation: i32,
    pub status: SandboxStatus,
    pub provider_id: Option<String>,
    pub expires_at: Option<Millis>,
    pub updated_at: Millis,
}

/// The next sandboxes of all organizations behind one, by their keys: those that this provider has, or may have soon.
/// Without the destroyed ones, of which it has nothing any more: every task that ever was has one.
pub async fn lines_behind(
    db: impl PgExecutor<'_>,
    (organization_id, task_id): &(String, String),
    provider: &str,
    rows: usize,
) -> sqlx::Result<Vec<Line>> {
    let lines = sqlx::query(
        "SELECT organization_id, task_id, generation, status, provider_id, expires_at, updated_at
         FROM sandboxes
         WHERE (organization_id, task_id) > ($1, $2) AND status <> 'destroyed' AND coalesce(provider, $3) = $3
         ORDER BY organization_id, task_id LIMIT $4",
    );
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    let lines = lines.bind(organization_id).bind(task_id).bind(provider).bind(rows).fetch_all(db).await?;
    lines.iter().map(line).collect()
}

fn line(row: &PgRow) -> sqlx::Result<Line> {
    Ok(Line {
        key: key(row)?,
        generation: row.try_get("generation")?,
        status: columns::word(row, "status", SandboxStatus::parse)?,
        provider_id: row.try_get("provider_id")?,
        expires_at: row.try_get("expires_at")?,
        updated_at: row.try_get("updated_at")?,
    })
}

pub(super) fn key(row: &PgRow) -> sqlx::Result<TaskKey> {
    Ok(TaskKey { organization_id: columns::id(row, "organization_id")?, task_id: columns::id(row, "task_id")? })
}

impl runtime::Row for Sandbox {
    type Key = TaskKey;

    fn key(&self) -> TaskKey {
        self.key.clone()
    }

    async fn load(db: &mut PgConnection, keys: Vec<TaskKey>) -> sqlx::Result<Vec<Self>> {
        sqlx::query_as(
            "SELECT organization_id, task_id, generation, status, stages, provider, provider_id, expires_at, identity, note,
                processes, ending, extension, files_left, revision, created_at, updated_at, source, person
             FROM sandboxes JOIN unnest($1::text[], $2::text[]) AS asked (organization_id, task_id)
                   USING (organization_id, task_id)",
        )
        .bind(keys.iter().map(|key| key.organization_id.as_str()).collect::<Vec<_>>())
        .bind(keys.iter().map(|key| key.task_id.as_str()).collect::<Vec<_>>())
        .fetch_all(db)
        .await
    }

    fn save(sandboxes: &[Self], statements: &mut Statements) {
        let record = |pick: fn(&SandboxRecord) -> Option<&str>| {
            sandboxes.iter().map(|sandbox| pick(&sandbox.record)).collect::<Vec<_>>()
        };
        let number =
            |pick: fn(&SandboxRecord) -> i64| sandboxes.iter().map(|sandbox| pick(&sandbox.record)).collect::<Vec<_>>();
        statements
            .add(
                "INSERT INTO sandboxes (organization_id, task_id, generation, status, stages, source, person, provider,
                                    provider_id, expires_at, identity, note, revision, created_at, updated_at, processes,
                                    ending, extension, files_left)
             SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::jsonb[], $6::jsonb[], $7::text[],
                                  $8::text[], $9::text[], $10::bigint[], $11::jsonb[], $12::text[], $13::bigint[],
                                  $14::bigint[], $15::bigint[], $16::jsonb[], $17::jsonb[], $18::jsonb[], $19::boolean[])
             ON CONFLICT (organization_id, task_id) DO UPDATE
             SET generation = excluded.generation, status = excluded.status, stages = excluded.stages,
                 source = excluded.source, person = excluded.person, provider = excluded.provider,
                 provider_id = excluded.provider_id, expires_at = excluded.expires_at, identity = excluded.identity,
                 note = excluded.note, revision = excluded.revision, updated_at = excluded.updated_at,
                 processes = excluded.processes, ending = excluded.ending, extension = excluded.extension,
                 files_left = excluded.files_left",
            )
            .bind(sandboxes.iter().map(|sandbox| sandbox.key.organization_id.as_str()).collect::<Vec<_>>())
            .bind(sandboxes.iter().map(|sandbox| sandbox.key.task_id.as_str()).collect::<Vec<_>>())
            .bind(sandboxes.iter().map(|sandbox| sandbox.record.generation).collect::<Vec<_>>())
            .bind(record(|record| Some(record.status.as_str())))
            .bind(sandboxes.iter().map(|sandbox| Json(&sandbox.record.stages)).collect::<Vec<_>>())
            .bind(sandboxes.iter().map(|sandbox| Json(&sandbox.source)).collect::<Vec<_>>())
            .bind(sandboxes.iter().map(|sandbox| sandbox.person.as_str()).collect::<Vec<_>>())
            .bind(record(|record| record.provider.as_deref()))
            .bind(record(|record| record.provider_id.as_deref()))
            .bind(sandboxes.iter().map(|sandbox| sandbox.record.expires_at).collect::<Vec<_>>())
            .bind(sandboxes.iter().map(|sandbox| sandbox.record.identity.as_ref().map(Json)).collect::<Vec<_>>())
            .bind(record(|record| record.note.as_deref()))
            .bind(number(|record| record.revision))
            .bind(number(|record| record.created_at))
            .bind(number(|record| record.updated_at))
            .bind(sandboxes.iter().map(|sandbox| Json(&sandbox.record.processes)).collect::<Vec<_>>())
            .bind(sandboxes.iter().map(|sandbox| sandbox.record.ending.as_ref().map(Json)).collect::<Vec<_>>())
            .bind(sandboxes.iter().map(|sandbox| sandbox.record.extension.as_ref().map(Json)).collect::<Vec<_>>())
            .bind(sandboxes.iter().map(|sandbox| sandbox.record.files_left).collect::<Vec<_>>());
    }
}

impl FromRow<'_, PgRow> for Sandbox {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let key = key(row)?;
        let record = SandboxRecord {
            task_id: key.task_id.clone(),
            generation: row.try_get("generation")?,
            status: columns::word(row, "status", SandboxStatus::parse)?,
            stages: columns::json(row, "stages")?,
            provider: row.try_get("provider")?,
            provider_id: row.try_get("provider_id")?,
            expires_at: row.try_get("expires_at")?,
            identity: columns::optional_json(row, "identity")?,
            note: row.try_get("note")?,
            processes: columns::json(row, "processes")?,
            ending: columns::optional_json(row, "ending")?,
            extension: columns::optional_json(row, "extension")?,
            files_left: row.try_get("files_left")?,
            revision: row.try_get("revision")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
        };
        Ok(Self { key, record, source: columns::json(row, "source")?, person: columns::id(row, "person")? })
    }
}
