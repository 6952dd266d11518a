//! Follows an agent through a turn: tells it the message, writes down what it says, passes answers on, and stops it.

use std::{pin::pin, time::Duration};

use contracts::{
    Actor, Key, Millis, PermissionId, TaskKey,
    sandbox::{NotePermission, Permission, Tail},
    subject,
    task::TurnEnd,
};
use runtime::{Caller, Client as Nats, Request};
use sandboxes::{Client, ClientError};
use serde_json::{Value, json};
use sqlx::{PgPool, postgres::PgListener};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout_at},
};
use uuid::Uuid;

use super::{
    super::Trouble,
    agent::AgentSession,
    listen::{Heard, listen},
    said::{self, Said},
};
use crate::store::{
    events::{self, NewEvent},
    permissions,
    turns::{self, StoredTurn},
};

/// How long an agent may take to stop before its process is ended.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// A message that may have been delivered before a crash: an agent that says nothing for this long has perhaps not got it.
const DELIVERED_WITHIN: Duration = Duration::from_secs(20);

/// The answer to a prompt comes with the turn's end. What counts is the event; this only ends the waiting.
const TURN_LIMIT: Duration = Duration::from_secs(7 * 24 * 3_600);

/// An answer or a cancel is taken at once or not at all.
const TELL_LIMIT: Duration = Duration::from_secs(15);

/// Events written down at a time.
const BATCH: usize = 1_000;

/// More is read from the log: NATS takes a megabyte, and each page that follows gets it.
const TAIL_BYTES: usize = contracts::limit::MESSAGE_BYTES;

/// How long the own actor may take to note a question.
const NOTE_LIMIT: Duration = Duration::from_secs(10);

/// Everything that following one turn needs.
pub struct Following<'a> {
    pub client: &'a Client,
    pub nats: Nats,
    /// For the event log: its rows are written outside of steps.
    pub pool: &'a PgPool,
    pub key: &'a TaskKey,
    pub turn: &'a StoredTurn,
    pub agent: &'a AgentSession,
    pub now: fn() -> Millis,
}

/// Why following ends without the turn having ended.
enum Lost {
    /// Another worker follows it now.
    Replaced,
    Trouble(Trouble),
}

impl<E: Into<Trouble>> From<E> for Lost {
    fn from(error: E) -> Self {
        Self::Trouble(error.into())
    }
}

impl Following<'_> {
    /// To the turn's end. Done again after a crash, it goes on behind what is written down.
    pub async fn to_the_end(&self) -> Result<TurnEnd, Trouble> {
        match self.follow().await {
            Ok(end) => Ok(end),
            Err(Lost::Trouble(trouble)) => Err(trouble),
            Err(Lost::Replaced) => Err(Trouble::Passing("another worker follows the turn".into())),
        }
    }

    async fn follow(&self) -> Result<TurnEnd, Lost> {
        let (id, session) = (&self.turn.message_id, &self.turn.session_id);
        if let Some(ended) = events::newest_of_turn(self.pool, self.key, session, id, "ended").await? {
            return Ok(serde_json::from_value(ended.body["end"].clone()).unwrap_or(TurnEnd::Done));
        }
        let epoch = events::claim(self.pool, self.key, id).await?;
        // Before the first look, so that nothing is missed in between.
        let mut listener = PgListener::connect_with(self.pool).await?;
        listener.listen(events::CHANNEL).await?;

        let mut opening = vec![self.prompt_event()];
        opening.extend(self.agent.notice.as_ref().map(|notice| self.notice("agent", notice)));
        self.write(epoch, opening).await?;
        let is_first = events::prompt(self.pool, self.key, id, (self.now)()).await?;

        let after = self.agent.after.max(self.heard_so_far().await?);
        // An agent that has said something in this turn has got its message.
        let is_unsure = !is_first && !self.has_said_something().await?;
        let (sender, receiver) = mpsc::unbounded_channel();
        let listening = listen(self.client, session.as_str(), after, sender);
        let delivering = self.deliver(is_first);
        let taking = Taking {
            following: self,
            epoch,
            receiver,
            listener,
            stop_at: None,
            delivered_by: is_unsure.then(|| Instant::now() + DELIVERED_WITHIN),
        };
        let mut taking = pin!(taking.take());
        let (mut listening, mut delivering) = (pin!(listening), pin!(delivering));
        let (mut is_listening, mut is_delivering) = (true, true);
        loop {
            tokio::select! {
                biased;
                end = &mut taking => return end,
                done = &mut listening, if is_listening => {
                    is_listening = false;
                    done?;
                }
                done = &mut delivering, if is_delivering => {
                    is_delivering = false;
                    done?;
                }
            }
        }
    }

    /// Gives the agent the message, the first time. Its answer is an event as well, and only that counts.
    async fn deliver(&self, is_first: bool) -> Result<(), Trouble> {
        if !is_first {
            return Ok(());
        }
        let prompt = said::prompt(&self.turn.text, &self.turn.attachments);
        let params = json!({ "sessionId": self.agent.agent_session_id, "prompt": prompt });
        let id = said::request_id(&self.turn.message_id);
        let envelope = json!({ "jsonrpc": "2.0", "id": id, "method": "session/prompt", "params": params });
        match self.client.post_envelope(self.server(), None, envelope.to_string(), TURN_LIMIT).await {
            // That it died is an event, too, and says why.
            Ok(_) | Err(ClientError::TimedOut { .. } | ClientError::Refused { .. } | ClientError::Broken { .. }) => {
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    fn server(&self) -> &str {
        self.turn.session_id.as_str()
    }

    fn source(&self, number: u64) -> String {
        format!("{}/{number}", self.agent.process)
    }

    /// The number of the newest event of this process that is written down.
    async fn heard_so_far(&self) -> sqlx::Result<u64> {
        let newest: Option<i64> = sqlx::query_scalar(
            "SELECT max(split_part(source, '/', 2)::bigint) FROM events
             WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND source LIKE $4",
        )
        .bind(self.key.organization_id.as_str())
        .bind(self.key.task_id.as_str())
        .bind(self.server())
        .bind(format!("{}/%", self.agent.process))
        .fetch_one(self.pool)
        .await?;
        Ok(newest.and_then(|newest| u64::try_from(newest).ok()).unwrap_or_default())
    }

    async fn has_said_something(&self) -> sqlx::Result<bool> {
        let turn = self.turn;
        for kind in ["update", "permission"] {
            let said = events::newest_of_turn(self.pool, self.key, &turn.session_id, &turn.message_id, kind).await?;
            if said.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn prompt_event(&self) -> NewEvent {
        let turn = self.turn;
        let body = json!({ "text": turn.text, "attachments": turn.attachments });
        self.event("prompt", body, format!("prompt:{}", turn.message_id))
    }

    fn notice(&self, what: &str, text: &str) -> NewEvent {
        self.event("notice", json!({ "text": text }), format!("notice:{}:{what}", self.turn.message_id))
    }

    fn event(&self, kind: &'static str, body: Value, source: String) -> NewEvent {
        NewEvent { message_id: Some(self.turn.message_id.clone()), kind, body, source }
    }

    async fn write(&self, epoch: i32, events: Vec<NewEvent>) -> Result<(), Lost> {
        if events.is_empty() {
            return Ok(());
        }
        let turn = (&self.turn.message_id, epoch);
        let tail = events::append(self.pool, self.key, &self.turn.session_id, turn, &events, (self.now)()).await?;
        self.publish(tail.ok_or(Lost::Replaced)?).await;
        Ok(())
    }

    /// Says what was written down to whoever follows the session. Lost, it is read from the log.
    async fn publish(&self, tail: Tail) {
        let body = serde_json::to_vec(&tail).unwrap_or_default();
        let body = match body.len() > TAIL_BYTES {
            true => serde_json::to_vec(&Tail { events: Vec::new(), last: tail.last }).unwrap_or_default(),
            false => body,
        };
        let subject = Tail::subject(self.key, &self.turn.session_id);
        if let Err(error) = self.nats.nats().publish(subject, body.into()).await {
            tracing::debug!(%error, "Nobody heard what an agent said; it is in the log");
        }
    }

    /// Has the own actor note a question: it tells the task, and takes the answer.
    async fn note(&self, permission: Permission, request_id: String) -> Result<(), Trouble> {
        let id = format!("note/{}", permission.permission_id);
        let body = serde_json::to_vec(&NotePermission { permission, request_id }).unwrap_or_default();
        let request = Request {
            subject: subject::of::<NotePermission>(self.key),
            body: body.into(),
            id,
            caller: Caller::service(Actor::Sandbox),
        };
        match self.nats.request(request, NOTE_LIMIT).await {
            contracts::Outcome::Done { .. } => Ok(()),
            outcome => Err(Trouble::Passing(format!("the question could not be noted: {}", outcome.status()))),
        }
    }

    async fn tell(&self, envelope: Value) -> Result<(), Trouble> {
        self.client.post_envelope(self.server(), None, envelope.to_string(), TELL_LIMIT).await?;
        Ok(())
    }
}

/// The end of a wait for something that did not come.
async fn reached(at: Instant) {
    timeout_at(at, std::future::pending::<()>()).await.ok();
}

/// One who takes what is heard.
struct Taking<'a> {
    following: &'a Following<'a>,
    epoch: i32,
    receiver: mpsc::UnboundedReceiver<Heard>,
    listener: PgListener,
    /// When the agent that was asked to stop is ended.
    stop_at: Option<Instant>,
    /// When a message that was perhaps delivered counts as one of which nobody knows.
    delivered_by: Option<Instant>,
}

impl Taking<'_> {
    async fn take(mut self) -> Result<TurnEnd, Lost> {
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
                woken = self.listener.recv() => {
                    if woken?.payload() == self.following.turn.message_id.as_str() {
                        self.look().await?;
                    }
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
