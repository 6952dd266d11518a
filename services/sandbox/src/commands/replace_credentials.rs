//! Puts a person's new token into the sandboxes in which their former one is.

use contracts::sandbox::{
    ApplyProvisioning, CredentialsKey, CredentialsReplaced, ProvisioningNews, ReplaceCredentials, Replacing,
};
use runtime::{Cx, Handled, WhenActive};

use crate::{store, workflows};

/// With the new token the former one has ended. Where it cannot be replaced at once, as in a sandbox that rests, the next
/// turn does it.
pub async fn replace_credentials(
    cx: &mut Cx,
    key: CredentialsKey,
    command: ReplaceCredentials,
) -> Handled<CredentialsReplaced> {
    let CredentialsKey { organization_id, user_id } = key;
    let (number, at) = (command.number, cx.now);
    let inside = store::sandboxes::with_credentials_of(cx.read().await?, &organization_id, &user_id).await?;

    for line in &inside {
        let (generation, user_id) = (line.generation, user_id.clone());
        let news = ProvisioningNews::TokenEnded { user_id: user_id.clone(), at };
        cx.send(&line.key, &ApplyProvisioning { generation, news })?;
        if let Some(provider_id) = line.provider_id.clone() {
            let input = Replacing { generation, provider_id, user_id, number };
            let workflow_id = workflows::replacing::workflow_id(&line.key, &input);
            cx.start(&line.key, &workflow_id, &input, WhenActive::Join).await?;
        }
    }
    Ok(CredentialsReplaced { sandboxes: u32::try_from(inside.len()).unwrap_or(u32::MAX) })
}

#[cfg(test)]
mod tests {
    use contracts::{UserId, sandbox::InsideIdentity};

    use super::*;
    use crate::testing::{Acme, key, news};

    async fn with_bobs() -> Acme {
        let acme = Acme::ready().await;
        let (user_id, token_expires_at) = (UserId::for_number(7), Some(i64::MAX));
        let identity = InsideIdentity { user_id, login: "bob".into(), since: 5, token_expires_at };
        acme.done(&news(1, ProvisioningNews::Injected { identity })).await;
        acme
    }

    async fn replaced(acme: &Acme, number: u64) -> (u32, usize) {
        let key = CredentialsKey { organization_id: key().organization_id, user_id: UserId::for_number(number) };
        let handling = acme.service.command(&key, &ReplaceCredentials { number: 2 }).await;
        (handling.outcome.as_ref().unwrap().sandboxes, handling.sent_count())
    }

    #[tokio::test]
    async fn where_the_persons_are_inside_and_nowhere_else() {
        let acme = with_bobs().await;
        assert_eq!(replaced(&acme, 8).await, (0, 0));
        assert_eq!(replaced(&acme, 7).await, (1, 2), "the word that it has ended, and the run");
        assert_eq!(acme.runs().await, ["provisioning", "replacing"]);
    }

    #[tokio::test]
    async fn one_that_rests_gets_another_with_the_next_turn() {
        let acme = with_bobs().await;
        acme.done(&news(1, ProvisioningNews::Paused { at: 7 })).await;
        assert_eq!(replaced(&acme, 7).await.0, 1);
        let ended = news(1, ProvisioningNews::TokenEnded { user_id: UserId::for_number(7), at: 9 });
        acme.done(&ended).await;
        assert_eq!(acme.record().await.identity.unwrap().token_expires_at, Some(9));
        assert!(!acme.done_without_change(&ended).await.applied);
    }
}
