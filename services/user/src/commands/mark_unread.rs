//! An agent has finished, and this person may not have seen it.

use contracts::{
    TaskKey, UserId,
    organization::Applied,
    user::{MarkUnread, Showing},
};
use runtime::{Cx, Handled};

use crate::{overlay, store};

pub async fn mark_unread(cx: &mut Cx, user_id: UserId, command: MarkUnread) -> Handled<Applied> {
    let MarkUnread { organization_id, task_id, session_id, at } = command;
    store::memberships::must_belong(cx.read().await?, &user_id, &organization_id).await?;
    let (task, now) = (TaskKey { organization_id, task_id }, cx.now);
    let before = store::sessions::find(cx.read().await?, &user_id, &task, &session_id).await?;
    let TaskKey { organization_id, task_id } = task.clone();
    let showing = Showing { organization_id, task_id, session_id };
    let is_watched = store::pages::any_shows(cx.read().await?, &user_id, &showing, now).await?;

    let mut session = before;
    if !session.finish(at, is_watched) {
        return Ok(Applied { applied: false });
    }

    store::sessions::save(cx.write().await?, &user_id, &task, &showing.session_id, session, now).await?;

    if session.unread != before.unread {
        overlay::touch(cx, &user_id, &task, None).await?;
    }
    Ok(Applied { applied: !is_watched })
}

#[cfg(test)]
mod tests {
    use contracts::{
        Millis,
        user::{SelectSession, Watch},
    };

    use super::*;
    use crate::testing::{Bob, acme, session, task};

    fn showing(session_id: &str) -> Showing {
        Showing { organization_id: acme(), task_id: task("t-1").task_id, session_id: session(session_id) }
    }

    fn finished(session_id: &str, at: Millis) -> MarkUnread {
        let Showing { organization_id, task_id, session_id } = showing(session_id);
        MarkUnread { organization_id, task_id, session_id, at }
    }

    async fn watches(bob: &Bob, session_id: &str) {
        let until = bob.service.now() + 60_000;
        bob.done(&Watch { page_id: "p-1".into(), showing: Some(showing(session_id)), until }).await;
    }

    async fn unread(bob: &Bob) -> u32 {
        bob.overlay().await.unread
    }

    #[tokio::test]
    async fn what_finished_is_unread_though_the_task_was_never_open() {
        let bob = Bob::in_acme().await;
        let handling = bob.send(&finished("s-1", bob.service.now())).await;
        assert!(handling.outcome.as_ref().unwrap().applied);
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!(shown.key, "user.u2.task.acme.t-1");
        assert_eq!(shown.value.unwrap()["unreadSessionIds"], serde_json::json!(["s-1"]));
        assert_eq!(unread(&bob).await, 1);
    }

    #[tokio::test]
    async fn what_is_being_watched_stays_read() {
        let bob = Bob::in_acme().await;
        watches(&bob, "s-1").await;
        let turn = finished("s-1", bob.service.now());
        let handling = bob.send(&turn).await;
        assert_eq!((handling.outcome.unwrap().applied, unread(&bob).await), (false, 0));

        bob.done(&Watch { page_id: "p-1".into(), showing: None, until: 0 }).await;
        assert!(!bob.done_without_change(&turn).await.applied, "the same again, after they looked away");
    }

    #[tokio::test]
    async fn watching_something_else_or_no_longer_is_not_watching() {
        let bob = Bob::in_acme().await;
        watches(&bob, "s-2").await;
        bob.done(&finished("s-1", bob.service.now())).await;
        assert_eq!(unread(&bob).await, 1);

        watches(&bob, "s-2").await;
        bob.waits(60_000).await;
        bob.done(&finished("s-2", bob.service.now())).await;
        assert_eq!(unread(&bob).await, 2);
    }

    #[tokio::test]
    async fn late_word_of_what_was_read_since_changes_nothing() {
        let bob = Bob::in_acme().await;
        let at = bob.service.now();
        let Showing { organization_id, task_id, session_id } = showing("s-1");
        bob.done(&SelectSession { organization_id, task_id, session_id }).await;
        assert!(!bob.done_without_change(&finished("s-1", at)).await.applied);
        assert!(bob.done(&finished("s-1", bob.service.now() + 1_000)).await.applied);
    }

    #[tokio::test]
    async fn the_next_turn_of_an_unread_session_shows_nothing_new() {
        let bob = Bob::in_acme().await;
        let now = bob.service.now();
        bob.done(&finished("s-1", now)).await;
        let handling = bob.send(&finished("s-1", now + 1)).await;
        assert_eq!(handling.shown(), []);
        assert_eq!(unread(&bob).await, 1);
    }

    #[tokio::test]
    async fn whoever_does_not_belong_is_not_told() {
        Bob::signed_in().await.refused(&finished("s-1", 1), "user.not_a_member").await;
        Bob::unknown().await.refused(&finished("s-1", 1), "user.unknown").await;
    }
}
