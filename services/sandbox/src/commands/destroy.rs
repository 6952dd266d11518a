//! Destroys a task's sandbox, because the task has ended.

use contracts::{
    TaskKey,
    sandbox::{Destroy, Destruction, SandboxApplied},
};
use runtime::{Cx, Handled, WhenActive};
use serde_json::json;

use crate::{audit, model::Sandbox, views, workflows};

/// Where there is none, there is nothing to do. One that is still being made ends as well: its name is known.
pub async fn destroy(cx: &mut Cx, key: TaskKey, command: Destroy) -> Handled<SandboxApplied> {
    let Some(mut sandbox) = cx.load::<Sandbox>(&key).await? else { return Ok(SandboxApplied { applied: false }) };

    if !sandbox.destroy(cx.now) {
        return Ok(SandboxApplied { applied: false });
    }

    let generation = sandbox.record.generation;
    let input = Destruction { generation, provider_id: sandbox.record.provider_id.clone(), reason: command.reason };
    cx.start(&key, &workflows::destruction::workflow_id(&key, generation), &input, WhenActive::Join).await?;
    cx.save(sandbox.clone());

    audit::happened(cx, &sandbox, "sandbox.destroying", json!({ "reason": input.reason }))?;
    views::sandbox_changed(cx, &sandbox)?;
    Ok(SandboxApplied { applied: true })
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
