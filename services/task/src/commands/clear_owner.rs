//! Takes in that somebody no longer belongs: a task of theirs is nobody's.

use contracts::{
    TaskKey,
    task::{ClearOwner, OwnerCleared},
};
use runtime::{Cx, Handled};

use crate::{audit, model::Task, sandbox, store, views};

/// Makes no task: a virtual one is nobody's already.
pub async fn clear_owner(cx: &mut Cx, key: TaskKey, command: ClearOwner) -> Handled<OwnerCleared> {
    let Some(mut task) = cx.load::<Task>(&key).await? else { return Ok(OwnerCleared { cleared: false }) };

    let from = task.record.owner.clone();
    if !task.clear_owner(&command.user_id, command.left_at, cx.now) {
        return Ok(OwnerCleared { cleared: false });
    }

    store::save(cx, &task);

    audit::owner_changed(cx, &task, from.as_ref(), "cleared")?;
    sandbox::clear_credentials(cx, &task, command.user_id)?;
    views::task_changed(cx, &task)?;
    Ok(OwnerCleared { cleared: true })
}

#[cfg(test)]
mod tests {
    use contracts::{
        Millis, UserId,
        audit_log::Append,
        organization::ApplyTaskSummaryUpdate,
        task::{Archive, Initialize},
    };
    use serde_json::json;

    use super::*;
    use crate::testing::{Acme, bob, events, initialize, owner};

    fn clear(number: u64, left_at: Millis) -> ClearOwner {
        ClearOwner { user_id: UserId::for_number(number), left_at }
    }

    async fn bobs() -> Acme {
        let acme = Acme::new().await;
        acme.done(&Initialize { owner: Some(owner(&bob())), ..initialize("Add a page") }).await;
        acme
    }

    #[tokio::test]
    async fn a_task_of_somebody_who_left_is_nobodys() {
        let acme = bobs().await;
        let handling = acme.send(&clear(7, acme.service.now())).await;

        assert!(handling.outcome.as_ref().unwrap().cleared);
        let record = acme.record().await;
        assert_eq!((record.owner.clone(), record.revision), (None, 2));
        assert_eq!(handling.shown()[0].value, Some(json!(record)));
        let [(_, update)] = handling.sent::<ApplyTaskSummaryUpdate>().try_into().unwrap();
        assert_eq!((update.owner, update.revision), (None, 2));
        assert_eq!(events(&handling), ["task.owner_changed"]);
        let bob = json!({ "userId": "u7", "login": "bob" });
        assert_eq!(handling.sent::<Append>()[0].1.details, json!({ "from": bob, "to": null, "mode": "cleared" }));
        assert!(!acme.done_without_change(&clear(7, acme.service.now())).await.cleared);
    }

    #[tokio::test]
    async fn a_task_of_somebody_else_stays_theirs() {
        assert!(!bobs().await.done_without_change(&clear(8, Millis::MAX)).await.cleared);
        assert!(!Acme::initialized().await.done_without_change(&clear(7, Millis::MAX)).await.cleared);
    }

    #[tokio::test]
    async fn what_became_theirs_after_they_left_stays_theirs() {
        let acme = bobs().await;
        assert!(!acme.done_without_change(&clear(7, acme.record().await.created_at - 1)).await.cleared);
    }

    #[tokio::test]
    async fn an_ended_task_keeps_its_owner_for_the_record() {
        let acme = bobs().await;
        acme.done(&Archive::default()).await;
        assert!(!acme.done_without_change(&clear(7, acme.service.now())).await.cleared);
    }

    #[tokio::test]
    async fn a_virtual_task_stays_virtual() {
        let acme = Acme::new().await;
        assert!(!acme.done_without_change(&clear(7, Millis::MAX)).await.cleared);
        assert!(acme.is_virtual().await);
    }
}
