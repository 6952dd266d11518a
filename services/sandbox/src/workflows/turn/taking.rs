//! Takes what an agent says: writes it down, passes people's answers on, and stops the agent when they want it.

use std::time::Duration;

use contracts::{Key, PermissionId, sandbox::Permission, task::TurnEnd};
use serde_json::{Value, json};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout_at},
};
use uuid::Uuid;

use super::{
    TURN_LIMIT,
    following::{Following, Lost},
    listen::Heard,
    said::{self, Said},
};
use crate::store::{permissions, turns, wakes::Waiter};

/// How long an agent may take to stop before its process is ended.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// Events written down at a time.
const BATCH: usize = 1_000;

/// The end of a wait for something that did not come.
async fn reached(at: Instant) {
    timeout_at(at, std::future::pending::<()>()).await.ok();
}

/// One who takes what is heard.
pub struct Taking<'a> {
    pub following: &'a Following<'a>,
    pub epoch: i32,
    pub receiver: mpsc::UnboundedReceiver<Heard>,
    pub waiter: Waiter<'a>,
    /// When the agent that was asked to stop is ended.
    pub stop_at: Option<Instant>,
    /// When a message that was perhaps delivered counts as one of which nobody knows.
    pub delivered_by: Option<Instant>,
}

impl Taking<'_> {
    /// To the turn's end, as far as it is heard.
    pub async fn take(mut self) -> Result<TurnEnd, Lost> {
        self.look().await?;
        let mut heard = Vec::with_capacity(BATCH);
        let never = Instant::now() + TURN_LIMIT;
        loop {
            let (stop_at, delivered_by) = (self.stop_at, self.delivered_by);
            tokio::select! {
                biased;
                taken = self.receiver.recv_many(&mut heard, BATCH) => {
                    if taken == 0 {
                        // Whoever listens says why it has ended.
                        std::future::pending::<()>().await;
                    }
                    self.delivered_by = None;
                    if let Some(end) = self.write_down(std::mem::take(&mut heard)).await? {
                        return Ok(end);
                    }
                }
                woken = self.waiter.woken(self.following.turn.message_id.as_str()) => {
                    woken?;
                    self.look().await?;
                }
                () = reached(stop_at.unwrap_or(never)) => return self.end_agent().await,
                () = reached(delivered_by.unwrap_or(never)) => return self.end(TurnEnd::DeliveryUnknown, Value::Null).await,
            }
        }
    }

    /// Writes a batch down; the turn's end, if it is in it.
    async fn write_down(&mut self, heard: Vec<Heard>) -> Result<Option<TurnEnd>, Lost> {
        let following = self.following;
        let (mut events, mut questions, mut answers, mut ended) = (Vec::new(), Vec::new(), Vec::new(), None);
        for heard in heard {
            let (number, envelope) = match heard {
                Heard::Said { number, envelope } => (number, envelope),
                Heard::Missed { from, to } => {
                    let body = json!({ "text": format!("{} events were lost", to + 1 - from) });
                    events.push(following.event("notice", body, following.source(to)));
                    continue;
                }
            };
            let source = following.source(number);
            let (kind, body) = match said::read(&envelope, &following.turn.message_id) {
                Said::Event { kind, body } => (kind, body),
                Said::Unasked { answer, body } => {
                    answers.push(answer);
                    ("notice", body)
                }
                Said::Asks { request_id, title, tool_call, options } => {
                    let permission = self.permission(&source, title, tool_call, options);
                    let body = json!({ "permissionId": permission.permission_id, "toolCall": permission.tool_call });
                    questions.push((permission, request_id));
                    ("permission", body)
                }
                Said::Ended { end, body } => {
                    ended = Some((end.clone(), false));
                    ("ended", json!({ "end": end, "answer": body }))
                }
                Said::Exited { message, body } => {
                    let end = if self.stop_at.is_some() { TurnEnd::Stopped } else { TurnEnd::Failed { message } };
                    ended = Some((end.clone(), true));
                    ("ended", json!({ "end": end, "exited": body }))
                }
            };
            events.push(following.event(kind, body, source));
            if ended.is_some() {
                break;
            }
        }
        // A question is noted before it counts as heard: after a crash in between it is heard again.
        for (permission, request_id) in questions {
            following.note(permission, request_id).await?;
        }
        following.write(self.epoch, events).await?;
        for answer in answers {
            following.tell(answer).await?;
        }
        let Some((end, has_exited)) = ended else { return Ok(None) };
        if has_exited {
            // A dead process stays listed, and takes nothing more.
            following.client.close_acp_server(following.server()).await?;
        }
        Ok(Some(end))
    }

    /// Its id follows from where it was heard, so that one that is heard again is the same.
    fn permission(
        &self,
        source: &str,
        title: String,
        tool_call: Value,
        options: Vec<contracts::sandbox::PermissionOption>,
    ) -> Permission {
        let Following { key, turn, .. } = self.following;
        let name = format!("{}/{}/{source}", key.tokens(), turn.session_id);
        Permission {
            permission_id: PermissionId::from(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())),
            session_id: turn.session_id.clone(),
            message_id: turn.message_id.clone(),
            title,
            tool_call,
            options,
            asked_at: (self.following.now)(),
            answer: None,
        }
    }

    /// Looks whether people have answered or want it to stop.
    async fn look(&mut self) -> Result<(), Lost> {
        let Following { pool, key, turn, agent, .. } = self.following;
        for answered in permissions::undelivered(*pool, key, &turn.message_id).await? {
            self.following.tell(said::answer(&answered.request_id, answered.option_id.as_deref())).await?;
            permissions::delivered(*pool, key, &answered.permission_id).await?;
        }
        let is_to_stop =
            turns::find(*pool, key, &turn.message_id).await?.is_some_and(|turn| turn.stop_requested_at.is_some());
        if is_to_stop && self.stop_at.is_none() {
            self.stop_at = Some(Instant::now() + STOP_WITHIN);
            let notice = self.following.notice("stop", "Asked the agent to stop");
            self.following.write(self.epoch, vec![notice]).await?;
            let params = json!({ "sessionId": agent.agent_session_id });
            self.following.tell(json!({ "jsonrpc": "2.0", "method": "session/cancel", "params": params })).await?;
        }
        Ok(())
    }

    /// It did not stop when it was asked to.
    async fn end_agent(&mut self) -> Result<TurnEnd, Lost> {
        let text = "The agent did not stop within 10 s, so its process was ended. The next message starts it again.";
        self.following.client.close_acp_server(self.following.server()).await?;
        self.end(TurnEnd::Stopped, json!(text)).await
    }

    async fn end(&mut self, end: TurnEnd, text: Value) -> Result<TurnEnd, Lost> {
        let source = format!("ended:{}", self.following.turn.message_id);
        let event = self.following.event("ended", json!({ "end": end, "text": text }), source);
        self.following.write(self.epoch, vec![event]).await?;
        Ok(end)
    }
}
