//! Reads one draft, whole.

use contracts::{
    TaskKey, UserId,
    user::{DraftFound, GetDraft},
};
use runtime::{Handled, Reader};

use crate::store::{self, drafts::Place};

pub async fn draft(reader: Reader, user_id: UserId, query: GetDraft) -> Handled<DraftFound> {
    let GetDraft { organization_id, task_id, session_id } = query;
    store::memberships::must_belong(reader.db(), &user_id, &organization_id).await?;
    let task = TaskKey { organization_id, task_id };
    let place = Place { user_id: &user_id, task: &task, session_id: session_id.as_ref() };
    Ok(DraftFound { draft: store::drafts::find(reader.db(), place).await? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Bob, acme, task};

    #[tokio::test]
    async fn a_stranger_reads_nothing_and_a_member_what_is_there() {
        let query = GetDraft { organization_id: acme(), task_id: task("t-1").task_id, session_id: None };
        assert_eq!(Bob::in_acme().await.asks(&query).await.draft, None);
        assert_eq!(Bob::signed_in().await.query_refused(&query).await, "user.not_a_member");
    }
}
