//! Renames with rising numbers: each when the last was acknowledged.

use std::time::{Duration, Instant};

use serde_json::json;
use uuid::Uuid;

use super::caller::Caller;
use super::door::Command;
use crate::judge::title;
use crate::stage::ORGANIZATION;

/// Between an acknowledgement and the next rename. Callers that never rest would fill the machine, and measure that.
const PAUSE: Duration = Duration::from_millis(150);

/// The rename of `task` to its `number`, as a request or a command.
pub fn rename(way: &str, task: &str, number: u64) -> Command {
    Command {
        subject: format!("task.{way}.rename.{ORGANIZATION}.{task}"),
        id: Uuid::now_v7().to_string(),
        body: json!({ "title": title(number) }),
    }
}

/// Waits for each outcome.
pub async fn wait_for_each(caller: Caller, place: usize, task: &str) {
    for number in 1.. {
        if caller.is_over() {
            return;
        }
        let done = caller.insist(rename("request", task, number), |notes, _| {
            notes.acknowledge(task, number);
            notes.counts.renames += 1;
            notes.answers.push((place, Instant::now()));
        });
        done.await;
        caller.pause(PAUSE).await;
    }
}

/// Waits for no more than that each is stored: several of one task are then under way.
pub async fn enqueue(caller: Caller, task: &str) {
    for number in 1.. {
        if caller.is_over() {
            return;
        }
        let stored = caller.insist(rename("command", task, number), |notes, _| {
            notes.acknowledge(task, number);
            notes.counts.enqueued += 1;
        });
        stored.await;
        caller.pause(PAUSE).await;
    }
}
