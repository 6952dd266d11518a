//! Stops the turn under way and pauses the queue.

use contracts::{
    TaskKey,
    task::{Session, StopSession},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, lookups, sandbox, store, views};

/// The turn goes on until the sandbox says that it has ended. It is asked to stop once.
pub async fn stop_session(cx: &mut Cx, key: TaskKey, command: StopSession) -> Handled<Session> {
    let mut task = lookups::task(cx, &key).await?;
    let line = views::line(&task);

    let turn = task.stop_session(&command.session_id, cx.now)?;

    store::save(cx, &task);

    sandbox::stop_turn(cx, &task, turn.as_ref())?;
    audit::session_event(cx, &task, &command.session_id, "session.stopped", json!({}))?;
    views::sessions_changed(cx, &task, &line)?;
    Ok(task.must_have(&command.session_id)?)
}

#[cfg(test)]
mod tests {
    use contracts::{
        sandbox::{RunTurn, StopTurn},
        task::{SessionStatus, TurnEnd},
    };

    use super::*;
    use crate::testing::{Working, bob, events};

    #[tokio::test]
    async fn the_turn_is_asked_to_stop_once_and_what_waits_is_paused() {
        let acme = Working::opened().await;
        let turn = acme.says(&bob(), "one").await.outcome.unwrap().message_id;
        acme.says(&bob(), "two").await.outcome.unwrap();
        let stop = StopSession { session_id: acme.session_id.clone() };
        let handling = acme.send(&stop).await;

        acme.assert_shown(&handling, false).await;
        assert_eq!(events(&handling), ["session.stopped"]);
        assert_eq!(handling.sent::<StopTurn>()[0].1.message_id, turn);
        let session = handling.outcome.unwrap();
        assert_eq!((session.status, session.is_stopping), (SessionStatus::Running, true));
        assert!(session.queue_is_paused);
        assert!(acme.send(&stop).await.sent::<StopTurn>().is_empty());

        let ended = acme.ends(TurnEnd::Stopped).await;
        assert!(ended.sent::<RunTurn>().is_empty());
        let session = acme.session().await;
        assert_eq!((session.status, session.queue.len(), session.queue_is_paused), (SessionStatus::Idle, 1, true));
    }

    #[tokio::test]
    async fn where_nothing_is_under_way_a_stop_is_refused() {
        let acme = Working::opened().await;
        let stop = StopSession { session_id: acme.session_id.clone() };
        acme.refused(&stop, "task.nothing_is_under_way").await;
        acme.refused(&StopSession { session_id: "s-9".parse().unwrap() }, "task.session_is_unknown").await;
    }
}
