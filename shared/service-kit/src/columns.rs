//! Columns as the types they hold. What we once wrote and cannot read is an error that names the column.

use std::{error::Error, str::FromStr};

use serde::de::DeserializeOwned;
use sqlx::{Row, postgres::PgRow, types::Json};

pub fn id<T>(row: &PgRow, column: &str) -> sqlx::Result<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    parsed(column, row.try_get(column)?)
}

pub fn optional_id<T>(row: &PgRow, column: &str) -> sqlx::Result<Option<T>>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    let text: Option<&str> = row.try_get(column)?;
    text.map(|text| parsed(column, text)).transpose()
}

pub fn ids<T>(row: &PgRow, column: &str) -> sqlx::Result<Vec<T>>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    let texts: Vec<String> = row.try_get(column)?;
    texts.iter().map(|text| parsed(column, text)).collect()
}

/// A text that was read from the column already.
pub fn parsed<T>(column: &str, text: &str) -> sqlx::Result<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    text.parse().map_err(|error| undecodable(column, error))
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
    read(text).ok_or_else(|| undecodable(column, format!("{text:?} is none of the words it may hold")))
}

fn undecodable(column: &str, error: impl Into<Box<dyn Error + Send + Sync>>) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: column.into(), source: error.into() }
}

#[cfg(test)]
mod tests {
    use contracts::{TaskId, task::TaskStatus};
    use sqlx::{Connection, PgConnection};
    use test_postgres::LentDatabase;

    use super::*;

    const ROW: &str = r#"select 't-1' as id, null::text as none, array['t-1', 't-2'] as ids, '["t-1"]'::jsonb as json,
                                null::jsonb as no_json, 'archived' as status, 'a b' as odd, array['a b'] as odds"#;

    #[tokio::test]
    async fn a_column_is_read_as_the_type_it_holds() {
        let database = LentDatabase::for_service("task").await.unwrap();
        let mut db = PgConnection::connect(&database.url).await.unwrap();
        let row = sqlx::query(ROW).fetch_one(&mut db).await.unwrap();

        let task = |text: &str| text.parse::<TaskId>().unwrap();
        assert_eq!(id::<TaskId>(&row, "id").unwrap(), task("t-1"));
        assert_eq!(optional_id::<TaskId>(&row, "id").unwrap(), Some(task("t-1")));
        assert_eq!(optional_id::<TaskId>(&row, "none").unwrap(), None);
        assert_eq!(ids::<TaskId>(&row, "ids").unwrap(), [task("t-1"), task("t-2")]);
        assert_eq!(json::<Vec<TaskId>>(&row, "json").unwrap(), [task("t-1")]);
        assert_eq!(optional_json::<Vec<TaskId>>(&row, "no_json").unwrap(), None);
        assert_eq!(word(&row, "status", TaskStatus::parse).unwrap(), TaskStatus::Archived);
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_an_error_that_names_the_column() {
        let database = LentDatabase::for_service("task").await.unwrap();
        let mut db = PgConnection::connect(&database.url).await.unwrap();
        let row = sqlx::query(ROW).fetch_one(&mut db).await.unwrap();

        let errors = [
            id::<TaskId>(&row, "odd").map(|_| ()),
            optional_id::<TaskId>(&row, "odd").map(|_| ()),
            ids::<TaskId>(&row, "odds").map(|_| ()),
            json::<u32>(&row, "json").map(|_| ()),
            word(&row, "odd", TaskStatus::parse).map(|_| ()),
        ];
        for (error, column) in errors.into_iter().zip(["odd", "odd", "odds", "json", "odd"]) {
            let error = error.unwrap_err();
            assert!(matches!(&error, sqlx::Error::ColumnDecode { index, .. } if index.contains(column)), "{error}");
        }
    }
}
