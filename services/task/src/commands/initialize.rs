//! Makes the task that the organization has just indexed.

use contracts::{
    TaskKey,
    task::{Initialize, TaskRecord},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, model::Task, store, views};

/// A person may have acted on the task's line a moment before, which made the task from the index: then it only takes
/// the prompt and its sender.
pub async fn initialize(cx: &mut Cx, key: TaskKey, command: Initialize) -> Handled<TaskRecord> {
    let Some(mut task) = cx.load::<Task>(&key).await? else { return make(cx, &key, command).await };

    let from = task.record.owner.clone();
    if !task.take_prompt(command.prompt, command.owner, cx.now) {
        return Ok(task.record);
    }

    store::save(cx, &task);

    audit::happened(cx, &task, "task.prompted", json!({}))?;
    if from != task.record.owner {
        audit::owner_changed(cx, &task, from.as_ref(), "auto")?;
    }
    views::task_changed(cx, &task)?;
    Ok(task.record)
}

async fn make(cx: &mut Cx, key: &TaskKey, command: Initialize) -> Handled<TaskRecord> {
    let task = Task::initialized(key, command, cx.now);

    store::save(cx, &task);

    audit::initialized(cx, &task)?;
    views::task_changed(cx, &task)?;
    Ok(task.record)
}

#[cfg(test)]
mod tests {
    use contracts::{
        audit_log::Append,
        task::{Archive, Rename, TaskStatus},
    };

    use super::*;
    use crate::testing::{Acme, bob, events, initialize as asked, line, owner, pull_request};

    #[tokio::test]
    async fn a_task_is_made_stored_shown_told_and_noted() {
        let acme = Acme::new().await;
        let handling = acme.send(&asked("Add a page\nwith tests")).await;

        acme.assert_told(&handling).await;
        let record = acme.record().await;
        assert_eq!((record.prompt.as_str(), record.status), ("Add a page\nwith tests", TaskStatus::Initialized));
        assert_eq!(record.revision, 1);
        assert_eq!(events(&handling), ["task.initialized"]);
        assert_eq!(handling.sent::<Append>()[0].1.details, json!({ "from": "prompt" }));
        assert_eq!(handling.sent_count(), 2);
    }

    #[tokio::test]
    async fn an_adopted_task_keeps_its_pull_request() {
        let acme = Acme::new().await;
        let command = Initialize { pull_request: Some(pull_request(10)), ..asked("Go on") };
        assert_eq!(acme.done(&command).await.pull_request, Some(pull_request(10)));
    }

    #[tokio::test]
    async fn who_sent_the_prompt_answers_for_the_task() {
        let acme = Acme::new().await;
        let handling = acme.send(&Initialize { owner: Some(owner(&bob())), ..asked("Add a page") }).await;
        acme.assert_told(&handling).await;
        assert_eq!(acme.record().await.owner, Some(owner(&bob())));
        assert_eq!(events(&handling), ["task.initialized", "task.owner_changed"]);
        assert_eq!(handling.sent::<Append>()[1].1.details["mode"], "auto");

        let acme = Acme::new().await;
        acme.send_knowing(&Rename { title: "Mine".into() }, line()).await.outcome.unwrap();
        let handling = acme.send(&Initialize { owner: Some(owner(&bob())), ..asked("Add a page") }).await;
        acme.assert_told(&handling).await;
        assert_eq!(events(&handling), ["task.prompted", "task.owner_changed"]);
    }

    #[tokio::test]
    async fn initialising_twice_changes_nothing() {
        let acme = Acme::initialized().await;
        let before = acme.record().await;
        let other = Initialize { title: "Other".into(), branch: "other".into(), ..asked("Something else") };
        assert_eq!(acme.done_without_change(&other).await, before);
    }

    #[tokio::test]
    async fn a_task_that_was_acted_on_first_takes_the_prompt_and_keeps_the_rest() {
        let acme = Acme::new().await;
        acme.send_knowing(&Rename { title: "Mine".into() }, line()).await.outcome.unwrap();
        let handling = acme.send(&asked("Make it pretty")).await;

        acme.assert_told(&handling).await;
        let record = acme.record().await;
        assert_eq!((record.prompt.as_str(), record.title.as_str()), ("Make it pretty", "Mine"));
        assert_eq!((record.pull_request, record.revision), (Some(pull_request(10)), 2));
        assert_eq!(events(&handling), ["task.prompted"]);
        acme.done_without_change(&asked("Again")).await;
    }

    #[tokio::test]
    async fn an_ended_task_takes_no_prompt() {
        let acme = Acme::new().await;
        acme.send_knowing(&Archive::default(), line()).await.outcome.unwrap();
        assert_eq!(acme.done_without_change(&asked("Too late")).await.status, TaskStatus::Archived);
    }

    #[tokio::test]
    async fn the_longest_prompt_is_kept_whole() {
        let acme = Acme::new().await;
        let prompt = "🎉".repeat(50_000);
        assert_eq!(acme.done(&asked(&prompt)).await.prompt, prompt);
        assert_eq!(acme.record().await.prompt, prompt);
    }
}
