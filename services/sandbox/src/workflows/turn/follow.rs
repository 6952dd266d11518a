//! Follows an agent through a turn: tells it the message, and hears it to the end.

use std::{pin::pin, time::Duration};

use contracts::task::TurnEnd;
use sandboxes::ClientError;
use serde_json::json;
use tokio::{sync::mpsc, time::Instant};

use super::{
    super::Trouble,
    TURN_LIMIT,
    following::{Following, Lost},
    listen::listen,
    said,
    taking::Taking,
};
use crate::store::events;

/// A message that may have been delivered before a crash: an agent that says nothing for this long has perhaps not got it.
const DELIVERED_WITHIN: Duration = Duration::from_secs(20);

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
        let waiter = self.wakes.waiter(self.pool).await?;

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
            waiter,
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

    /// The number of the newest event of this process that is written down.
    async fn heard_so_far(&self) -> sqlx::Result<u64> {
        events::newest_number(self.pool, self.key, &self.turn.session_id, self.agent.process).await
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
}
