//! `sandbox.workflow.turn`: an agent gets a person's message, and is followed to the end.
//!
//! `prepare` (the sandbox, whose credentials are inside) → `agent` (its process and session) → `follow` → `end`. A step that
//! is done again after a crash goes on where the event log ends; the message itself is given once.

mod agent;
mod follow;
mod following;
mod listen;
mod prepare;
mod said;
mod taking;

use std::{sync::Arc, time::Duration};

use contracts::{
    SessionId, TaskKey,
    sandbox::Turn,
    task::{ApplyTurn, TurnEnd, TurnNews},
};
use futures::{FutureExt, future::BoxFuture};
use runtime::{Cx, Failure, Handled, RetryPolicy, Run, Waiting};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tokio::time::interval;

use self::{agent::AgentSession, following::Following, prepare::Prepared};
use super::{EXTEND_EVERY, Inside, LIFETIME, Trouble, Work};
use crate::store::{self, turns::StoredTurn};

/// The answer to a prompt comes with the turn's end. What counts is the event; this only ends the waiting.
const TURN_LIMIT: Duration = Duration::from_secs(7 * 24 * 3_600);

/// One for each turn.
pub fn workflow_id(turn: &Turn) -> String {
    format!("turn:{}", turn.message_id)
}

pub async fn turn(run: Run, key: TaskKey, input: Turn, work: Arc<Work>) -> Handled<TurnEnd> {
    let turning = Turning { run, key, input, work };
    let end = match turning.go().await {
        Ok(end) => end,
        Err(failure) => TurnEnd::Failed { message: words(&failure) },
    };
    turning.end(&end).await?;
    turning.keep_work().await?;
    Ok(end)
}

/// What people read of a failure. What is behind one of our own is for the log.
fn words(failure: &Failure) -> String {
    match failure {
        Failure::Refused { message, .. } | Failure::Later { why: message, .. } => message.clone(),
        Failure::Undecodable { .. } | Failure::Failed(_) => {
            "It failed here: send the message again in a while".to_owned()
        }
    }
}

struct Turning {
    run: Run,
    key: TaskKey,
    input: Turn,
    work: Arc<Work>,
}

/// The session as its agent has it now.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Begun {
    session_id: SessionId,
    generation: i32,
    agent: AgentSession,
}

/// What is saved with a step's record.
type Save<T> = for<'a> fn(&'a mut Cx, TaskKey, T) -> BoxFuture<'a, Handled<T>>;

fn save_begun(cx: &mut Cx, key: TaskKey, begun: Begun) -> BoxFuture<'_, Handled<Begun>> {
    async move {
        let Begun { session_id, generation, agent } = &begun;
        let has_it = (agent.agent_session_id.as_str(), agent.process);
        store::sessions::begun(cx.write().await?, &key, session_id, *generation, has_it).await?;
        Ok(begun)
    }
    .boxed()
}

impl Turning {
    async fn go(&self) -> Handled<TurnEnd> {
        let prepared = self.ready().await?;
        if prepared.is_gone {
            let message = "The sandbox was gone: send the message again, and a new one is made".into();
            return Ok(TurnEnd::Failed { message });
        }
        let begun = self.step("agent", || self.begin(&prepared), save_begun).await?;
        self.step("follow", || self.follow(&prepared, &begun.agent), |_, _, end| async { Ok(end) }.boxed()).await
    }

    async fn step<T, Fut>(&self, name: &str, go: impl Fn() -> Fut + Send + Sync, save: Save<T>) -> Handled<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        Fut: Future<Output = Result<T, Trouble>> + Send,
    {
        let done = self.run.waiting_step(
            RetryPolicy::default(),
            name,
            || go().map(|done| done.map_err(Trouble::into_failure)),
            |_, _: Waiting| async { Ok(()) }.boxed(),
            |cx, done| save(cx, self.key.clone(), done),
        );
        done.await
    }

    async fn turn(&self) -> Result<StoredTurn, Trouble> {
        let found = store::turns::find(self.run.reader().db(), &self.key, &self.input.message_id).await?;
        found.ok_or_else(|| Trouble::Lasting("there is no such turn".into()))
    }

    async fn begin(&self, prepared: &Prepared) -> Result<Begun, Trouble> {
        let reader = self.run.reader();
        let session_id = &self.input.session_id;
        let stored = store::sessions::find(reader.db(), &self.key, session_id, prepared.generation).await?;
        let stored = stored.unwrap_or_default();
        let chosen = stored.agent.as_deref().or_else(|| self.work.default_agent());
        let agent = chosen.ok_or_else(|| Trouble::Lasting("No agent is installed here".into()))?;
        let inside = Inside::connect(&self.work, &prepared.provider_id).await?;
        let attempt = format!("{}/{}", self.input.message_id, self.run.now());
        let agent = agent::ensure(&inside, session_id, &stored, agent, &attempt).await?;
        Ok(Begun { session_id: session_id.clone(), generation: prepared.generation, agent })
    }

    async fn follow(&self, prepared: &Prepared, agent: &AgentSession) -> Result<TurnEnd, Trouble> {
        let inside = Inside::connect(&self.work, &prepared.provider_id).await?;
        let turn = self.turn().await?;
        let pool = self.work.event_log(self.run.reader().db());
        let (client, nats, key, now) = (&inside.client, self.run.client(), &self.key, runtime::now);
        let following = Following { client, nats, pool, key, turn: &turn, agent, now };
        tokio::select! {
            end = following.to_the_end() => end,
            () = self.keep(&prepared.provider_id) => Err(Trouble::Passing("the sandbox is no longer kept alive".into())),
        }
    }

    /// Has the provider keep the sandbox for as long as its agent works. Dropped with the turn's end.
    async fn keep(&self, provider_id: &str) {
        let Ok(provider) = self.work.provider() else { return };
        let mut tick = interval(EXTEND_EVERY);
        loop {
            tick.tick().await;
            if let Err(error) = provider.extend(provider_id, LIFETIME).await {
                tracing::warn!(%error, provider_id, "A sandbox could not be kept; it is tried again");
            }
        }
    }

    async fn end(&self, end: &TurnEnd) -> Handled<()> {
        let Self { key, input, .. } = self;
        self.run
            .commit("end", |cx| {
                let (key, input, end) = (key.clone(), input.clone(), end.clone());
                async move { self::end(cx, &key, &input, end).await }.boxed()
            })
            .await
    }
}

/// Records how a turn ended, and tells the task. Once.
pub async fn end(cx: &mut Cx, key: &TaskKey, turn: &Turn, end: TurnEnd) -> Handled<()> {
    let now = cx.now;
    if store::turns::end(cx.write().await?, key, &turn.message_id, &end).await? {
        store::permissions::end(cx.write().await?, key, &turn.message_id, now).await?;
        let news = TurnNews::Ended { end, at: now };
        let (session_id, message_id) = (turn.session_id.clone(), turn.message_id.clone());
        cx.send(key, &ApplyTurn { session_id, message_id, news })?;
    }
    Ok(())
}
