//! Pages of a list: how many rows, and where the next page begins.

use std::{fmt::Display, str::FromStr};

use contracts::limit;

/// Without a limit.
const DEFAULT_ROWS: u32 = 100;

/// Why there is no such page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    #[error("the limit must be 1 to {max}, got {got}", max = limit::PAGE_ROWS)]
    LimitIsOutOfRange { got: u32 },
    #[error("`after` must be the `next` of the page before")]
    CursorIsMalformed,
}

/// How many rows a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rows(u32);

impl Rows {
    pub fn parse(limit: Option<u32>) -> Result<Self, PageError> {
        let rows = limit.unwrap_or(DEFAULT_ROWS);
        if !(1..=limit::PAGE_ROWS).contains(&rows) {
            return Err(PageError::LimitIsOutOfRange { got: rows });
        }
        Ok(Self(rows))
    }

    pub const fn count(self) -> u32 {
        self.0
    }

    /// How many to read: the one more says whether there is a next page.
    pub fn and_one(self) -> i64 {
        i64::from(self.0) + 1
    }

    /// Drops the one more and gives the next page's cursor, if there was one.
    pub fn cut<T, S: Display>(self, found: &mut Vec<T>, cursor: impl Fn(&T) -> Cursor<S>) -> Option<String> {
        let rows = self.0 as usize;
        let there_is_more = found.len() > rows;
        found.truncate(rows);
        found.last().filter(|_| there_is_more).map(|last| cursor(last).to_string())
    }
}

/// The last row of a page: what the list is sorted by, and the row's id to tell equals apart. Opaque to callers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor<S> {
    pub sort: S,
    pub id: String,
}

impl<S> Cursor<S> {
    /// The cursor before all rows, if `sort` is before all that they are sorted by.
    pub const fn first(sort: S) -> Self {
        Self { sort, id: String::new() }
    }
}

impl<S: FromStr> Cursor<S> {
    /// The cursor given as `after`; without one, `first`, which is before all rows.
    pub fn parse(after: Option<&str>, first: S) -> Result<Self, PageError> {
        let Some(after) = after else { return Ok(Self::first(first)) };
        let (sort, id) = after.rsplit_once('.').ok_or(PageError::CursorIsMalformed)?;
        let sort = sort.parse().map_err(|_| PageError::CursorIsMalformed)?;
        Ok(Self { sort, id: id.to_owned() })
    }
}

impl<S: Display> Display for Cursor<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.sort, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_as_it_was_written() {
        let cursor = Cursor { sort: "dependabot.x".to_owned(), id: "u1".to_owned() };
        assert_eq!(Cursor::parse(Some(&cursor.to_string()), String::new()), Ok(cursor));
    }

    #[test]
    fn a_text_that_is_no_cursor_is_refused() {
        for text in ["", "x", "x.t-1"] {
            assert_eq!(Cursor::parse(Some(text), i64::MAX), Err(PageError::CursorIsMalformed), "{text:?}");
        }
    }

    #[test]
    fn only_a_full_page_with_a_row_behind_it_has_a_next() {
        let rows = Rows::parse(Some(2)).expect("allowed");
        let cursor = |row: &i64| Cursor { sort: *row, id: "x".to_owned() };
        assert_eq!(rows.cut(&mut vec![3, 2], cursor), None);
        assert_eq!(rows.cut(&mut vec![3, 2, 1], cursor), Some("2.x".to_owned()));
    }

    #[test]
    fn a_page_of_none_or_too_many_is_refused() {
        assert_eq!(Rows::parse(Some(0)), Err(PageError::LimitIsOutOfRange { got: 0 }));
        assert_eq!(Rows::parse(Some(201)), Err(PageError::LimitIsOutOfRange { got: 201 }));
        assert_eq!(Rows::parse(Some(200)).map(Rows::count), Ok(200));
        assert_eq!(Rows::parse(None).map(Rows::count), Ok(100));
    }
}
