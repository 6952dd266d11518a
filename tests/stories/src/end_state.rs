//! What a story leaves behind, without what differs between two tellings: random ids, times, GitHub's allowance, and how
//! often GitHub was read (once more where webhooks of one second contradict each other).

use contracts::{audit_log::List, task::Detail};
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use crate::{Organization, journal};

/// The services that keep something.
const KEEPERS: [&str; 5] = ["audit_log", "organization", "task", "users", "github_data"];

impl Organization<'_> {
    /// Everything that people can see, once nothing moves any more. Nothing may have died or been left to send.
    pub async fn end_state(&self) -> Value {
        self.world.settle().await;
        for schema in KEEPERS {
            journal::outbox_is_empty(&self.world.database, schema).await;
            let letters = AssertSqlSafe(format!("select count(*) from {schema}.dead_letters"));
            let letters: i64 = sqlx::query_scalar(letters).fetch_one(&self.world.database).await.expect("a count");
            assert_eq!(letters, 0, "{schema} has dead letters");
        }
        let tasks = self.tasks().await;
        let mut records = Vec::new();
        for line in tasks.iter().filter(|line| line.materialised) {
            records.push(self.member.sees(&self.key(line), &Detail {}).await);
        }
        let events = self.audit(List::default()).await.into_iter();
        let events = events.map(|event| json!([event.event, event.by, event.repository_id, event.branch]));
        let state = json!({
            "summary": memorable(&self.summary().await),
            "tasks": sorted(tasks.iter().map(memorable)),
            "records": sorted(records.iter().map(memorable)),
            "repositories": sorted(self.repositories().await.iter().map(memorable)),
            // In no order: services tell the audit log of it at the same time.
            "events": sorted(events),
        });
        let addressed = state.to_string().replace(self.world.fleet.github_url(), "https://github.example");
        let addressed = addressed.replace(self.member.user_id.as_str(), "the-member");
        serde_json::from_str(&addressed).expect("it was JSON")
    }
}

fn sorted(values: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut values: Vec<_> = values.collect();
    values.sort_by_key(Value::to_string);
    values
}

fn memorable(value: &impl Serialize) -> Value {
    let mut value = serde_json::to_value(value).expect("it travels as JSON");
    forget(&mut value);
    value
}

fn forget(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let differs = ["taskId", "rateLimit", "syncGeneration"];
            fields.retain(|name, _| !name.ends_with("At") && !differs.contains(&name.as_str()));
            fields.values_mut().for_each(forget);
        }
        Value::Array(values) => values.iter_mut().for_each(forget),
        _ => {}
    }
}
