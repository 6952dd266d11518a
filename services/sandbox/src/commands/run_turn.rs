//! Begins a turn: at once where the sandbox is ready, and else when it is.

use contracts::{
    TaskKey,
    sandbox::{RunTurn, SandboxApplied, Turn},
    task::{ApplyTurn, TurnEnd, TurnNews},
};
use runtime::{Cx, Handled, WhenActive};
use service_kit::attachments;

use crate::{
    commands::open_session,
    image,
    model::{Sandbox, Wanted},
    store, workflows,
};

/// Told again, it changes nothing.
pub async fn run_turn(cx: &mut Cx, key: TaskKey, command: RunTurn) -> Handled<SandboxApplied> {
    let now = cx.now;
    let turn = Turn { message_id: command.message_id.clone(), session_id: command.session_id.clone() };
    let Some(mut sandbox) = cx.load::<Sandbox>(&key).await? else {
        return refuse(cx, &key, &turn, "The session was never opened: open another one");
    };
    let open = store::sessions::open(cx.read().await?, &key).await?;
    if !open.iter().any(|(session_id, _)| *session_id == turn.session_id) {
        return refuse(cx, &key, &turn, "The session is closed: open another one");
    }
    let person = command.owner.clone().unwrap_or_else(|| sandbox.person.clone());
    let wanted = sandbox.want(&command.source, &person, now);
    if !store::turns::insert(cx.write().await?, &key, &command, now).await? {
        return Ok(SandboxApplied { applied: false });
    }
    let images: Vec<_> = attachments::images(&command.attachments).collect();
    let bytes = store::images::use_all(cx.write().await?, &key, &images).await?;
    if let Some(message) = image::why_not_given(bytes) {
        workflows::turn::end(cx, &key, &turn, TurnEnd::Failed { message }).await?;
        return Ok(SandboxApplied { applied: true });
    }
    match wanted {
        Wanted::Go => start(cx, &key, &turn).await?,
        Wanted::Provision => open_session::provision(cx, &mut sandbox).await?,
        Wanted::Another => open_session::wait_for_another(cx, &sandbox)?,
        Wanted::Wait => {}
    }
    Ok(SandboxApplied { applied: true })
}

/// Starts a turn's workflow.
pub async fn start(cx: &mut Cx, key: &TaskKey, turn: &Turn) -> Handled<()> {
    cx.start(key, &workflows::turn::workflow_id(turn), turn, WhenActive::Join).await?;
    Ok(())
}

/// Tells the task why there is no turn. The message is not lost: the task shows it with the reason.
fn refuse(cx: &mut Cx, key: &TaskKey, turn: &Turn, why: &str) -> Handled<SandboxApplied> {
    let (end, at) = (TurnEnd::Failed { message: why.to_owned() }, cx.now);
    let (session_id, message_id) = (turn.session_id.clone(), turn.message_id.clone());
    cx.send(key, &ApplyTurn { session_id, message_id, news: TurnNews::Ended { end, at } })?;
    Ok(SandboxApplied { applied: false })
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{EndSession, ProvisioningNews, Stage};
    use runtime::testing::Handling;

    use super::*;
    use crate::testing::{Acme, news, open, run};

    fn ends<R>(handling: &Handling<R>) -> Vec<TurnEnd> {
        let told = handling.sent::<ApplyTurn>().into_iter();
        told.filter_map(|(_, told)| match told.news {
            TurnNews::Ended { end, .. } => Some(end),
            _ => None,
        })
        .collect()
    }

    #[tokio::test]
    async fn a_turn_waits_for_its_sandbox_and_begins_once() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        assert!(acme.done(&run("m-1", 1)).await.applied);
        assert_eq!(acme.runs().await, ["provisioning"]);
        acme.done(&news(1, ProvisioningNews::Ready { at: 5 })).await;
        assert_eq!(acme.runs().await, ["provisioning", "turn"]);
        assert!(!acme.done_without_change(&run("m-1", 1)).await.applied);

        acme.done(&run("m-2", 1)).await;
        assert_eq!(acme.runs().await.len(), 3);
    }

    #[tokio::test]
    async fn a_turn_that_waits_hears_why_its_sandbox_failed_and_the_next_one_makes_another() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&run("m-1", 1)).await;
        let failed = ProvisioningNews::Failed { stage: Stage::Cloning, at: 5, message: "sign in".into() };
        let handling = acme.send(&news(1, failed)).await;
        assert_eq!(ends(&handling), [TurnEnd::Failed { message: "sign in".into() }]);

        acme.done(&run("m-2", 1)).await;
        assert_eq!((acme.record().await.generation, acme.runs().await.len()), (2, 2));
        acme.done(&news(2, ProvisioningNews::Ready { at: 5 })).await;
        assert_eq!(acme.runs().await.len(), 3, "the one that had ended does not begin");
    }

    #[tokio::test]
    async fn where_nothing_is_open_there_is_no_turn_and_the_task_is_told() {
        let acme = Acme::new().await;
        assert!(matches!(&ends(&acme.send(&run("m-1", 1)).await)[..], [TurnEnd::Failed { .. }]));
        acme.done(&open(1)).await;
        acme.done(&EndSession { session_id: "s-1".parse().unwrap() }).await;
        let handling = acme.send(&run("m-1", 1)).await;
        assert!(matches!(&ends(&handling)[..], [TurnEnd::Failed { message }] if message.contains("closed")));
    }
}
