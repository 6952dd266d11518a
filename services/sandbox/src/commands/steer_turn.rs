//! Sends a message into a turn under way.

use contracts::{
    TaskKey,
    sandbox::{SandboxApplied, SteerTurn},
    task::{ApplyTurn, TurnNews},
};
use runtime::{Cx, Handled};
use service_kit::attachments;

use crate::{image, store};

/// One whose turn has ended, or whose images are not there, goes back to the task, which keeps it.
pub async fn steer_turn(cx: &mut Cx, key: TaskKey, command: SteerTurn) -> Handled<SandboxApplied> {
    let now = cx.now;
    let turn = store::turns::find(cx.read().await?, &key, &command.message_id).await?;
    let images: Vec<_> = attachments::images(&command.attachments).collect();
    let bytes = store::images::use_all(cx.write().await?, &key, &images).await?;
    let can_take = turn.is_some_and(|turn| turn.ended.is_none()) && image::why_not_given(bytes).is_none();
    if can_take {
        let applied = store::steers::insert(cx.write().await?, &key, &command, now).await?;
        return Ok(SandboxApplied { applied });
    }
    let SteerTurn { session_id, message_id, steered_id, .. } = command;
    cx.send(&key, &ApplyTurn { session_id, message_id, news: TurnNews::Steered { steered_id, is_taken: false } })?;
    Ok(SandboxApplied { applied: false })
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{NoteSteered, ProvisioningNews, StopTurn};
    use runtime::testing::Handling;

    use super::*;
    use crate::testing::{Acme, news, open, run};

    fn steer(number: u32) -> SteerTurn {
        SteerTurn {
            message_id: "m-1".parse().unwrap(),
            session_id: "s-1".parse().unwrap(),
            steered_id: format!("m-{number}").parse().unwrap(),
            text: "and be quick".into(),
            attachments: vec![],
            author: None,
        }
    }

    /// What became of messages into the turn, as it is told.
    fn fates<R>(handling: &Handling<R>) -> Vec<(String, bool)> {
        let told = handling.sent::<ApplyTurn>().into_iter();
        told.filter_map(|(_, told)| match told.news {
            TurnNews::Steered { steered_id, is_taken } => Some((steered_id.to_string(), is_taken)),
            _ => None,
        })
        .collect()
    }

    #[tokio::test]
    async fn a_message_into_a_turn_is_kept_until_its_fate_is_known_and_told_once() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        assert_eq!(fates(&acme.send(&steer(2)).await), [("m-2".into(), false)], "no such turn");
        acme.done(&run("m-1", 1)).await;
        assert!(acme.done(&steer(3)).await.applied);
        assert!(!acme.done_without_change(&steer(3)).await.applied);
        let SteerTurn { message_id, session_id, steered_id, .. } = steer(3);
        let taken = NoteSteered { message_id, session_id, steered_id, is_taken: true };
        assert_eq!(fates(&acme.send(&taken).await), [("m-3".into(), true)]);
        assert!(!acme.done_without_change(&NoteSteered { is_taken: false, ..taken }).await.applied);
    }

    #[tokio::test]
    async fn what_the_agent_never_answered_goes_back_when_the_turn_ends() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&run("m-1", 1)).await;
        acme.done(&steer(2)).await;
        let stopped = acme.send(&StopTurn { message_id: "m-1".parse().unwrap() }).await;
        assert_eq!(fates(&stopped), [("m-2".into(), false)]);
        let last = stopped.sent::<ApplyTurn>().pop().unwrap().1.news;
        assert!(matches!(last, TurnNews::Ended { .. }), "the end is told last");
        acme.done(&news(1, ProvisioningNews::Ready { at: 5 })).await;
        assert_eq!(fates(&acme.send(&steer(3)).await), [("m-3".into(), false)]);
    }
}
