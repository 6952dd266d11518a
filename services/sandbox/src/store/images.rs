//! The rows of images, which come in parts.

use contracts::{Millis, TaskKey, sandbox::UploadImage};
use sqlx::{PgConnection, PgExecutor, PgPool};

/// An image as far as it is there.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Image {
    pub bytes: i32,
    /// `None` until all parts are there.
    pub media_type: Option<String>,
}

pub async fn find(db: impl PgExecutor<'_>, key: &TaskKey, image_id: &str) -> sqlx::Result<Option<Image>> {
    sqlx::query_as("SELECT bytes, media_type FROM images WHERE organization_id = $1 AND task_id = $2 AND image_id = $3")
        .bind(key.organization_id.as_str())
        .bind(key.task_id.as_str())
        .bind(image_id)
        .fetch_optional(db)
        .await
}

pub async fn count(db: impl PgExecutor<'_>, key: &TaskKey) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT count(*) FROM images WHERE organization_id = $1 AND task_id = $2")
        .bind(key.organization_id.as_str())
        .bind(key.task_id.as_str())
        .fetch_one(db)
        .await
}

/// Keeps a part; the parts that are there then.
pub async fn add_part(
    db: &mut PgConnection,
    key: &TaskKey,
    upload: &UploadImage,
    data: &[u8],
    (by, now): (&str, Millis),
) -> sqlx::Result<Vec<i32>> {
    sqlx::query(
        "INSERT INTO images (organization_id, task_id, image_id, bytes, uploaded_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(&upload.image_id)
    .bind(i32::try_from(upload.bytes).unwrap_or(i32::MAX))
    .bind(by)
    .bind(now)
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "INSERT INTO image_parts (organization_id, task_id, image_id, part, data) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (organization_id, task_id, image_id, part) DO UPDATE SET data = excluded.data",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(&upload.image_id)
    .bind(i32::try_from(upload.part).unwrap_or(i32::MAX))
    .bind(data)
    .execute(&mut *db)
    .await?;
    sqlx::query_scalar(
        "SELECT part FROM image_parts WHERE organization_id = $1 AND task_id = $2 AND image_id = $3 ORDER BY part",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(&upload.image_id)
    .fetch_all(db)
    .await
}

/// All bytes that are there, in order.
pub async fn whole(db: impl PgExecutor<'_>, key: &TaskKey, image_id: &str) -> sqlx::Result<Vec<u8>> {
    let parts: Vec<Vec<u8>> = sqlx::query_scalar(
        "SELECT data FROM image_parts WHERE organization_id = $1 AND task_id = $2 AND image_id = $3 ORDER BY part",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(image_id)
    .fetch_all(db)
    .await?;
    Ok(parts.concat())
}

pub async fn part(db: &PgPool, key: &TaskKey, image_id: &str, part: i32) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar(
        "SELECT data FROM image_parts WHERE organization_id = $1 AND task_id = $2 AND image_id = $3 AND part = $4",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(image_id)
    .bind(part)
    .fetch_optional(db)
    .await
}

/// All parts are there, and it is an image.
pub async fn complete(db: &mut PgConnection, key: &TaskKey, image_id: &str, media_type: &str) -> sqlx::Result<()> {
    sqlx::query("UPDATE images SET media_type = $4 WHERE organization_id = $1 AND task_id = $2 AND image_id = $3")
        .bind(key.organization_id.as_str())
        .bind(key.task_id.as_str())
        .bind(image_id)
        .bind(media_type)
        .execute(db)
        .await
        .map(|_| ())
}

/// A message points at these: they stay. Their bytes together; `None` when not all of them are there.
pub async fn use_all(db: &mut PgConnection, key: &TaskKey, image_ids: &[&str]) -> sqlx::Result<Option<usize>> {
    if image_ids.is_empty() {
        return Ok(Some(0));
    }
    let used: Vec<i32> = sqlx::query_scalar(
        "UPDATE images SET is_used = true
         WHERE organization_id = $1 AND task_id = $2 AND image_id = ANY ($3) AND media_type IS NOT NULL
         RETURNING bytes",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(image_ids)
    .fetch_all(db)
    .await?;
    let mut wanted = image_ids.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let bytes = used.iter().map(|bytes| usize::try_from(*bytes).unwrap_or_default()).sum();
    Ok((used.len() == wanted.len()).then_some(bytes))
}

/// Removes those of before `before` that no message points at. Says how many.
pub async fn remove_unused(pool: &PgPool, before: Millis) -> sqlx::Result<u64> {
    let removed =
        sqlx::query("DELETE FROM images WHERE NOT is_used AND created_at < $1").bind(before).execute(pool).await?;
    Ok(removed.rows_affected())
}
