//! Opens a session of an agent.

use contracts::{
    SessionId, TaskKey,
    task::{CreateSession, Session},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, error::TaskError, lookups, model::NewSession, sandbox, store, text, views};

/// Whoever asks is a member: the door has let them in. It is their own token that the clone is made with, and GitHub that
/// takes it.
pub async fn create_session(cx: &mut Cx, key: TaskKey, command: CreateSession) -> Handled<Session> {
    let mut task = lookups::task(cx, &key).await?;
    let line = views::line(&task);

    let new = new_session(command)?;
    let (session_id, by) = (SessionId::from(cx.new_id()), cx.caller().user_id());
    let person = task.open_session(session_id.clone(), new, by, cx.now)?;

    store::save(cx, &task);

    let session = task.must_have(&session_id)?;
    sandbox::open_session(cx, &task, &session, person)?;
    let details = json!({ "name": session.name, "agent": session.agent });
    audit::session_event(cx, &task, &session_id, "session.created", details)?;
    views::sessions_changed(cx, &task, &line)?;
    Ok(session)
}

fn new_session(command: CreateSession) -> Result<NewSession, TaskError> {
    let CreateSession { name, agent, choices } = command;
    text::choices(&choices)?;
    Ok(NewSession { name: name.as_deref().map(text::name).transpose()?, agent: text::agent(agent)?, choices })
}

#[cfg(test)]
mod tests {
    use contracts::{
        audit_log::Append,
        sandbox::OpenSession,
        task::{Archive, Initialize, OptionChoice, SessionStatus, TaskStatus},
    };

    use super::*;
    use crate::testing::{Acme, bob, eve, events, initialize, line, owner, speaks};

    fn choice(value: &str) -> OptionChoice {
        OptionChoice { option_id: "mode".into(), value: value.into() }
    }

    #[tokio::test]
    async fn a_session_is_stored_shown_told_noted_and_opened() {
        let acme = Acme::initialized().await;
        let choices = vec![choice("plan")];
        let command = CreateSession { agent: Some("claude".into()), choices: choices.clone(), ..Default::default() };
        let handling = acme.send_as(speaks(&eve()), &command).await;

        let record = acme.assert_shown(&handling, true).await;
        assert_eq!((record.status, record.revision), (TaskStatus::Idle, 2));
        let session = handling.outcome.as_ref().unwrap();
        assert_eq!(record.sessions, std::slice::from_ref(session));
        assert_eq!((session.name.as_str(), session.status), ("Session 1", SessionStatus::Opening));
        assert_eq!(session.created_by, Some(eve().user_id));
        assert_eq!(events(&handling), ["session.created"]);
        assert_eq!(handling.sent::<Append>()[0].1.by, "user:u8");
        let [(key, open)] = handling.sent::<OpenSession>().try_into().unwrap();
        assert_eq!((key.as_str(), &open.session_id, open.person), ("acme.t-1", &session.session_id, eve().user_id));
        assert_eq!((open.agent.as_deref(), open.choices), (Some("claude"), choices));
        assert_eq!(
            (open.source.branch.as_str(), open.source.repository_name.as_str()),
            ("feat-add-a-page", "acme/web")
        );
        assert_eq!(open.source.clone_url, "https://github.com/acme/web.git");
    }

    #[tokio::test]
    async fn another_session_of_an_idle_task_leaves_its_line_alone() {
        let acme = Acme::initialized().await;
        acme.send_as(speaks(&bob()), &CreateSession::default()).await.outcome.unwrap();
        let command = CreateSession { name: Some(" Größe ".into()), ..Default::default() };
        let record = acme.assert_shown(&acme.send_as(speaks(&bob()), &command).await, false).await;
        let names: Vec<_> = record.sessions.iter().map(|session| session.name.as_str()).collect();
        assert_eq!(names, ["Session 1", "Größe"]);
    }

    #[tokio::test]
    async fn who_is_no_person_opens_it_as_the_owner() {
        let acme = Acme::new().await;
        acme.done(&Initialize { owner: Some(owner(&bob())), ..initialize("Add a page") }).await;
        let handling = acme.send(&CreateSession::default()).await;
        assert_eq!(handling.sent::<OpenSession>()[0].1.person, bob().user_id);
        assert_eq!(handling.outcome.unwrap().created_by, None);
        Acme::initialized().await.refused(&CreateSession::default(), "task.nobody_to_act_as").await;
    }

    #[tokio::test]
    async fn it_makes_a_virtual_task_but_no_unknown_one() {
        let acme = Acme::new().await;
        acme.refused(&CreateSession::default(), "task.unknown").await;
        let handling = acme.send_knowing(&CreateSession::default(), line()).await;
        assert_eq!(handling.refusal(), Some("task.nobody_to_act_as"));
        assert!(acme.is_virtual().await);

        let known = crate::lookups::Known { members: vec![bob()], ..line() };
        let changed = contracts::task::ChangeOwner { user_id: bob().user_id };
        acme.send_knowing(&changed, known).await.outcome.unwrap();
        assert_eq!(acme.done(&CreateSession::default()).await.name, "Session 1");
    }

    #[tokio::test]
    async fn what_is_no_name_or_agent_is_refused() {
        let acme = Acme::initialized().await;
        let named = |name: &str| CreateSession { name: Some(name.into()), ..Default::default() };
        acme.refused(&named(" "), "task.name_is_blank").await;
        acme.refused(&named("a\nb"), "task.name_is_not_one_line").await;
        acme.refused(&named(&"é".repeat(101)), "task.name_is_too_long").await;
        let odd = || Some("a b".to_owned());
        for (command, code) in [
            (CreateSession { agent: odd(), ..Default::default() }, "task.agent_is_malformed"),
            (CreateSession { choices: vec![choice("a b"); 1], ..Default::default() }, "task.option_is_malformed"),
            (CreateSession { choices: vec![choice("plan"); 21], ..Default::default() }, "task.too_many_choices"),
        ] {
            acme.refused(&command, code).await;
        }
    }

    #[tokio::test]
    async fn there_is_a_limit_and_an_end() {
        let acme = Acme::initialized().await;
        for _ in 0..20 {
            acme.send_as(speaks(&bob()), &CreateSession::default()).await.outcome.unwrap();
        }
        acme.refused(&CreateSession::default(), "task.too_many_sessions").await;
        acme.done(&Archive::default()).await;
        acme.refused(&CreateSession::default(), "task.is_ended").await;
    }
}
