//! `sandbox.workflow.turn`: an agent gets a person's message, and is followed to the end.
//!
//! `prepare` (the message is written down; the sandbox, whose credentials are inside) → `agent` (its process and session) →
//! `follow` → `end`. A step that is done again after a crash goes on where the event log ends; the message itself is given
//! once.

mod batch;
mod beside;
mod follow;
pub mod following;
mod listen;
mod prepare;
mod said;
mod taking;

use std::{sync::Arc, time::Duration};

use contracts::{
    SessionId, TaskKey,
    sandbox::{GitRefresh, Turn},
    task::{ApplyTurn, TurnEnd, TurnNews},
};
use futures::{FutureExt, future::BoxFuture};
use runtime::{Cx, Failure, Handled, RetryPolicy, Run, Waiting, WhenActive};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::json;
use service_kit::attachments;
use tokio::time::interval;

use self::{
    following::{Following, prompt_event},
    prepare::Prepared,
};
use super::{
    EXTEND_EVERY, Inside, LIFETIME, Trouble, Work,
    agent::{self, AgentSession, Attendant},
    git,
    log::Log,
    trouble,
};
use crate::{
    git as scripts,
    store::{
        self,
        events::{self, NewEvent},
        turns::StoredTurn,
    },
};

/// The answer to a prompt comes with the turn's end. What counts is the event; this only ends the waiting.
const TURN_LIMIT: Duration = Duration::from_secs(7 * 24 * 3_600);

/// What a person reads whose turn has lost its sandbox, at its beginning or under way.
const GONE: &str = "The sandbox was gone: send the message again, and a new one is made";

/// One for each turn.
pub fn workflow_id(turn: &Turn) -> String {
    format!("turn:{}", turn.message_id)
}

pub async fn turn(run: Run, key: TaskKey, input: Turn, work: Arc<Work>) -> Handled<TurnEnd> {
    let turning = Turning { run, key, input, work };
    let end = turning.go().await.unwrap_or_else(|failure| TurnEnd::Failed { message: words(&failure) });
    let end = if let TurnEnd::Failed { .. } = end { turning.why_failed(end).await? } else { end };
    turning.end(&end).await?;
    turning.keep_work().await?;
    Ok(end)
}

/// What people read of a turn's failure.
pub fn words(failure: &Failure) -> String {
    trouble::words(failure, "It failed here: send the message again in a while")
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
    agent: AgentSession,
}

/// What is saved with a step's record.
type Save<T> = for<'a> fn(&'a mut Cx, TaskKey, T) -> BoxFuture<'a, Handled<T>>;

/// How the agent is now, the task is told.
fn save_begun(cx: &mut Cx, key: TaskKey, begun: Begun) -> BoxFuture<'_, Handled<Begun>> {
    async move {
        agent::tell(cx, &key, &begun.session_id).await?;
        Ok(begun)
    }
    .boxed()
}

impl Turning {
    async fn go(&self) -> Handled<TurnEnd> {
        let prepared = self.ready().await?;
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
        let inside = Inside::connect(&self.work, &prepared.provider_id).await?;
        let (log, turn) = (self.log(), self.turn().await?);
        let attendant = Attendant {
            inside: &inside,
            log: &log,
            generation: prepared.generation,
            default_agent: self.work.default_agent(),
            turn: Some(&turn.message_id),
            attempt: format!("{}/{}", self.input.message_id, self.run.now()),
        };
        let (agent, ()) = tokio::join!(attendant.attend(), self.remember(&inside));
        let agent = agent?;
        let stored = store::sessions::find(log.pool, log.key, log.session_id).await?.unwrap_or_default();
        let takes_images = stored.abilities.is_some_and(|abilities| abilities.images);
        if !takes_images && attachments::images(&turn.attachments).next().is_some() {
            return Err(Trouble::Lasting(
                "The agent takes no images: send the message without, or choose another".into(),
            ));
        }
        Ok(Begun { session_id: self.input.session_id.clone(), agent })
    }

    fn log(&self) -> Log<'_> {
        let pool = self.work.event_log(self.run.reader().db());
        Log { nats: self.run.client(), pool, key: &self.key, session_id: &self.input.session_id, now: runtime::now }
    }

    /// Notes what the files are, so that what the turn changes can be told. The turn does not wait for somebody to mend it.
    async fn remember(&self, inside: &Inside) {
        let script = scripts::turns::remember(&inside.home, self.input.message_id.as_str());
        if let Err(trouble) = inside.run("Noting what the files are", &script).await {
            tracing::warn!("What a turn changes cannot be told: {}", trouble.message());
        }
    }

    async fn follow(&self, prepared: &Prepared, agent: &AgentSession) -> Result<TurnEnd, Trouble> {
        let inside = Inside::connect(&self.work, &prepared.provider_id).await?;
        let (log, turn, clocks) = (self.log(), self.turn().await?, self.work.clocks);
        let (client, wakes) = (&inside.client, &self.work.wakes);
        let following = Following { client, log: &log, wakes, turn: &turn, agent, clocks };
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
                async move {
                    self::end(cx, &key, &input, end).await?;
                    let (workflow_id, refresh) = (git::refresh_workflow_id(&key), GitRefresh { fetch: false });
                    cx.start(&key, &workflow_id, &refresh, WhenActive::RunAgain).await?;
                    Ok(())
                }
                .boxed()
            })
            .await
    }
}

/// Records how a turn ended, in its log as well, and tells the task. Once.
pub async fn end(cx: &mut Cx, key: &TaskKey, turn: &Turn, end: TurnEnd) -> Handled<()> {
    let now = cx.now;
    if !store::turns::end(cx.write().await?, key, &turn.message_id, &end).await? {
        return Ok(());
    }
    store::permissions::end(cx.write().await?, key, &turn.message_id, now).await?;
    let (session_id, message_id) = (turn.session_id.clone(), turn.message_id.clone());
    for steer in store::steers::unanswered(cx.read().await?, key, &message_id).await? {
        store::steers::answer(cx.write().await?, key, &steer.steered_id, false).await?;
        let news = TurnNews::Steered { steered_id: steer.steered_id, is_taken: false };
        cx.send(key, &ApplyTurn { session_id: session_id.clone(), message_id: message_id.clone(), news })?;
    }
    let known = events::newest_of_turn(cx.read().await?, key, &session_id, &message_id, "ended").await?;
    if known.is_none() {
        note_end(cx, key, turn, &end).await?;
    }
    cx.send(key, &ApplyTurn { session_id, message_id, news: TurnNews::Ended { end, at: now } })
}

/// A turn that never came to its agent is in the log as well: what was asked, and why nothing came of it.
async fn note_end(cx: &mut Cx, key: &TaskKey, turn: &Turn, end: &TurnEnd) -> Handled<()> {
    let now = cx.now;
    let Some(stored) = store::turns::find(cx.read().await?, key, &turn.message_id).await? else { return Ok(()) };
    let ended = NewEvent {
        message_id: Some(turn.message_id.clone()),
        kind: "ended",
        body: json!({ "end": end }),
        source: format!("ended:{}", turn.message_id),
    };
    events::insert(cx.write().await?, key, &turn.session_id, &[prompt_event(&stored), ended], now).await?;
    Ok(())
}
