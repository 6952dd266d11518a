//! What fits into one answer: NATS takes 1 MB, whatever rows have in them.

use contracts::limit;
use serde::Serialize;
use serde_json::Value;

/// How many bytes an answer's rows still have. One row alone always fits, so that reading goes on.
#[derive(Debug)]
pub struct Room {
    left: usize,
    is_empty: bool,
}

impl Room {
    pub const fn new() -> Self {
        Self { left: limit::HISTORY_PAGE_BYTES, is_empty: true }
    }

    /// Takes a row's place. `false`: it is for the next page.
    pub fn take(&mut self, row: &impl Serialize) -> serde_json::Result<bool> {
        let bytes = serde_json::to_vec(row)?.len();
        let fits = self.is_empty || bytes <= self.left;
        self.left = self.left.saturating_sub(bytes);
        self.is_empty = false;
        Ok(fits)
    }
}

/// How much of one value is shown, and how much of one that has more.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    pub bytes: i64,
    pub characters: i32,
}

impl Shown {
    /// Of each of many.
    pub const IN_A_LIST: Self = Self { bytes: limit::SHOWN_BYTES as i64, characters: limit::SHOWN_CHARACTERS as i32 };
    /// Of one that was asked for alone: as large as a message may be.
    pub const ALONE: Self = Self { bytes: limit::MESSAGE_BYTES as i64, characters: limit::SHOWN_CHARACTERS as i32 };

    /// On a page of so many rows.
    pub const fn on_a_page(rows: u32) -> Self {
        if rows == 1 { Self::ALONE } else { Self::IN_A_LIST }
    }

    /// A text of which `bytes` are stored and this was read, and how many bytes it has if it was cut.
    pub fn text(self, read: String, bytes: i64) -> (String, Option<i64>) {
        let fitting = beginning(&read, self.json_bytes());
        let is_cut = bytes > self.bytes || fitting.len() < read.len();
        (if fitting.len() < read.len() { fitting.to_owned() } else { read }, is_cut.then_some(bytes))
    }

    /// The same of a text that is JSON. What was cut is none any more, and is shown as the text that it is.
    pub fn json(self, read: String, bytes: i64) -> (Value, Option<i64>) {
        match serde_json::from_str(&read) {
            Ok(value) if bytes <= self.bytes => (value, None),
            _ => {
                let (text, cut) = self.text(read, bytes);
                (Value::String(text), cut)
            }
        }
    }

    /// A control character takes six bytes in JSON.
    fn json_bytes(self) -> usize {
        usize::try_from(self.bytes).unwrap_or(usize::MAX).saturating_mul(2)
    }
}

/// As much of the text's beginning as has at most so many bytes in JSON.
fn beginning(text: &str, bytes: usize) -> &str {
    let mut taken = 2;
    for (at, character) in text.char_indices() {
        taken += match character {
            '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
            '\0'..='\u{1f}' => 6,
            other => other.len_utf8(),
        };
        if taken > bytes {
            return &text[..at];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_row_fits_however_large_and_then_no_other() {
        let large = "x".repeat(2 * limit::HISTORY_PAGE_BYTES);
        let mut room = Room::new();
        assert!(room.take(&large).expect("JSON"));
        assert!(!room.take(&"x").expect("JSON"));
    }

    #[test]
    fn rows_fit_until_their_bytes_are_used_up() {
        let third = "x".repeat(limit::HISTORY_PAGE_BYTES / 3 - 2);
        let mut room = Room::new();
        let fits: Vec<_> = (0..4).map(|_| room.take(&third).expect("JSON")).collect();
        assert_eq!(fits, [true, true, true, false]);
    }

    #[test]
    fn a_beginning_is_counted_as_json_writes_it() {
        for text in ["plain", "a\"b\\c\n\t", "\u{1}\u{1f}", "größe 🎉\u{7f}"] {
            let bytes = serde_json::to_vec(text).expect("JSON").len();
            assert_eq!(beginning(text, bytes), text);
            assert!(beginning(text, bytes - 1).len() < text.len(), "{text:?}");
        }
    }

    #[test]
    fn what_is_cut_says_how_much_there_is() {
        let shown = Shown { bytes: 10, characters: 3 };
        assert_eq!(shown.json(r#"{"a":1}"#.into(), 7), (serde_json::json!({"a": 1}), None));
        assert_eq!(shown.json(r#"{"a"#.into(), 700), (Value::String(r#"{"a"#.into()), Some(700)));
        assert_eq!(shown.json("nonsense".into(), 8), (Value::String("nonsense".into()), None));
        assert_eq!(shown.json("\u{1}".repeat(9), 9), (Value::String("\u{1}".repeat(3)), Some(9)));
        assert_eq!(shown.json("123".into(), 12), (Value::String("123".into()), Some(12)), "a part of a number is none");
    }
}
