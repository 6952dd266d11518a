//! Changing what a task is to a person: its row, the tasks that it displaces, and the view.

use contracts::{SessionId, TaskKey, UserId, user::TaskOverlay};
use runtime::{Cx, Handled};

use crate::{store, views};

/// Shows that something of the task has changed; with `active`, the session that is open from now on.
pub async fn touch(cx: &mut Cx, user_id: &UserId, task: &TaskKey, active: Option<&SessionId>) -> Handled<TaskOverlay> {
    let now = cx.now;
    if store::overlays::touch(cx.write().await?, user_id, task, active, now).await? {
        forget_oldest(cx, user_id, task).await?;
    }
    views::overlay_changed(cx, user_id, task).await
}

async fn forget_oldest(cx: &mut Cx, user_id: &UserId, new: &TaskKey) -> Handled<()> {
    for (task_id, revision) in store::overlays::forget_oldest(cx.write().await?, user_id, new).await? {
        views::overlay_forgotten(cx, user_id, TaskKey { task_id, ..new.clone() }, revision)?;
    }
    Ok(())
}

/// Notes that the person has begun to work, unless that is known.
pub async fn begin(cx: &mut Cx, user_id: &UserId, standing: &store::memberships::Standing) -> Handled<()> {
    if standing.has_begun {
        return Ok(());
    }
    let mut account = store::accounts::read(cx.read().await?, user_id).await?;
    account.has_begun = true;
    store::accounts::save(cx.write().await?, &account).await?;
    views::app_changed(cx, &account).await.map(drop)
}
