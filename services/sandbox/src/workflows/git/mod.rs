//! What is done with the branch: reading it, and the operations that people begin. Each ends with what the branch is then.

mod acting;
mod github;
mod inside;
mod look;

use std::sync::Arc;

use contracts::{
    TaskKey,
    sandbox::{
        ApplyGit, ApplyProvisioning, GitNews, GitOperationStatus, GitOutcome, GitRun, GitWork, ProvisioningNews,
    },
};
use futures::{FutureExt, future::BoxFuture};
pub use look::{refresh, refresh_workflow_id};
use runtime::{Cx, Handled, RetryPolicy, Run, Waiting};
use serde::{Serialize, de::DeserializeOwned};

use self::{
    acting::{Acting, Injected},
    look::Looked,
};
use super::{Trouble, Work, turn::words};

/// One for each operation.
pub fn operation_workflow_id(operation_id: &str) -> String {
    format!("git:{operation_id}")
}

/// `sandbox.workflow.gitOperation`: one operation, to its end, and what the branch is then.
pub async fn operation(run: Run, key: TaskKey, input: GitRun, work: Arc<Work>) -> Handled<GitOutcome> {
    let doing = Doing { run, key, input, work };
    let outcome = match doing.go().await {
        Ok(outcome) => outcome,
        Err(failure) => outcome(GitOperationStatus::Failed, words(&failure)),
    };
    let looked = doing.look().await?;
    doing.end(&outcome, &looked).await?;
    Ok(outcome)
}

/// One operation while it is done.
struct Doing {
    run: Run,
    key: TaskKey,
    input: GitRun,
    work: Arc<Work>,
}

/// An outcome without a log, without files and without a pull request.
fn outcome(status: GitOperationStatus, message: impl Into<String>) -> GitOutcome {
    GitOutcome { status, message: message.into(), log: String::new(), paths: Vec::new(), pull_request: None }
}

fn done(message: impl Into<String>) -> GitOutcome {
    outcome(GitOperationStatus::Done, message)
}

impl Doing {
    async fn go(&self) -> Handled<GitOutcome> {
        match &self.input.work {
            GitWork::Push(_) => {
                let acting = self.acts().await?;
                self.push(&acting).await
            }
            GitWork::Publish(publish) => {
                let acting = self.acts().await?;
                let pushed = self.push(&acting).await?;
                if pushed.status != GitOperationStatus::Done {
                    return Ok(pushed);
                }
                self.says("Opening the pull request").await?;
                let published = self.step("pull request", || self.publish(&acting, publish)).await?;
                Ok(GitOutcome { log: pushed.log, ..published })
            }
            GitWork::Sync(sync) => {
                let acting = self.acts().await?;
                self.says("Taking in what is new on GitHub").await?;
                self.step("sync", || self.sync(&acting, sync)).await
            }
            GitWork::AbortSync(_) => self.step("abort", || self.abort()).await,
            GitWork::Revert(revert) => self.step("revert", || self.revert(revert)).await,
            GitWork::UndoRevert(undo) => self.step("undo", || self.undo(undo)).await,
            GitWork::Ready(_) => self.step("ready", || self.make_ready()).await,
            GitWork::Merge(merge) => {
                self.says("Merging at GitHub").await?;
                self.step("merge", || self.merge(merge)).await
            }
        }
    }

    /// Who acts, and that their credentials are inside, fresh.
    async fn acts(&self) -> Handled<Acting> {
        let acting = self.step("who", || self.who()).await?;
        let injected: Injected = self
            .saving(
                "credentials",
                || self.inject(&acting),
                |cx, key, injected: Injected| {
                    let told = match injected.is_new {
                        true => {
                            let news = ProvisioningNews::Injected { identity: injected.identity.clone() };
                            cx.send(&key, &ApplyProvisioning { generation: injected.generation, news })
                        }
                        false => Ok(()),
                    };
                    std::future::ready(told.map(|()| injected)).boxed()
                },
            )
            .await?;
        tracing::debug!(login = injected.identity.login, "Acting on a branch");
        Ok(acting)
    }

    async fn push(&self, acting: &Acting) -> Handled<GitOutcome> {
        self.says(&format!("Pushing {}", acting.branch)).await?;
        let pushed = self.step("push", || self.push_branch(acting).map(|pushed| pushed.map(Some))).await?;
        // An older service has recorded nothing of one that went well.
        Ok(pushed.unwrap_or_else(|| inside::pushed(&acting.branch)))
    }

    /// Shows what is being done.
    async fn says(&self, message: &str) -> Handled<()> {
        self.run.commit(message, |cx| std::future::ready(self.progress(cx, message)).boxed()).await
    }

    fn progress(&self, cx: &mut Cx, message: &str) -> Handled<()> {
        let (operation_id, message) = (self.input.operation_id.clone(), message.to_owned());
        cx.send(&self.key, &ApplyGit { generation: 0, news: GitNews::Progress { operation_id, message } })
    }

    /// A step that may be done again: what passes is waited for, visibly.
    async fn step<T, Fut>(&self, name: &str, go: impl Fn() -> Fut + Send + Sync) -> Handled<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        Fut: Future<Output = Result<T, Trouble>> + Send,
    {
        self.saving(name, go, |_, _, done| async { Ok(done) }.boxed()).await
    }

    async fn saving<T, Fut>(
        &self,
        name: &str,
        go: impl Fn() -> Fut + Send + Sync,
        save: for<'a> fn(&'a mut Cx, TaskKey, T) -> BoxFuture<'a, Handled<T>>,
    ) -> Handled<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        Fut: Future<Output = Result<T, Trouble>> + Send,
    {
        let done = self.run.waiting_step(
            RetryPolicy::default(),
            name,
            || go().map(|done| done.map_err(Trouble::into_failure)),
            |cx, waiting: Waiting| {
                let told = self.progress(cx, &format!("{}; it is tried again", waiting.why));
                std::future::ready(told).boxed()
            },
            |cx, done| save(cx, self.key.clone(), done),
        );
        done.await
    }

    /// What the branch is now.
    async fn look(&self) -> Handled<Looked> {
        look::step(&self.run, &self.key, &self.work).await
    }

    async fn end(&self, outcome: &GitOutcome, looked: &Looked) -> Handled<()> {
        let (key, operation_id) = (&self.key, &self.input.operation_id);
        self.run
            .commit("end", |cx| {
                let (operation_id, outcome, at) = (operation_id.clone(), outcome.clone(), cx.now);
                // First what the branch is: whoever waits for the end sees it then.
                let told = looked.tell(cx, key).and_then(|()| {
                    let news = GitNews::Ended { operation_id, outcome, at };
                    cx.send(key, &ApplyGit { generation: looked.generation, news })
                });
                std::future::ready(told).boxed()
            })
            .await
    }
}
