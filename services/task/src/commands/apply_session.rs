//! Takes in what the sandbox tells of a session as a whole.

use contracts::{
    TaskKey,
    task::{ApplySession, SessionApplied},
};
use runtime::{Cx, Handled};

use crate::{model::Task, sandbox, store, views};

/// An agent that is there gets what has waited for it.
pub async fn apply_session(cx: &mut Cx, key: TaskKey, command: ApplySession) -> Handled<SessionApplied> {
    let ApplySession { session_id, news } = command;
    let Some(mut task) = cx.load::<Task>(&key).await? else { return Ok(SessionApplied { applied: false }) };
    let line = views::line(&task);

    let applied = task.session(&session_id).is_some();
    let Some(next) = task.hear_of_session(&session_id, &news, cx.now) else { return Ok(SessionApplied { applied }) };

    store::save(cx, &task);

    sandbox::go_on(cx, &task, &session_id, next)?;
    views::sessions_changed(cx, &task, &line)?;
    Ok(SessionApplied { applied })
}

#[cfg(test)]
mod tests {
    use contracts::{
        sandbox::RunTurn,
        task::{Archive, SessionNews, SessionStatus, TaskStatus},
    };

    use super::*;
    use crate::testing::{Acme, Working, bob};

    fn opened() -> SessionNews {
        SessionNews::Opened { agent: "claude".into() }
    }

    #[tokio::test]
    async fn an_agent_that_is_there_gets_what_has_waited() {
        let acme = Working::opening().await;
        acme.says(&bob(), "one").await.outcome.unwrap();
        acme.says(&bob(), "two").await.outcome.unwrap();
        let handling = acme.send(&acme.news(opened())).await;

        let record = acme.assert_shown(&handling, true).await;
        assert!(handling.outcome.as_ref().unwrap().applied);
        assert_eq!((record.status, record.sessions[0].agent.as_deref()), (TaskStatus::Running, Some("claude")));
        assert_eq!(handling.sent::<RunTurn>()[0].1.text, "one");
        assert!(acme.done_without_change(&acme.news(opened())).await.applied);
    }

    #[tokio::test]
    async fn a_session_that_cannot_be_opened_says_why_and_the_next_message_tries_again() {
        let acme = Working::opening().await;
        let failed = acme.news(SessionNews::Failed { message: "No bubblewrap here: install it.".into() });
        let handling = acme.send(&failed).await;

        let record = acme.assert_shown(&handling, true).await;
        let session = &record.sessions[0];
        assert_eq!((record.status, session.status), (TaskStatus::Error, SessionStatus::Error));
        assert_eq!(session.error.as_deref(), Some("No bubblewrap here: install it."));
        assert!(acme.done_without_change(&failed).await.applied);
        assert_eq!(acme.says(&bob(), "again").await.sent::<RunTurn>().len(), 1);
    }

    #[tokio::test]
    async fn an_error_of_any_length_is_kept_as_far_as_it_fits() {
        let acme = Working::opening().await;
        acme.done(&acme.news(SessionNews::Failed { message: "\u{1}🎉".repeat(20_000) })).await;
        assert_eq!(acme.session().await.error.unwrap().len(), 2_000);
    }

    #[tokio::test]
    async fn news_of_what_is_not_open_change_nothing() {
        let acme = Working::opened().await;
        let other = ApplySession { session_id: "s-9".parse().unwrap(), news: opened() };
        assert!(!acme.done_without_change(&other).await.applied);
        assert!(!Acme::new().await.done_without_change(&other).await.applied);
    }

    #[tokio::test]
    async fn in_an_ended_task_nothing_begins() {
        let acme = Working::opening().await;
        acme.says(&bob(), "one").await.outcome.unwrap();
        acme.done(&Archive::default()).await;
        let handling = acme.send(&acme.news(opened())).await;
        assert!(handling.sent::<RunTurn>().is_empty());
        assert_eq!(acme.record().await.status, TaskStatus::Archived);
    }
}
