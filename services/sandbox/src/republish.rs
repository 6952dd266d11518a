//! Everything that the service shows, page by page: for when the bucket of views was lost, or the database was put back.

use contracts::{TaskKey, View};
use runtime::{Handled, Reader, ViewPage};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::PgPool;

use crate::{store, views};

/// Sandboxes of a page: few enough to be held in memory, and many enough that a page's reading is not what takes time.
const ROWS: usize = 200;

/// Every task's sandbox, and then every task's branch.
pub async fn views(reader: Reader, after: Option<String>) -> Handled<ViewPage> {
    page(reader.db(), after, ROWS).await
}

/// Behind which row the next page begins.
#[derive(Serialize, Deserialize)]
enum After {
    Sandbox(String, String),
    Branch(String, String),
}

async fn page(db: &PgPool, after: Option<String>, rows: usize) -> Handled<ViewPage> {
    let after = after.map(|after| serde_json::from_str(&after)).transpose()?;
    let limit = i64::try_from(rows).unwrap_or(i64::MAX);
    let (views, next) = match after.unwrap_or(After::Sandbox(String::new(), String::new())) {
        After::Sandbox(organization, task) => {
            let sandboxes = store::sandboxes::behind(db, &(organization, task), limit).await?;
            let last = sandboxes.last().filter(|_| sandboxes.len() == rows).map(|sandbox| of(&sandbox.key));
            let next = last.map_or(After::Branch(String::new(), String::new()), |(organization, task)| {
                After::Sandbox(organization, task)
            });
            (sandboxes.iter().map(|sandbox| shown(views::sandbox(sandbox))).collect::<Handled<_>>()?, Some(next))
        }
        After::Branch(organization, task) => {
            let branches = store::branches::behind(db, &(organization, task), limit).await?;
            let last = branches.last().filter(|_| branches.len() == rows).map(|branch| of(&branch.key));
            let next = last.map(|(organization, task)| After::Branch(organization, task));
            (branches.iter().map(|branch| shown(views::branch(branch))).collect::<Handled<_>>()?, next)
        }
    };
    Ok(ViewPage { views, next: next.map(|next| serde_json::to_string(&next)).transpose()? })
}

fn of(key: &TaskKey) -> (String, String) {
    (key.organization_id.to_string(), key.task_id.to_string())
}

fn shown((view, revision, value): (View, i64, &impl Serialize)) -> Handled<(View, i64, Value)> {
    Ok((view, revision, serde_json::to_value(value)?))
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{Destroy, ProvisioningNews, RefreshGit};
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
            if task != "t-3" {
                shown.note(&acme.service.command(&key, &RefreshGit::default()).await);
            }
            if task == "t-2" {
                shown.note(&acme.service.command(&key, &Destroy { reason: "archived".into() }).await);
            }
        }
        assert_eq!(shown.len(), 5);
        for rows in [1, 2, 3, 200] {
            let given = Views::given(rows, async |after| page(acme.service.pool(), after, rows).await).await;
            assert_eq!(given, shown, "{rows} at a time");
        }
    }
}
