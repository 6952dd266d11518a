//! Starts over with another sandbox, because somebody has given up this one.

use contracts::{
    TaskKey,
    sandbox::{SandboxRecord, StartOver},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{
    audit,
    commands::{destroy, open_session},
    error::SandboxError,
    model::{Sandbox, StartingOver},
};

/// Turns that wait for it go on waiting, for the next one; those under way are stopped.
pub async fn start_over(cx: &mut Cx, key: TaskKey, command: StartOver) -> Handled<SandboxRecord> {
    let mut sandbox = cx.load::<Sandbox>(&key).await?.ok_or(SandboxError::Unknown)?;
    let (was, by) = (sandbox.record.status, cx.caller().user_id());

    let starting_over = sandbox.start_over(command.generation, by, cx.now)?;

    audit::happened(cx, &sandbox, "sandbox.started_over", json!({ "generation": command.generation }))?;
    match starting_over {
        StartingOver::Destroy => destroy::begin(cx, &sandbox, was, "somebody starts over".into()).await?,
        StartingOver::Provision => open_session::provision(cx, &mut sandbox).await?,
    }
    Ok(sandbox.record)
}

#[cfg(test)]
mod tests {
    use contracts::{
        UserId,
        audit_log::Append,
        sandbox::{Destroy, EndingCause, ProvisioningNews, SandboxStatus, Stage},
        task::{ApplySession, ApplyTurn},
    };
    use runtime::Caller;

    use super::*;
    use crate::testing::{Acme, ended_turns, events, news, open, run, stopped_turns};

    fn start_over(generation: i32) -> StartOver {
        StartOver { generation }
    }

    fn destroyed(generation: i32) -> contracts::sandbox::ApplyProvisioning {
        news(generation, ProvisioningNews::Destroyed { at: 9, note: Some("kept".into()) })
    }

    #[tokio::test]
    async fn another_one_is_made_once_the_old_one_is_gone_and_who_wanted_it_is_noted() {
        let acme = Acme::ready().await;
        let eve = Caller::user(&UserId::for_number(8));
        let handling = acme.send_as(eve, &start_over(1)).await;
        let record = handling.outcome.as_ref().unwrap();
        let ending = record.ending.as_ref().unwrap();
        assert_eq!((record.status, ending.cause), (SandboxStatus::Destroying, EndingCause::StartedOver));
        assert_eq!(ending.by, Some(UserId::for_number(8)));
        assert_eq!((events(&handling), handling.shown().len()), (vec!["sandbox.started_over".to_owned()], 1));
        assert_eq!(handling.sent::<Append>()[0].1.by, "user:u8");
        assert_eq!(acme.runs().await, ["provisioning", "destruction"]);

        let handling = acme.send(&destroyed(1)).await;
        assert_eq!(events(&handling), ["sandbox.destroyed", "sandbox.requested"]);
        let record = acme.record().await;
        assert_eq!((record.generation, record.status), (2, SandboxStatus::Provisioning));
        assert_eq!(record.note.as_deref(), Some("kept"));
        assert_eq!(acme.runs().await, ["provisioning", "destruction", "provisioning"]);
        assert!(!acme.done_without_change(&destroyed(1)).await.applied, "it is made once");
    }

    #[tokio::test]
    async fn a_turn_under_way_is_stopped_and_one_that_comes_meanwhile_waits_for_the_new_sandbox() {
        let acme = Acme::ready().await;
        acme.done(&open(2)).await;
        acme.done(&run("m-1", 1)).await;
        let handling = acme.send(&start_over(1)).await;
        assert!(handling.sent::<ApplyTurn>().is_empty(), "whoever follows it tells how it ended");
        assert_eq!(stopped_turns(&acme).await, ["m-1"]);
        acme.done(&run("m-2", 2)).await;

        let handling = acme.send(&destroyed(1)).await;
        assert_eq!(ended_turns(&handling), [("m-1".to_owned(), "stopped")]);
        let ready = acme.send(&news(2, ProvisioningNews::Ready { at: 10 })).await;
        assert_eq!(ready.sent::<ApplySession>().len(), 2, "both sessions are open");
        assert_eq!(acme.runs().await.iter().filter(|run| *run == "turn").count(), 2, "m-1 does not begin again");
    }

    #[tokio::test]
    async fn what_waits_for_one_that_is_being_made_waits_for_the_next() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&run("m-1", 1)).await;
        acme.done(&start_over(1)).await;
        assert!(ended_turns(&acme.send(&destroyed(1)).await).is_empty());
        acme.done(&news(2, ProvisioningNews::Ready { at: 10 })).await;
        assert_eq!(acme.runs().await.last().map(String::as_str), Some("turn"));
    }

    #[tokio::test]
    async fn one_that_failed_is_followed_at_once() {
        let acme = Acme::new().await;
        acme.refused(&start_over(1), "sandbox.unknown").await;
        acme.done(&open(1)).await;
        acme.done(&news(1, ProvisioningNews::Failed { stage: Stage::Cloning, at: 5, message: "no".into() })).await;
        let handling = acme.send(&start_over(1)).await;
        assert_eq!(events(&handling), ["sandbox.started_over", "sandbox.requested"]);
        assert_eq!(acme.runs().await, ["provisioning", "provisioning"]);
    }

    #[tokio::test]
    async fn whoever_asks_a_second_time_is_told_why_not() {
        let acme = Acme::ready().await;
        acme.done(&start_over(1)).await;
        acme.refused(&start_over(1), "sandbox.is_being_destroyed").await;
        acme.done(&destroyed(1)).await;
        acme.refused(&start_over(1), "sandbox.is_another").await;
        assert_eq!(acme.runs().await.len(), 3);
        acme.done(&Destroy { reason: "archived".into() }).await;
        acme.refused(&start_over(2), "sandbox.task_has_ended").await;
    }

    #[tokio::test]
    async fn a_task_that_is_archived_meanwhile_gets_no_other_one() {
        let acme = Acme::ready().await;
        acme.done(&start_over(1)).await;
        acme.done(&run("m-1", 1)).await;
        assert!(acme.done(&Destroy { reason: "archived".into() }).await.applied);
        assert_eq!(ended_turns(&acme.send(&destroyed(1)).await), [("m-1".to_owned(), "failed")]);
        assert_eq!(acme.record().await.status, SandboxStatus::Destroyed);
        assert_eq!(acme.runs().await, ["provisioning", "destruction"]);
    }
}
