//! Everything that the service shows, page by page: for when the bucket of views was lost, or the database was put back.

use contracts::{Millis, TaskKey, View};
use runtime::{Handled, Reader, ViewPage};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::PgPool;

use crate::store;

/// Rows of a page: few enough to be held in memory, and many enough that a page's reading is not what takes time.
const ROWS: usize = 200;

/// A view with its revision and value.
type Revised = (View, i64, Value);

/// The kinds of view, in the order in which they are read.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
enum Kind {
    #[default]
    Access,
    App,
    Overlays,
    Sidebars,
}

/// The row of a kind behind which a page begins; empty before the first.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Place {
    kind: Kind,
    pub user_id: String,
    pub organization_id: String,
    pub task_id: String,
}

pub async fn views(reader: Reader, after: Option<String>) -> Handled<ViewPage> {
    page(reader.db(), after, ROWS, reader.now).await
}

async fn page(db: &PgPool, after: Option<String>, rows: usize, now: Millis) -> Handled<ViewPage> {
    let after: Place = after.map(|after| serde_json::from_str(&after)).transpose()?.unwrap_or_default();
    let limit = i64::try_from(rows).unwrap_or(i64::MAX);
    let views = match after.kind {
        Kind::Access => access(db, &after, limit, now).await?,
        Kind::App => app(db, &after, limit).await?,
        Kind::Overlays => overlays(db, &after, limit).await?,
        Kind::Sidebars => sidebars(db, &after, limit).await?,
    };

    let next = match views.last() {
        Some((view, ..)) if views.len() == rows => Place::of(view),
        _ => after.kind.next().map(|kind| Place { kind, ..Place::default() }),
    };
    Ok(ViewPage { views, next: next.map(|next| serde_json::to_string(&next)).transpose()? })
}

async fn access(db: &PgPool, after: &Place, rows: i64, now: Millis) -> Handled<Vec<Revised>> {
    let found = store::credentials::behind(db, after, now, rows).await?;
    let view = |(user_id, revision, access)| Ok((View::Access(user_id), revision, serde_json::to_value(access)?));
    found.into_iter().map(view).collect()
}

/// The revision is read before the memberships: a newer value under an older revision is soon replaced by itself, an older
/// one under a newer revision would stay.
async fn app(db: &PgPool, after: &Place, rows: i64) -> Handled<Vec<Revised>> {
    let mut views = Vec::new();
    for (account, revision) in store::accounts::behind(db, after, rows).await? {
        let app = account.app(store::memberships::list(db, &account.user_id).await?);
        views.push((View::App(account.user_id), revision, serde_json::to_value(app)?));
    }
    Ok(views)
}

async fn overlays(db: &PgPool, after: &Place, rows: i64) -> Handled<Vec<Revised>> {
    let found = store::overlays::behind(db, after, rows).await?;
    let view = |(user_id, found): (_, store::overlays::Revised)| {
        let value = serde_json::to_value(&found.overlay)?;
        let task = TaskKey { organization_id: found.overlay.organization_id, task_id: found.overlay.task_id };
        Ok((View::TaskOverlay(user_id, task), found.revision, value))
    };
    found.into_iter().map(view).collect()
}

async fn sidebars(db: &PgPool, after: &Place, rows: i64) -> Handled<Vec<Revised>> {
    let found = store::sidebars::behind(db, after, rows).await?;
    let view = |found: store::sidebars::Arranged| {
        let view = View::Sidebar(found.user_id, found.organization_id);
        Ok((view, found.revision, serde_json::to_value(found.sidebar)?))
    };
    found.into_iter().map(view).collect()
}

impl Kind {
    const fn next(self) -> Option<Self> {
        match self {
            Self::Access => Some(Self::App),
            Self::App => Some(Self::Overlays),
            Self::Overlays => Some(Self::Sidebars),
            Self::Sidebars => None,
        }
    }
}

impl Place {
    /// Behind the row of this view.
    fn of(view: &View) -> Option<Self> {
        let (kind, user_id, organization_id, task_id) = match view {
            View::Access(user_id) => (Kind::Access, user_id, None, None),
            View::App(user_id) => (Kind::App, user_id, None, None),
            View::TaskOverlay(user_id, task) => {
                (Kind::Overlays, user_id, Some(&task.organization_id), Some(&task.task_id))
            }
            View::Sidebar(user_id, organization_id) => (Kind::Sidebars, user_id, Some(organization_id), None),
            _ => return None,
        };
        let organization_id = organization_id.map(ToString::to_string).unwrap_or_default();
        let task_id = task_id.map(ToString::to_string).unwrap_or_default();
        Some(Self { kind, user_id: user_id.to_string(), organization_id, task_id })
    }
}

#[cfg(test)]
mod tests {
    use contracts::{
        RepositoryId, UserId,
        organization::Role,
        user::{ArrangeSidebar, SaveDraft, SelectSession, SetUnread, SignIn},
    };
    use runtime::testing::Views;
    use vault::Token;

    use super::*;
    use crate::testing::{Bob, TOKEN, membership, session, task, vault};

    async fn given(bob: &Bob, rows: usize) -> Views {
        Views::given(rows, async |after| page(bob.service.pool(), after, rows, bob.service.now()).await).await
    }

    #[tokio::test]
    async fn nothing_is_given_of_nobody() {
        assert_eq!(given(&Bob::unknown().await, 1).await, Views::default());
    }

    #[tokio::test]
    async fn what_commands_have_shown_is_given_again() {
        let (bob, mut shown) = (Bob::unknown().await, Views::default());
        for number in 1..=3 {
            let user_id = UserId::for_number(number);
            let token = vault().seal(&user_id, &Token::new(TOKEN.into()), vec![]);
            let sign_in = SignIn { token, ..bob.sign_in(number) };
            shown.note(&bob.service.command(&user_id, &sign_in).await);
            for organization in ["acme", "tidepool"] {
                let joined = membership(organization, Some(Role::Member));
                shown.note(&bob.service.command(&user_id, &joined).await);
                let organization_id: contracts::OrganizationId = organization.parse().unwrap();
                let order = vec![RepositoryId::for_number(number)];
                let arranged =
                    ArrangeSidebar { organization_id: organization_id.clone(), order, collapsed: vec![], tasks: None };
                shown.note(&bob.service.command(&user_id, &arranged).await);
                for id in ["t-1", "t-2"] {
                    let (organization_id, task_id) = (organization_id.clone(), task(id).task_id);
                    let select = SelectSession { organization_id, task_id, session_id: session("s-1") };
                    shown.note(&bob.service.command(&user_id, &select).await);
                }
            }
        }
        let (organization_id, task_id) = ("acme".parse().unwrap(), task("t-1").task_id);
        let unread = SetUnread { organization_id, task_id, session_id: session("s-2"), unread: true };
        shown.note(&bob.send(&unread).await);
        let (organization_id, task_id, text) = ("acme".parse().unwrap(), task("t-2").task_id, "unsent".into());
        let draft = SaveDraft { organization_id, task_id, session_id: None, text, attachments: vec![] };
        shown.note(&bob.send(&draft).await);
        shown.note(&bob.send(&membership("tidepool", None)).await);

        assert_eq!(shown.len(), 3 * (2 + 2 + 4));
        for rows in [1, 2, 3, 5, 200] {
            assert_eq!(given(&bob, rows).await, shown, "{rows} at a time");
        }
    }
}
