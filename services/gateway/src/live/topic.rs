//! One topic's values as this process knows them, and what a subscriber is told of them.
//!
//! A cursor is a sequence of the bucket's stream. The bucket keeps the newest entry of each key, and an entry without a
//! value for what is gone; so the entries after a cursor are all that changed since.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::protocol::{Entry, ServerMessage};
use super::watch::Put;
use crate::limits;

#[derive(Debug, Default)]
pub struct Values {
    lines: BTreeMap<Arc<str>, Line>,
    cursor: u64,
    /// The cursor of the newest change that was told.
    told: u64,
    /// The newest sequence of what has left the bucket without a trace: who is behind it must start anew.
    forgotten: u64,
}

#[derive(Debug)]
struct Line {
    sequence: u64,
    entry: Entry,
}

/// What a new subscriber is told.
#[derive(Debug)]
pub struct Snapshot {
    /// By sequence, so that each page ends with a cursor to resume from.
    entries: Vec<(u64, Entry)>,
    /// What the subscriber knows all up to.
    since: u64,
    cursor: u64,
    reset: bool,
}

impl Values {
    /// Takes in an entry. The change to tell, unless something as new or newer is known.
    pub fn put(&mut self, key: &str, sequence: u64, put: Put) -> Option<Entry> {
        self.cursor = self.cursor.max(sequence);
        let known = self.lines.get_mut(key);
        let (revision, value) = match (put, &known) {
            (Put::Value(stored), _) => (stored.revision, stored.value.map(Arc::from)),
            (Put::Removed, Some(line)) if line.entry.value.is_some() => (line.entry.revision, None),
            (Put::Removed, _) => {
                self.forget(key, sequence);
                return None;
            }
        };
        match known {
            Some(line) if revision < line.entry.revision => None,
            Some(line) if revision == line.entry.revision && value.is_some() == line.entry.value.is_some() => {
                line.sequence = sequence;
                None
            }
            Some(line) => {
                *line = Line { sequence, entry: Entry { key: line.entry.key.clone(), revision, value } };
                Some(line.entry.clone())
            }
            None => {
                let entry = Entry { key: key.into(), revision, value };
                self.lines.insert(entry.key.clone(), Line { sequence, entry: entry.clone() });
                Some(entry)
            }
        }
    }

    fn forget(&mut self, key: &str, sequence: u64) {
        self.lines.remove(key);
        self.forgotten = self.forgotten.max(sequence);
    }

    /// All has been read anew, up to `cursor`. A lower one than before says that the bucket has lost its newest entries.
    pub fn rewind(&mut self, cursor: u64) {
        self.cursor = cursor;
        self.told = self.told.min(cursor);
    }

    /// A change is told now; gives the cursor of the one before it, by which a subscriber notices that it has missed one.
    pub fn tell(&mut self) -> u64 {
        std::mem::replace(&mut self.told, self.cursor)
    }

    /// Whether there is a value under this key.
    pub fn has(&self, key: &str) -> bool {
        self.lines.get(key).is_some_and(|line| line.entry.value.is_some())
    }

    pub fn cursor(&self) -> u64 {
        self.cursor
    }

    /// What a subscriber needs who knows everything up to `since`; everything when that cannot be told.
    pub fn snapshot(&self, since: Option<u64>) -> Snapshot {
        let resumable = since.filter(|since| (self.forgotten..=self.cursor).contains(since));
        let wanted = |line: &&Line| match resumable {
            Some(since) => line.sequence > since,
            None => line.entry.value.is_some(),
        };
        let wanted = self.lines.values().filter(wanted).map(|line| (line.sequence, line.entry.clone()));
        let mut entries: Vec<_> = wanted.collect();
        entries.sort_by_key(|(sequence, _)| *sequence);
        let reset = since.is_some() && resumable.is_none();
        Snapshot { entries, since: resumable.unwrap_or_default(), cursor: self.cursor, reset }
    }
}

impl Snapshot {
    /// The messages to send; at least one, so that a subscriber knows where it stands.
    pub fn into_pages(self, topic: &str) -> impl Iterator<Item = String> + use<> {
        let (topic, mut rest, mut is_first) = (topic.to_owned(), self.entries.into_iter().peekable(), true);
        let mut previous = self.since;
        std::iter::from_fn(move || {
            if rest.peek().is_none() && !is_first {
                return None;
            }
            let (mut page, mut bytes, mut cursor) = (Vec::new(), 0, 0);
            while bytes < limits::SNAPSHOT_BYTES && page.len() < limits::SNAPSHOT_ENTRIES {
                let Some((sequence, entry)) = rest.next() else { break };
                bytes += entry.value.as_ref().map_or(0, |value| value.get().len());
                cursor = sequence;
                page.push(entry);
            }
            let complete = rest.peek().is_none();
            let cursor = if complete { self.cursor } else { cursor };
            let reset = self.reset && std::mem::take(&mut is_first);
            is_first = false;
            let previous = std::mem::replace(&mut previous, cursor);
            Some(ServerMessage::Snapshot { topic: &topic, previous, cursor, entries: &page, complete, reset }.to_json())
        })
    }
}

#[cfg(test)]
mod tests {
    use contracts::view::Stored;
    use serde_json::{Value, json};

    use super::*;

    fn stored(revision: i64, value: Option<Value>) -> Put {
        let value = value.map(|value| serde_json::value::to_raw_value(&value).expect("JSON"));
        Put::Value(Stored { revision, value })
    }

    fn told(values: &Values, since: Option<u64>) -> Vec<Value> {
        let pages = values.snapshot(since).into_pages("organization.acme");
        pages.map(|page| serde_json::from_str(&page).expect("JSON")).collect()
    }

    fn keys(page: &Value) -> Vec<&str> {
        let entries = page["entries"].as_array().expect("entries").iter();
        entries.map(|entry| entry["key"].as_str().expect("a key")).collect()
    }

    /// a at 1, b at 2, c gone at 4.
    fn values() -> Values {
        let mut values = Values::default();
        values.put("a", 1, stored(1, Some(json!("a1"))));
        values.put("b", 2, stored(1, Some(json!("b1"))));
        values.put("c", 3, stored(1, Some(json!("c1"))));
        values.put("c", 4, stored(2, None));
        values
    }

    #[test]
    fn a_new_subscriber_gets_what_is_there() {
        let pages = told(&values(), None);
        assert_eq!(pages.len(), 1);
        assert_eq!(keys(&pages[0]), ["a", "b"]);
        assert_eq!(
            (&pages[0]["cursor"], &pages[0]["complete"], pages[0].get("reset")),
            (&json!(4), &json!(true), None)
        );
    }

    #[test]
    fn who_resumes_gets_what_changed_since_and_what_is_gone() {
        let pages = told(&values(), Some(1));
        assert_eq!(keys(&pages[0]), ["b", "c"]);
        assert_eq!(pages[0]["entries"][1]["value"], Value::Null);

        let nothing = told(&values(), Some(4));
        assert_eq!((nothing.len(), keys(&nothing[0])), (1, vec![]));
    }

    #[test]
    fn who_knows_more_than_there_is_starts_anew() {
        let pages = told(&values(), Some(5));
        assert_eq!(pages[0]["reset"], true);
        assert_eq!(keys(&pages[0]), ["a", "b"]);
    }

    #[test]
    fn who_is_behind_what_left_without_a_trace_starts_anew() {
        let mut values = values();
        assert!(values.put("c", 5, Put::Removed).is_none(), "it was gone already");
        assert_eq!(told(&values, Some(4))[0]["reset"], true);
        assert_eq!(told(&values, Some(5))[0].get("reset"), None);
    }

    #[test]
    fn what_is_removed_by_hand_is_told_as_gone() {
        let change = values().put("a", 5, Put::Removed).expect("a change");
        assert_eq!((&*change.key, change.value.is_none()), ("a", true));
    }

    #[test]
    fn a_late_older_revision_changes_nothing() {
        let mut values = values();
        values.put("a", 5, stored(3, Some(json!("a3"))));
        assert!(values.put("a", 6, stored(2, Some(json!("a2")))).is_none());
        assert!(values.put("a", 7, stored(3, Some(json!("a3")))).is_none(), "a repeat is no change");
        assert_eq!(told(&values, None)[0]["entries"][1]["value"], "a3");
        assert_eq!(values.cursor(), 7);
    }

    #[test]
    fn each_change_and_each_page_names_the_one_before_it() {
        let mut values = Values::default();
        assert_eq!(values.tell(), 0);
        for number in 1..=600_u64 {
            values.put(&format!("k{number}"), number, stored(1, Some(json!(number))));
            assert_eq!(values.tell(), number - 1);
        }
        values.put("k1", 601, stored(1, Some(json!(1))));
        values.put("k1", 602, stored(2, Some(json!(2))));
        assert_eq!(values.tell(), 600, "what changes nothing is not told, and leaves no gap");

        let pages = told(&values, Some(100));
        let cursors: Vec<_> = pages.iter().map(|page| (&page["previous"], &page["cursor"])).collect();
        assert_eq!(cursors[0].0, &json!(100));
        assert!(cursors.windows(2).all(|pair| pair[0].1 == pair[1].0), "{cursors:?}");
    }

    #[test]
    fn a_bucket_that_has_lost_its_newest_entries_leaves_no_gap() {
        let mut values = values();
        values.tell();
        values.rewind(2);
        values.put("a", 3, stored(2, Some(json!("a2"))));
        assert_eq!(values.tell(), 2);
    }

    #[test]
    fn a_large_snapshot_comes_in_pages_that_can_each_be_resumed_from() {
        let mut values = Values::default();
        for number in 1..=600_u64 {
            values.put(&format!("k{}", 1000 - number), number, stored(1, Some(json!(number))));
        }
        let pages = told(&values, None);
        let complete: Vec<_> = pages.iter().map(|page| page["complete"].as_bool().expect("a flag")).collect();
        assert_eq!(complete, [false, false, true]);

        let after_the_first = told(&values, pages[0]["cursor"].as_u64());
        let read = keys(&pages[0]).len() + after_the_first.iter().map(|page| keys(page).len()).sum::<usize>();
        assert_eq!(read, 600);
    }
}
