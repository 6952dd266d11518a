//! `sandbox.workflow.processEnding`: sends a process a signal, or forgets one that has ended.

use std::{sync::Arc, time::Duration};

use contracts::{
    TaskKey,
    sandbox::{ApplyProcess, ProcessEnd, ProcessEnding, ProcessNews, Signal},
};
use futures::FutureExt;
use runtime::{Handled, RetryPolicy, Run, Waiting};
use sandboxes::{ClientError, State, client};
use uuid::Uuid;

use super::{Inside, Trouble, Work};

/// How long the script may take beside its own waiting.
const SCRIPT_LIMIT: Duration = Duration::from_secs(15);

/// One for each command: a second signal is another one.
pub fn workflow_id(id: &Uuid) -> String {
    format!("process-ending:{}", id.hyphenated())
}

pub async fn process_ending(run: Run, key: TaskKey, input: ProcessEnding, work: Arc<Work>) -> Handled<()> {
    run.waiting_step(
        RetryPolicy::default(),
        "end",
        || async { end(&work, &input).await.map_err(Trouble::into_failure) },
        |_, _: Waiting| async { Ok(()) }.boxed(),
        |cx, ended: Option<ProcessEnd>| {
            let (generation, process_id) = (input.generation, input.process_id.clone());
            let told = ended.map_or(Ok(()), |end| {
                cx.send(&key, &ApplyProcess { generation, process_id, news: ProcessNews::Exited(end) })
            });
            std::future::ready(told).boxed()
        },
    )
    .await
}

/// How it has ended, if it has. A sandbox that is gone has no process.
async fn end(work: &Work, input: &ProcessEnding) -> Result<Option<ProcessEnd>, Trouble> {
    if work.provider()?.state(&input.provider_id).await? == State::Gone {
        return Ok(None);
    }
    let inside = Inside::connect(work, &input.provider_id).await?;
    let id = input.sandbox_process.as_str();
    let Some(signal) = input.signal else {
        return match inside.client.delete_process(id).await {
            Err(error) if !error.is_not_found() => Err(error.into()),
            _ => Ok(None),
        };
    };
    match inside.client.process(id).await {
        Ok(client::Process { pid: Some(pid), status: client::ProcessStatus::Running, .. }) => {
            inside.client.run(&kill(pid, signal)).await?;
        }
        Ok(_) => {}
        Err(error) if error.is_not_found() => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    match inside.client.process(id).await {
        Ok(process) => Ok(ended(&process)),
        Err(error @ ClientError::Refused { .. }) if error.is_not_found() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// How a process has ended, if it has.
pub fn ended(process: &client::Process) -> Option<ProcessEnd> {
    let has_ended = process.status == client::ProcessStatus::Exited;
    has_ended
        .then(|| ProcessEnd { exit_code: process.exit_code, at: process.exited_at_ms.unwrap_or(process.created_at_ms) })
}

/// To everything in the process's session; then a moment for it to end in.
const SCRIPT: &str = r#"if command -v pkill >/dev/null; then pkill "-$2" -s "$1"; else kill -s "$2" -- "-$1"; fi
left=30
while kill -0 "$1" 2>/dev/null && [ $left -gt 0 ]; do
  sleep 0.1
  left=$((left - 1))
done"#;

fn kill(pid: u32, signal: Signal) -> client::Run {
    let name = match signal {
        Signal::Interrupt => "INT",
        Signal::Terminate => "TERM",
        Signal::Hangup => "HUP",
        Signal::Kill => "KILL",
    };
    client::Run { limit: SCRIPT_LIMIT, ..client::Run::new("sh", &["-c", SCRIPT, "sh", &pid.to_string(), name]) }
}
