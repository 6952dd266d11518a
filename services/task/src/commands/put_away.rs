//! Archives a task with its pull request, and brings it back with it.

use contracts::{
    TaskKey,
    task::{BringBack, PutAway, PutAwayApplied},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, model::Task, sandbox, store, text, views};

const NOT_APPLIED: PutAwayApplied = PutAwayApplied { applied: false };

/// The pull request is done. Makes no task.
pub async fn put_away(cx: &mut Cx, key: TaskKey, command: PutAway) -> Handled<PutAwayApplied> {
    let Some(mut task) = cx.load::<Task>(&key).await? else { return Ok(NOT_APPLIED) };
    let reason = text::reason(Some(&command.reason))?;
    if !task.put_away(command.pull_request_number, cx.now) {
        return Ok(NOT_APPLIED);
    }

    store::save(cx, &task);

    sandbox::destroy(cx, &task, reason.clone().unwrap_or_else(|| "the task was archived".to_owned()))?;
    audit::happened(cx, &task, "task.archived", json!({ "reason": reason }))?;
    views::task_changed(cx, &task)?;
    Ok(PutAwayApplied { applied: true })
}

/// The pull request is open again. The next message makes another sandbox.
pub async fn bring_back(cx: &mut Cx, key: TaskKey, command: BringBack) -> Handled<PutAwayApplied> {
    let Some(mut task) = cx.load::<Task>(&key).await? else { return Ok(NOT_APPLIED) };
    if !task.bring_back(command.pull_request_number, cx.now) {
        return Ok(NOT_APPLIED);
    }

    store::save(cx, &task);

    let details = json!({ "reason": "PR reopened", "number": command.pull_request_number });
    audit::happened(cx, &task, "task.brought_back", details)?;
    views::task_changed(cx, &task)?;
    Ok(PutAwayApplied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::{
        sandbox::Destroy,
        task::{Archive, Rename, TaskStatus},
    };

    use super::*;
    use crate::testing::{Acme, events};

    fn closed(pull_request_number: u64) -> PutAway {
        PutAway { pull_request_number, reason: "PR closed".into() }
    }

    fn reopened(pull_request_number: u64) -> BringBack {
        BringBack { pull_request_number }
    }

    #[tokio::test]
    async fn a_task_goes_with_its_pull_request_and_comes_back_with_it() {
        let acme = Acme::initialized().await;
        let away = acme.send(&closed(7)).await;
        assert_eq!(away.shown()[0].value, Some(json!(acme.record().await)));
        assert_eq!(events(&away), ["task.archived"]);
        assert_eq!(away.sent::<Destroy>()[0].1.reason, "PR closed");
        acme.refused(&Rename { title: "x".into() }, "task.is_ended").await;
        acme.done_without_change(&reopened(8)).await;

        let back = acme.send(&reopened(7)).await;
        assert_eq!(back.shown()[0].value, Some(json!(acme.record().await)));
        assert_eq!(events(&back), ["task.brought_back"]);
        assert_eq!(acme.record().await.status, TaskStatus::Initialized);
        acme.done(&Rename { title: "x".into() }).await;
        acme.done_without_change(&reopened(7)).await;
    }

    #[tokio::test]
    async fn what_a_person_has_archived_stays_so() {
        let acme = Acme::initialized().await;
        acme.done(&Archive::default()).await;
        acme.done_without_change(&closed(7)).await;
        acme.done_without_change(&reopened(7)).await;
        assert_eq!(acme.record().await.status, TaskStatus::Archived);
    }

    #[tokio::test]
    async fn a_virtual_task_stays_virtual() {
        let acme = Acme::new().await;
        acme.done_without_change(&closed(7)).await;
        acme.done_without_change(&reopened(7)).await;
        assert!(acme.is_virtual().await);
    }
}
