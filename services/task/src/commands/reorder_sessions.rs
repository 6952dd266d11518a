//! Puts a task's sessions into another order.

use contracts::{
    TaskKey,
    task::{ReorderSessions, SessionOrder},
};
use runtime::{Cx, Handled};

use crate::{lookups, store, views};

pub async fn reorder_sessions(cx: &mut Cx, key: TaskKey, command: ReorderSessions) -> Handled<SessionOrder> {
    let mut task = lookups::task(cx, &key).await?;
    let line = views::line(&task);

    if task.reorder_sessions(&command.order, cx.now)? {
        store::save(cx, &task);
        views::sessions_changed(cx, &task, &line)?;
    }
    Ok(SessionOrder { order: task.session_order() })
}

#[cfg(test)]
mod tests {
    use contracts::task::CreateSession;

    use super::*;
    use crate::testing::Working;

    #[tokio::test]
    async fn an_order_is_stored_and_shown() {
        let acme = Working::opened().await;
        let first = acme.session_id.clone();
        let second = acme.done(&CreateSession::default()).await.session_id;
        let third = acme.done(&CreateSession::default()).await.session_id;

        let handling = acme.send(&ReorderSessions { order: vec![third.clone()] }).await;
        acme.assert_shown(&handling, false).await;
        let order = vec![third, first, second];
        assert_eq!(handling.outcome.unwrap().order, order);
        let stored: Vec<_> = acme.record().await.sessions.into_iter().map(|session| session.session_id).collect();
        assert_eq!(stored, order);

        assert_eq!(acme.done_without_change(&ReorderSessions { order: order.clone() }).await.order, order);
        let unknown = ReorderSessions { order: vec!["s-9".parse().unwrap()] };
        acme.refused(&unknown, "task.session_is_unknown").await;
    }
}
