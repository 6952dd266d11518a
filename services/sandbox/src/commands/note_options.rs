//! Notes how an agent is set, as it says itself, and tells the task.

use contracts::{
    TaskKey,
    sandbox::{NoteOptions, SandboxApplied},
};
use runtime::{Cx, Handled};

use crate::{store, workflows::agent};

/// What a process says that has the session no longer changes nothing.
pub async fn note_options(cx: &mut Cx, key: TaskKey, command: NoteOptions) -> Handled<SandboxApplied> {
    let NoteOptions { session_id, process, options, applied, dropped } = command;
    let found = store::sessions::find(cx.read().await?, &key, &session_id).await?;
    let Some(mut session) = found.filter(|session| session.process == Some(process)) else {
        return Ok(SandboxApplied { applied: false });
    };
    session.choices.retain(|choice| !dropped.contains(choice));
    (session.options, session.applied) = (options, applied);
    session.dropped.extend(dropped);

    store::sessions::save_options(cx.write().await?, &key, &session_id, &session).await?;

    agent::tell(cx, &key, &session_id).await?;
    Ok(SandboxApplied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::task::{ApplySession, OptionChoice, SessionNews};

    use super::*;
    use crate::testing::{Acme, open};

    #[tokio::test]
    async fn how_an_agent_is_set_is_kept_and_told_and_no_former_process_is_believed() {
        let acme = Acme::new().await;
        let choice = OptionChoice { option_id: "model".into(), value: "gone".into() };
        let opened = contracts::sandbox::OpenSession { choices: vec![choice.clone()], ..open(1) };
        acme.done(&opened).await;
        let (pool, session_id) = (acme.service.pool(), opened.session_id);
        let mut stored = store::sessions::find(pool, &acme.key, &session_id).await.unwrap().unwrap();
        (stored.process, stored.agent_session_id) = (Some(7), Some("a".into()));
        store::sessions::save(pool, &acme.key, &session_id, &stored).await.unwrap();

        let note = |process| NoteOptions {
            session_id: session_id.clone(),
            process,
            options: vec![],
            applied: vec![],
            dropped: vec![choice.clone()],
        };
        assert!(!acme.done_without_change(&note(6)).await.applied);
        let told = acme.send(&note(7)).await.sent::<ApplySession>();
        let news: Vec<_> = told.into_iter().map(|(_, told)| told.news).collect();
        let dropped = SessionNews::ChoicesDropped { choices: vec![choice.clone()] };
        assert_eq!(news, [SessionNews::Options { options: vec![] }, dropped]);
        let stored = store::sessions::find(pool, &acme.key, &session_id).await.unwrap().unwrap();
        assert_eq!((stored.choices.len(), stored.dropped.len()), (0, 0));
    }
}
