//! Begins the next message's turn, once the organization has said who its author is.

use contracts::{
    TaskKey,
    task::{BeginTurn, SessionApplied},
};
use runtime::{Cx, Handled};

use crate::{
    lookups::Known,
    model::{Answer, Task},
    sandbox, store, views,
};

/// The task sends it to itself (see [`sandbox::go_on`]). By now the queue may be another one: then it begins what that says.
pub async fn begin_turn(cx: &mut Cx, key: TaskKey, command: BeginTurn) -> Handled<SessionApplied> {
    let Some(mut task) = cx.load::<Task>(&key).await? else { return Ok(SessionApplied { applied: false }) };
    let line = views::line(&task);

    let member = cx.fact::<Known>(&key).and_then(|known| known.member(&command.author));
    let answer = Answer { author: &command.author, member };
    let Some(next) = task.begin_turn(&command.session_id, answer, cx.now) else {
        return Ok(SessionApplied { applied: false });
    };

    store::save(cx, &task);

    sandbox::go_on(cx, &task, &command.session_id, next)?;
    views::sessions_changed(cx, &task, &line)?;
    Ok(SessionApplied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::{
        audit_log::Append,
        sandbox::RunTurn,
        task::{SessionStatus, TaskStatus},
    };
    use serde_json::json;

    use super::*;
    use crate::testing::{Acme, Working, bob, eve, events, owner};

    #[tokio::test]
    async fn the_task_becomes_the_members_whose_turn_it_is() {
        let acme = Working::opened().await;
        acme.says(&eve(), "one").await.outcome.unwrap();
        let handling = acme.is_member(&eve()).await;

        let record = acme.assert_shown(&handling, true).await;
        assert_eq!((record.owner, record.status), (Some(owner(&eve())), TaskStatus::Running));
        assert_eq!(events(&handling), ["task.owner_changed"]);
        let (bob, eve_is) = (json!({ "userId": "u7", "login": "bob" }), json!({ "userId": "u8", "login": "eve" }));
        let details = json!({ "from": bob, "to": eve_is, "mode": "auto" });
        assert_eq!(handling.sent::<Append>()[0].1.details, details);
        let run = &handling.sent::<RunTurn>()[0].1;
        assert_eq!((&run.author, &run.owner), (&Some(eve().user_id), &Some(eve().user_id)));

        let again = acme.is_member(&eve()).await;
        assert_eq!((again.sent_count(), again.outcome.unwrap().applied), (0, false));
        assert_eq!(acme.says(&eve(), "two").await.outcome.unwrap().waits_behind, Some(0));
    }

    #[tokio::test]
    async fn who_is_no_member_gets_nobodys_credentials() {
        let acme = Working::opened().await;
        acme.says(&eve(), "one").await.outcome.unwrap();
        let command = BeginTurn { session_id: acme.session_id.clone(), author: eve().user_id };
        let knows_bob = Known { entry: None, members: vec![bob()] };
        let handling = acme.send_knowing(&command, knows_bob).await;

        let record = acme.assert_shown(&handling, true).await;
        assert!(handling.sent::<RunTurn>().is_empty());
        assert_eq!((record.owner, record.status), (Some(owner(&bob())), TaskStatus::Error));
        let session = &record.sessions[0];
        assert_eq!((session.status, session.queue.len()), (SessionStatus::Error, 1));
        assert!(session.queue_is_paused && session.error.as_deref().unwrap().contains("u8"));
    }

    #[tokio::test]
    async fn where_nothing_waits_nothing_begins() {
        let acme = Working::opened().await;
        let command = BeginTurn { session_id: acme.session_id.clone(), author: bob().user_id };
        assert!(!acme.done_without_change(&command).await.applied);
        assert!(!Acme::new().await.done_without_change(&command).await.applied);
    }
}
