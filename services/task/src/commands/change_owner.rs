//! Makes a member of the organization the one who answers for a task.

use contracts::{
    TaskKey,
    task::{ChangeOwner, TaskRecord},
};
use runtime::{Cx, Handled};

use crate::{
    audit,
    lookups::{self, Known},
    store, views,
};

/// Whose it is already changes nothing.
pub async fn change_owner(cx: &mut Cx, key: TaskKey, command: ChangeOwner) -> Handled<TaskRecord> {
    let mut task = lookups::task(cx, &key).await?;
    let member = cx.fact::<Known>(&key).and_then(|known| known.member(&command.user_id));

    let from = task.record.owner.clone();
    if !task.change_owner(&command.user_id, member, cx.now)? {
        return Ok(task.record);
    }

    store::save(cx, &task);

    audit::owner_changed(cx, &task, from.as_ref(), "manual")?;
    views::task_changed(cx, &task)?;
    Ok(task.record)
}

#[cfg(test)]
mod tests {
    use contracts::{UserId, audit_log::Append, organization::ApplyTaskSummaryUpdate, task::Archive};
    use serde_json::json;

    use super::*;
    use crate::testing::{Acme, bob, eve, events, line};

    fn to(number: u64) -> ChangeOwner {
        ChangeOwner { user_id: UserId::for_number(number) }
    }

    fn knowing_both() -> Known {
        Known { entry: None, members: vec![bob(), eve()] }
    }

    #[tokio::test]
    async fn a_new_owner_is_stored_shown_told_and_noted() {
        let acme = Acme::initialized().await;
        let handling = acme.send_knowing(&to(7), knowing_both()).await;

        acme.assert_told(&handling).await;
        let owner = acme.record().await.owner.unwrap();
        assert_eq!((owner.login.as_str(), owner.avatar_url.as_deref()), ("bob", Some("https://x/7")));
        assert_eq!(handling.sent::<ApplyTaskSummaryUpdate>()[0].1.owner, Some(owner));
        assert_eq!(events(&handling), ["task.owner_changed"]);
        let bob = json!({ "userId": "u7", "login": "bob" });
        assert_eq!(
            handling.sent::<Append>()[0].1.details,
            json!({ "from": null, "to": bob.clone(), "mode": "manual" })
        );

        let again = acme.send_knowing(&to(8), knowing_both()).await;
        let details = &again.sent::<Append>()[0].1.details;
        assert_eq!((&details["from"], &details["to"]["login"]), (&bob, &json!("eve")));
    }

    #[tokio::test]
    async fn whose_it_is_already_changes_nothing() {
        let acme = Acme::initialized().await;
        acme.send_knowing(&to(7), knowing_both()).await.outcome.unwrap();
        let before = acme.service.rows().await;
        let handling = acme.send_knowing(&to(7), knowing_both()).await;
        assert_eq!((handling.sent_count(), handling.shown()), (0, vec![]));
        assert_eq!(acme.service.rows().await, before);
    }

    #[tokio::test]
    async fn who_is_no_member_cannot_answer_for_it() {
        let acme = Acme::initialized().await;
        acme.refused(&to(7), "task.owner_is_no_member").await;
        let handling = acme.send_knowing(&to(9), knowing_both()).await;
        assert_eq!(handling.refusal(), Some("task.owner_is_no_member"));
        assert_eq!(acme.record().await.owner, None);
    }

    #[tokio::test]
    async fn it_makes_a_virtual_task() {
        let acme = Acme::new().await;
        let known = Known { entry: line().entry, members: vec![bob()] };
        let handling = acme.send_knowing(&to(7), known).await;
        acme.assert_told(&handling).await;
        assert_eq!(events(&handling), ["task.initialized", "task.owner_changed"]);
        assert_eq!(acme.record().await.revision, 1);
    }

    #[tokio::test]
    async fn an_unknown_task_has_no_owner_and_an_ended_one_keeps_its_own() {
        let acme = Acme::new().await;
        let handling = acme.send_knowing(&to(7), knowing_both()).await;
        assert_eq!(handling.refusal(), Some("task.unknown"));
        assert!(acme.is_virtual().await);

        let acme = Acme::initialized().await;
        acme.done(&Archive::default()).await;
        assert_eq!(acme.send_knowing(&to(7), knowing_both()).await.refusal(), Some("task.is_ended"));
    }
}
