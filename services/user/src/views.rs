//! What a person's pages, and the gateways that serve them, see change.

use contracts::{
    OrganizationId, TaskKey, UserId, View,
    user::{App, Sidebar, TaskOverlay},
};
use runtime::{Cx, Handled};

use crate::{account::Account, store};

/// A role, a sign-in or an API token came or went: the gateways act on it at once.
pub async fn access_changed(cx: &mut Cx, user_id: &UserId) -> Handled<()> {
    let now = cx.now;
    let (revision, access) = store::credentials::next_access(cx.write().await?, user_id, now).await?;
    cx.show(&View::Access(user_id.clone()), revision, &access)
}

/// The person's account, or what they know of an organization, is another.
pub async fn app_changed(cx: &mut Cx, account: &Account) -> Handled<App> {
    let revision = store::accounts::next_app_revision(cx.write().await?, &account.user_id).await?;
    let app = account.app(store::memberships::list(cx.read().await?, &account.user_id).await?);
    cx.show(&View::App(account.user_id.clone()), revision, &app)?;
    Ok(app)
}

/// A task is something else to the person.
pub async fn overlay_changed(cx: &mut Cx, user_id: &UserId, task: &TaskKey) -> Handled<TaskOverlay> {
    let revised = store::overlays::read(cx.read().await?, user_id, task).await?;
    cx.show(&View::TaskOverlay(user_id.clone(), task.clone()), revised.revision, &revised.overlay)?;
    Ok(revised.overlay)
}

/// A task is nothing to the person any more.
pub fn overlay_forgotten(cx: &mut Cx, user_id: &UserId, task: TaskKey, revision: i64) -> Handled<()> {
    cx.hide(&View::TaskOverlay(user_id.clone(), task), revision)
}

pub fn sidebar_changed(
    cx: &mut Cx,
    user_id: &UserId,
    organization_id: &OrganizationId,
    sidebar: &Sidebar,
    revision: i64,
) -> Handled<()> {
    cx.show(&View::Sidebar(user_id.clone(), organization_id.clone()), revision, sidebar)
}
