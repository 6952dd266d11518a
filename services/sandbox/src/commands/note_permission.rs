//! Notes what an agent asks, and tells the task that it waits.

use contracts::{
    TaskKey,
    sandbox::{NotePermission, Permission, SandboxApplied},
    task::{ApplyTurn, TurnNews},
};
use runtime::{Cx, Handled};

use crate::store;

/// Told again, it changes nothing.
pub async fn note_permission(cx: &mut Cx, key: TaskKey, command: NotePermission) -> Handled<SandboxApplied> {
    let applied = store::permissions::insert(cx.write().await?, &key, &command).await?;
    if applied {
        tell(cx, &key, &command.permission).await?;
    }
    Ok(SandboxApplied { applied })
}

/// Tells the task how many questions of the turn are open.
pub async fn tell(cx: &mut Cx, key: &TaskKey, permission: &Permission) -> Handled<()> {
    let open = store::permissions::open(cx.read().await?, key, &permission.message_id).await?;
    let (session_id, message_id) = (permission.session_id.clone(), permission.message_id.clone());
    cx.send(key, &ApplyTurn { session_id, message_id, news: TurnNews::NeedsAnswers { open } })
}
