//! Everything that the service shows, page by page: for when the bucket of views was lost, or the database was put back.

use runtime::{Handled, Reader, ViewPage};
use sqlx::PgPool;

use crate::{store, views};

/// Tasks of a page: few enough to be held in memory, and many enough that a page's reading is not what takes time.
const ROWS: usize = 200;

/// Every materialised task.
pub async fn views(reader: Reader, after: Option<String>) -> Handled<ViewPage> {
    page(reader.db(), after, ROWS).await
}

async fn page(db: &PgPool, after: Option<String>, rows: usize) -> Handled<ViewPage> {
    let after = after.map(|after| serde_json::from_str(&after)).transpose()?.unwrap_or_default();
    let tasks = store::behind(db, &after, i64::try_from(rows).unwrap_or(i64::MAX)).await?;

    let last = tasks.last().filter(|_| tasks.len() == rows);
    let next = last.map(|task| serde_json::to_string(&(&task.key.organization_id, &task.key.task_id)));
    let shown = |task| {
        let (view, revision, record) = views::task(task);
        Ok((view, revision, serde_json::to_value(record)?))
    };
    Ok(ViewPage { views: tasks.iter().map(shown).collect::<Handled<_>>()?, next: next.transpose()? })
}

#[cfg(test)]
mod tests {
    use contracts::task::{Archive, ChangeOwner, CreateSession, Rename, SendMessage};
    use runtime::testing::Views;

    use super::*;
    use crate::{
        lookups::Known,
        testing::{Acme, bob, initialize},
    };

    async fn given(acme: &Acme, rows: usize) -> Views {
        Views::given(rows, async |after| page(acme.service.pool(), after, rows).await).await
    }

    #[tokio::test]
    async fn what_commands_have_shown_is_given_again() {
        let acme = Acme::new().await;
        assert_eq!(given(&acme, 2).await, Views::default());

        let mut shown = Views::default();
        for (organization, task) in [("acme", "t-1"), ("acme", "t-2"), ("tidepool", "t-0"), ("tidepool", "t-1")] {
            let mut key = acme.key.clone();
            (key.organization_id, key.task_id) = (organization.parse().unwrap(), task.parse().unwrap());
            shown.note(&acme.service.command(&key, &initialize("Add a page")).await);
            shown.note(&acme.service.command(&key, &Rename { title: format!("feat: {task}") }).await);
            if task == "t-1" {
                let known = Known { entry: None, members: vec![bob()] };
                let owned = ChangeOwner { user_id: bob().user_id };
                shown.note(&acme.service.command_knowing(&key, &owned, known).await);
                let opened = acme.service.command(&key, &CreateSession::default()).await;
                shown.note(&opened);
                let (session_id, attachments) = (opened.outcome.unwrap().session_id, vec![]);
                let message =
                    SendMessage { session_id, text: "one\n🎉".into(), attachments, interrupt: false, steer: false };
                shown.note(&acme.service.command(&key, &message).await);
                shown.note(&acme.service.command(&key, &CreateSession::default()).await);
            }
            if task == "t-2" {
                shown.note(&acme.service.command(&key, &Archive::default()).await);
            }
        }
        assert_eq!(shown.len(), 4);
        for rows in [1, 2, 3, 4, 200] {
            assert_eq!(given(&acme, rows).await, shown, "{rows} at a time");
        }
    }
}
