//! Puts another agent into a session.

use contracts::{
    TaskKey,
    task::{ChangeAgent, Session},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, error::TaskError, lookups, sandbox, store, text, views};

/// The sandbox says whether there is such an agent. It is made again if it is gone, with the credentials of whoever asks.
pub async fn change_agent(cx: &mut Cx, key: TaskKey, command: ChangeAgent) -> Handled<Session> {
    let mut task = lookups::task(cx, &key).await?;
    let line = views::line(&task);

    let ChangeAgent { session_id, agent } = command;
    let agent = text::agent(Some(agent))?.ok_or(TaskError::AgentIsMalformed)?;
    let person = task.person(cx.caller().user_id())?;
    let Some(from) = task.change_agent(&session_id, agent, cx.now)? else { return Ok(task.must_have(&session_id)?) };

    store::save(cx, &task);

    let session = task.must_have(&session_id)?;
    sandbox::open_session(cx, &task, &session, person)?;
    let details = json!({ "from": from, "to": session.agent });
    audit::session_event(cx, &task, &session_id, "session.agent_changed", details)?;
    views::sessions_changed(cx, &task, &line)?;
    Ok(session)
}

#[cfg(test)]
mod tests {
    use contracts::{
        sandbox::OpenSession,
        task::{SessionNews, SessionStatus},
    };

    use super::*;
    use crate::testing::{Working, bob, eve, events, speaks};

    fn change(acme: &Working, agent: &str) -> ChangeAgent {
        ChangeAgent { session_id: acme.session_id.clone(), agent: agent.into() }
    }

    #[tokio::test]
    async fn another_agent_is_stored_shown_noted_and_opened_and_what_waits_waits_for_it() {
        let acme = Working::opened().await;
        let handling = acme.send_as(speaks(&eve()), &change(&acme, "codex")).await;
        acme.assert_shown(&handling, false).await;
        assert_eq!(events(&handling), ["session.agent_changed"]);
        let open = &handling.sent::<OpenSession>()[0].1;
        assert_eq!((open.agent.as_deref(), &open.person), (Some("codex"), &eve().user_id));
        assert_eq!(acme.session().await.status, SessionStatus::Opening);
        assert_eq!(acme.says(&bob(), "one").await.outcome.unwrap().waits_behind, Some(0));
        acme.done(&acme.news(SessionNews::Opened { agent: "codex".into() })).await;
        assert_eq!(acme.session().await.status, SessionStatus::Running);
        acme.refused(&change(&acme, "claude"), "task.agent_is_at_work").await;
    }

    #[tokio::test]
    async fn the_same_one_changes_nothing_and_what_is_none_is_refused() {
        let acme = Working::opened().await;
        acme.done_without_change(&change(&acme, "claude")).await;
        acme.refused(&change(&acme, ""), "task.agent_is_malformed").await;
        acme.refused(&change(&acme, "a b"), "task.agent_is_malformed").await;
    }
}
