//! Destroys a task's sandbox, because the task has ended.

use contracts::{
    TaskKey,
    sandbox::{Destroy, Destruction, SandboxApplied, SandboxStatus, Turn},
    task::{SessionNews, TurnEnd},
};
use runtime::{Cx, Handled, WhenActive};
use serde_json::json;

use crate::{
    audit,
    commands::open_session::tell,
    model::{Ended, Sandbox},
    store, views, workflows,
};

/// Where there is none, there is nothing to do. One that is still being made ends as well: its name is known.
pub async fn destroy(cx: &mut Cx, key: TaskKey, command: Destroy) -> Handled<SandboxApplied> {
    let Some(mut sandbox) = cx.load::<Sandbox>(&key).await? else { return Ok(SandboxApplied { applied: false }) };
    let was = sandbox.record.status;

    match sandbox.destroy(cx.now) {
        Ended::Known => return Ok(SandboxApplied { applied: false }),
        Ended::Alone => {
            cx.save(sandbox.clone());
            views::sandbox_changed(cx, &sandbox)?;
        }
        Ended::Destroy => {
            audit::happened(cx, &sandbox, "sandbox.destroying", json!({ "reason": command.reason }))?;
            begin(cx, &sandbox, was, command.reason).await?;
        }
    }
    Ok(SandboxApplied { applied: true })
}

/// Begins the end of a sandbox. `was`: its status before. Its turns are stopped before anything else is done to it.
pub async fn begin(cx: &mut Cx, sandbox: &Sandbox, was: SandboxStatus, reason: String) -> Handled<()> {
    let (key, generation) = (&sandbox.key, sandbox.record.generation);
    if was == SandboxStatus::Provisioning {
        stop_waiting(cx, sandbox).await?;
    } else {
        let now = cx.now;
        for turn in store::turns::not_ended(cx.read().await?, key).await? {
            store::turns::stop(cx.write().await?, key, &turn.message_id, now).await?;
        }
    }
    let (provider_id, ending) = (sandbox.record.provider_id.clone(), sandbox.record.ending.clone());
    let input = Destruction { generation, provider_id, reason, ending };
    cx.start(key, &workflows::destruction::workflow_id(key, generation), &input, WhenActive::Join).await?;
    cx.save(sandbox.clone());
    views::sandbox_changed(cx, sandbox)
}

/// A generation whose end was wanted while its provider made it: whoever destroyed it may not have found it yet, and it may have
/// taken over somebody's work.
pub async fn begin_late(cx: &mut Cx, sandbox: &Sandbox, generation: i32) -> Handled<()> {
    let (key, reason) = (&sandbox.key, "nobody wants it any more".to_owned());
    let ending = sandbox.record.ending.clone().filter(|_| sandbox.record.generation == generation);
    // Found by its name: one that is gone by now has nothing to be said of.
    let input = Destruction { generation, provider_id: None, reason, ending };
    cx.start(key, &workflows::destruction::workflow_id(key, generation), &input, WhenActive::RunAgain).await?;
    Ok(())
}

/// What waits for a sandbox that is being made waits for the next one, or is told that there is none.
async fn stop_waiting(cx: &mut Cx, sandbox: &Sandbox) -> Handled<()> {
    if sandbox.is_followed() {
        return Ok(());
    }
    let key = &sandbox.key;
    for turn in store::turns::not_ended(cx.read().await?, key).await? {
        let turn = Turn { message_id: turn.message_id, session_id: turn.session_id };
        workflows::turn::end(cx, key, &turn, TurnEnd::Stopped).await?;
    }
    for (session_id, _) in store::sessions::open(cx.read().await?, key).await? {
        let message = "The sandbox was stopped before it was ready. The next message makes another one".to_owned();
        tell(cx, key, &session_id, SessionNews::Failed { message })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{ProvisioningNews, SandboxStatus};

    use super::*;
    use crate::testing::{Acme, events, news, open};

    fn destroy() -> Destroy {
        Destroy { reason: "archived".into() }
    }

    #[tokio::test]
    async fn what_never_was_needs_no_end() {
        let acme = Acme::new().await;
        assert!(!acme.done_without_change(&destroy()).await.applied);
    }

    #[tokio::test]
    async fn a_sandbox_is_destroyed_once() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        let handling = acme.send(&destroy()).await;
        assert!(handling.outcome.as_ref().unwrap().applied);
        assert_eq!(events(&handling), ["sandbox.destroying"]);
        assert_eq!(acme.record().await.status, SandboxStatus::Destroying);
        assert_eq!(acme.runs().await, ["provisioning", "destruction"]);
        assert!(!acme.done_without_change(&destroy()).await.applied);

        acme.done(&news(1, ProvisioningNews::Destroyed { at: 9, note: None })).await;
        assert_eq!(acme.record().await.status, SandboxStatus::Destroyed);
        assert!(!acme.done_without_change(&destroy()).await.applied);
    }
}
