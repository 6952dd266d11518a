//! Starts a process in the task's sandbox.

use contracts::{
    ProcessId, TaskKey,
    sandbox::{CreateProcess, ProcessRecord, ProcessStart},
};
use runtime::{Cx, Handled, WhenActive};
use serde_json::json;

use crate::{audit, error::SandboxError, model::Sandbox, model::processes::wanted, views, workflows};

/// A sandbox is made by a session, not by this: what is started in it is worked on with an agent.
pub async fn create_process(cx: &mut Cx, key: TaskKey, command: CreateProcess) -> Handled<ProcessRecord> {
    let mut sandbox = cx.load::<Sandbox>(&key).await?.ok_or(SandboxError::Unknown)?;

    let provider_id = sandbox.room_for_a_process()?;
    let (process_id, by) = (ProcessId::from(cx.new_id()), cx.caller().user_id());
    let (process, size) = wanted(command, process_id, by, cx.now)?;
    sandbox.add_process(process.clone(), cx.now);

    let input = ProcessStart { generation: sandbox.record.generation, provider_id, process: process.clone(), size };
    cx.start(&key, &workflows::process_start::workflow_id(&input), &input, WhenActive::Join).await?;
    cx.save(sandbox.clone());

    let details = json!({ "processId": process.process_id, "title": process.title, "command": process.command });
    audit::happened(cx, &sandbox, "process.created", details)?;
    views::sandbox_changed(cx, &sandbox)?;
    Ok(process)
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{
        ApplyProcess, KillProcess, ProcessNews, ProcessStatus, RemoveProcess, RenameProcess, StopProcess,
    };

    use super::*;
    use crate::testing::{Acme, events};

    #[tokio::test]
    async fn without_a_sandbox_nothing_is_started_and_none_is_made() {
        let acme = Acme::new().await;
        acme.refused(&CreateProcess::default(), "sandbox.unknown").await;
        assert!(acme.runs().await.is_empty());
    }

    #[tokio::test]
    async fn a_process_is_listed_started_noted_and_shown() {
        let acme = Acme::ready().await;
        let handling = acme.send(&CreateProcess::default()).await;
        let process = handling.outcome.as_ref().unwrap();
        assert_eq!((process.status, process.title.as_str()), (ProcessStatus::Starting, "Terminal"));
        assert_eq!(acme.record().await.processes, std::slice::from_ref(process));
        assert_eq!(acme.runs().await, ["provisioning", "processStart"]);
        assert_eq!(events(&handling), ["process.created"]);
        assert_eq!(handling.shown()[0].key, "sandbox.acme.t-1");
    }

    #[tokio::test]
    async fn a_process_is_renamed_sent_signals_and_removed_after_its_end() {
        let acme = Acme::ready().await;
        let process_id = acme.done(&CreateProcess::default()).await.process_id;
        acme.refused(&StopProcess { process_id: process_id.clone() }, "sandbox.process_starting").await;
        let tell = |news| ApplyProcess { generation: 1, process_id: process_id.clone(), news };
        let started = tell(ProcessNews::Started { sandbox_process: "proc_1".into(), pid: Some(7) });
        assert!(acme.done(&started).await.applied);
        assert!(!acme.done_without_change(&started).await.applied);
        let named = acme.done(&RenameProcess { process_id: process_id.clone(), title: " Server ".into() }).await;
        assert_eq!((named.title.as_str(), named.status), ("Server", ProcessStatus::Running));

        let handling = acme.send(&StopProcess { process_id: process_id.clone() }).await;
        assert_eq!(events(&handling), ["process.signalled"]);
        acme.done(&KillProcess { process_id: process_id.clone(), signal: Default::default() }).await;
        let remove = RemoveProcess { process_id: process_id.clone() };
        acme.refused(&remove, "sandbox.process_runs").await;
        let end = contracts::sandbox::ProcessEnd { exit_code: None, at: 9 };
        acme.done(&tell(ProcessNews::Exited(end))).await;
        acme.refused(&StopProcess { process_id: process_id.clone() }, "sandbox.process_not_running").await;
        assert_eq!(events(&acme.send(&remove).await), ["process.removed"]);
        assert!(acme.record().await.processes.is_empty());
        acme.refused(&remove, "sandbox.process_unknown").await;
        let ending = ["processEnding"; 3];
        assert_eq!(acme.runs().await[2..], ending);
    }
}
