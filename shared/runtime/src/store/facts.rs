//! Facts of the service as a whole, which outlive its processes: which bucket of views it has filled, say.

use serde::{Serialize, de::DeserializeOwned};
use sqlx::{PgPool, types::Json};

/// The fact of this name, if there is one that can be read.
pub async fn read<T: DeserializeOwned + Send + Unpin + 'static>(pool: &PgPool, name: &str) -> sqlx::Result<Option<T>> {
    let value: Option<serde_json::Value> =
        sqlx::query_scalar("select value from service_facts where name = $1").bind(name).fetch_optional(pool).await?;
    Ok(value.and_then(|value| serde_json::from_value(value).ok()))
}

pub async fn write(pool: &PgPool, name: &str, value: &(impl Serialize + Sync)) -> sqlx::Result<()> {
    sqlx::query("insert into service_facts (name, value) values ($1, $2) on conflict (name) do update set value = $2")
        .bind(name)
        .bind(Json(value))
        .execute(pool)
        .await?;
    Ok(())
}
