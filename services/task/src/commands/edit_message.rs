//! Changes a message that still waits.

use contracts::{
    TaskKey,
    task::{EditMessage, Session},
};
use runtime::{Cx, Handled};

use crate::{lookups, store, views};

pub async fn edit_message(cx: &mut Cx, key: TaskKey, command: EditMessage) -> Handled<Session> {
    let mut task = lookups::task(cx, &key).await?;
    let line = views::line(&task);

    let EditMessage { session_id, message_id, text, attachments } = command;
    task.must_take(&session_id, &text, &attachments)?;
    let by = cx.caller().user_id();
    task.edit_message(&session_id, &message_id, (text, attachments), by, cx.now)?;

    store::save(cx, &task);

    views::sessions_changed(cx, &task, &line)?;
    Ok(task.must_have(&session_id)?)
}

#[cfg(test)]
mod tests {
    use contracts::MessageId;

    use super::*;
    use crate::testing::{Working, bob, eve, speaks};

    fn edit(acme: &Working, message_id: &MessageId, text: &str) -> EditMessage {
        let (session_id, message_id) = (acme.session_id.clone(), message_id.clone());
        EditMessage { session_id, message_id, text: text.into(), attachments: vec![] }
    }

    #[tokio::test]
    async fn what_waits_is_changed_and_is_from_who_changed_it() {
        let acme = Working::opened().await;
        let begun = acme.says(&bob(), "one").await.outcome.unwrap().message_id;
        let waits = acme.says(&bob(), "two").await.outcome.unwrap().message_id;
        acme.says(&bob(), "three").await.outcome.unwrap();
        let handling = acme.send_as(speaks(&eve()), &edit(&acme, &waits, "2\n🎉")).await;

        acme.assert_shown(&handling, false).await;
        let [changed, other] = handling.outcome.unwrap().queue.try_into().unwrap();
        assert_eq!((changed.text.as_str(), changed.author), ("2\n🎉", Some(eve().user_id)));
        assert_eq!((other.text.as_str(), other.author), ("three", Some(bob().user_id)));

        acme.refused(&edit(&acme, &begun, "x"), "task.message_does_not_wait").await;
        acme.refused(&edit(&acme, &waits, " "), "task.message_is_blank").await;
        acme.refused(&edit(&acme, &waits, &"x".repeat(50_001)), "task.message_is_too_long").await;
        acme.refused(&edit(&acme, &waits, &"\u{1}".repeat(30_000)), "task.queue_is_too_large").await;
    }
}
