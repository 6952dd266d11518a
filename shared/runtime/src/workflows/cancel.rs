//! Cancels a run: it ends at its next step.

use contracts::runtime_messages::{CancelWorkflow, WorkflowCancelled, name};

use crate::{
    commands::dead_letters::{add, decode, read},
    handler::{cx::Cx, failure::Handled},
    service::{Decoded, HandleCommand, Reply, Service, reply},
    store::runs,
};

/// Adds the command to a service's table.
pub fn register(service: &mut Service) {
    let handle: HandleCommand = Box::new(|cx, decoded| Box::pin(cancel(cx, decoded)));
    add(service, name::CANCEL_WORKFLOW, decode::<CancelWorkflow>, handle);
}

async fn cancel(cx: &mut Cx, decoded: Decoded) -> Handled<Reply> {
    let (key, CancelWorkflow { run_id }) = read(decoded)?;
    let now = cx.now;
    let workflow = runs::request_cancel(cx.write().await?, &key, &run_id, now).await?;
    if let Some(workflow) = &workflow {
        // A sleeping run has no delivery; for one that is worked on, this is a repeat that changes nothing.
        cx.announce(workflow, &key, &run_id);
    }
    reply(&WorkflowCancelled { cancelled: workflow.is_some() })
}
