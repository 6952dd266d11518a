//! First acts on virtual tasks: each makes a task of what was a line in the sidebar.

use std::time::Duration;

use super::caller::Caller;
use super::renames::rename;

const PAUSE: Duration = Duration::from_millis(700);

pub async fn act(caller: Caller, tasks: Vec<String>) {
    for task in tasks {
        if caller.is_over() {
            return;
        }
        let done = caller.insist(rename("request", &task, 1), |notes, _| {
            notes.acknowledge(&task, 1);
            notes.counts.first_acts += 1;
        });
        done.await;
        caller.pause(PAUSE).await;
    }
}
