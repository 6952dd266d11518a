//! Syncs of the whole organization, one after the other.

use std::time::Duration;

use serde_json::json;
use uuid::Uuid;

use super::caller::Caller;
use super::door::Command;
use crate::stage::ORGANIZATION;

const PAUSE: Duration = Duration::from_secs(8);

pub async fn sync(caller: Caller) {
    while !caller.is_over() {
        let command = Command {
            subject: format!("githubData.request.syncRepos.{ORGANIZATION}"),
            id: Uuid::now_v7().to_string(),
            body: json!({ "label": "Chaos" }),
        };
        let begun = caller.insist(command, |notes, reply| {
            notes.counts.syncs += 1;
            notes.runs.extend(reply["runId"].as_str().map(str::to_owned));
        });
        begun.await;
        caller.pause(PAUSE).await;
    }
}
