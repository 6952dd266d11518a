//! Asks a process to end.

use contracts::{
    TaskKey,
    sandbox::{ProcessRecord, Signal, StopProcess},
};
use runtime::{Cx, Handled};

use super::kill_process::send;
use crate::{error::SandboxError, model::Sandbox};

/// A shell that talks with people does not hear `SIGTERM`; that its terminal is gone it does.
pub async fn stop_process(cx: &mut Cx, key: TaskKey, command: StopProcess) -> Handled<ProcessRecord> {
    let sandbox = cx.load::<Sandbox>(&key).await?.ok_or(SandboxError::Unknown)?;

    let running = sandbox.running_process(&command.process_id)?;
    let signal = if running.tty { Signal::Hangup } else { Signal::Terminate };

    send(cx, &sandbox, &command.process_id, running, signal).await
}
