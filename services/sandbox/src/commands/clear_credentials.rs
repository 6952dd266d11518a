//! Takes a person's credentials out of a sandbox, because they no longer belong to the organization.

use contracts::{
    TaskKey,
    sandbox::{ClearCredentials, Clearing, SandboxApplied, SandboxStatus},
};
use runtime::{Cx, Handled, WhenActive};

use crate::{model::Sandbox, workflows};

/// Where others' are inside, or nobody's, there is nothing to do.
pub async fn clear_credentials(cx: &mut Cx, key: TaskKey, command: ClearCredentials) -> Handled<SandboxApplied> {
    let Some(sandbox) = cx.load::<Sandbox>(&key).await? else { return Ok(SandboxApplied { applied: false }) };

    let record = sandbox.record;
    let is_inside = record.identity.is_some_and(|identity| identity.user_id == command.user_id);
    // One that rests is woken for it: it may be somebody else's message that wakes it next.
    let is_there = matches!(record.status, SandboxStatus::Ready | SandboxStatus::Paused);
    let Some(provider_id) = record.provider_id.filter(|_| is_inside && is_there) else {
        return Ok(SandboxApplied { applied: false });
    };

    let input = Clearing { generation: record.generation, provider_id, user_id: command.user_id };
    cx.start(&key, &workflows::clearing::workflow_id(&key, &input), &input, WhenActive::Join).await?;
    Ok(SandboxApplied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::{
        UserId,
        sandbox::{InsideIdentity, ProvisioningNews},
    };

    use super::*;
    use crate::testing::{Acme, events, news, open};

    fn clear(number: u64) -> ClearCredentials {
        ClearCredentials { user_id: UserId::for_number(number) }
    }

    #[tokio::test]
    async fn the_credentials_of_whoever_left_are_taken_out_and_no_others() {
        let acme = Acme::new().await;
        assert!(!acme.done_without_change(&clear(7)).await.applied);
        acme.done(&open(1)).await;
        let (provider, provider_id) = ("local".to_owned(), "sb-1".to_owned());
        acme.done(&news(1, ProvisioningNews::Allocated { provider, provider_id, expires_at: None })).await;
        let identity =
            InsideIdentity { user_id: UserId::for_number(7), login: "bob".into(), since: 5, token_expires_at: None };
        acme.done(&news(1, ProvisioningNews::Injected { identity })).await;
        acme.done(&news(1, ProvisioningNews::Ready { at: 6 })).await;
        assert!(!acme.done_without_change(&clear(8)).await.applied);
        assert!(acme.done(&clear(7)).await.applied);
        assert_eq!(acme.runs().await, ["provisioning", "clearing"]);

        let cleared = acme.send(&news(1, ProvisioningNews::Cleared { user_id: UserId::for_number(7) })).await;
        assert_eq!(events(&cleared), ["sandbox.credentials_cleared"]);
        assert_eq!(acme.record().await.identity, None);
    }
}
