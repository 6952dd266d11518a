//! `sandbox.workflow.replacing`: a person's token has been followed by another, and the sandbox gets that one, also in the
//! middle of a turn.

use std::sync::Arc;

use contracts::{
    TaskKey,
    sandbox::{ApplyProvisioning, InsideIdentity, ProvisioningNews, Replacing},
};
use futures::FutureExt;
use runtime::{Handled, RetryPolicy, Run, Waiting};
use sandboxes::State;

use super::{Credentials, Inside, Trouble, Work};
use crate::{git, store};

/// One for each token and sandbox.
pub fn workflow_id(key: &TaskKey, input: &Replacing) -> String {
    let Replacing { generation, user_id, number, .. } = input;
    format!("replacing:{}:{}:{generation}:{user_id}:{number}", key.organization_id, key.task_id)
}

/// Where it does not come to that, the next turn puts the new one inside.
pub async fn replacing(run: Run, key: TaskKey, input: Replacing, work: Arc<Work>) -> Handled<()> {
    run.waiting_step(
        RetryPolicy::default(),
        "replace",
        || async { replace(&run, &key, &input, &work).await.map_err(Trouble::into_failure) },
        |_, _: Waiting| async { Ok(()) }.boxed(),
        |cx, replaced: Option<InsideIdentity>| {
            let news = replaced.map(|identity| ProvisioningNews::Injected { identity });
            let told = news.map(|news| cx.send(&key, &ApplyProvisioning { generation: input.generation, news }));
            std::future::ready(told.transpose().map(drop)).boxed()
        },
    )
    .await
}

/// `None`: theirs is not inside any more, or nothing can be put inside now.
async fn replace(run: &Run, key: &TaskKey, input: &Replacing, work: &Work) -> Result<Option<InsideIdentity>, Trouble> {
    let sandbox = store::sandboxes::find(run.reader().db(), key).await?;
    let Some(sandbox) = sandbox.filter(|sandbox| sandbox.record.generation == input.generation) else {
        return Ok(None);
    };
    let theirs = sandbox.record.identity.filter(|identity| identity.user_id == input.user_id);
    let Some(former) = theirs else { return Ok(None) };
    if !matches!(work.provider()?.state(&input.provider_id).await?, State::Running { .. }) {
        return Ok(None);
    }

    let credentials = Credentials::ask(run, &sandbox.source.clone_url, &input.user_id).await?;
    let inside = Inside::connect(work, &input.provider_id).await?;
    let file = git::following_token_file(&inside.home);
    inside.run("Preparing the token's file", &git::prepare_token_file(&file)).await?;
    inside.client.write_file(&file, credentials.file.clone().into()).await?;
    // Another turn may have put somebody else's inside meanwhile: so it looks there, not in the record.
    let said = inside.run("Replacing the token", &git::follow_token_file(&inside.home, &former.login)).await?;
    Ok(said.contains("replaced").then(|| credentials.identity(&input.user_id, run.now())))
}
