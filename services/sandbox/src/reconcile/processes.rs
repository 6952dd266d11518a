//! Asks sandboxes what has become of the processes that run in them: while somebody follows one, its end is heard at once.

use contracts::{
    TaskKey,
    sandbox::{ProcessStatus, TerminalTopic},
};
use futures::{StreamExt, stream};
use runtime::{Client, Failure, Handled, Reader};

use super::{AT_ONCE, ROWS};
use crate::{
    model::Sandbox,
    queries::list_processes::ask,
    store,
    terminals::exited,
    workflows::{Trouble, Work, process_ending::ended},
};

/// Asks each once. One that does not answer is asked the next time.
pub async fn processes(reader: &Reader, client: &Client, work: &Work) -> Handled<()> {
    let mut after = Default::default();
    loop {
        let sandboxes = store::sandboxes::with_processes_behind(reader.db(), &after, ROWS).await?;
        let last = sandboxes.last().filter(|_| sandboxes.len() == ROWS).map(|sandbox| behind(&sandbox.key));
        let looked = stream::iter(sandboxes).map(|sandbox| look(client, work, sandbox)).buffer_unordered(AT_ONCE);
        let looked: Vec<Handled<()>> = looked.collect().await;
        if let Some(failure) = looked.into_iter().find_map(Result::err) {
            return Err(failure);
        }
        match last {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

fn behind(key: &TaskKey) -> (String, String) {
    (key.organization_id.to_string(), key.task_id.to_string())
}

async fn look(client: &Client, work: &Work, sandbox: Sandbox) -> Handled<()> {
    let Ok(provider_id) = sandbox.ready() else { return Ok(()) };
    let is_running = |status| status == ProcessStatus::Running;
    if !sandbox.record.processes.iter().any(|process| is_running(process.status)) {
        return Ok(());
    }
    // Of one that is gone, or paused, the end is told elsewhere.
    let known = match ask(work, &provider_id).await {
        Ok(known) => known.unwrap_or_default(),
        Err(Trouble::Lasting(_)) => return Ok(()),
        Err(trouble) => return Err(trouble.into_failure()),
    };
    for process in sandbox.record.processes.iter().filter(|process| is_running(process.status)) {
        let found = known.iter().find(|known| Some(&known.id) == process.sandbox_process.as_ref());
        let Some(end) = found.and_then(ended) else { continue };
        let topic = TerminalTopic { task: sandbox.key.clone(), process_id: process.process_id.clone() };
        let request = exited(&topic, sandbox.record.generation, end);
        client.enqueue(request).await.map_err(Failure::failed)?;
    }
    Ok(())
}
