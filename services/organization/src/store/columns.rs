//! Columns as the types they hold.

use std::{error::Error, str::FromStr};

use contracts::OrganizationId;
use sqlx::{FromRow, Row, postgres::PgRow, types::Json};

pub fn id<T>(row: &PgRow, column: &str) -> sqlx::Result<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    row.try_get::<&str, _>(column)?.parse().map_err(|error| undecodable(column, error))
}

pub fn json<T: serde::de::DeserializeOwned>(row: &PgRow, column: &str) -> sqlx::Result<Option<T>> {
    let value: Option<Json<T>> = row.try_get(column)?;
    Ok(value.map(|Json(value)| value))
}

/// A word of a list, by the list's own reading.
pub fn word<T>(row: &PgRow, column: &str, read: impl Fn(&str) -> Option<T>) -> sqlx::Result<T> {
    let text: &str = row.try_get(column)?;
    read(text).ok_or_else(|| undecodable(column, format!("{text:?} is none of the words it may hold")))
}

/// Rows of many organizations, each with its own.
pub fn with_organization<T>(rows: &[PgRow]) -> sqlx::Result<Vec<(OrganizationId, T)>>
where
    T: for<'r> FromRow<'r, PgRow>,
{
    rows.iter().map(|row| Ok((id(row, "organization_id")?, T::from_row(row)?))).collect()
}

fn undecodable(column: &str, error: impl Into<Box<dyn Error + Send + Sync>>) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: column.into(), source: error.into() }
}
