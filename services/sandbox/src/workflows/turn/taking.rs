//! Takes what an agent says: writes it down, passes people's answers on, and stops the agent when they want it.

use std::time::Duration;

use contracts::task::TurnEnd;
use serde_json::{Value, json};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout_at},
};

use super::{
    TURN_LIMIT,
    batch::{Batch, Exited},
    beside::Beside,
    following::{Following, Lost},
    listen::Heard,
    said,
};
use crate::store::{
    permissions,
    sessions::{self, StoredSession},
    turns,
    wakes::Waiter,
};

/// How long an agent may take to stop before its process is ended.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// A question that could not be rejected in time is tried again after so long.
const EXPIRE_AGAIN: Duration = Duration::from_secs(60);

/// Events written down at a time.
const BATCH: usize = 1_000;

/// The end of a wait for something that did not come.
async fn reached(at: Instant) {
    timeout_at(at, std::future::pending::<()>()).await.ok();
}

/// One who takes what is heard.
pub struct Taking<'a> {
    following: &'a Following<'a>,
    epoch: i32,
    receiver: mpsc::UnboundedReceiver<Heard>,
    waiter: Waiter<'a>,
    beside: Beside<'a>,
    /// When the agent that was asked to stop is ended.
    stop_at: Option<Instant>,
    /// When a message that was perhaps delivered counts as one of which nobody knows.
    delivered_by: Option<Instant>,
    /// Questions are open, and the next of them is rejected then.
    expires_at: Option<Option<Instant>>,
    heard_at: Instant,
    is_shown_as_quiet: bool,
    /// Whoever followed before may have said so.
    may_be_shown_as_quiet: bool,
    has_summary: bool,
}

impl<'a> Taking<'a> {
    /// Whether somebody else has followed the turn before, and when a message that was perhaps delivered by them counts as one
    /// of which nobody knows.
    pub fn new(
        following: &'a Following<'a>,
        epoch: i32,
        receiver: mpsc::UnboundedReceiver<Heard>,
        waiter: Waiter<'a>,
        session: StoredSession,
        (was_followed, delivered_by): (bool, Option<Instant>),
    ) -> Self {
        let has_summary = session.summary.is_some();
        Self {
            following,
            epoch,
            receiver,
            waiter,
            beside: Beside::new(following, session),
            stop_at: None,
            delivered_by,
            expires_at: None,
            heard_at: Instant::now(),
            is_shown_as_quiet: false,
            may_be_shown_as_quiet: was_followed,
            has_summary,
        }
    }

    /// To the turn's end, as far as it is heard.
    pub async fn take(mut self) -> Result<TurnEnd, Lost> {
        self.look().await?;
        let mut heard = Vec::with_capacity(BATCH);
        let never = Instant::now() + TURN_LIMIT;
        loop {
            let (stop_at, delivered_by) = (self.stop_at, self.delivered_by);
            let (expires_at, quiet_at) = (self.expires_at.flatten(), self.quiet_at());
            tokio::select! {
                biased;
                taken = self.receiver.recv_many(&mut heard, BATCH) => {
                    if taken == 0 {
                        return Err(Lost::Unheard);
                    }
                    self.hears().await;
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
                () = reached(expires_at.unwrap_or(never)) => self.expire().await?,
                () = reached(quiet_at.unwrap_or(never)) => self.is_quiet().await,
            }
        }
    }

    /// Something was said: the agent is not quiet.
    async fn hears(&mut self) {
        self.heard_at = Instant::now();
        let was_shown = std::mem::take(&mut self.is_shown_as_quiet);
        if std::mem::take(&mut self.may_be_shown_as_quiet) || was_shown {
            self.following.tell_quiet(None).await;
        }
    }

    /// The agent has got the message, and what was put before it.
    async fn is_delivered(&mut self) -> Result<(), Lost> {
        self.delivered_by = None;
        if std::mem::take(&mut self.has_summary) {
            let log = self.following.log;
            sessions::forget_summary(log.pool, log.key, log.session_id).await?;
        }
        Ok(())
    }

    /// Writes a batch down; the turn's end, if it is in it.
    async fn write_down(&mut self, heard: Vec<Heard>) -> Result<Option<TurnEnd>, Lost> {
        let following = self.following;
        let mut batch = Batch::default();
        for heard in heard {
            batch.take(following, &mut self.beside, heard);
            if batch.ended.is_some() || batch.exited.is_some() {
                break;
            }
        }
        let Batch { mut events, questions, answers, steered, set_by, is_work, mut ended, exited } = batch;
        let has_exited = exited.is_some();
        if let Some(Exited { source, message, body }) = exited {
            let end = if self.is_to_stop().await? { TurnEnd::Stopped } else { TurnEnd::Failed { message } };
            events.push(following.event("ended", json!({ "end": end, "exited": body }), source));
            ended = Some(end);
        }
        if is_work {
            self.is_delivered().await?;
        }
        // What people wait for is noted before it counts as heard: after a crash in between it is heard again.
        let asks = !questions.is_empty();
        for (permission, request_id) in questions {
            following.note(permission, request_id).await?;
        }
        for (steered_id, is_taken) in steered {
            following.note_steered(&steered_id, is_taken).await?;
        }
        if let Some(number) = set_by {
            self.beside.note_options(number).await?;
        }
        following.write(self.epoch, events).await?;
        for answer in answers {
            following.tell(answer).await?;
        }
        let Some(end) = ended else {
            if asks {
                self.look_at_questions().await?;
            }
            return Ok(None);
        };
        if has_exited {
            // A dead process stays listed, and takes nothing more.
            following.client.close_acp_server(following.server()).await?;
        }
        Ok(Some(end))
    }

    /// Looks whether people have answered, want something of the agent, or want it to stop.
    async fn look(&mut self) -> Result<(), Lost> {
        let Following { log, turn, agent, .. } = self.following;
        for answered in permissions::undelivered(log.pool, log.key, &turn.message_id).await? {
            self.following.tell(said::answer(&answered.request_id, answered.option_id.as_deref())).await?;
            permissions::delivered(log.pool, log.key, &answered.permission_id).await?;
        }
        self.look_at_questions().await?;
        if self.is_to_stop().await? {
            if self.stop_at.is_none() {
                self.stop_at = Some(Instant::now() + STOP_WITHIN);
                let notice = self.following.notice("stop", "Asked the agent to stop");
                self.following.write(self.epoch, vec![notice]).await?;
                let params = json!({ "sessionId": agent.agent_session_id });
                self.following.tell(json!({ "jsonrpc": "2.0", "method": "session/cancel", "params": params })).await?;
            }
            return Ok(());
        }
        let notice = self.beside.look().await?;
        self.following.write(self.epoch, notice.into_iter().collect()).await
    }

    /// Whether people want the turn to stop. Its process may have been ended for that before the follower has heard of it.
    async fn is_to_stop(&self) -> Result<bool, Lost> {
        let log = self.following.log;
        let stored = turns::find(log.pool, log.key, &self.following.turn.message_id).await?;
        Ok(stored.is_some_and(|turn| turn.stop_requested_at.is_some()))
    }

    async fn look_at_questions(&mut self) -> Result<(), Lost> {
        let log = self.following.log;
        let open = permissions::to_expire(log.pool, log.key, &self.following.turn.message_id).await?;
        let until = |at: i64| Duration::from_millis(u64::try_from(at - (log.now)()).unwrap_or_default());
        self.expires_at = open.first().map(|(_, at)| at.map(|at| Instant::now() + until(at)));
        // Whoever waited for a person has not been quiet.
        self.heard_at = Instant::now();
        Ok(())
    }

    /// Rejects what nobody has answered in time. The answer comes back as that of a person does.
    async fn expire(&mut self) -> Result<(), Lost> {
        let log = self.following.log;
        let open = permissions::to_expire(log.pool, log.key, &self.following.turn.message_id).await?;
        for (permission_id, _) in open.iter().filter(|(_, at)| at.is_some_and(|at| at <= (log.now)())) {
            self.following.expire(permission_id).await?;
        }
        self.expires_at = Some(Some(Instant::now() + EXPIRE_AGAIN));
        Ok(())
    }

    fn quiet_at(&self) -> Option<Instant> {
        let speaks = self.expires_at.is_none() && !self.is_shown_as_quiet;
        speaks.then(|| self.heard_at + self.following.clocks.quiet)
    }

    async fn is_quiet(&mut self) {
        self.is_shown_as_quiet = true;
        let for_ms = i64::try_from(self.heard_at.elapsed().as_millis()).unwrap_or_default();
        self.following.tell_quiet(Some((self.following.log.now)() - for_ms)).await;
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
