//! The sandbox before and after a turn: woken, with its owner's credentials inside; and what was not pushed is kept.

use contracts::{
    Millis, TaskKey,
    sandbox::{ApplyProvisioning, InsideIdentity, ProvisioningNews, SandboxStatus, Stage},
    task::TurnEnd,
};
use futures::{FutureExt, future::BoxFuture};
use runtime::{Cx, Handled};
use sandboxes::{Provider, ProviderError, State};
use serde::{Deserialize, Serialize};

use super::{
    super::{Inside, Trouble, inject, keeping, millis},
    GONE, Turning,
    following::prompt_event,
    words,
};
use crate::{error::SandboxError, model::Sandbox, store};

/// What the sandbox is like; recorded. No token is in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Prepared {
    pub generation: i32,
    pub provider_id: String,
    /// Whose credentials were put inside just now.
    injected: Option<InsideIdentity>,
    /// It rested, and was woken; and what that came to.
    #[serde(default)]
    woken: Option<String>,
    /// When it ends by itself now.
    #[serde(default)]
    expires_at: Option<Millis>,
}

fn save_prepared(cx: &mut Cx, key: TaskKey, prepared: Prepared) -> BoxFuture<'_, Handled<Prepared>> {
    let (generation, at, stage, expires_at) = (prepared.generation, cx.now, Stage::Resuming, prepared.expires_at);
    let woken = prepared.woken.clone().map(|log| ProvisioningNews::StageEnded { stage, at, log });
    let injected = prepared.injected.clone().map(|identity| ProvisioningNews::Injected { identity });
    let news = [woken, Some(ProvisioningNews::Running { expires_at }), injected];
    let mut news = news.into_iter().flatten();
    let told = news.try_for_each(|news| cx.send(&key, &ApplyProvisioning { generation, news }));
    std::future::ready(told.map(|()| prepared)).boxed()
}

/// Another token has followed it by then, or does during the turn: see `user`'s `account.rs`.
const ENDING_MS: Millis = 15 * 60_000;

fn is_ending(identity: &InsideIdentity, now: Millis) -> bool {
    identity.token_expires_at.is_some_and(|expires_at| expires_at.saturating_sub(ENDING_MS) <= now)
}

impl Turning {
    /// The sandbox as it is when an agent can work in it: one that rests is woken, as a stage that people see.
    pub(super) async fn ready(&self) -> Handled<Prepared> {
        let rested = self.step("look", || self.look(), |_, _, rested| async move { Ok(rested) }.boxed()).await?;
        if let Some(generation) = rested {
            let began =
                |at| vec![ProvisioningNews::Paused { at }, ProvisioningNews::StageBegan { stage: Stage::Resuming, at }];
            self.tell("resuming begins", generation, began).await?;
        }
        let prepared = self.step("prepare", || self.prepare(rested.is_some()), save_prepared).await;
        if let (Some(generation), Err(failure)) = (rested, &prepared) {
            let message = words(failure);
            let failed = |at| vec![ProvisioningNews::Failed { stage: Stage::Resuming, at, message: message.clone() }];
            self.tell("resuming fails", generation, failed).await?;
        }
        prepared
    }

    /// Writes the message down, and gives the generation that rests at its provider; `None` when there is none to be woken.
    async fn look(&self) -> Result<Option<i32>, Trouble> {
        // Whatever becomes of it, what somebody has written is there to be read.
        self.log().note(&[prompt_event(&self.turn().await?)]).await?;
        let (_, generation, provider_id) = self.sandbox().await?;
        let rests = self.work.provider()?.state(&provider_id).await? == State::Paused;
        Ok(rests.then_some(generation))
    }

    /// The task's sandbox, its generation and the provider's id for it.
    async fn sandbox(&self) -> Result<(Sandbox, i32, String), Trouble> {
        let sandbox = store::sandboxes::find(self.run.reader().db(), &self.key).await?;
        let sandbox = sandbox.ok_or_else(|| Trouble::Lasting(SandboxError::Unknown.to_string()))?;
        let (status, generation) = (sandbox.record.status, sandbox.record.generation);
        match (status, sandbox.record.provider_id.clone()) {
            (SandboxStatus::Ready | SandboxStatus::Paused, Some(provider_id)) => Ok((sandbox, generation, provider_id)),
            _ => Err(Trouble::Lasting(format!("The sandbox is {}", status.as_str()))),
        }
    }

    /// Wakes it if it rests, has it live on, and puts the owner's credentials inside if others' are, or some that end.
    async fn prepare(&self, rested: bool) -> Result<Prepared, Trouble> {
        let turn = self.turn().await?;
        // Whatever becomes of it, what somebody has written is there to be read.
        self.log().note(&[prompt_event(&turn)]).await?;
        let (sandbox, generation, provider_id) = self.sandbox().await?;
        let (woken, expires_at) = (None, None);
        let mut prepared = Prepared { generation, provider_id, injected: None, woken, expires_at };
        let provider = self.work.provider()?;
        let inside = Inside::connect(&self.work, &prepared.provider_id).await;
        match provider.state(&prepared.provider_id).await? {
            State::Gone => return Err(ProviderError::Gone(prepared.provider_id).into()),
            State::Running { expires_at } => prepared.expires_at = expires_at.and_then(millis),
            State::Paused => {}
        }
        let inside = inside?;
        if rested {
            let agents = inside.client.acp_servers().await?.len();
            let log = if agents > 0 { "Its agents are there as they were" } else { "No agent runs in it any more" };
            prepared.woken = Some(log.to_owned());
        }
        let now = self.run.now();
        let good = sandbox.record.identity.filter(|identity| !is_ending(identity, now));
        let is_inside = good.map(|identity| identity.user_id) == turn.owner;
        if let Some(owner) = turn.owner.filter(|_| !is_inside) {
            let (identity, _) = inject(&self.run, &inside, &sandbox.source.clone_url, &owner).await?;
            prepared.injected = Some(identity);
        }
        Ok(prepared)
    }

    /// What a turn that failed has come to. If its sandbox is no more, wherever that was met, it has expired, and the next message
    /// makes another; if people have ended it, the turn was stopped. Who cannot be asked says nothing.
    pub(super) async fn why_failed(&self, end: TurnEnd) -> Handled<TurnEnd> {
        let found = self.run.step(
            "look again",
            || async { Ok(self.look_again().await?) },
            |cx, found: Found| {
                let told = match found {
                    Found::There | Found::KnownGone | Found::Ended => Ok(found),
                    Found::Gone { generation } => {
                        let news = ProvisioningNews::Expired { at: cx.now };
                        cx.send(&self.key, &ApplyProvisioning { generation, news }).map(|()| found)
                    }
                };
                std::future::ready(told).boxed()
            },
        );
        Ok(match found.await? {
            Found::There => end,
            Found::Gone { .. } | Found::KnownGone => TurnEnd::Failed { message: GONE.to_owned() },
            Found::Ended => TurnEnd::Stopped,
        })
    }

    async fn look_again(&self) -> sqlx::Result<Found> {
        let sandbox = store::sandboxes::find(self.run.reader().db(), &self.key).await?;
        let Some(record) = sandbox.map(|sandbox| sandbox.record) else { return Ok(Found::There) };
        let (Some(provider_id), Ok(provider)) = (&record.provider_id, self.work.provider()) else {
            return Ok(Found::There);
        };
        let state = provider.state(provider_id).await;
        let state = state.inspect_err(|error| tracing::warn!(%error, provider_id, "Is it still there?"));
        Ok(found(record.status, record.generation, state.ok()))
    }

    /// Where what rests may lose files, what was not pushed is kept after each turn. Never a turn's trouble.
    pub(super) async fn keep_work(&self) -> Handled<()> {
        if !self.work.provider().is_ok_and(Provider::may_lose_files) {
            return Ok(());
        }
        let kept = self.run.step(
            "keep",
            || async {
                // One that is gone, or being made, has nothing to keep.
                let Ok((_, generation, provider_id)) = self.sandbox().await else { return Ok(None) };
                let kept = keeping::keep(&self.work, &self.key, generation, &provider_id).await;
                let kept = kept.map_err(|trouble| {
                    tracing::warn!(provider_id, "Unpushed work could not be kept: {}", trouble.message());
                    trouble.message().to_owned()
                });
                Ok(keeping::note(&self.key, generation, kept).map(|note| (generation, note)))
            },
            |cx, kept: Option<(i32, String)>| {
                let news = kept.map(|(generation, note)| (generation, ProvisioningNews::Kept { note }));
                let told = news.map(|(generation, news)| cx.send(&self.key, &ApplyProvisioning { generation, news }));
                std::future::ready(told.transpose().map(drop)).boxed()
            },
        );
        kept.await
    }

    async fn tell(
        &self,
        step: &str,
        generation: i32,
        news: impl Fn(Millis) -> Vec<ProvisioningNews> + Send + Sync,
    ) -> Handled<()> {
        self.run
            .commit(step, |cx| {
                let mut news = news(cx.now).into_iter();
                let told = news.try_for_each(|news| cx.send(&self.key, &ApplyProvisioning { generation, news }));
                std::future::ready(told).boxed()
            })
            .await
    }
}

/// What has become of the sandbox of a turn that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Found {
    There,
    /// It is gone, and nobody has said so.
    Gone {
        generation: i32,
    },
    /// Whoever looks after all sandboxes was first.
    KnownGone,
    /// Somebody has wanted its end.
    Ended,
}

fn found(status: SandboxStatus, generation: i32, state: Option<State>) -> Found {
    match (status, state) {
        (SandboxStatus::Expired, _) => Found::KnownGone,
        (SandboxStatus::Destroying | SandboxStatus::Destroyed, _) => Found::Ended,
        (SandboxStatus::Ready | SandboxStatus::Paused, Some(State::Gone)) => Found::Gone { generation },
        _ => Found::There,
    }
}

#[cfg(test)]
mod tests {
    use contracts::UserId;

    use super::*;

    #[test]
    fn a_sandbox_that_is_gone_is_gone_whoever_has_said_it_first() {
        let gone = Some(State::Gone);
        assert_eq!(found(SandboxStatus::Ready, 3, gone), Found::Gone { generation: 3 });
        assert_eq!(found(SandboxStatus::Expired, 3, gone), Found::KnownGone);
        assert_eq!(found(SandboxStatus::Expired, 3, None), Found::KnownGone);
        assert_eq!(found(SandboxStatus::Ready, 3, None), Found::There, "who cannot be asked says nothing");
        assert_eq!(found(SandboxStatus::Ready, 3, Some(State::Paused)), Found::There);
        assert_eq!(found(SandboxStatus::Destroying, 3, Some(State::Paused)), Found::Ended);
        assert_eq!(found(SandboxStatus::Destroyed, 3, gone), Found::Ended);
    }

    #[test]
    fn a_token_that_ends_during_the_turn_is_replaced_before_it() {
        let inside = |token_expires_at| InsideIdentity {
            user_id: UserId::for_number(7),
            login: "bob".into(),
            since: 5,
            token_expires_at,
        };
        assert!(!is_ending(&inside(None), Millis::MAX));
        assert!(!is_ending(&inside(Some(ENDING_MS + 10)), 9) && is_ending(&inside(Some(ENDING_MS + 10)), 10));
    }
}
