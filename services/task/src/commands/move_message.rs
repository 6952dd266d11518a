//! Moves a message that still waits to another place in its queue.

use contracts::{
    TaskKey,
    task::{MoveMessage, Session},
};
use runtime::{Cx, Handled};

use crate::{lookups, store, views};

pub async fn move_message(cx: &mut Cx, key: TaskKey, command: MoveMessage) -> Handled<Session> {
    let mut task = lookups::task(cx, &key).await?;
    let line = views::line(&task);

    let MoveMessage { session_id, message_id, before } = command;
    if task.move_message(&session_id, &message_id, before.as_ref(), cx.now)? {
        store::save(cx, &task);
        views::sessions_changed(cx, &task, &line)?;
    }
    Ok(task.must_have(&session_id)?)
}

#[cfg(test)]
mod tests {
    use contracts::MessageId;

    use super::*;
    use crate::testing::{Working, bob, eve, speaks};

    fn texts(session: &Session) -> Vec<&str> {
        session.queue.iter().map(|message| message.text.as_str()).collect()
    }

    #[tokio::test]
    async fn what_waits_is_moved_and_stays_its_authors() {
        let acme = Working::opened().await;
        let begun = acme.says(&bob(), "one").await.outcome.unwrap().message_id;
        let two = acme.says(&bob(), "two").await.outcome.unwrap().message_id;
        let three = acme.says(&bob(), "three").await.outcome.unwrap().message_id;
        let to = |message_id: &MessageId, before: Option<&MessageId>| MoveMessage {
            session_id: acme.session_id.clone(),
            message_id: message_id.clone(),
            before: before.cloned(),
        };

        let handling = acme.send_as(speaks(&eve()), &to(&three, Some(&two))).await;
        acme.assert_shown(&handling, false).await;
        let session = handling.outcome.unwrap();
        assert_eq!(texts(&session), ["three", "two"]);
        assert_eq!(session.queue[0].author, Some(bob().user_id));
        let stored = acme.record().await;
        assert_eq!(texts(&stored.sessions[0]), ["three", "two"]);

        assert_eq!(texts(&acme.done_without_change(&to(&three, Some(&two))).await), ["three", "two"]);
        acme.refused(&to(&begun, None), "task.message_does_not_wait").await;
        acme.refused(&to(&two, Some(&begun)), "task.next_message_does_not_wait").await;
    }
}
