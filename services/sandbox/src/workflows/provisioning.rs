//! `sandbox.workflow.provisioning`: makes a sandbox ready, stage by stage.
//!
//! Each stage is two steps: that it begins is told first, so that people see what is waited for. What is told is
//! `sandbox.command.applyProvisioning`: the sandbox's actor alone writes its record.

use std::sync::Arc;

use contracts::{
    Millis, TaskKey,
    sandbox::{ApplyProvisioning, InsideIdentity, Provisioning, ProvisioningNews, SandboxStatus, Stage},
};
use futures::FutureExt;
use runtime::{Failure, Handled, RetryPolicy, Run, Waiting};
use sandboxes::{Provider, Wanted};
use serde::{Deserialize, Serialize};

use super::{Inside, LIFETIME, Trouble, Work, destroy, inject, millis, name, trouble};
use crate::{git, store};

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
}

impl Making {
    async fn make(&self) -> Handled<()> {
        let allocated = self.stage(Stage::Allocating, || self.allocate()).await?;
        let provider_id = allocated.provider_id.ok_or_else(|| Failure::failed("the provider gave no id"))?;
        if !self.is_wanted().await? {
            return self.give_back(&provider_id).await;
        }
        if let Err(failure) = self.fill(&provider_id).await {
            // The next want makes another generation; this one has nothing of anybody's in it.
            self.give_back(&provider_id).await?;
            return Err(failure);
        }
        self.tell("ready", |at| vec![ProvisioningNews::Ready { at }]).await
    }

    async fn fill(&self, provider_id: &str) -> Handled<()> {
        self.stage(Stage::Starting, || self.start(provider_id)).await?;
        self.stage(Stage::Credentials, || self.inject(provider_id)).await?;
        self.stage(Stage::Cloning, || self.clone_repository(provider_id)).await?;
        Ok(())
    }

    /// Tells that the stage begins, goes through it, and tells how it ended. A stage that fails ends the making.
    async fn stage<Fut>(&self, stage: Stage, go: impl Fn() -> Fut + Send + Sync) -> Handled<Done>
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
        self.tell(&format!("{word} fails"), |at| {
            vec![ProvisioningNews::Failed { stage, at, message: message.clone() }]
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
        let generation = self.input.generation;
        let wanted = Wanted {
            name: name(&self.key, generation),
            predecessor: (generation > 1).then(|| name(&self.key, generation - 1)),
            organization: self.key.organization_id.to_string(),
            environment: self.work.environment.clone(),
            allow: self.work.allow.clone(),
            limits: self.work.limits,
            lifetime: LIFETIME,
        };
        let instance = self.work.provider()?.create(&wanted).await?;
        let log = match (instance.inherited, instance.adopted) {
            (true, _) => "It goes on with the files of the one before",
            (false, true) => "It was there already",
            (false, false) => "",
        };
        let expires_at = instance.expires_at.and_then(millis);
        Ok(Done { log: log.into(), provider_id: Some(instance.provider_id), expires_at, ..Done::default() })
    }

    /// Whether the task still wants it: it may have ended meanwhile.
    async fn is_wanted(&self) -> Handled<bool> {
        let wanted = self.run.step(
            "is it wanted",
            || async {
                let reader = self.run.reader();
                let sandbox = store::sandboxes::find(reader.db(), &self.key).await?;
                Ok(sandbox.is_some_and(|sandbox| {
                    let record = sandbox.record;
                    record.generation == self.input.generation && record.status == SandboxStatus::Provisioning
                }))
            },
            |_, wanted| async move { Ok(wanted) }.boxed(),
        );
        wanted.await
    }

    async fn give_back(&self, provider_id: &str) -> Handled<()> {
        self.run.step("give back", || destroy(&self.work, provider_id), |_, ()| async { Ok(()) }.boxed()).await
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
        Ok(Done { log, ..Done::default() })
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
