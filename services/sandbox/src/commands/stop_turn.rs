//! Stops a turn. One that waits for its sandbox ends at once; one that is followed is stopped by whoever follows it.

use contracts::{
    TaskKey,
    sandbox::{SandboxApplied, SandboxStatus, StopTurn, Turn},
    task::TurnEnd,
};
use runtime::{Cx, Handled};

use crate::{model::Sandbox, store, workflows};

pub async fn stop_turn(cx: &mut Cx, key: TaskKey, command: StopTurn) -> Handled<SandboxApplied> {
    let found = store::turns::find(cx.read().await?, &key, &command.message_id).await?;
    let Some(turn) = found.filter(|turn| turn.ended.is_none()) else { return Ok(SandboxApplied { applied: false }) };

    let found = cx.load::<Sandbox>(&key).await?;
    // One that rests is being woken by the turn itself.
    let is_ready = |status| matches!(status, SandboxStatus::Ready | SandboxStatus::Paused);
    let is_ready = found.is_some_and(|found| is_ready(found.record.status));
    let now = cx.now;
    store::turns::stop(cx.write().await?, &key, &turn.message_id, now).await?;
    if !is_ready {
        let turn = Turn { message_id: turn.message_id, session_id: turn.session_id };
        workflows::turn::end(cx, &key, &turn, TurnEnd::Stopped).await?;
    }
    Ok(SandboxApplied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::{sandbox::ProvisioningNews, task::ApplyTurn};

    use super::*;
    use crate::testing::{Acme, news, open, run};

    fn stop() -> StopTurn {
        StopTurn { message_id: "m-1".parse().unwrap() }
    }

    #[tokio::test]
    async fn one_that_waits_ends_at_once_and_never_begins() {
        let acme = Acme::new().await;
        assert!(!acme.done_without_change(&stop()).await.applied);
        acme.done(&open(1)).await;
        acme.done(&run("m-1", 1)).await;
        let handling = acme.send(&stop()).await;
        assert_eq!(handling.sent::<ApplyTurn>().len(), 1);
        assert!(!acme.done_without_change(&stop()).await.applied);
        acme.done(&news(1, ProvisioningNews::Ready { at: 5 })).await;
        assert_eq!(acme.runs().await, ["provisioning"]);
    }

    #[tokio::test]
    async fn one_that_is_followed_is_asked_to_stop() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&news(1, ProvisioningNews::Ready { at: 5 })).await;
        acme.done(&run("m-1", 1)).await;
        let handling = acme.send(&stop()).await;
        assert!(handling.outcome.as_ref().unwrap().applied);
        assert_eq!(handling.sent::<ApplyTurn>().len(), 0, "whoever follows it tells how it ended");
    }
}
