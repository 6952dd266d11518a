//! Marks one of a task's sessions as read or unread, by hand.

use contracts::{
    TaskKey, UserId,
    user::{SetUnread, TaskOverlay},
};
use runtime::{Cx, Handled};

use crate::{overlay, store};

pub async fn set_unread(cx: &mut Cx, user_id: UserId, command: SetUnread) -> Handled<TaskOverlay> {
    let SetUnread { organization_id, task_id, session_id, unread } = command;
    store::memberships::must_belong(cx.read().await?, &user_id, &organization_id).await?;
    let (task, now) = (TaskKey { organization_id, task_id }, cx.now);
    let mut session = store::sessions::find(cx.read().await?, &user_id, &task, &session_id).await?;

    session.mark(unread, now);

    store::sessions::save(cx.write().await?, &user_id, &task, &session_id, session, now).await?;

    overlay::touch(cx, &user_id, &task, None).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Bob, acme, session, task};

    fn mark(task_id: &str, session_id: &str, unread: bool) -> SetUnread {
        let (organization_id, task_id) = (acme(), task(task_id).task_id);
        SetUnread { organization_id, task_id, session_id: session(session_id), unread }
    }

    #[tokio::test]
    async fn what_is_marked_is_counted_over_all_tasks() {
        let bob = Bob::in_acme().await;
        for (task_id, session_id) in [("t-1", "s-1"), ("t-1", "s-2"), ("t-2", "s-3")] {
            bob.done(&mark(task_id, session_id, true)).await;
        }
        assert_eq!(bob.overlay().await.unread, 3);

        let handling = bob.send(&mark("t-1", "s-1", false)).await;
        assert_eq!(handling.outcome.as_ref().unwrap().unread_session_ids, [session("s-2")]);
        assert_eq!(handling.shown()[0].value, Some(serde_json::json!(handling.outcome.as_ref().unwrap())));
        assert_eq!((bob.overlay().await.unread, bob.overlay().await.tasks.len()), (2, 2));
    }

    #[tokio::test]
    async fn a_mark_does_not_open_anything() {
        let bob = Bob::in_acme().await;
        let overlay = bob.done(&mark("t-1", "s-1", true)).await;
        assert_eq!(overlay.active_session_id, None);
        assert!(!bob.app().await.checklist.unwrap().has_begun);
    }

    #[tokio::test]
    async fn a_stranger_marks_nothing() {
        Bob::signed_in().await.refused(&mark("t-1", "s-1", true), "user.not_a_member").await;
    }
}
