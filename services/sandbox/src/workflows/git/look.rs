//! `sandbox.workflow.gitRefresh`: reads what the branch is. Also the last step of each operation.

use std::sync::Arc;

use contracts::{
    TaskKey,
    organization::GetTask,
    sandbox::{ApplyGit, DiffScope, GitNews, GitRefresh, GitStatus, SandboxStatus},
};
use futures::FutureExt;
use runtime::{Caller, Cx, Handled, Run};
use serde::{Deserialize, Serialize};

use super::super::{Inside, SCRIPT_LIMIT, Trouble, Work};
use crate::{
    git::{share, state},
    store,
};

/// One at a time for a task.
pub fn refresh_workflow_id(key: &TaskKey) -> String {
    format!("git-refresh:{}:{}", key.organization_id, key.task_id)
}

pub async fn refresh(run: Run, key: TaskKey, input: GitRefresh, work: Arc<Work>) -> Handled<()> {
    let mut not_fetched = None;
    if input.fetch {
        let fetched = run.step(
            "fetch",
            || async { Ok(fetch(&run, &key, &work).await) },
            |_, fetched| async { Ok(fetched) }.boxed(),
        );
        not_fetched = fetched.await?;
    }
    let looked = step(&run, &key, &work).await?;
    run.commit("tell", |cx| {
        let told = looked.tell(cx, &key).and_then(|()| match not_fetched.clone() {
            Some(message) => {
                let message = format!("What is new on GitHub could not be read: {message}");
                cx.send(&key, &ApplyGit { generation: looked.generation, news: GitNews::Unreadable { message } })
            }
            None => Ok(()),
        });
        std::future::ready(told).boxed()
    })
    .await
}

/// What was seen of the branch; recorded.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Looked {
    pub generation: i32,
    pub seen: Seen,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Seen {
    /// There is no sandbox to look into, which its own record says.
    Nothing,
    Status(Box<GitStatus>),
    Unreadable(String),
}

impl Looked {
    /// Tells the sandbox's actor.
    pub fn tell(&self, cx: &mut Cx, key: &TaskKey) -> Handled<()> {
        let news = match &self.seen {
            Seen::Nothing => GitNews::Unreadable { message: "The sandbox is not there".to_owned() },
            Seen::Status(status) => GitNews::Read { status: status.clone() },
            Seen::Unreadable(message) => GitNews::Unreadable { message: message.clone() },
        };
        cx.send(key, &ApplyGit { generation: self.generation, news })
    }
}

/// Never fails: what cannot be read is said, and the state of before stays.
pub async fn step(run: &Run, key: &TaskKey, work: &Work) -> Handled<Looked> {
    run.step("look", || async { Ok(look(run, key, work).await) }, |_, looked| async { Ok(looked) }.boxed()).await
}

async fn look(run: &Run, key: &TaskKey, work: &Work) -> Looked {
    let (generation, provider_id) = match ready(run, key).await {
        Ok(Some(ready)) => ready,
        Ok(None) => return Looked { generation: 0, seen: Seen::Nothing },
        Err(trouble) => return Looked { generation: 0, seen: Seen::Unreadable(trouble.message().to_owned()) },
    };
    let seen = match read(run, key, work, &provider_id).await {
        Ok(status) => Seen::Status(Box::new(status)),
        Err(trouble) => Seen::Unreadable(trouble.message().to_owned()),
    };
    Looked { generation, seen }
}

/// The sandbox's generation and its id at its provider, if it is ready.
pub async fn ready(run: &Run, key: &TaskKey) -> Result<Option<(i32, String)>, Trouble> {
    let sandbox = store::sandboxes::find(run.reader().db(), key).await?;
    Ok(sandbox.and_then(|sandbox| {
        let record = sandbox.record;
        let provider_id = record.provider_id.filter(|_| record.status == SandboxStatus::Ready)?;
        Some((record.generation, provider_id))
    }))
}

async fn read(run: &Run, key: &TaskKey, work: &Work, provider_id: &str) -> Result<GitStatus, Trouble> {
    let base = base(run, key).await?;
    let inside = Inside::connect(work, provider_id).await?;
    let script = state::read(&inside.home, base.as_deref(), DiffScope::SinceBase);
    let sections = inside.read(&script, SCRIPT_LIMIT, state::OUTPUT_BYTES).await?;
    Ok(state::understand(&sections, run.now()))
}

/// The base of the task's pull request; the one of before when nobody can say.
pub async fn base(run: &Run, key: &TaskKey) -> Result<Option<String>, Trouble> {
    let query = GetTask { task_id: key.task_id.clone() };
    let caller = Caller::service(contracts::Actor::Sandbox);
    match run.client().query(&key.organization_id, &query, &caller).await {
        Ok(line) => Ok(line.pull_request.map(|pull_request| pull_request.base_branch)),
        Err(error) => {
            tracing::warn!(%error, "The task's base branch is not known; the one of before is taken");
            let branch = store::branches::find(run.reader().db(), key).await?;
            Ok(branch.and_then(|branch| branch.base().map(str::to_owned)))
        }
    }
}

/// Why it could not be fetched.
async fn fetch(run: &Run, key: &TaskKey, work: &Work) -> Option<String> {
    let fetched = async {
        let Some((_, provider_id)) = ready(run, key).await? else { return Ok(()) };
        let inside = Inside::connect(work, &provider_id).await?;
        inside.run("Fetching", &share::fetch(&inside.home)).await?;
        Ok::<_, Trouble>(())
    };
    fetched.await.err().map(|trouble| trouble.message().to_owned())
}
