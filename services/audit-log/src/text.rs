//! Events as the database can keep them: Postgres has no NUL, neither in a text nor in JSON.

use contracts::audit_log::{Append, List};
use serde_json::{Map, Value};

/// An event is not refused for a character, which would lose it.
pub fn clean_event(append: &mut Append) {
    clean([&mut append.event, &mut append.by].into_iter().chain(&mut append.branch));
    clean_json(&mut append.details);
}

/// A filter finds what was kept of a text.
pub fn clean_filters(list: &mut List) {
    clean(list.event.iter_mut().chain(&mut list.branch));
}

fn clean<'a>(texts: impl IntoIterator<Item = &'a mut String>) {
    for text in texts.into_iter().filter(|text| text.contains('\0')) {
        *text = text.replace('\0', "\u{fffd}");
    }
}

/// As deep as a message may nest, which its own decoding limits.
fn clean_json(value: &mut Value) {
    match value {
        Value::String(text) => clean([text]),
        Value::Array(values) => values.iter_mut().for_each(clean_json),
        Value::Object(fields) => {
            fields.values_mut().for_each(clean_json);
            if fields.keys().any(|name| name.contains('\0')) {
                *fields = clean_names(std::mem::take(fields));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn clean_names(fields: Map<String, Value>) -> Map<String, Value> {
    fields.into_iter().map(|(name, value)| (name.replace('\0', "\u{fffd}"), value)).collect()
}
