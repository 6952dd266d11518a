//! Pages of a list: how many rows, and where the next page begins.

use std::{
    fmt::{self, Display},
    str::FromStr,
};

use contracts::limit;

const DEFAULT_ROWS: u32 = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the limit must be 1 to {max}, got {got}", max = limit::PAGE_ROWS)]
pub struct LimitIsOutOfRange {
    pub got: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("`after` must be the `next` of the page before")]
pub struct CursorIsMalformed;

/// How many rows a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rows(u32);

impl Rows {
    pub fn parse(limit: Option<u32>) -> Result<Self, LimitIsOutOfRange> {
        let got = limit.unwrap_or(DEFAULT_ROWS);
        if (1..=limit::PAGE_ROWS).contains(&got) { Ok(Self(got)) } else { Err(LimitIsOutOfRange { got }) }
    }

    pub fn count(self) -> usize {
        self.0 as usize
    }

    /// How many to read: the one more says whether there is a next page.
    pub fn and_one(self) -> i64 {
        i64::from(self.0) + 1
    }

    /// Drops the one more and gives the next page's cursor, if there was one.
    pub fn cut<T, C>(self, found: &mut Vec<T>, cursor: impl Fn(&T) -> C) -> Option<C> {
        cut(found, self.count(), cursor)
    }
}

/// Keeps the first `rows` of what was found, and gives the next page's cursor if that left any out.
pub fn cut<T, C>(found: &mut Vec<T>, rows: usize, cursor: impl Fn(&T) -> C) -> Option<C> {
    let there_is_more = found.len() > rows;
    found.truncate(rows);
    found.last().filter(|_| there_is_more).map(cursor)
}

/// The last row of a page: what the list is sorted by, and the row's id to tell equals apart. Opaque to callers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor<S> {
    pub sort: S,
    pub id: String,
}

impl<S: FromStr> Cursor<S> {
    /// The cursor given as `after`; without one, `first`, which is before all rows.
    pub fn parse(after: Option<&str>, first: S) -> Result<Self, CursorIsMalformed> {
        let Some(after) = after else { return Ok(Self { sort: first, id: String::new() }) };
        let (sort, id) = after.rsplit_once('.').ok_or(CursorIsMalformed)?;
        let sort = sort.parse().map_err(|_| CursorIsMalformed)?;
        Ok(Self { sort, id: id.to_owned() })
    }
}

impl<S: Display> Display for Cursor<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
            assert_eq!(Cursor::parse(Some(text), i64::MAX), Err(CursorIsMalformed), "{text:?}");
        }
    }

    #[test]
    fn only_a_full_page_with_a_row_behind_it_has_a_next() {
        let rows = Rows::parse(Some(2)).expect("allowed");
        assert_eq!(rows.cut(&mut vec![3, 2], |row| *row), None);
        let mut found = vec![3, 2, 1];
        assert_eq!((rows.cut(&mut found, |row| *row), found), (Some(2), vec![3, 2]));
    }

    #[test]
    fn a_page_has_100_rows_unless_another_number_is_asked_for() {
        assert_eq!(Rows::parse(None), Ok(Rows(100)));
        assert_eq!(Rows::parse(Some(200)), Ok(Rows(200)));
    }

    #[test]
    fn a_page_of_none_or_too_many_is_refused() {
        assert_eq!(Rows::parse(Some(0)), Err(LimitIsOutOfRange { got: 0 }));
        assert_eq!(Rows::parse(Some(201)), Err(LimitIsOutOfRange { got: 201 }));
    }
}
