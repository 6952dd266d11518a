//! Somebody who talks with an agent: each message when the turn before it has ended, and every other asks a question.

use std::time::{Duration, Instant};

use contracts::limit;
use serde_json::{Value, json};
use uuid::Uuid;

use super::caller::Caller;
use super::door::{Command, query};
use crate::stage::ORGANIZATION;

const PAUSE: Duration = Duration::from_millis(400);

/// Between two looks at whether the turn has ended, or asks something.
const LOOK: Duration = Duration::from_millis(250);

/// What an agent counts to in a turn.
pub const CHUNKS: u64 = 80;

/// Long enough to be disturbed.
const COUNTS: &str = "/delay 25ms\n/chunks 80";
const ASKS: &str = "/ask May I go on?\n/delay 25ms\n/chunks 80";

/// Opens a session and talks in it until everything is over. The last turn is seen to its end.
pub async fn talk(caller: Caller, nats: async_nats::Client, task: &str) {
    let mut session_id = String::new();
    let opened = caller.insist(command("createSession", "task", task, json!({})), |_, reply| {
        session_id = text(reply, "sessionId");
    });
    if !opened.await {
        return;
    }
    for number in 0.. {
        if caller.is_over() {
            return;
        }
        let script = if number % 2 == 0 { COUNTS } else { ASKS };
        let message = json!({ "sessionId": session_id, "text": script });
        let mut message_id = String::new();
        let sent = caller.insist(command("sendMessage", "task", task, message), |notes, reply| {
            message_id = text(reply, "messageId");
            notes.counts.turns += 1;
            notes.turns.entry(task.to_owned()).or_default().insert(message_id.clone());
        });
        if !sent.await {
            return;
        }
        hear(&caller, &nats, task, &session_id, &message_id).await;
        caller.pause(PAUSE).await;
    }
}

/// Waits for the turn's end, and answers what is asked in it.
async fn hear(caller: &Caller, nats: &async_nats::Client, task: &str, session_id: &str, message_id: &str) {
    let mut after = 0;
    loop {
        if caller.over.borrow().is_some_and(|until| Instant::now() > until) {
            caller.ledger.error("a turn that did not end by the end");
            return;
        }
        let asked = json!({ "sessionId": session_id, "after": after, "limit": limit::EVENT_ROWS });
        let page =
            query(nats, &format!("sandbox.query.events.{ORGANIZATION}.{task}"), &asked).await.unwrap_or_default();
        for event in page["events"].as_array().into_iter().flatten() {
            after = event["index"].as_i64().unwrap_or(after);
            if event["kind"] == "ended" && event["messageId"] == message_id {
                return;
            }
        }
        answer(caller, nats, task).await;
        send_what_waits(caller, nats, task, session_id).await;
        tokio::time::sleep(LOOK).await;
    }
}

async fn answer(caller: &Caller, nats: &async_nats::Client, task: &str) {
    let subject = format!("sandbox.query.permissions.{ORGANIZATION}.{task}");
    let open = query(nats, &subject, &json!({ "open": true })).await.unwrap_or_default();
    for permission in open["permissions"].as_array().into_iter().flatten() {
        let option = &permission["options"][0]["optionId"];
        let body = json!({ "permissionId": permission["permissionId"], "optionId": option });
        let permission_id = text(permission, "permissionId");
        let answered = caller.insist(command("answerPermission", "sandbox", task, body), |notes, _| {
            notes.counts.answers += 1;
            notes.answered.insert(permission_id);
        });
        answered.await;
    }
}

/// Where something kept a message from being sent, it waits for its person, who is told why.
async fn send_what_waits(caller: &Caller, nats: &async_nats::Client, task: &str, session_id: &str) {
    let detail = query(nats, &format!("task.query.detail.{ORGANIZATION}.{task}"), &json!({})).await.unwrap_or_default();
    let mut sessions = detail["sessions"].as_array().into_iter().flatten();
    if sessions.any(|session| session["sessionId"] == session_id && session["queueIsPaused"] == true) {
        let resume = command("resumeQueue", "task", task, json!({ "sessionId": session_id }));
        caller.insist(resume, |_, _| {}).await;
    }
}

fn command(name: &str, actor: &str, task: &str, body: Value) -> Command {
    Command { subject: format!("{actor}.request.{name}.{ORGANIZATION}.{task}"), id: Uuid::now_v7().to_string(), body }
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}
