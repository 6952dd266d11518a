//! Takes a process that has ended out of the list, with what it has printed.

use contracts::{
    TaskKey,
    sandbox::{ProcessEnding, ProcessRecord, RemoveProcess},
};
use runtime::{Cx, Handled, WhenActive};
use serde_json::json;

use crate::{audit, error::SandboxError, model::Sandbox, views, workflows};

pub async fn remove_process(cx: &mut Cx, key: TaskKey, command: RemoveProcess) -> Handled<ProcessRecord> {
    let mut sandbox = cx.load::<Sandbox>(&key).await?.ok_or(SandboxError::Unknown)?;

    let process = sandbox.remove_process(&command.process_id, cx.now)?;

    // What could not be started is nothing to the sandbox.
    if let Some(sandbox_process) = process.sandbox_process.clone() {
        let (generation, provider_id) = (sandbox.record.generation, sandbox.ready()?);
        let process_id = process.process_id.clone();
        let input = ProcessEnding { generation, provider_id, process_id, sandbox_process, signal: None };
        let id = workflows::process_ending::workflow_id(&cx.new_id());
        cx.start(&key, &id, &input, WhenActive::Join).await?;
    }
    cx.save(sandbox.clone());

    let details = json!({ "processId": process.process_id, "title": process.title });
    audit::happened(cx, &sandbox, "process.removed", details)?;
    views::sandbox_changed(cx, &sandbox)?;
    Ok(process)
}
