//! Lets a paused queue go on.

use contracts::{
    TaskKey,
    task::{ResumeQueue, Session},
};
use runtime::{Cx, Handled};

use crate::{lookups, sandbox, store, views};

/// Where nothing waits, nothing changes.
pub async fn resume_queue(cx: &mut Cx, key: TaskKey, command: ResumeQueue) -> Handled<Session> {
    let mut task = lookups::task(cx, &key).await?;
    let line = views::line(&task);

    let Some(next) = task.resume_queue(&command.session_id, cx.now)? else {
        return Ok(task.must_have(&command.session_id)?);
    };

    store::save(cx, &task);

    sandbox::go_on(cx, &task, &command.session_id, next)?;
    views::sessions_changed(cx, &task, &line)?;
    Ok(task.must_have(&command.session_id)?)
}

#[cfg(test)]
mod tests {
    use contracts::{
        sandbox::RunTurn,
        task::{BeginTurn, ClearOwner, TaskStatus, TurnEnd},
    };

    use super::*;
    use crate::testing::{Working, bob, eve};

    fn resume(acme: &Working) -> ResumeQueue {
        ResumeQueue { session_id: acme.session_id.clone() }
    }

    #[tokio::test]
    async fn what_waits_behind_a_failed_turn_goes_on() {
        let acme = Working::opened().await;
        acme.says(&bob(), "one").await.outcome.unwrap();
        acme.says(&bob(), "two").await.outcome.unwrap();
        acme.ends(TurnEnd::LimitReached).await.outcome.unwrap();
        assert_eq!(acme.record().await.status, TaskStatus::Error);
        let handling = acme.send(&resume(&acme)).await;

        let record = acme.assert_shown(&handling, true).await;
        assert_eq!((record.status, record.sessions[0].queue_is_paused), (TaskStatus::Running, false));
        assert_eq!(handling.sent::<RunTurn>()[0].1.text, "two");
        acme.done_without_change(&resume(&acme)).await;
    }

    #[tokio::test]
    async fn of_another_members_message_the_organization_is_asked_first() {
        let acme = Working::opened().await;
        acme.says(&bob(), "one").await.outcome.unwrap();
        acme.says(&eve(), "two").await.outcome.unwrap();
        acme.ends(TurnEnd::LimitReached).await.outcome.unwrap();
        let handling = acme.send(&resume(&acme)).await;
        assert_eq!(handling.sent::<BeginTurn>()[0].1.author, eve().user_id);
        acme.is_member(&eve()).await.outcome.unwrap();
        assert_eq!(acme.record().await.status, TaskStatus::Running);
    }

    #[tokio::test]
    async fn without_an_owner_nothing_goes_on() {
        let acme = Working::opened().await;
        acme.send(&acme.message("one")).await.outcome.unwrap();
        acme.send(&acme.message("two")).await.outcome.unwrap();
        acme.ends(TurnEnd::LimitReached).await.outcome.unwrap();
        acme.done(&ClearOwner { user_id: bob().user_id, left_at: acme.service.now() }).await;
        acme.refused(&resume(&acme), "task.nobody_to_act_as").await;
    }
}
