//! Notes what became of a message that was sent into a turn, and tells the task.

use contracts::{
    TaskKey,
    sandbox::{NoteSteered, SandboxApplied},
    task::{ApplyTurn, TurnNews},
};
use runtime::{Cx, Handled};

use crate::store;

pub async fn note_steered(cx: &mut Cx, key: TaskKey, command: NoteSteered) -> Handled<SandboxApplied> {
    let NoteSteered { message_id, session_id, steered_id, is_taken } = command;
    let applied = store::steers::answer(cx.write().await?, &key, &steered_id, is_taken).await?;
    if applied {
        cx.send(&key, &ApplyTurn { session_id, message_id, news: TurnNews::Steered { steered_id, is_taken } })?;
    }
    Ok(SandboxApplied { applied })
}
