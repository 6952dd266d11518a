//! One page of what people read: so many rows, or as many as fit into an answer, and where the next one begins.

use contracts::Millis;
use futures::TryStreamExt;
use serde::Serialize;
use sqlx::{PgPool, postgres::PgRow};

use crate::{
    core::page::Room,
    handler::failure::{Failure, Handled},
    store::pages::Read,
};

/// One page of rows, and the last one if there is more behind it.
pub struct Page<T> {
    pub rows: Vec<T>,
    has_more: bool,
}

impl<T> Page<T> {
    pub fn next<N>(&self, cursor: impl Fn(&T) -> N) -> Option<N> {
        self.rows.last().filter(|_| self.has_more).map(cursor)
    }
}

/// How many rows are wanted: those that were given, if that is not too many.
pub fn rows(given: Option<u32>, otherwise: u32, most: u32) -> Handled<u32> {
    match given.unwrap_or(otherwise) {
        rows if (1..=most).contains(&rows) => Ok(rows),
        rows => {
            let message = format!("limit must be 1 to {most}, got {rows}");
            Err(Failure::invalid("runtime.limit_is_out_of_range", message))
        }
    }
}

/// Reads `rows` of what a statement finds, or as many as fit into an answer. The statement is for one more than `rows`.
pub async fn read<T: Serialize>(
    pool: &PgPool,
    read: Read<'_>,
    rows: u32,
    row: impl Fn(&PgRow) -> T,
) -> Handled<Page<T>> {
    let (mut room, mut taken) = (Room::new(), Vec::new());
    let mut found = read.fetch(pool);
    while let Some(next) = found.try_next().await? {
        let next = row(&next);
        if taken.len() == rows as usize || !room.take(&next).map_err(Failure::failed)? {
            return Ok(Page { rows: taken, has_more: true });
        }
        taken.push(next);
    }
    Ok(Page { rows: taken, has_more: false })
}

/// Where a page of runs begins: behind the run that began then and has this id.
pub type Behind<'a> = (Millis, &'a str);

/// How a place among runs is written.
pub fn run_cursor((began, run_id): Behind<'_>) -> String {
    format!("{began}.{run_id}")
}

/// Reads it again; without one, before all runs.
pub fn behind(after: Option<&str>) -> Handled<Behind<'_>> {
    let Some(after) = after else { return Ok((Millis::MAX, "")) };
    let read = after.split_once('.').and_then(|(began, run_id)| Some((began.parse().ok()?, run_id)));
    read.ok_or_else(|| Failure::invalid("runtime.cursor_is_malformed", "`after` must be the `next` of the page before"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_among_runs_is_read_as_it_was_written() {
        assert_eq!(behind(Some(&run_cursor((7, "r-1.2")))).ok(), Some((7, "r-1.2")));
        assert_eq!(behind(None).ok(), Some((Millis::MAX, "")));
        for nonsense in ["", "7", "x.r-1", "7,r-1"] {
            let refused = behind(Some(nonsense)).expect_err("refused").to_string();
            assert!(refused.contains("`next`"), "{refused}");
        }
    }

    #[test]
    fn no_more_rows_are_wanted_than_there_may_be() {
        assert_eq!([rows(None, 20, 200).ok(), rows(Some(200), 20, 200).ok()], [Some(20), Some(200)]);
        assert!(rows(Some(0), 20, 200).is_err() && rows(Some(201), 20, 200).is_err());
    }
}
