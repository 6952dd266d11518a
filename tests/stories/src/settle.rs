//! Waiting until nothing moves any more.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::World;

/// Work that has not ended by then is stuck.
const LIMIT: Duration = Duration::from_secs(60);

/// Between two looks.
const EVERY: Duration = Duration::from_millis(50);

/// What waits in one stream, and how far it has come.
#[derive(Debug, PartialEq)]
struct Progress {
    stream: String,
    last_sequence: u64,
    /// `task-p03: 12 waiting, 3 unacknowledged`
    moving: Vec<String>,
}

impl World {
    /// Returns when no command and no workflow is pending anywhere; on its time limit, says what still moves. A sleeping
    /// workflow and a delayed command are at rest.
    pub async fn settle(&self) {
        let (began, mut before) = (Instant::now(), Vec::new());
        loop {
            let now = self.progress().await.unwrap_or_default();
            let moving: Vec<_> = now.iter().flat_map(|stream| &stream.moving).collect();
            // One look at each stream after another may miss what moves from a later one to an earlier one; nothing
            // does when two looks find the same.
            if !now.is_empty() && moving.is_empty() && now == before {
                return;
            }
            assert!(began.elapsed() < LIMIT, "not settled after {LIMIT:?}; still moving: {moving:#?}");
            fleet::wait::pause(EVERY).await;
            before = now;
        }
    }

    async fn progress(&self) -> anyhow::Result<Vec<Progress>> {
        let mut progress = Vec::new();
        let streams = self.jetstream("STREAM.LIST", &json!({})).await?;
        for stream in streams["streams"].as_array().into_iter().flatten() {
            let name = stream["config"]["name"].as_str().unwrap_or_default();
            if !name.ends_with("_COMMANDS") && !name.ends_with("_WORKFLOWS") {
                continue;
            }
            let last_sequence = stream["state"]["last_seq"].as_u64().unwrap_or_default();
            progress.push(Progress { stream: name.to_owned(), last_sequence, moving: self.moving(name).await? });
        }
        Ok(progress)
    }

    async fn moving(&self, stream: &str) -> anyhow::Result<Vec<String>> {
        let consumers = self.jetstream(&format!("CONSUMER.LIST.{stream}"), &json!({})).await?;
        let describe = |consumer: &Value| {
            let count = |name: &str| consumer[name].as_u64().unwrap_or_default();
            let (waiting, unacknowledged) = (count("num_pending"), count("num_ack_pending"));
            let name = consumer["name"].as_str().unwrap_or_default();
            (waiting + unacknowledged > 0)
                .then(|| format!("{name}: {waiting} waiting, {unacknowledged} unacknowledged ({consumer})"))
        };
        Ok(consumers["consumers"].as_array().into_iter().flatten().filter_map(describe).collect())
    }
}
