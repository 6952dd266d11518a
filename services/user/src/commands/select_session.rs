//! Opens one of a task's sessions, which is read with that.

use contracts::{
    TaskKey, UserId,
    user::{SelectSession, TaskOverlay},
};
use runtime::{Cx, Handled};

use crate::{overlay, store};

pub async fn select_session(cx: &mut Cx, user_id: UserId, command: SelectSession) -> Handled<TaskOverlay> {
    let SelectSession { organization_id, task_id, session_id } = command;
    let standing = store::memberships::must_belong(cx.read().await?, &user_id, &organization_id).await?;
    let (task, now) = (TaskKey { organization_id, task_id }, cx.now);
    let mut session = store::sessions::find(cx.read().await?, &user_id, &task, &session_id).await?;

    session.read(now);

    store::sessions::save(cx.write().await?, &user_id, &task, &session_id, session, now).await?;

    overlay::begin(cx, &user_id, &standing).await?;
    overlay::touch(cx, &user_id, &task, Some(&session_id)).await
}

#[cfg(test)]
mod tests {
    use contracts::user::SetUnread;

    use super::*;
    use crate::testing::{Bob, acme, session, task};

    fn select(task_id: &str, session_id: &str) -> SelectSession {
        let (organization_id, task_id) = (acme(), task(task_id).task_id);
        SelectSession { organization_id, task_id, session_id: session(session_id) }
    }

    #[tokio::test]
    async fn an_opened_session_is_active_and_read() {
        let bob = Bob::in_acme().await;
        let SelectSession { organization_id, task_id, session_id } = select("t-1", "s-1");
        bob.done(&SetUnread { organization_id, task_id, session_id, unread: true }).await;
        let handling = bob.send(&select("t-1", "s-1")).await;

        let overlay = handling.outcome.as_ref().unwrap();
        assert_eq!((overlay.active_session_id.clone(), overlay.unread_session_ids.len()), (Some(session("s-1")), 0));
        let [app, shown] = handling.shown().try_into().unwrap();
        assert_eq!(app.value.unwrap()["checklist"]["hasBegun"], true);
        assert_eq!((shown.key.as_str(), shown.value), ("user.u2.task.acme.t-1", Some(serde_json::json!(overlay))));
        assert_eq!(bob.overlay().await.tasks, std::slice::from_ref(overlay));

        let handling = bob.send(&select("t-1", "s-2")).await;
        assert_eq!(handling.shown().len(), 1, "they had begun before");
        assert_eq!(handling.outcome.unwrap().active_session_id, Some(session("s-2")));
    }

    #[tokio::test]
    async fn a_stranger_opens_nothing() {
        Bob::signed_in().await.refused(&select("t-1", "s-1"), "user.not_a_member").await;
        Bob::unknown().await.refused(&select("t-1", "s-1"), "user.unknown").await;
    }

    #[tokio::test]
    async fn beyond_a_thousand_tasks_the_oldest_without_a_draft_is_forgotten() {
        let bob = Bob::in_acme().await;
        sqlx::query(
            "INSERT INTO task_overlays (user_id, organization_id, task_id, updated_at)
             SELECT 'u2', 'acme', 'old-' || n, n FROM generate_series(1, 1000) n",
        )
        .execute(bob.service.pool())
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO drafts (user_id, organization_id, task_id, session_id, text, attachments, updated_at)
             VALUES ('u2', 'acme', 'old-1', '', 'unsent', '[]', 1)",
        )
        .execute(bob.service.pool())
        .await
        .unwrap();

        let handling = bob.send(&select("t-1", "s-1")).await;
        let hidden: Vec<_> = handling.shown().into_iter().filter(|shown| shown.value.is_none()).collect();
        assert_eq!(hidden.iter().map(|shown| shown.key.as_str()).collect::<Vec<_>>(), ["user.u2.task.acme.old-2"]);
        let tasks = bob.overlay().await.tasks;
        assert_eq!((tasks.len(), tasks[0].task_id.as_str()), (1_000, "t-1"));
        assert_eq!(tasks.last().unwrap().task_id.as_str(), "old-1");
    }

    #[tokio::test]
    async fn beyond_two_hundred_sessions_the_oldest_is_forgotten() {
        let bob = Bob::in_acme().await;
        for number in 0..=200 {
            bob.done(&select("t-1", &format!("s-{number}"))).await;
            bob.waits(10).await;
        }
        let kept: Vec<String> =
            sqlx::query_scalar("SELECT session_id FROM sessions").fetch_all(bob.service.pool()).await.unwrap();
        assert_eq!((kept.len(), kept.contains(&"s-0".to_owned())), (200, false));
    }
}
