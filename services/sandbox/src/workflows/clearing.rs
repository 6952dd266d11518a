//! `sandbox.workflow.clearing`: takes a person's token and identity out of a sandbox.

use std::sync::Arc;

use contracts::{
    TaskKey,
    sandbox::{ApplyProvisioning, Clearing, ProvisioningNews},
};
use futures::FutureExt;
use runtime::{Handled, RetryPolicy, Run, Waiting};
use sandboxes::State;

use super::{Inside, Trouble, Work};
use crate::git;

/// One at a time for a person and a sandbox.
pub fn workflow_id(key: &TaskKey, input: &Clearing) -> String {
    format!("clearing:{}:{}:{}:{}", key.organization_id, key.task_id, input.generation, input.user_id)
}

/// A sandbox that is gone has nobody's credentials.
pub async fn clearing(run: Run, key: TaskKey, input: Clearing, work: Arc<Work>) -> Handled<()> {
    run.waiting_step(
        RetryPolicy::default(),
        "clear",
        || async { clear(&work, &input.provider_id).await.map_err(Trouble::into_failure) },
        |_, _: Waiting| async { Ok(()) }.boxed(),
        |cx, ()| {
            let news = ProvisioningNews::Cleared { user_id: input.user_id.clone() };
            let told = cx.send(&key, &ApplyProvisioning { generation: input.generation, news });
            std::future::ready(told).boxed()
        },
    )
    .await
}

async fn clear(work: &Work, provider_id: &str) -> Result<(), Trouble> {
    if work.provider()?.state(provider_id).await? == State::Gone {
        return Ok(());
    }
    let inside = Inside::connect(work, provider_id).await?;
    inside.run("Removing the credentials", &git::forget(&inside.home)).await?;
    Ok(())
}
