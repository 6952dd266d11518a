//! Reads what an organization's tasks are to one person.

use contracts::{
    UserId,
    user::{GetOverlay, Overlay},
};
use runtime::{Handled, Reader};

use crate::store;

pub async fn overlay(reader: Reader, user_id: UserId, query: GetOverlay) -> Handled<Overlay> {
    let (db, organization_id) = (reader.db(), &query.organization_id);
    store::memberships::must_belong(db, &user_id, organization_id).await?;
    Ok(Overlay {
        sidebar: store::sidebars::read(db, &user_id, organization_id).await?,
        unread: store::sessions::unread(db, &user_id, organization_id).await?,
        tasks: store::overlays::list(db, &user_id, organization_id).await?,
    })
}

#[cfg(test)]
mod tests {
    use contracts::{
        organization::Role,
        user::{SaveDraft, SelectSession},
    };

    use super::*;
    use crate::testing::{Bob, acme, membership, session, task};

    fn query() -> GetOverlay {
        GetOverlay { organization_id: acme() }
    }

    #[tokio::test]
    async fn tasks_come_newest_change_first_and_only_those_of_the_organization() {
        let bob = Bob::in_acme().await;
        bob.done(&membership("tidepool", Some(Role::Member))).await;
        let select = |organization: &str, task_id: &str| SelectSession {
            organization_id: organization.parse().unwrap(),
            task_id: task(task_id).task_id,
            session_id: session("s-1"),
        };
        for (organization, task_id) in [("acme", "t-1"), ("acme", "t-2"), ("tidepool", "t-3"), ("acme", "t-1")] {
            bob.done(&select(organization, task_id)).await;
            bob.waits(10).await;
        }
        let ids: Vec<_> = bob.overlay().await.tasks.into_iter().map(|task| task.task_id.to_string()).collect();
        assert_eq!(ids, ["t-1", "t-2"]);
    }

    #[tokio::test]
    async fn what_was_theirs_is_theirs_again_when_they_come_back() {
        let bob = Bob::in_acme().await;
        let (organization_id, task_id, text) = (acme(), task("t-1").task_id, "unsent".into());
        bob.done(&SaveDraft { organization_id, task_id, session_id: None, text, attachments: vec![] }).await;
        bob.done(&membership("acme", None)).await;
        assert_eq!(bob.query_refused(&query()).await, "user.not_a_member");
        bob.done(&membership("acme", Some(Role::Member))).await;
        assert_eq!(bob.overlay().await.tasks[0].drafts[0].beginning, "unsent");
    }

    #[tokio::test]
    async fn a_stranger_sees_nothing() {
        assert_eq!(Bob::signed_in().await.query_refused(&query()).await, "user.not_a_member");
        assert_eq!(Bob::unknown().await.query_refused(&query()).await, "user.unknown");
    }
}
