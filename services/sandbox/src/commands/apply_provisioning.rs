//! Takes in what a workflow tells of the sandbox, and tells the sessions that wait for it.

use contracts::{
    TaskKey,
    sandbox::{ApplyProvisioning, GitRefresh, ProvisioningNews, SandboxApplied, SandboxStatus, Stage, Turn},
    task::{SessionNews, TurnEnd},
};
use runtime::{Cx, Handled, WhenActive};
use serde_json::{Value, json};

use crate::{
    audit,
    commands::{
        destroy,
        open_session::{provision, tell, tell_opened},
        run_turn::start,
    },
    model::Sandbox,
    store, views, workflows,
};

/// News of another generation, or told again, changes nothing.
pub async fn apply_provisioning(cx: &mut Cx, key: TaskKey, command: ApplyProvisioning) -> Handled<SandboxApplied> {
    let Some(mut sandbox) = cx.load::<Sandbox>(&key).await? else { return Ok(SandboxApplied { applied: false }) };

    if let ProvisioningNews::Allocated { .. } = command.news
        && sandbox.is_given_up(command.generation)
    {
        destroy::begin_late(cx, &sandbox, command.generation).await?;
        return Ok(SandboxApplied { applied: true });
    }
    let was = sandbox.record.status;
    if !sandbox.hear(command.generation, command.news.clone(), cx.now) {
        return Ok(SandboxApplied { applied: false });
    }

    cx.save(sandbox.clone());

    if let Some((event, details)) = event(&command) {
        audit::happened(cx, &sandbox, event, details)?;
    }
    // Not where it only says what was kept later.
    if sandbox.record.status == SandboxStatus::Destroyed && was != SandboxStatus::Destroyed {
        end_stopped(cx, &sandbox).await?;
        if sandbox.is_followed() {
            sandbox.succeed(cx.now);
            provision(cx, &mut sandbox).await?;
            return Ok(SandboxApplied { applied: true });
        }
    }
    views::sandbox_changed(cx, &sandbox)?;
    match &command.news {
        ProvisioningNews::Ready { .. } => go_on(cx, &key).await?,
        // Only the turn that woke it: it fails by itself, and the sandbox rests on.
        ProvisioningNews::Failed { stage: Stage::Resuming, .. } => {}
        ProvisioningNews::Failed { message, .. } => {
            for (session_id, _) in store::sessions::open(cx.read().await?, &key).await? {
                tell(cx, &key, &session_id, SessionNews::Failed { message: message.clone() })?;
            }
            end_turns(cx, &key, message).await?;
        }
        _ => {}
    }
    Ok(SandboxApplied { applied: true })
}

/// The sessions that wait are open, and the turns that wait begin.
async fn go_on(cx: &mut Cx, key: &TaskKey) -> Handled<()> {
    for (session_id, agent) in store::sessions::open(cx.read().await?, key).await? {
        tell_opened(cx, key, &session_id, agent)?;
        workflows::attending::start(cx, key, &session_id).await?;
    }
    for turn in store::turns::not_ended(cx.read().await?, key).await? {
        start(cx, key, &Turn { message_id: turn.message_id, session_id: turn.session_id }).await?;
    }
    // Here, where the sandbox is ready for whoever looks.
    let workflow_id = workflows::git::refresh_workflow_id(key);
    cx.start(key, &workflow_id, &GitRefresh { fetch: false }, WhenActive::RunAgain).await?;
    Ok(())
}

/// The turns that were under way in it end with it. Those that came later wait for the one that follows, if one does.
async fn end_stopped(cx: &mut Cx, sandbox: &Sandbox) -> Handled<()> {
    for turn in store::turns::not_ended(cx.read().await?, &sandbox.key).await? {
        let end = match (turn.stop_requested_at, sandbox.is_followed()) {
            (Some(_), _) => TurnEnd::Stopped,
            (None, true) => continue,
            (None, false) => TurnEnd::Failed { message: "The sandbox was destroyed".into() },
        };
        let turn = Turn { message_id: turn.message_id, session_id: turn.session_id };
        workflows::turn::end(cx, &sandbox.key, &turn, end).await?;
    }
    Ok(())
}

/// The turns that wait for it, or are under way in it, end with a reason.
async fn end_turns(cx: &mut Cx, key: &TaskKey, why: &str) -> Handled<()> {
    for turn in store::turns::not_ended(cx.read().await?, key).await? {
        let turn = Turn { message_id: turn.message_id, session_id: turn.session_id };
        workflows::turn::end(cx, key, &turn, TurnEnd::Failed { message: why.to_owned() }).await?;
    }
    Ok(())
}

/// What is worth a line in the audit log.
fn event(command: &ApplyProvisioning) -> Option<(&'static str, Value)> {
    let generation = command.generation;
    Some(match &command.news {
        ProvisioningNews::Injected { identity } => {
            ("sandbox.credentials_injected", json!({ "userId": identity.user_id, "login": identity.login }))
        }
        ProvisioningNews::Cleared { user_id } => ("sandbox.credentials_cleared", json!({ "userId": user_id })),
        ProvisioningNews::Ready { .. } => ("sandbox.ready", json!({ "generation": generation })),
        ProvisioningNews::Failed { stage, message, .. } => {
            ("sandbox.failed", json!({ "generation": generation, "stage": stage, "message": message }))
        }
        ProvisioningNews::Expired { .. } => ("sandbox.expired", json!({ "generation": generation })),
        ProvisioningNews::Destroyed { note, .. } => {
            ("sandbox.destroyed", json!({ "generation": generation, "note": note }))
        }
        ProvisioningNews::Extended { expires_at } => {
            ("sandbox.extended", json!({ "generation": generation, "expiresAt": expires_at }))
        }
        ProvisioningNews::Paused { .. } => ("sandbox.paused", json!({ "generation": generation })),
        ProvisioningNews::StageEnded { stage: Stage::Resuming, .. } => {
            ("sandbox.resumed", json!({ "generation": generation }))
        }
        ProvisioningNews::StageBegan { .. }
        | ProvisioningNews::Running { .. }
        | ProvisioningNews::NotExtended { .. }
        | ProvisioningNews::Kept { .. }
        | ProvisioningNews::FilesLeft
        | ProvisioningNews::TokenEnded { .. }
        | ProvisioningNews::StageEnded { .. }
        | ProvisioningNews::Allocated { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use contracts::task::ApplySession;

    use super::*;
    use crate::testing::{Acme, events, news, open};

    #[tokio::test]
    async fn what_is_told_is_stored_shown_and_noted() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        let began = ProvisioningNews::StageBegan { stage: Stage::Allocating, at: 5 };
        let handling = acme.send(&news(1, began)).await;
        assert_eq!((handling.shown()[0].revision, events(&handling).len()), (2, 0));
        let handling = acme.send(&news(1, ProvisioningNews::Ready { at: 6 })).await;
        assert_eq!(events(&handling), ["sandbox.ready"]);
        assert_eq!(acme.record().await.status, SandboxStatus::Ready);
        assert!(!acme.done_without_change(&news(1, ProvisioningNews::Ready { at: 6 })).await.applied);
        assert!(!acme.done_without_change(&news(2, ProvisioningNews::Expired { at: 6 })).await.applied);
    }

    #[tokio::test]
    async fn a_failure_reaches_every_session_that_waits() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&open(2)).await;
        let failed = ProvisioningNews::Failed { stage: Stage::Cloning, at: 5, message: "sign in again".into() };
        let handling = acme.send(&news(1, failed)).await;
        assert_eq!(events(&handling), ["sandbox.failed"]);
        let told = handling.sent::<ApplySession>();
        assert_eq!(told.iter().map(|(_, told)| told.session_id.as_str()).collect::<Vec<_>>(), ["s-1", "s-2"]);
        assert_eq!(told[0].1.news, SessionNews::Failed { message: "sign in again".into() });
    }

    #[tokio::test]
    async fn what_was_made_for_one_that_nobody_wants_any_more_is_destroyed_and_what_it_had_is_noted() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        let failed = ProvisioningNews::Failed { stage: Stage::Allocating, at: 5, message: "too slow".into() };
        acme.done(&news(1, failed)).await;
        acme.done(&open(2)).await;
        let (provider, provider_id) = ("local".to_owned(), "sb-1".to_owned());
        acme.done(&news(1, ProvisioningNews::Allocated { provider, provider_id, expires_at: None })).await;
        assert_eq!(acme.runs().await, ["provisioning", "provisioning", "destruction"]);
        assert_eq!(acme.record().await.provider_id, None);

        let kept = ProvisioningNews::Destroyed { at: 7, note: Some("kept".into()) };
        assert_eq!(events(&acme.send(&news(1, kept)).await), ["sandbox.destroyed"]);
        let record = acme.record().await;
        assert_eq!((record.status, record.note.as_deref()), (SandboxStatus::Provisioning, Some("kept")));
    }

    #[tokio::test]
    async fn news_of_no_sandbox_makes_none() {
        let acme = Acme::new().await;
        assert!(!acme.done_without_change(&news(1, ProvisioningNews::Ready { at: 6 })).await.applied);
    }
}
