//! One line while it is put together, cut to what a line may have: pure.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use contracts::logs::{LogLevel, LogLine};
use serde_json::Value;
use tracing::field::{Field, Visit};

/// Some sentences. A line is one of thousands, and somebody's error may hold a whole answer of another server.
pub const MESSAGE_BYTES: usize = 2048;
/// An id, a path, a reason.
pub const VALUE_BYTES: usize = 512;
/// More than any line of ours has.
pub const FIELDS: usize = 24;
/// Two ids and a point; somebody with the NATS CLI may write anything.
pub const KEY_BYTES: usize = 160;

#[derive(Default)]
pub struct Line {
    message: String,
    fields: BTreeMap<String, Value>,
}

impl Line {
    pub fn put_message(&mut self, message: &str) {
        self.message = cut(message, MESSAGE_BYTES);
    }

    pub fn put(&mut self, name: &str, value: Value) {
        if self.fields.len() >= FIELDS {
            return;
        }
        let value = match value {
            Value::String(text) => Value::String(cut(&text, VALUE_BYTES)),
            Value::Array(_) | Value::Object(_) => Value::String(cut(&value.to_string(), VALUE_BYTES)),
            plain => plain,
        };
        self.fields.insert(name.to_owned(), value);
    }

    /// Its place, its time and who says it are still to be filled in.
    pub fn finish(self, key: &str, level: LogLevel, trace_id: Option<String>) -> LogLine {
        let Self { message, fields } = self;
        let (instance, service) = Default::default();
        LogLine { instance, sequence: 0, at: 0, level, service, message, fields, key: cut(key, KEY_BYTES), trace_id }
    }
}

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "message" => self.put_message(value),
            name => self.put(name, Value::String(cut(value, VALUE_BYTES))),
        }
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field.name(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field.name(), value.into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field.name(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field.name(), value.into());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let mut text = Cut { text: String::new(), most: MESSAGE_BYTES };
        // It fails where it is full: the rest of a large value is never formatted.
        if write!(text, "{value:?}").is_err() {
            text.text.push('…');
        }
        self.record_str(field, &text.text);
    }
}

/// Takes as much as it may have.
struct Cut {
    text: String,
    most: usize,
}

impl Write for Cut {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        let room = self.most.saturating_sub(self.text.len());
        let end = more.floor_char_boundary(room);
        self.text.push_str(&more[..end]);
        if end < more.len() { Err(fmt::Error) } else { Ok(()) }
    }
}

/// The beginning of a text, with a sign if something is missing.
fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(most.saturating_sub('…'.len_utf8()));
    format!("{}…", &text[..end])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_too_long_is_cut_between_characters_and_says_so() {
        assert_eq!(cut("äöü", 6), "äöü");
        assert_eq!(cut("äöüß", 7), "äö…");
        let mut line = Line::default();
        line.put_message(&"ü".repeat(MESSAGE_BYTES));
        line.put("answer", json!("x".repeat(10_000)));
        line.put("list", json!(vec!["x"; 10_000]));
        let line = line.finish(&"k".repeat(10_000), LogLevel::Info, None);
        assert!(line.message.ends_with('…') && line.message.len() <= MESSAGE_BYTES);
        assert_eq!(line.fields["answer"].as_str().unwrap().len(), VALUE_BYTES);
        assert!(line.fields["list"].as_str().unwrap().len() <= VALUE_BYTES);
        assert_eq!(line.key.len(), KEY_BYTES);
    }

    #[test]
    fn a_line_has_so_many_fields_and_no_more() {
        let mut line = Line::default();
        (0..100).for_each(|number| line.put(&format!("f{number}"), number.into()));
        assert_eq!(line.finish("acme", LogLevel::Info, None).fields.len(), FIELDS);
    }

    #[test]
    fn a_large_value_is_formatted_only_as_far_as_it_is_kept() {
        struct Endless<'a>(&'a std::cell::Cell<u32>);
        impl fmt::Debug for Endless<'_> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                loop {
                    self.0.set(self.0.get() + 1);
                    formatter.write_str("0123456789")?;
                }
            }
        }
        let (count, mut text) = (std::cell::Cell::new(0), Cut { text: String::new(), most: 25 });
        assert!(write!(text, "{:?}", Endless(&count)).is_err());
        assert_eq!((text.text.len(), count.get()), (25, 3));
    }
}
