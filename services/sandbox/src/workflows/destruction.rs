//! `sandbox.workflow.destruction`: keeps what was not pushed, and ends the sandbox.

use std::sync::Arc;

use contracts::{
    TaskKey,
    sandbox::{ApplyProvisioning, Destruction, ProvisioningNews},
};
use futures::FutureExt;
use runtime::{Handled, RetryPolicy, Run, Waiting};
use sandboxes::State;

use super::{Inside, Trouble, Work, destroy, name};
use crate::git;

/// One for each generation.
pub fn workflow_id(key: &TaskKey, generation: i32) -> String {
    format!("destruction:{}:{}:{generation}", key.organization_id, key.task_id)
}

pub async fn destruction(run: Run, key: TaskKey, input: Destruction, work: Arc<Work>) -> Handled<()> {
    let provider_id = find(&run, &key, &input, &work).await?;
    let note = match &provider_id {
        Some(provider_id) => {
            let note = keep(&run, &key, &input, &work, provider_id).await?;
            end(&run, &work, provider_id).await?;
            note
        }
        None => None,
    };
    run.commit("tell", |cx| {
        let news = ProvisioningNews::Destroyed { at: cx.now, note: note.clone() };
        let told = cx.send(&key, &ApplyProvisioning { generation: input.generation, news });
        std::future::ready(told).boxed()
    })
    .await
}

/// The provider's id; one that was not told yet is found by its name.
async fn find(run: &Run, key: &TaskKey, input: &Destruction, work: &Work) -> Handled<Option<String>> {
    run.step(
        "find",
        || async {
            if input.provider_id.is_some() {
                return Ok(input.provider_id.clone());
            }
            let name = name(key, input.generation);
            // Without a provider there was never one.
            let Ok(provider) = work.provider() else { return Ok(None) };
            let found = provider.list().await.map_err(|error| Trouble::from(error).into_failure())?;
            Ok(found.into_iter().find(|found| found.name == name).map(|found| found.provider_id))
        },
        |_, found| async { Ok(found) }.boxed(),
    )
    .await
}

/// Never keeps a sandbox from ending: what became of the work is said.
async fn keep(
    run: &Run,
    key: &TaskKey,
    input: &Destruction,
    work: &Work,
    provider_id: &str,
) -> Handled<Option<String>> {
    let kept = || async { Ok(kept(work, key, input.generation, provider_id).await) };
    run.step("keep", kept, |_, note| async { Ok(note) }.boxed()).await
}

/// Pushes what was not pushed to a reference of its own, and says what became of it; `None` when there was nothing.
pub async fn kept(work: &Work, key: &TaskKey, generation: i32, provider_id: &str) -> Option<String> {
    let reference = format!("refs/foundry/{}/{generation}", key.task_id);
    match keep_work(work, provider_id, &reference).await {
        Ok(said) => said.map(|commit| format!("Work that was not pushed is kept as {commit} in {reference}")),
        Err(trouble) => {
            tracing::warn!(provider_id, "Unpushed work could not be kept: {}", trouble.message());
            Some(format!("Work that was not pushed could not be kept: {}", trouble.message()))
        }
    }
}

/// The commit that was pushed; `None` when there was nothing to keep.
async fn keep_work(work: &Work, provider_id: &str, reference: &str) -> Result<Option<String>, Trouble> {
    let provider = work.provider()?;
    if provider.state(provider_id).await? == State::Gone {
        return Err(Trouble::Lasting("the sandbox had ended before".into()));
    }
    let inside = Inside::connect(work, provider_id).await?;
    let said = inside.run("Keeping unpushed work", &git::keep_work(&inside.home, reference)).await?;
    Ok(said.lines().next().map(str::to_owned).filter(|line| !line.is_empty()))
}

async fn end(run: &Run, work: &Work, provider_id: &str) -> Handled<()> {
    run.waiting_step(
        RetryPolicy::default(),
        "end",
        || destroy(work, provider_id),
        |_, _: Waiting| async { Ok(()) }.boxed(),
        |_, ()| async { Ok(()) }.boxed(),
    )
    .await
}
