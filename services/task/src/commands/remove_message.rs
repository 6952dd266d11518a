//! Takes a message that still waits out of the queue.

use contracts::{
    TaskKey,
    task::{RemoveMessage, Session},
};
use runtime::{Cx, Handled};

use crate::{lookups, store, views};

pub async fn remove_message(cx: &mut Cx, key: TaskKey, command: RemoveMessage) -> Handled<Session> {
    let mut task = lookups::task(cx, &key).await?;
    let line = views::line(&task);

    task.remove_message(&command.session_id, &command.message_id, cx.now)?;

    store::save(cx, &task);

    views::sessions_changed(cx, &task, &line)?;
    Ok(task.must_have(&command.session_id)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Working, bob};

    #[tokio::test]
    async fn what_waits_is_taken_out_once() {
        let acme = Working::opened().await;
        let begun = acme.says(&bob(), "one").await.outcome.unwrap().message_id;
        let waits = acme.says(&bob(), "two").await.outcome.unwrap().message_id;
        acme.says(&bob(), "three").await.outcome.unwrap();
        let remove = |message_id| RemoveMessage { session_id: acme.session_id.clone(), message_id };
        let handling = acme.send(&remove(waits.clone())).await;

        acme.assert_shown(&handling, false).await;
        let [rest] = handling.outcome.unwrap().queue.try_into().unwrap();
        assert_eq!(rest.text, "three");
        acme.refused(&remove(waits), "task.message_does_not_wait").await;
        acme.refused(&remove(begun), "task.message_does_not_wait").await;
    }
}
