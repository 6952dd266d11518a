//! What a run of a workflow has left, and what of it must be the same whatever happened to its worker.

use std::collections::BTreeSet;

use serde_json::Value;

/// Where the service's sequences begin: above all that is counted or a time, so that what was taken from one is told from it.
pub const NUMBERS: i64 = 1 << 52;

/// All that a run has left.
#[derive(Debug, Clone, PartialEq)]
pub struct Ran {
    /// `done`, `failed` or `cancelled`.
    pub status: String,
    pub result: Value,
    /// Each step's name and recorded result, in order.
    pub steps: Vec<(String, Value)>,
    /// What was sent and shown, in order: subject or view, and body.
    pub sent: Vec<(String, Value)>,
    /// Every row of the service's own tables.
    pub rows: Value,
}

impl Ran {
    /// What must be the same whatever happened: all of it, but that times are other times, and that of numbers from a
    /// sequence only the order counts: a step that is done again takes others.
    pub(super) fn normal(&self, ignored: &[&str]) -> Self {
        let mut taken = BTreeSet::new();
        let values = self.steps.iter().chain(&self.sent).map(|(_, value)| value);
        values.chain([&self.result, &self.rows]).for_each(|value| collect_numbers(value, &mut taken));
        let normal = |value: &Value| normal(value, &taken, ignored);
        let pairs = |pairs: &[(String, Value)]| {
            pairs.iter().map(|(name, value)| (without_times(name), normal(value))).collect::<Vec<_>>()
        };
        let mut rows = normal(&self.rows);
        // They were sorted by their times as well.
        for table in rows.as_array_mut().into_iter().flatten().filter_map(Value::as_array_mut) {
            table.sort_by_cached_key(Value::to_string);
        }
        Self {
            status: self.status.clone(),
            result: normal(&self.result),
            steps: pairs(&self.steps),
            sent: pairs(&self.sent),
            rows,
        }
    }
}

fn normal(value: &Value, taken: &BTreeSet<i64>, ignored: &[&str]) -> Value {
    match value {
        Value::Number(number) => match number.as_i64() {
            Some(number) if is_taken(number) => format!("number {}", taken.range(..number).count()).into(),
            Some(number) if is_time(number) => "time".into(),
            _ => value.clone(),
        },
        Value::Array(values) => values.iter().map(|value| normal(value, taken, ignored)).collect(),
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| !ignored.contains(&name.as_str()));
            kept.map(|(name, value)| (name.clone(), normal(value, taken, ignored))).collect()
        }
        other => other.clone(),
    }
}

/// Milliseconds of this century are times.
const fn is_time(number: i64) -> bool {
    number > 1_000_000_000_000 && number < NUMBERS
}

const fn is_taken(number: i64) -> bool {
    number >= NUMBERS
}

fn collect_numbers(value: &Value, taken: &mut BTreeSet<i64>) {
    match value {
        Value::Number(number) => taken.extend(number.as_i64().filter(|number| is_taken(*number))),
        Value::Array(values) => values.iter().for_each(|value| collect_numbers(value, taken)),
        Value::Object(fields) => fields.values().for_each(|value| collect_numbers(value, taken)),
        _ => {}
    }
}

/// A timer's own subject ends with its time.
fn without_times(subject: &str) -> String {
    match subject.rsplit_once('-') {
        Some((name, time)) if time.parse().is_ok_and(is_time) => name.to_owned(),
        _ => subject.to_owned(),
    }
}
