//! Takes in what is told of a process.

use contracts::{
    TaskKey,
    sandbox::{ApplyProcess, SandboxApplied},
};
use runtime::{Cx, Handled};

use crate::{model::Sandbox, views};

/// News of another generation, or told again, changes nothing.
pub async fn apply_process(cx: &mut Cx, key: TaskKey, command: ApplyProcess) -> Handled<SandboxApplied> {
    let Some(mut sandbox) = cx.load::<Sandbox>(&key).await? else { return Ok(SandboxApplied { applied: false }) };

    if !sandbox.hear_process(command.generation, &command.process_id, command.news, cx.now) {
        return Ok(SandboxApplied { applied: false });
    }

    cx.save(sandbox.clone());

    views::sandbox_changed(cx, &sandbox)?;
    Ok(SandboxApplied { applied: true })
}
