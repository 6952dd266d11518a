//! Stops a task's sandbox, because somebody wants it to end. The task stays, and the next message makes another one.

use contracts::{
    TaskKey,
    sandbox::{SandboxRecord, Stop},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, commands::destroy, error::SandboxError, model::Sandbox};

pub async fn stop(cx: &mut Cx, key: TaskKey, command: Stop) -> Handled<SandboxRecord> {
    let mut sandbox = cx.load::<Sandbox>(&key).await?.ok_or(SandboxError::Unknown)?;
    let (was, by) = (sandbox.record.status, cx.caller().user_id());

    sandbox.stop(command.generation, by, cx.now)?;

    audit::happened(cx, &sandbox, "sandbox.stopped", json!({ "generation": command.generation }))?;
    destroy::begin(cx, &sandbox, was, "somebody has stopped it".into()).await?;
    Ok(sandbox.record)
}

#[cfg(test)]
mod tests {
    use contracts::{
        sandbox::{EndingCause, ProvisioningNews, SandboxStatus},
        task::{ApplySession, SessionNews},
    };

    use super::*;
    use crate::testing::{Acme, ended_turns, events, news, open, run, stopped_turns};

    #[tokio::test]
    async fn it_ends_with_its_turns_and_the_next_message_makes_another_one() {
        let acme = Acme::ready().await;
        acme.done(&run("m-1", 1)).await;
        let handling = acme.send(&Stop { generation: 1 }).await;
        assert_eq!(events(&handling), ["sandbox.stopped"]);
        assert_eq!(stopped_turns(&acme).await, ["m-1"]);
        acme.refused(&Stop { generation: 1 }, "sandbox.is_being_destroyed").await;

        let handling = acme.send(&news(1, ProvisioningNews::Destroyed { at: 9, note: None })).await;
        assert_eq!(ended_turns(&handling), [("m-1".to_owned(), "stopped")]);
        let record = acme.record().await;
        let cause = record.ending.map(|ending| ending.cause);
        assert_eq!((record.status, cause), (SandboxStatus::Destroyed, Some(EndingCause::Stopped)));
        assert_eq!(acme.runs().await.len(), 3, "nothing is made before somebody wants it");
        acme.refused(&Stop { generation: 1 }, "sandbox.nothing_to_stop").await;

        acme.done(&run("m-2", 1)).await;
        assert_eq!((acme.record().await.generation, acme.runs().await.len()), (2, 4));
    }

    #[tokio::test]
    async fn whoever_waits_for_one_that_is_being_made_hears_that_there_will_be_none() {
        let acme = Acme::new().await;
        acme.refused(&Stop { generation: 1 }, "sandbox.unknown").await;
        acme.done(&open(1)).await;
        acme.done(&run("m-1", 1)).await;
        let handling = acme.send(&Stop { generation: 1 }).await;
        assert_eq!(ended_turns(&handling), [("m-1".to_owned(), "stopped")]);
        let [(_, told)] = handling.sent::<ApplySession>().try_into().unwrap();
        assert!(matches!(&told.news, SessionNews::Failed { message } if message.contains("stopped")), "{told:?}");
    }
}
