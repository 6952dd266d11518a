//! Closes a session for good.

use contracts::{
    TaskKey,
    task::{CloseSession, SessionClosed},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, lookups, sandbox, store, views};

pub async fn close_session(cx: &mut Cx, key: TaskKey, command: CloseSession) -> Handled<SessionClosed> {
    let mut task = lookups::task(cx, &key).await?;
    let line = views::line(&task);

    let Some(closed) = task.close_session(&command.session_id, cx.now)? else {
        return Ok(SessionClosed { closed: false });
    };

    store::save(cx, &task);

    sandbox::close_session(cx, &task, &closed)?;
    let details = json!({ "name": closed.name });
    audit::session_event(cx, &task, &command.session_id, "session.closed", details)?;
    views::sessions_changed(cx, &task, &line)?;
    Ok(SessionClosed { closed: true })
}

#[cfg(test)]
mod tests {
    use contracts::{
        sandbox::{self, StopTurn},
        task::{CreateSession, TaskStatus, TurnEnd},
    };

    use super::*;
    use crate::testing::{Acme, Working, bob, events, line};

    #[tokio::test]
    async fn a_session_goes_with_all_that_waits_in_it_and_its_turn_is_stopped_first() {
        let acme = Working::opened().await;
        let empty = acme.service.rows().await;
        acme.says(&bob(), "one").await.outcome.unwrap();
        acme.says(&bob(), "two").await.outcome.unwrap();
        let turn = acme.session().await.turn.unwrap();
        let handling = acme.send(&CloseSession { session_id: acme.session_id.clone() }).await;

        let record = acme.assert_shown(&handling, true).await;
        assert!(handling.outcome.as_ref().unwrap().closed);
        assert_eq!((record.sessions.len(), record.status), (0, TaskStatus::Idle));
        assert_eq!(handling.sent::<StopTurn>()[0].1.message_id, turn);
        assert_eq!(handling.sent::<sandbox::EndSession>()[0].1.session_id, acme.session_id);
        assert_eq!(events(&handling), ["session.closed"]);
        assert_ne!(empty[1], serde_json::Value::Null, "the session had a row");
        let rows = acme.service.rows().await;
        assert_eq!((&rows[0], &rows[1]), (&json!(null), &json!(null)), "no message waits, no session is left");

        assert!(!acme.done_without_change(&CloseSession { session_id: acme.session_id.clone() }).await.closed);
        assert_eq!(acme.done(&CreateSession::default()).await.name, "Session 2");
    }

    #[tokio::test]
    async fn an_idle_session_has_no_turn_to_stop() {
        let acme = Working::opened().await;
        acme.says(&bob(), "one").await.outcome.unwrap();
        acme.ends(TurnEnd::Done).await.outcome.unwrap();
        let handling = acme.send(&CloseSession { session_id: acme.session_id.clone() }).await;
        assert_eq!((handling.sent::<StopTurn>().len(), handling.sent::<sandbox::EndSession>().len()), (0, 1));
    }

    #[tokio::test]
    async fn closing_what_was_never_opened_makes_no_task() {
        let acme = Acme::new().await;
        let handling = acme.send_knowing(&CloseSession { session_id: "s-9".parse().unwrap() }, line()).await;
        assert!(!handling.outcome.unwrap().closed);
        assert!(acme.is_virtual().await);
    }
}
