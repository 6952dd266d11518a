//! `githubData.command.handleBranchWebhook`: GitHub says where a branch was, and where it is.

use contracts::{
    OrganizationId,
    github_data::{HandleBranchWebhook, WebhookApplied},
};
use runtime::{Cx, Handled};

use crate::{reload, store};

/// GitHub takes branches of up to 255 bytes.
const NAME_BYTES: usize = 255;

/// What a push comes to.
#[derive(Debug, PartialEq, Eq)]
enum Decision {
    /// It is known already.
    Nothing,
    /// The branch is there now, or is gone.
    Put,
    /// It does not follow from what is known: another push was missed, or has overtaken this one. GitHub is asked.
    Ask,
}

/// Takes the branch from the push. A reading of the whole repository is only for what does not fit together; those under way
/// are joined, so a burst comes to two.
pub async fn handle_branch_webhook(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: HandleBranchWebhook,
) -> Handled<WebhookApplied> {
    let HandleBranchWebhook { account_id, repository_id, branch, before, after } = command;
    // No lock on the account: see `handle_pull_request_webhook`.
    store::accounts::read(cx.read().await?, &organization_id).await?.must_be(account_id.as_ref())?;
    let known = store::repositories::find(cx.read().await?, &organization_id, &repository_id).await?;
    if known.is_none() || branch.len() > NAME_BYTES {
        return Ok(WebhookApplied { changed: false });
    }
    let known = store::branches::commit_of(cx.read().await?, &organization_id, &repository_id, &branch).await?;
    match decide(known.as_deref(), before.as_deref(), after.as_deref()) {
        Decision::Nothing => Ok(WebhookApplied { changed: false }),
        Decision::Put => {
            let after = after.as_deref();
            store::branches::put(cx.write().await?, &organization_id, &repository_id, &branch, after).await?;
            Ok(WebhookApplied { changed: true })
        }
        Decision::Ask => {
            reload::begin(cx, &organization_id, repository_id).await?;
            Ok(WebhookApplied { changed: false })
        }
    }
}

fn decide(known: Option<&str>, before: Option<&str>, after: Option<&str>) -> Decision {
    match known {
        known if known == after => Decision::Nothing,
        known if known == before => Decision::Put,
        _ => Decision::Ask,
    }
}

#[cfg(test)]
mod tests {
    use contracts::{AccountId, RepositoryId, github_data::GetRepository};

    use super::*;
    use crate::testing::{Data, connect, installed, web};

    fn push(before: Option<&str>, after: Option<&str>) -> HandleBranchWebhook {
        let commit = |sha: &str| sha.to_owned();
        let (before, after) = (before.map(commit), after.map(commit));
        let (account_id, repository_id) = (Some(AccountId::for_number(42)), RepositoryId::for_number(1));
        HandleBranchWebhook { account_id, repository_id, branch: "login".into(), before, after }
    }

    async fn acme() -> Data {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        data.knows("acme", &web()).await;
        data
    }

    async fn branches(data: &Data) -> Vec<String> {
        let query = GetRepository { repository_id: RepositoryId::for_number(1) };
        data.asks(&"acme".parse().unwrap(), &query).await.branches
    }

    #[test]
    fn a_push_that_follows_from_what_is_known_is_taken_and_another_is_a_question() {
        assert_eq!(decide(None, None, Some("b")), Decision::Put);
        assert_eq!(decide(Some("a"), Some("a"), Some("b")), Decision::Put);
        assert_eq!(decide(Some("a"), Some("a"), None), Decision::Put);
        assert_eq!(decide(Some("b"), Some("a"), Some("b")), Decision::Nothing);
        assert_eq!(decide(None, Some("a"), None), Decision::Nothing);
        assert_eq!(decide(Some("c"), Some("a"), Some("b")), Decision::Ask);
        assert_eq!(decide(None, Some("a"), Some("b")), Decision::Ask);
        assert_eq!(decide(Some("c"), Some("a"), None), Decision::Ask);
    }

    #[tokio::test]
    async fn branches_come_move_and_go_without_a_reading() {
        let data = acme().await;
        assert!(data.done("acme", &push(None, Some("a"))).await.changed);
        assert_eq!(branches(&data).await, ["login"]);
        assert!(data.done("acme", &push(Some("a"), Some("b"))).await.changed);
        assert!(!data.done("acme", &push(Some("a"), Some("b"))).await.changed);
        assert!(data.done("acme", &push(Some("b"), None)).await.changed);
        assert_eq!((branches(&data).await, data.reloads().await), (vec![], 0));
    }

    #[tokio::test]
    async fn pushes_that_overtook_each_other_are_one_reading() {
        let data = acme().await;
        data.done("acme", &push(None, Some("a"))).await;
        for _ in 0..3 {
            assert!(!data.done("acme", &push(Some("x"), Some("y"))).await.changed);
        }
        assert_eq!((branches(&data).await, data.reloads().await), (vec!["login".to_owned()], 1));
    }

    #[tokio::test]
    async fn anothers_is_refused() {
        let data = acme().await;
        let other = HandleBranchWebhook { account_id: Some(AccountId::for_number(43)), ..push(None, Some("a")) };
        assert_eq!(data.send("acme", &other).await.refusal(), Some("github.account_mismatch"));
    }

    #[tokio::test]
    async fn of_an_unknown_repository_and_of_a_name_that_no_branch_has_nothing_is_kept() {
        let data = acme().await;
        let elsewhere = HandleBranchWebhook { repository_id: RepositoryId::for_number(2), ..push(None, Some("a")) };
        assert!(!data.done("acme", &elsewhere).await.changed);
        let long = HandleBranchWebhook { branch: "x".repeat(256), ..push(None, Some("a")) };
        assert!(!data.done("acme", &long).await.changed);
        assert_eq!(data.reloads().await, 0);
    }
}
