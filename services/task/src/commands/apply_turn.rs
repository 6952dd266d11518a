//! Takes in what the sandbox tells of a turn.

use contracts::{
    TaskKey,
    organization::NoteAgentFinished,
    task::{ApplyTurn, SessionApplied, TurnNews},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{
    audit,
    model::{Task, session},
    sandbox, store, views,
};

/// A turn that has ended makes room for the next, and is unread by those who have not watched it.
pub async fn apply_turn(cx: &mut Cx, key: TaskKey, command: ApplyTurn) -> Handled<SessionApplied> {
    let ApplyTurn { session_id, message_id, news } = command;
    let Some(mut task) = cx.load::<Task>(&key).await? else { return Ok(SessionApplied { applied: false }) };
    let line = views::line(&task);

    let applied = task.has_turn(&session_id, &message_id);
    let Some(next) = task.hear_of_turn(&session_id, &message_id, &news, cx.now) else {
        return Ok(SessionApplied { applied });
    };

    store::save(cx, &task);

    if let TurnNews::Ended { end, at } = news {
        let details = json!({ "messageId": message_id, "end": session::word(&end) });
        audit::session_event(cx, &task, &session_id, "turn.ended", details)?;
        let finished = NoteAgentFinished { task_id: key.task_id, session_id: session_id.clone(), at };
        cx.send(&key.organization_id, &finished)?;
    }
    sandbox::go_on(cx, &task, &session_id, next)?;
    views::sessions_changed(cx, &task, &line)?;
    Ok(SessionApplied { applied })
}

#[cfg(test)]
mod tests {
    use contracts::{
        audit_log::Append,
        sandbox::{Destroy, RunTurn},
        task::{BeginTurn, ClearOwner, Kill, SessionStatus, TaskStatus, TurnEnd},
    };

    use super::*;
    use crate::testing::{Acme, Working, bob, eve, events};

    #[tokio::test]
    async fn the_end_of_a_turn_is_stored_shown_told_and_noted() {
        let acme = Working::opened().await;
        let turn = acme.says(&bob(), "one").await.outcome.unwrap().message_id;
        let handling = acme.ends(TurnEnd::Done).await;

        let record = acme.assert_shown(&handling, true).await;
        assert!(handling.outcome.as_ref().unwrap().applied);
        assert_eq!((record.status, record.sessions[0].status), (TaskStatus::Idle, SessionStatus::Idle));
        assert_eq!(events(&handling), ["turn.ended"]);
        let details = json!({ "sessionId": acme.session_id, "messageId": turn, "end": "done" });
        assert_eq!(handling.sent::<Append>()[0].1.details, details);
        let [(key, finished)] = handling.sent::<NoteAgentFinished>().try_into().unwrap();
        assert_eq!((key.as_str(), finished.session_id, finished.at), ("acme", acme.session_id.clone(), 77));

        let news = TurnNews::Ended { end: TurnEnd::Done, at: 77 };
        let again = ApplyTurn { session_id: acme.session_id.clone(), message_id: turn, news };
        assert!(!acme.done_without_change(&again).await.applied);
    }

    #[tokio::test]
    async fn what_waits_goes_on_after_a_turn_that_is_done() {
        let acme = Working::opened().await;
        for text in ["one", "two", "three"] {
            acme.says(&bob(), text).await.outcome.unwrap();
        }
        for text in ["two", "three"] {
            let handling = acme.ends(TurnEnd::Done).await;
            acme.assert_shown(&handling, false).await;
            assert_eq!(handling.sent::<RunTurn>()[0].1.text, text);
            assert_eq!(handling.sent::<NoteAgentFinished>().len(), 1);
        }
        assert!(acme.ends(TurnEnd::Done).await.sent::<RunTurn>().is_empty());
    }

    #[tokio::test]
    async fn before_another_members_message_goes_on_the_organization_is_asked() {
        let acme = Working::opened().await;
        acme.says(&bob(), "one").await.outcome.unwrap();
        acme.says(&eve(), "two").await.outcome.unwrap();
        let handling = acme.ends(TurnEnd::Done).await;
        assert_eq!(handling.sent::<BeginTurn>()[0].1.author, eve().user_id);
        assert!(handling.sent::<RunTurn>().is_empty());
    }

    #[tokio::test]
    async fn a_turn_that_failed_says_why_and_what_waits_stays() {
        let acme = Working::opened().await;
        acme.says(&bob(), "one").await.outcome.unwrap();
        acme.says(&bob(), "two").await.outcome.unwrap();
        let handling = acme.ends(TurnEnd::Failed { message: "GitHub no longer takes the token.".into() }).await;

        let record = acme.assert_shown(&handling, true).await;
        let session = &record.sessions[0];
        assert_eq!((record.status, session.queue.len(), session.queue_is_paused), (TaskStatus::Error, 1, true));
        assert_eq!(session.error.as_deref(), Some("GitHub no longer takes the token."));
        assert_eq!(handling.sent::<Append>()[0].1.details["end"], "failed");
        assert!(handling.sent::<RunTurn>().is_empty());
    }

    #[tokio::test]
    async fn without_an_owner_the_next_turn_does_not_begin_and_says_so() {
        let acme = Working::opened().await;
        acme.send(&acme.message("one")).await.outcome.unwrap();
        acme.send(&acme.message("two")).await.outcome.unwrap();
        let cleared = acme.send(&ClearOwner { user_id: bob().user_id, left_at: acme.service.now() }).await;
        assert_eq!(acme.session().await.status, SessionStatus::Running, "nothing is stopped here");
        assert!(cleared.outcome.unwrap().cleared);
        assert!(acme.ends(TurnEnd::Done).await.sent::<RunTurn>().is_empty());
        let session = acme.session().await;
        assert!(session.queue_is_paused && session.error.unwrap().contains("no active owner"));
    }

    #[tokio::test]
    async fn a_question_is_shown_and_the_tasks_line_stays() {
        let acme = Working::opened().await;
        let message_id = acme.says(&bob(), "one").await.outcome.unwrap().message_id;
        let questions = |open| ApplyTurn {
            session_id: acme.session_id.clone(),
            message_id: message_id.clone(),
            news: TurnNews::NeedsAnswers { open },
        };
        let record = acme.assert_shown(&acme.send(&questions(1)).await, false).await;
        assert_eq!((record.status, record.sessions[0].status), (TaskStatus::Running, SessionStatus::NeedsAnswer));
        assert!(acme.done_without_change(&questions(2)).await.applied);
        acme.done(&questions(0)).await;
        assert_eq!(acme.session().await.status, SessionStatus::Running);
    }

    #[tokio::test]
    async fn a_killed_task_hears_the_end_and_begins_nothing() {
        let acme = Working::opened().await;
        acme.says(&bob(), "one").await.outcome.unwrap();
        acme.says(&bob(), "two").await.outcome.unwrap();
        assert_eq!(acme.send(&Kill::default()).await.sent::<Destroy>().len(), 1);
        let handling = acme.ends(TurnEnd::Stopped).await;
        let record = acme.assert_shown(&handling, false).await;
        assert_eq!((record.status, &record.sessions[0].turn), (TaskStatus::Killed, &None));
        assert!(handling.sent::<RunTurn>().is_empty());
    }

    #[tokio::test]
    async fn news_of_what_is_not_under_way_change_nothing() {
        let acme = Working::opened().await;
        acme.says(&bob(), "one").await.outcome.unwrap();
        let news = TurnNews::Ended { end: TurnEnd::Done, at: 77 };
        let other = ApplyTurn { session_id: acme.session_id.clone(), message_id: "m-9".parse().unwrap(), news };
        assert!(!acme.done_without_change(&other).await.applied);
        assert!(
            !acme.done_without_change(&ApplyTurn { session_id: "s-9".parse().unwrap(), ..other.clone() }).await.applied
        );
        assert!(!Acme::new().await.done_without_change(&other).await.applied);
    }
}
