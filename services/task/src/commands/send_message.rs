//! Sends a message to an agent.

use contracts::{
    MessageId, SessionId, TaskKey,
    task::{MessageAccepted, QueuedMessage, SendMessage},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, error::TaskError, lookups, model::Task, sandbox, store, views};

/// If the sender does not own the task, the turn begins with the next command (`begin_turn`), which may ask who they are.
pub async fn send_message(cx: &mut Cx, key: TaskKey, command: SendMessage) -> Handled<MessageAccepted> {
    let mut task = lookups::task(cx, &key).await?;
    let line = views::line(&task);

    let SendMessage { session_id, text, attachments, interrupt, steer } = command;
    task.must_take(&session_id, &text, &attachments)?;
    let (message_id, author) = (MessageId::from(cx.new_id()), cx.caller().user_id());
    let message = QueuedMessage { message_id: message_id.clone(), text, attachments, author, sent_at: cx.now };
    if steer && interrupt {
        return Err(TaskError::SteersAndInterrupts.into());
    }
    if steer && task.steer(&session_id, &message, cx.now)? {
        return steer_turn(cx, &task, &session_id, &message);
    }
    let sent = task.send(&session_id, message, interrupt, cx.now)?;

    store::save(cx, &task);

    let details = json!({ "messageId": message_id, "interrupts": sent.stop.is_some() });
    audit::session_event(cx, &task, &session_id, "message.sent", details)?;
    sandbox::stop_turn(cx, &task, sent.stop.as_ref())?;
    sandbox::go_on(cx, &task, &session_id, sent.next)?;
    views::sessions_changed(cx, &task, &line)?;
    let waits_behind = sent.waits_behind.map(|before| u32::try_from(before).unwrap_or(u32::MAX));
    Ok(MessageAccepted { message_id, waits_behind, is_steering: false })
}

/// The turn goes on, and so does the task's line.
fn steer_turn(cx: &mut Cx, task: &Task, session_id: &SessionId, message: &QueuedMessage) -> Handled<MessageAccepted> {
    store::save(cx, task);

    let message_id = message.message_id.clone();
    audit::session_event(cx, task, session_id, "message.steered", json!({ "messageId": message_id }))?;
    sandbox::steer_turn(cx, task, &task.must_have(session_id)?, message)?;
    views::sessions_changed(cx, task, &views::line(task))?;
    Ok(MessageAccepted { message_id, waits_behind: None, is_steering: true })
}

#[cfg(test)]
mod tests {
    use contracts::{
        audit_log::Append,
        limit,
        sandbox::{RunTurn, StopTurn},
        task::{Archive, BeginTurn, ClearOwner, SessionStatus, TaskStatus, TurnEnd},
        user::Attachment,
    };

    use super::*;
    use crate::testing::{Acme, Working, bob, eve, events, owner, speaks};

    fn attachment() -> Attachment {
        let line_content = Some("\tmain()".into());
        Attachment {
            id: "a-1".into(),
            file_path: "src/main.rs".into(),
            line_number: Some(7),
            line_content,
            image_id: None,
        }
    }

    #[tokio::test]
    async fn a_message_begins_a_turn_that_is_stored_shown_told_noted_and_run() {
        let acme = Working::opened().await;
        let command = SendMessage { attachments: vec![attachment()], ..acme.message("Größe\n🎉") };
        let handling = acme.send_as(speaks(&bob()), &command).await;

        let record = acme.assert_shown(&handling, true).await;
        let accepted = handling.outcome.as_ref().unwrap();
        let session = &record.sessions[0];
        assert_eq!((&session.turn, accepted.waits_behind), (&Some(accepted.message_id.clone()), None));
        assert_eq!((session.status, record.status), (SessionStatus::Running, TaskStatus::Running));
        assert_eq!(events(&handling), ["message.sent"]);
        let append = serde_json::to_string(&handling.sent::<Append>()[0].1).unwrap();
        assert!(!append.contains("Größe") && append.contains(accepted.message_id.as_str()), "{append}");
        let [(key, run)] = handling.sent::<RunTurn>().try_into().unwrap();
        assert_eq!(
            (key.as_str(), &run.message_id, &run.session_id),
            ("acme.t-1", &accepted.message_id, &acme.session_id)
        );
        assert_eq!((run.text.as_str(), run.attachments), ("Größe\n🎉", vec![attachment()]));
        assert_eq!((run.author, run.owner), (Some(bob().user_id), Some(bob().user_id)));
        assert_eq!(run.source.branch, "feat-add-a-page");
    }

    #[tokio::test]
    async fn what_waits_is_stored_whole_and_in_order_and_leaves_the_line_alone() {
        let acme = Working::opening().await;
        for (number, text) in ["one", "two\nlines", "three"].into_iter().enumerate() {
            let command = SendMessage { attachments: vec![attachment(); number], ..acme.message(text) };
            let handling = acme.send_as(speaks(&eve()), &command).await;
            acme.assert_shown(&handling, false).await;
            assert_eq!(handling.outcome.as_ref().unwrap().waits_behind, u32::try_from(number).ok());
            assert_eq!(handling.sent_count(), 1, "nobody is told but the audit log");
        }
        let queue = acme.session().await.queue;
        let texts: Vec<_> = queue.iter().map(|message| message.text.as_str()).collect();
        assert_eq!(texts, ["one", "two\nlines", "three"]);
        assert_eq!((queue[2].attachments.len(), queue[2].author.clone()), (2, Some(eve().user_id)));
    }

    #[tokio::test]
    async fn of_another_member_the_organization_is_asked_first() {
        let acme = Working::opened().await;
        let handling = acme.says(&eve(), "one").await;
        acme.assert_shown(&handling, false).await;
        assert_eq!(handling.outcome.as_ref().unwrap().waits_behind, Some(0));
        let [(key, begin)] = handling.sent::<BeginTurn>().try_into().unwrap();
        assert_eq!(
            (key.as_str(), begin.session_id, begin.author),
            ("acme.t-1", acme.session_id.clone(), eve().user_id)
        );
        assert_eq!(handling.sent::<RunTurn>().len(), 0);
        assert_eq!(acme.record().await.owner, Some(owner(&bob())), "not yet");
    }

    #[tokio::test]
    async fn an_operators_turn_leaves_the_owner_and_needs_one() {
        let acme = Working::opened().await;
        let handling = acme.send(&acme.message("one")).await;
        let run = &handling.sent::<RunTurn>()[0].1;
        assert_eq!((&run.author, &run.owner), (&None, &Some(bob().user_id)));

        let acme = Working::opened().await;
        acme.done(&ClearOwner { user_id: bob().user_id, left_at: acme.service.now() }).await;
        acme.refused(&acme.message("one"), "task.nobody_to_act_as").await;
    }

    #[tokio::test]
    async fn a_message_that_interrupts_stops_the_turn_and_is_next() {
        let acme = Working::opened().await;
        let turn = acme.says(&bob(), "one").await.outcome.unwrap().message_id;
        acme.says(&bob(), "two").await.outcome.unwrap();
        let command = SendMessage { interrupt: true, ..acme.message("now") };
        let handling = acme.send_as(speaks(&bob()), &command).await;

        acme.assert_shown(&handling, false).await;
        assert_eq!(handling.sent::<StopTurn>()[0].1.message_id, turn);
        assert_eq!(handling.outcome.as_ref().unwrap().waits_behind, Some(0));
        assert!(acme.session().await.is_stopping);
        let next = acme.ends(TurnEnd::Stopped).await;
        assert_eq!(next.sent::<RunTurn>()[0].1.text, "now");
    }

    #[tokio::test]
    async fn what_is_no_message_changes_nothing_not_even_the_owner() {
        let acme = Working::opened().await;
        let with = |attachments| SendMessage { attachments, ..acme.message("x") };
        let path = Attachment { file_path: String::new(), ..attachment() };
        for (odd, code) in [
            (acme.message(" \n\u{200b}"), "task.message_is_blank"),
            (acme.message(&"x".repeat(50_001)), "task.message_is_too_long"),
            (with(vec![attachment(); 21]), "attachment.too_many"),
            (with(vec![path]), "attachment.path_is_malformed"),
            (SendMessage { session_id: "s-9".parse().unwrap(), ..acme.message("x") }, "task.session_is_unknown"),
        ] {
            acme.refused(&odd, code).await;
            let by_eve = acme.send_as(speaks(&eve()), &odd).await;
            assert_eq!((by_eve.refusal(), by_eve.sent_count()), (Some(code), 0));
        }
        acme.done(&Archive::default()).await;
        acme.refused(&acme.message("x"), "task.is_ended").await;
        Acme::new().await.refused(&acme.message("x"), "task.unknown").await;
    }

    #[tokio::test]
    async fn all_that_may_wait_fits_into_the_view() {
        let acme = Working::opening().await;
        let long = "é".repeat(30_000);
        acme.done(&acme.message(&long)).await;
        acme.done(&acme.message(&long)).await;
        acme.refused(&acme.message(&long), "task.queue_is_too_large").await;
        for _ in 2..20 {
            acme.done(&acme.message("short")).await;
        }
        acme.refused(&acme.message("one more"), "task.queue_is_full").await;
        assert!(serde_json::to_vec(&acme.record().await).unwrap().len() < limit::MESSAGE_BYTES);
    }

    #[tokio::test]
    async fn the_longest_message_begins_its_turn() {
        let acme = Working::opened().await;
        let text = "🎉".repeat(50_000);
        let handling = acme.says(&bob(), &text).await;
        assert_eq!(handling.sent::<RunTurn>()[0].1.text, text);
    }
}
