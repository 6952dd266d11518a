//! Everything that the service shows, page by page: for when the bucket of views was lost, or the database was put back.

use contracts::View;
use runtime::{Handled, Reader, ViewPage};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::PgPool;

use crate::{store, views};

/// Rows of a page: few enough to be held in memory, and many enough that a page's reading is not what takes time.
const ROWS: usize = 200;

/// The kinds of view, in the order in which they are read.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
enum Kind {
    #[default]
    Profiles,
    Repositories,
    Members,
    Lines,
}

/// The row of a kind behind which a page begins.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Place {
    kind: Kind,
    pub organization_id: String,
    /// Empty before the organization's first.
    pub id: String,
}

pub async fn views(reader: Reader, after: Option<String>) -> Handled<ViewPage> {
    page(reader.db(), after, ROWS).await
}

async fn page(db: &PgPool, after: Option<String>, rows: usize) -> Handled<ViewPage> {
    let after: Place = after.map(|after| serde_json::from_str(&after)).transpose()?.unwrap_or_default();
    let views = read(db, &after, i64::try_from(rows).unwrap_or(i64::MAX)).await?;

    let next = match views.last() {
        Some((view, ..)) if views.len() == rows => Place::of(view),
        _ => after.kind.next().map(|kind| Place { kind, ..Place::default() }),
    };
    Ok(ViewPage { views, next: next.map(|next| serde_json::to_string(&next)).transpose()? })
}

async fn read(db: &PgPool, after: &Place, rows: i64) -> Handled<Vec<views::Revised<Value>>> {
    match after.kind {
        Kind::Profiles => {
            let found = store::profiles::behind(db, after, rows).await?;
            found.iter().map(|(id, profile)| value(views::profile(id, profile))).collect()
        }
        Kind::Repositories => {
            let found = store::repositories::behind(db, after, rows).await?;
            found.iter().map(|(id, found)| value(views::repository(id, &found.repository, found.revision))).collect()
        }
        Kind::Members => {
            let found = store::members::behind(db, after, rows).await?;
            let members = found.iter().filter_map(|(id, found)| Some((id, found.person.member()?, found.revision)));
            members.map(|(id, member, revision)| value(views::member(id, &member, revision))).collect()
        }
        Kind::Lines => {
            let found = store::lines::behind(db, after, rows).await?;
            found.iter().map(|(id, line)| value(views::line(id, line))).collect()
        }
    }
}

fn value<T: Serialize>((view, revision, value): views::Revised<T>) -> Handled<views::Revised<Value>> {
    Ok((view, revision, serde_json::to_value(value)?))
}

impl Kind {
    const fn next(self) -> Option<Self> {
        match self {
            Self::Profiles => Some(Self::Repositories),
            Self::Repositories => Some(Self::Members),
            Self::Members => Some(Self::Lines),
            Self::Lines => None,
        }
    }
}

impl Place {
    /// Behind the row of this view.
    fn of(view: &View) -> Option<Self> {
        let (kind, organization_id, id) = match view {
            View::OrganizationProfile(organization_id) => (Kind::Profiles, organization_id, String::new()),
            View::RepositorySummary(organization_id, id) => (Kind::Repositories, organization_id, id.to_string()),
            View::Member(organization_id, id) => (Kind::Members, organization_id, id.to_string()),
            View::TaskSummary(task) => (Kind::Lines, &task.organization_id, task.task_id.to_string()),
            _ => return None,
        };
        Some(Self { kind, organization_id: organization_id.to_string(), id })
    }
}

#[cfg(test)]
mod tests {
    use contracts::organization::{ApplyMembers, ApplyRepositories, CreateTask, RemoveTaskSummary, SyncStatus};
    use runtime::testing::Views;

    use super::*;
    use crate::testing::{Acme, linked, member, members, progress, pull_request, repository, says, told, wish};

    async fn given(acme: &Acme, rows: usize) -> Views {
        Views::given(rows, async |after| page(acme.service.pool(), after, rows).await).await
    }

    #[tokio::test]
    async fn nothing_is_given_of_nobody() {
        assert_eq!(given(&Acme::unknown().await, 1).await, Views::default());
    }

    #[tokio::test]
    async fn what_commands_have_shown_is_given_again() {
        let (acme, mut shown) = (Acme::unknown().await, Views::default());
        for organization in ["acme", "tidepool"] {
            let key = organization.parse().unwrap();
            shown.note(&acme.service.command(&key, &progress(1, SyncStatus::Synced)).await);
            let repositories = vec![repository(1, "web"), repository(2, "api"), repository(3, "gone")];
            shown.note(
                &acme
                    .service
                    .command(&key, &ApplyRepositories { repositories, removed: vec![], removed_because: None })
                    .await,
            );
            let joined = members(&[member(7, "bob"), member(8, "eve"), member(9, "oscar")]);
            shown.note(&acme.service.command(&key, &joined).await);
        }
        shown.note(&acme.send(&linked(7, "bob")).await);
        let removed = vec![member(9, "oscar").user_id];
        shown.note(&acme.send(&ApplyMembers { removed, observed_at: 20, ..members(&[]) }).await);
        let removed = vec![repository(3, "gone").repository_id];
        shown.note(&acme.send(&ApplyRepositories { repositories: vec![], removed, removed_because: None }).await);
        for branch in ["one", "two", "three"] {
            let created = acme.send(&CreateTask { branch: Some(branch.into()), ..wish("x") }).await;
            shown.note(&created);
            let update = says(&acme.line(&created.outcome.unwrap().task_id).await, 1, branch);
            shown.note(&acme.send(&update).await);
            if branch == "two" {
                shown.note(&acme.send(&RemoveTaskSummary { task_id: update.task_id }).await);
            }
        }
        shown.note(&acme.send(&told(&pull_request(5, "offered", 10))).await);

        assert_eq!(shown.len(), 2 + 5 + 5 + 3);
        for rows in [1, 2, 3, 5, 200] {
            assert_eq!(given(&acme, rows).await, shown, "{rows} at a time");
        }
    }
}
