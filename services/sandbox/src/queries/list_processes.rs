//! The processes of a task's sandbox, as the sandbox has them.

use std::{sync::Arc, time::Duration};

use contracts::{
    TaskKey,
    sandbox::{ListProcesses, ProcessList, ProcessRecord, ProcessStatus, SandboxStatus},
};
use runtime::{Handled, Reader};
use sandboxes::{Client, State, client};
use tokio::time::timeout;

use crate::{
    store,
    workflows::{Trouble, Work, process_ending::ended},
};

/// A sandbox that takes longer is not waited for: the list is as last known.
const LIMIT: Duration = Duration::from_secs(3);

/// Being asked keeps no sandbox that nobody works in.
const LIFETIME: Duration = Duration::from_secs(1);

/// Never fails because of the sandbox: that one is gone is a state of it.
pub async fn list_processes(reader: Reader, key: TaskKey, _: ListProcesses, work: Arc<Work>) -> Handled<ProcessList> {
    let Some(sandbox) = store::sandboxes::find(reader.db(), &key).await? else {
        return Ok(without(None, "The task has no sandbox: open a session, and one is made"));
    };
    let status = Some(sandbox.record.status);
    if sandbox.record.status == SandboxStatus::Paused {
        let warning = Some("The sandbox is paused: its processes go on when a message wakes it".to_owned());
        return Ok(ProcessList { sandbox: status, processes: sandbox.record.processes, warning });
    }
    let Ok(provider_id) = sandbox.ready() else {
        return Ok(without(status, &format!("The sandbox is {}", sandbox.record.status.as_str())));
    };
    let mut processes = sandbox.record.processes;
    let warning = match timeout(LIMIT, ask(&work, &provider_id)).await {
        Ok(Ok(Some(known))) => {
            processes.iter_mut().for_each(|process| update(process, &known));
            None
        }
        Ok(Ok(None)) => {
            let warning = "The sandbox is gone: send a message, and a new one is made";
            tracing::warn!(task.id = %key.task_id, provider_id, "{warning}");
            // Its record learns of it within a minute.
            return Ok(without(Some(SandboxStatus::Expired), warning));
        }
        Ok(Err(trouble)) => Some(format!("The sandbox does not answer; this is as last known: {}", trouble.message())),
        Err(_) => Some("The sandbox does not answer in time; this is as last known".to_owned()),
    };
    Ok(ProcessList { sandbox: status, processes, warning })
}

fn without(sandbox: Option<SandboxStatus>, warning: &str) -> ProcessList {
    ProcessList { sandbox, processes: Vec::new(), warning: Some(warning.to_owned()) }
}

/// What the sandbox has; `None` when it is gone.
pub async fn ask(work: &Work, provider_id: &str) -> Result<Option<Vec<client::Process>>, Trouble> {
    let provider = work.provider()?;
    match provider.state(provider_id).await? {
        State::Gone => return Ok(None),
        State::Paused => return Err(Trouble::Lasting("it is paused".into())),
        State::Running { .. } => {}
    }
    let endpoint = provider.connect(provider_id, LIFETIME).await?;
    Ok(Some(Client::new(&endpoint)?.processes().await?))
}

/// Its state as the sandbox has it: the row learns of an end somewhat later.
fn update(process: &mut ProcessRecord, known: &[client::Process]) {
    let Some(id) = process.sandbox_process.as_deref().filter(|_| process.status == ProcessStatus::Running) else {
        return;
    };
    if let Some(end) = known.iter().find(|known| known.id == id).and_then(ended) {
        (process.status, process.exit_code, process.exited_at) = (ProcessStatus::Exited, end.exit_code, Some(end.at));
    }
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{CreateProcess, ProvisioningNews};

    use super::*;
    use crate::testing::{Acme, news};

    #[tokio::test]
    async fn without_a_sandbox_there_is_a_warning_and_an_empty_list_with_its_state() {
        let acme = Acme::new().await;
        let list = acme.asks(&ListProcesses {}).await;
        assert_eq!((list.sandbox, list.processes.len(), list.warning.is_some()), (None, 0, true));

        let acme = Acme::ready().await;
        acme.done(&CreateProcess::default()).await;
        let list = acme.asks(&ListProcesses {}).await;
        assert_eq!((list.sandbox, list.processes.len()), (Some(SandboxStatus::Ready), 1));
        assert!(list.warning.unwrap().contains("as last known"));

        acme.done(&news(1, ProvisioningNews::Expired { at: 7 })).await;
        let list = acme.asks(&ListProcesses {}).await;
        assert_eq!((list.sandbox, list.processes.len()), (Some(SandboxStatus::Expired), 0));
        assert!(list.warning.unwrap().contains("expired"));
    }
}
