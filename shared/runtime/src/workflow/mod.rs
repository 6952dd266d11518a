//! Durable work: a workflow is an async function whose steps are recorded, so that another instance can go on where one
//! died.

mod run;
mod store;
mod worker;

use std::time::Duration;

use contracts::{
    Workflow,
    runtime_messages::{CancelWorkflow, WorkflowCancelled},
    subject,
};

pub use run::Run;
pub(crate) use store::{read_run, read_runs};
pub(crate) use worker::serve;

use crate::{
    Cx, Failure, Handled,
    cx::{Started, WhenActive},
    outbox::Outgoing,
    service::Reply,
};

/// Without a sign of life from its worker for this long, a run is given to another one.
pub(crate) const ACK_WAIT: Duration = Duration::from_secs(5);

/// The code of the refusal that a cancelled run's next step returns.
pub(crate) const CANCELLED: &str = "runtime.cancelled";

/// Starts a run in the handler's own transaction, or joins the active one with the same id.
pub(crate) async fn start<W: Workflow>(
    cx: &mut Cx,
    key: &W::Key,
    workflow_id: &str,
    input: &W,
    when_active: WhenActive,
) -> Handled<Started> {
    let input = serde_json::to_value(input)?;
    let new = store::NewRun {
        run_id: cx.new_id().to_string(),
        workflow: W::NAME.to_owned(),
        workflow_id: workflow_id.to_owned(),
        actor_key: contracts::Key::tokens(key),
        input,
    };
    if store::insert(cx, &new).await? {
        announce(cx, subject::of::<W>(key), &new.run_id);
        return Ok(Started { run_id: new.run_id, joined: false });
    }
    let again = (when_active == WhenActive::RunAgain).then_some(&new.input);
    let run_id = store::join(cx, workflow_id, again).await?;
    Ok(Started { run_id, joined: true })
}

/// Sends a run to the workers.
fn announce(cx: &mut Cx, subject: String, run_id: &str) {
    let body = serde_json::json!({ "runId": run_id }).to_string();
    let message = Outgoing::message(subject, body, &cx.cause);
    cx.outgoing.push(message);
}

/// Handles `cancelWorkflow`: the run ends at its next step.
pub(crate) async fn cancel(cx: &mut Cx, key: &str, body: &[u8]) -> Handled<Reply> {
    let wanted: CancelWorkflow =
        serde_json::from_slice(body).map_err(|error| Failure::invalid("runtime.undecodable", error.to_string()))?;
    let workflow = store::request_cancel(cx, key, &wanted.run_id).await?;
    if let Some(workflow) = &workflow {
        // A sleeping run has no delivery; for one that is worked on, this is a repeat that changes nothing.
        announce(cx, store::subject(cx.actor, workflow, key), &wanted.run_id);
    }
    Ok(serde_json::value::to_raw_value(&WorkflowCancelled { cancelled: workflow.is_some() })?)
}
