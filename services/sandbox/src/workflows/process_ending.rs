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

/// How long the script waits for the process to end: a shell that is just starting on a busy machine needs some seconds.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the script may take.
const SCRIPT_LIMIT: Duration = Duration::from_secs(20);

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
    let is_gone = match inside.client.process(id).await {
        Ok(client::Process { pid: Some(pid), status: client::ProcessStatus::Running, .. }) => {
            inside.client.run(&kill(pid, signal, PATIENCE)).await?.exit_code == Some(0)
        }
        Ok(_) => false,
        Err(error) if error.is_not_found() => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    match inside.client.process(id).await {
        Ok(process) => what_came_of_it(is_gone, &process),
        Err(error @ ClientError::Refused { .. }) if error.is_not_found() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether it has ended, and how. The server inside notices a moment later than the system that a process `is_gone`, and
/// knows alone how it ended: it is asked again.
fn what_came_of_it(is_gone: bool, process: &client::Process) -> Result<Option<ProcessEnd>, Trouble> {
    match ended(process) {
        None if is_gone => Err(Trouble::Passing("it is gone, and how it ended is not known yet".to_owned())),
        end => Ok(end),
    }
}

/// How a process has ended, if it has.
pub fn ended(process: &client::Process) -> Option<ProcessEnd> {
    let has_ended = process.status == client::ProcessStatus::Exited;
    has_ended
        .then(|| ProcessEnd { exit_code: process.exit_code, at: process.exited_at_ms.unwrap_or(process.created_at_ms) })
}

/// To everything in the process's session; then some tenths of a second for it to end in. Succeeds when it is gone.
const SCRIPT: &str = r#"if command -v pkill >/dev/null; then pkill "-$2" -s "$1"; else kill -s "$2" -- "-$1"; fi
left=$3
while kill -0 "$1" 2>/dev/null && [ $left -gt 0 ]; do
  sleep 0.1
  left=$((left - 1))
done
! kill -0 "$1" 2>/dev/null"#;

fn kill(pid: u32, signal: Signal, patience: Duration) -> client::Run {
    let name = match signal {
        Signal::Interrupt => "INT",
        Signal::Terminate => "TERM",
        Signal::Hangup => "HUP",
        Signal::Kill => "KILL",
    };
    let (pid, tenths) = (pid.to_string(), (patience.as_millis() / 100).to_string());
    client::Run { limit: SCRIPT_LIMIT, ..client::Run::new("sh", &["-c", SCRIPT, "sh", &pid, name, &tenths]) }
}

#[cfg(test)]
mod tests {
    use std::{
        io::Read,
        process::{Command, ExitStatus, Stdio},
    };

    use serde_json::json;

    use super::*;

    fn process(status: &str) -> client::Process {
        let process = json!({
            "id": "p-1", "command": "sh", "args": [], "status": status, "pid": 7, "tty": false, "interactive": false,
            "createdAtMs": 1, "exitCode": 3, "exitedAtMs": 9,
        });
        serde_json::from_value(process).unwrap()
    }

    #[test]
    fn what_is_gone_has_ended_only_once_it_is_known_how() {
        let end = ProcessEnd { exit_code: Some(3), at: 9 };
        for is_gone in [true, false] {
            assert_eq!(what_came_of_it(is_gone, &process("exited")).unwrap(), Some(end.clone()));
        }
        assert!(matches!(what_came_of_it(true, &process("running")), Err(Trouble::Passing(_))));
        assert_eq!(what_came_of_it(false, &process("running")).unwrap(), None);
    }

    /// What the script says of a process, which leads a session as those of the server do.
    fn says(pid: u32, signal: Signal) -> ExitStatus {
        let run = kill(pid, signal, Duration::from_millis(200));
        Command::new(run.command).args(run.args).stderr(Stdio::null()).status().unwrap()
    }

    #[test]
    fn the_script_says_whether_the_process_is_gone() {
        let mut ended = Command::new("true").spawn().unwrap();
        let pid = ended.id();
        ended.wait().unwrap();
        assert!(says(pid, Signal::Terminate).success());

        let mut deaf = Command::new("setsid");
        deaf.args(["sh", "-c", "trap '' HUP; echo ready; read line"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut deaf = deaf.spawn().unwrap();
        deaf.stdout.as_mut().unwrap().read_exact(&mut [0; 6]).unwrap();
        assert!(!says(deaf.id(), Signal::Hangup).success());
        deaf.kill().unwrap();
        deaf.wait().unwrap();
    }
}
