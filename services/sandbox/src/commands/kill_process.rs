//! Sends a process a signal.

use contracts::{
    ProcessId, TaskKey,
    sandbox::{KillProcess, ProcessEnding, ProcessRecord, Signal},
};
use runtime::{Cx, Handled, WhenActive};
use serde_json::json;

use crate::{
    audit,
    error::SandboxError,
    model::{Sandbox, processes::Running},
    workflows,
};

pub async fn kill_process(cx: &mut Cx, key: TaskKey, command: KillProcess) -> Handled<ProcessRecord> {
    let sandbox = cx.load::<Sandbox>(&key).await?.ok_or(SandboxError::Unknown)?;

    let running = sandbox.running_process(&command.process_id)?;

    send(cx, &sandbox, &command.process_id, running, command.signal).await
}

/// Has the signal sent; what comes of it is told when it has.
pub async fn send(
    cx: &mut Cx,
    sandbox: &Sandbox,
    process_id: &ProcessId,
    running: Running,
    signal: Signal,
) -> Handled<ProcessRecord> {
    let input = ProcessEnding {
        generation: sandbox.record.generation,
        provider_id: running.provider_id,
        process_id: process_id.clone(),
        sandbox_process: running.sandbox_process,
        signal: Some(signal),
    };
    let id = workflows::process_ending::workflow_id(&cx.new_id());
    cx.start(&sandbox.key, &id, &input, WhenActive::Join).await?;

    let process = sandbox.process(process_id)?.clone();
    let details = json!({ "processId": process_id, "title": process.title, "signal": signal });
    audit::happened(cx, sandbox, "process.signalled", details)?;
    Ok(process)
}
