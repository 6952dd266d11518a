//! Renames a process.

use contracts::{
    TaskKey,
    sandbox::{ProcessRecord, RenameProcess},
};
use runtime::{Cx, Handled};

use crate::{error::SandboxError, model::Sandbox, views};

pub async fn rename_process(cx: &mut Cx, key: TaskKey, command: RenameProcess) -> Handled<ProcessRecord> {
    let mut sandbox = cx.load::<Sandbox>(&key).await?.ok_or(SandboxError::Unknown)?;

    let process = sandbox.rename_process(&command.process_id, &command.title, cx.now)?;

    cx.save(sandbox.clone());

    views::sandbox_changed(cx, &sandbox)?;
    Ok(process)
}
