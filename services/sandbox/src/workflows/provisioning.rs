//! `sandbox.workflow.provisioning`: makes a sandbox ready, stage by stage.
//!
//! Each stage is two steps: that it begins is told first, so that people see what is waited for. What is told is
//! `sandbox.command.applyProvisioning`: the sandbox's actor alone writes its record.

use std::sync::Arc;

use contracts::{
    Millis, TaskKey,
    sandbox::{ApplyProvisioning, InsideIdentity, Provisioning, ProvisioningNews, Stage},
};
use futures::FutureExt;
use runtime::{Failure, Handled, RetryPolicy, Run, Waiting};
use sandboxes::{Name, Provider};
use serde::{Deserialize, Serialize};

use super::{Inside, Trouble, Work, inject, millis, names, trouble, wanted};
use crate::{
    git::{self, printed::printed},
    store,
};

/// One for each generation.
pub fn workflow_id(key: &TaskKey, generation: i32) -> String {
    format!("provisioning:{}:{}:{generation}", key.organization_id, key.task_id)
}

pub async fn provisioning(run: Run, key: TaskKey, input: Provisioning, work: Arc<Work>) -> Handled<()> {
    let making = Making { run, key, input, work };
    making.make().await
}

struct Making {
    run: Run,
    key: TaskKey,
    input: Provisioning,
    work: Arc<Work>,
}

/// What a stage has found out; recorded. No token is in it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Done {
    log: String,
    provider_id: Option<String>,
    expires_at: Option<Millis>,
    identity: Option<InsideIdentity>,
    /// It has the files of one before it, which may be all that is left of somebody's work.
    #[serde(default)]
    inherited: bool,
}

impl Making {
    async fn make(&self) -> Handled<()> {
        let allocated = self.stage(Stage::Allocating, None, || self.allocate()).await?;
        let provider_id = allocated.provider_id.as_deref().ok_or_else(|| Failure::failed("the provider gave no id"))?;
        // Its actor has been told of it, and ends it: it may have the files of one before it.
        if !self.is_wanted().await? {
            return Ok(());
        }
        let given = Some(&allocated);
        self.stage(Stage::Starting, given, || self.start(provider_id)).await?;
        self.stage(Stage::Credentials, given, || self.inject(provider_id)).await?;
        self.stage(Stage::Cloning, given, || self.clone_repository(provider_id)).await?;
        self.tell("ready", |at| vec![ProvisioningNews::Ready { at }]).await
    }

    /// Tells that the stage begins, goes through it, and tells how it ended. A stage that fails ends the making: first what was
    /// `given` is given back, since whoever is told may ask for the next one at once.
    async fn stage<Fut>(&self, stage: Stage, given: Option<&Done>, go: impl Fn() -> Fut + Send + Sync) -> Handled<Done>
    where
        Fut: Future<Output = Result<Done, Trouble>> + Send,
    {
        let word = word(stage);
        self.tell(&format!("{word} begins"), |at| vec![ProvisioningNews::StageBegan { stage, at }]).await?;
        let done = self.run.waiting_step(
            RetryPolicy::default(),
            word,
            || go().map(|done| done.map_err(Trouble::into_failure)),
            |_, _: Waiting| async { Ok(()) }.boxed(),
            |_, done| async { Ok(done) }.boxed(),
        );
        let failure = match done.await {
            Ok(done) => {
                let provider = self.work.provider().map_or("", Provider::name);
                self.tell(&format!("{word} ends"), |at| ended(stage, at, &done, provider)).await?;
                return Ok(done);
            }
            Err(failure) => failure,
        };
        let message = trouble::words(&failure, "it failed here: try again in a while");
        let files_left = self.give_back(given).await.then_some(ProvisioningNews::FilesLeft);
        self.tell(&format!("{word} fails"), |at| {
            let failed = ProvisioningNews::Failed { stage, at, message: message.clone() };
            files_left.clone().into_iter().chain([failed]).collect()
        })
        .await?;
        Err(failure)
    }

    async fn tell(&self, step: &str, news: impl Fn(Millis) -> Vec<ProvisioningNews> + Send + Sync) -> Handled<()> {
        let (key, generation) = (&self.key, self.input.generation);
        self.run
            .commit(step, |cx| {
                let told: Handled<()> =
                    news(cx.now).into_iter().try_for_each(|news| cx.send(key, &ApplyProvisioning { generation, news }));
                std::future::ready(told).boxed()
            })
            .await
    }

    async fn allocate(&self) -> Result<Done, Trouble> {
        let wanted = wanted(&self.work, &self.key, self.input.generation);
        let instance = self.work.provider()?.create(&wanted).await?;
        let log = match (instance.inherited, instance.adopted) {
            (true, _) => "It goes on with the files of the one before",
            (false, true) => "It was there already",
            (false, false) => "",
        };
        let expires_at = instance.expires_at.and_then(millis);
        let (provider_id, inherited) = (Some(instance.provider_id), instance.inherited);
        Ok(Done { log: log.into(), provider_id, expires_at, inherited, ..Done::default() })
    }

    /// Whether the task still wants it: it may have ended meanwhile.
    async fn is_wanted(&self) -> Handled<bool> {
        let wanted = self.run.step(
            "is it wanted",
            || async { Ok(self.is_being_made().await?) },
            |_, wanted| async move { Ok(wanted) }.boxed(),
        );
        wanted.await
    }

    async fn is_being_made(&self) -> sqlx::Result<bool> {
        let sandbox = store::sandboxes::find(self.run.reader().db(), &self.key).await?;
        Ok(sandbox.is_some_and(|sandbox| sandbox.is_being_made(self.input.generation)))
    }

    /// Gives back what cannot be made ready; whether files of one before it are left. That it could not be given back keeps nobody
    /// from hearing why it failed: `reconcile` ends it.
    async fn give_back(&self, given: Option<&Done>) -> bool {
        let given_back = self.run.step(
            "give back",
            || async { self.leave(given).await.map_err(Trouble::into_failure) },
            |_, files_left| async move { Ok(files_left) }.boxed(),
        );
        given_back.await.unwrap_or_else(|failure| {
            tracing::error!(task.id = %self.key.task_id, %failure, "A sandbox that failed could not be given back");
            given.is_some_and(|done| done.inherited)
        })
    }

    async fn leave(&self, given: Option<&Done>) -> Result<bool, Trouble> {
        // Whoever has wanted its end meanwhile keeps what is in it.
        let (true, Ok(provider)) = (self.is_being_made().await?, self.work.provider()) else { return Ok(false) };
        if let Some(Done { provider_id: Some(provider_id), inherited, .. }) = given {
            match inherited {
                true => provider.abandon(provider_id).await?,
                // A new one has nothing of anybody's in it.
                false => provider.destroy(provider_id).await?,
            }
        }
        let names: Vec<Name> = names(&self.key, self.input.generation).collect();
        Ok(provider.has_files(&names).await?)
    }

    async fn start(&self, provider_id: &str) -> Result<Done, Trouble> {
        Inside::connect(&self.work, provider_id).await?.client.health().await?;
        Ok(Done::default())
    }

    /// Puts the person's token and identity inside.
    async fn inject(&self, provider_id: &str) -> Result<Done, Trouble> {
        let inside = Inside::connect(&self.work, provider_id).await?;
        let (identity, log) = inject(&self.run, &inside, &self.input.source.clone_url, &self.input.person).await?;
        Ok(Done { log, identity: Some(identity), ..Done::default() })
    }

    async fn clone_repository(&self, provider_id: &str) -> Result<Done, Trouble> {
        let source = &self.input.source;
        let inside = Inside::connect(&self.work, provider_id).await?;
        let log = inside.run("The clone", &git::clone(&inside.home, source)).await?;
        Ok(Done { log: printed(&log), ..Done::default() })
    }
}

fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Allocating => "allocate",
        Stage::Starting => "start",
        Stage::Credentials => "inject",
        Stage::Cloning => "clone",
        Stage::Resuming => "resume",
    }
}

fn ended(stage: Stage, at: Millis, done: &Done, provider: &str) -> Vec<ProvisioningNews> {
    let allocated = done.provider_id.clone().map(|provider_id| ProvisioningNews::Allocated {
        provider: provider.to_owned(),
        provider_id,
        expires_at: done.expires_at,
    });
    let injected = done.identity.clone().map(|identity| ProvisioningNews::Injected { identity });
    let ended = ProvisioningNews::StageEnded { stage, at, log: done.log.clone() };
    [allocated, injected, Some(ended)].into_iter().flatten().collect()
}
