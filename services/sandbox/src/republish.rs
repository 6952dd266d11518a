//! Everything that the service shows, page by page: for when the bucket of views was lost, or the database was put back.

use runtime::{Handled, Reader, ViewPage};
use sqlx::PgPool;

use crate::{store, views};

/// Sandboxes of a page: few enough to be held in memory, and many enough that a page's reading is not what takes time.
const ROWS: usize = 200;

/// Every task's sandbox.
pub async fn views(reader: Reader, after: Option<String>) -> Handled<ViewPage> {
    page(reader.db(), after, ROWS).await
}

async fn page(db: &PgPool, after: Option<String>, rows: usize) -> Handled<ViewPage> {
    let after = after.map(|after| serde_json::from_str(&after)).transpose()?.unwrap_or_default();
    let sandboxes = store::sandboxes::behind(db, &after, i64::try_from(rows).unwrap_or(i64::MAX)).await?;

    let last = sandboxes.last().filter(|_| sandboxes.len() == rows);
    let next = last.map(|sandbox| serde_json::to_string(&(&sandbox.key.organization_id, &sandbox.key.task_id)));
    let shown = |sandbox| {
        let (view, revision, record) = views::sandbox(sandbox);
        Ok((view, revision, serde_json::to_value(record)?))
    };
    Ok(ViewPage { views: sandboxes.iter().map(shown).collect::<Handled<_>>()?, next: next.transpose()? })
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{Destroy, ProvisioningNews};
    use runtime::testing::Views;

    use super::*;
    use crate::testing::{Acme, news, open};

    #[tokio::test]
    async fn what_commands_have_shown_is_given_again() {
        let acme = Acme::new().await;
        let mut shown = Views::default();
        for task in ["t-1", "t-2", "t-3"] {
            let mut key = acme.key.clone();
            key.task_id = task.parse().unwrap();
            shown.note(&acme.service.command(&key, &open(1)).await);
            shown.note(&acme.service.command(&key, &news(1, ProvisioningNews::Ready { at: 5 })).await);
            if task == "t-2" {
                shown.note(&acme.service.command(&key, &Destroy { reason: "archived".into() }).await);
            }
        }
        assert_eq!(shown.len(), 3);
        for rows in [1, 2, 3, 200] {
            let given = Views::given(rows, async |after| page(acme.service.pool(), after, rows).await).await;
            assert_eq!(given, shown, "{rows} at a time");
        }
    }
}
