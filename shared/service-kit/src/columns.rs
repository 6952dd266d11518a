//! Columns as the types they hold. What cannot be read is an error that names the column.

use std::{error::Error, str::FromStr};

use serde::de::DeserializeOwned;
use sqlx::{Row, postgres::PgRow, types::Json};

pub fn id<T>(row: &PgRow, column: &str) -> sqlx::Result<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    row.try_get::<&str, _>(column)?.parse().map_err(|error| undecodable(column, error))
}

pub fn optional_id<T>(row: &PgRow, column: &str) -> sqlx::Result<Option<T>>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    let text: Option<&str> = row.try_get(column)?;
    text.map(str::parse).transpose().map_err(|error| undecodable(column, error))
}

pub fn ids<T>(row: &PgRow, column: &str) -> sqlx::Result<Vec<T>>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    let texts: Vec<String> = row.try_get(column)?;
    texts.iter().map(|text| text.parse()).collect::<Result<_, _>>().map_err(|error| undecodable(column, error))
}

pub fn json<T: DeserializeOwned>(row: &PgRow, column: &str) -> sqlx::Result<T> {
    let Json(value) = row.try_get(column)?;
    Ok(value)
}

pub fn optional_json<T: DeserializeOwned>(row: &PgRow, column: &str) -> sqlx::Result<Option<T>> {
    let value: Option<Json<T>> = row.try_get(column)?;
    Ok(value.map(|Json(value)| value))
}

/// A word of a list, by the list's own reading.
pub fn word<T>(row: &PgRow, column: &str, read: impl Fn(&str) -> Option<T>) -> sqlx::Result<T> {
    let text: &str = row.try_get(column)?;
    read(text).ok_or_else(|| undecodable(column, format!("{text:?} is not one of the words it may hold")))
}

/// The same, for a column that may be null.
pub fn optional_word<T>(row: &PgRow, column: &str, read: impl Fn(&str) -> Option<T>) -> sqlx::Result<Option<T>> {
    let text: Option<&str> = row.try_get(column)?;
    text.map(|_| word(row, column, read)).transpose()
}

/// The column does not hold what we once wrote there.
pub fn undecodable(column: &str, error: impl Into<Box<dyn Error + Send + Sync>>) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: column.into(), source: error.into() }
}
