//! Leaves out what a newer message of the same batch replaces.

use std::{collections::HashMap, hash::Hash};

/// Keeps of each thing only the row with the highest revision, and of equal revisions the last; rows that tell of no
/// thing's whole state (`thing` is `None`) all stay. The order of what stays is kept.
pub fn keep_newest<T, K: Eq + Hash>(
    rows: Vec<T>,
    thing: impl Fn(&T) -> Option<K>,
    revision: impl Fn(&T) -> i64,
) -> Vec<T> {
    let mut highest: HashMap<K, i64> = HashMap::new();
    for row in &rows {
        if let Some(thing) = thing(row) {
            let known = highest.entry(thing).or_insert(revision(row));
            *known = revision(row).max(*known);
        }
    }
    let mut is_newest = |row: &T| match thing(row) {
        Some(thing) if highest.get(&thing) == Some(&revision(row)) => highest.remove(&thing).is_some(),
        Some(_) => false,
        None => true,
    };
    let mut kept: Vec<T> = rows.into_iter().rev().filter(|row| is_newest(row)).collect();
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row = (&'static str, Option<&'static str>, i64);

    fn kept(rows: Vec<Row>) -> Vec<&'static str> {
        keep_newest(rows, |row| row.1, |row| row.2).into_iter().map(|row| row.0).collect()
    }

    #[test]
    fn of_several_whole_states_the_newest_stays_and_the_rest_keeps_its_order() {
        let rows = vec![("1", Some("t"), 0), ("2", None, 0), ("3", Some("u"), 0), ("4", Some("t"), 0), ("5", None, 0)];
        assert_eq!(kept(rows), ["2", "3", "4", "5"]);
    }

    #[test]
    fn of_several_revisions_the_highest_stays_wherever_it_stands() {
        assert_eq!(kept(vec![("1", Some("v"), 1), ("5", Some("v"), 5), ("3", Some("v"), 3)]), ["5"]);
    }

    #[test]
    fn rows_of_the_same_state_and_revision_leave_the_last() {
        assert_eq!(kept(vec![("a", Some("v"), 2), ("b", Some("v"), 2)]), ["b"]);
    }

    #[test]
    fn nothing_is_nothing() {
        assert!(kept(vec![]).is_empty());
    }
}
