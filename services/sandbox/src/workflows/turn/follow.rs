//! Follows an agent through a turn: tells it the message, and hears it to the end.

use std::{pin::pin, time::Duration};

use contracts::{task::TurnEnd, user::Attachment};
use sandboxes::ClientError;
use serde_json::{Value, json};
use service_kit::attachments;
use tokio::{sync::mpsc, time::Instant};

use super::{
    super::{Trouble, log::Log},
    TURN_LIMIT,
    following::{Following, Lost},
    listen::listen,
    said,
    taking::Taking,
};
use crate::store::{events, images, sessions};

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
        let Log { pool, key, now, .. } = *self.log;
        if let Some(ended) = events::newest_of_turn(pool, key, session, id, "ended").await? {
            return Ok(serde_json::from_value(ended.body["end"].clone()).unwrap_or(TurnEnd::Done));
        }
        let epoch = events::claim(pool, key, id).await?;
        // Before the first look, so that nothing is missed in between.
        let waiter = self.wakes.waiter(pool).await?;

        let stored = sessions::find(pool, key, session).await?.unwrap_or_default();
        let prompt = self.prompt(stored.summary.as_deref()).await?;
        let is_first = events::prompt(pool, key, id, now()).await?;

        let after = self.agent.after.max(self.heard_so_far().await?);
        // An agent that is at work in this turn has got its message. What it tells of itself says nothing.
        let is_unsure = !is_first && !self.has_begun_to_work().await?;
        let (sender, receiver) = mpsc::unbounded_channel();
        let listening = listen(self.client, session.as_str(), after, sender);
        let delivering = self.deliver(is_first.then_some(prompt));
        let delivered_by = is_unsure.then(|| Instant::now() + DELIVERED_WITHIN);
        let taking = Taking::new(self, epoch, receiver, waiter, stored, (!is_first, delivered_by));
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
    async fn deliver(&self, prompt: Option<Vec<Value>>) -> Result<(), Trouble> {
        let Some(prompt) = prompt else { return Ok(()) };
        let params = json!({ "sessionId": self.agent.agent_session_id, "prompt": prompt });
        let id = said::request_id(&self.turn.message_id);
        let envelope = json!({ "jsonrpc": "2.0", "id": id, "method": "session/prompt", "params": params });
        match self.client.post_envelope(self.server(), None, envelope.to_string(), TURN_LIMIT).await {
            Err(ClientError::Refused { problem, .. }) if (400..500).contains(&problem.status) => {
                Err(Trouble::Lasting(format!("The sandbox does not take the message: {problem}")))
            }
            // That it died is an event, too, and says why.
            Ok(_) | Err(ClientError::TimedOut { .. } | ClientError::Refused { .. } | ClientError::Broken { .. }) => {
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What the agent is told, after a summary of what it does not remember.
    async fn prompt(&self, summary: Option<&str>) -> Result<Vec<Value>, Trouble> {
        let images = self.images(&self.turn.attachments).await?;
        let summary = summary.map(|summary| json!({ "type": "text", "text": summary }));
        let message = said::prompt(&self.turn.text, &self.turn.attachments, &images);
        Ok(summary.into_iter().chain(message).collect())
    }

    /// The images that a message points at.
    pub(super) async fn images(&self, attachments: &[Attachment]) -> Result<Vec<said::Image>, Trouble> {
        let Log { pool, key, .. } = *self.log;
        let mut images = Vec::new();
        for image_id in attachments::images(attachments) {
            let found = images::find(pool, key, image_id).await?.and_then(|image| image.media_type);
            let gone = || Trouble::Lasting("An image of the message is gone: attach it again".into());
            let media_type = found.ok_or_else(gone)?;
            let bytes = images::whole(pool, key, image_id).await?;
            images.push(said::Image { image_id: image_id.to_owned(), media_type, bytes });
        }
        Ok(images)
    }

    /// The number of the newest event of this process that is written down.
    async fn heard_so_far(&self) -> sqlx::Result<u64> {
        events::newest_number(self.log.pool, self.log.key, &self.turn.session_id, self.agent.process).await
    }

    /// See [`said::Said::is_work`].
    async fn has_begun_to_work(&self) -> sqlx::Result<bool> {
        let Log { pool, key, .. } = *self.log;
        events::has_work(pool, key, &self.turn.session_id, &self.turn.message_id, &said::ABOUT_ITSELF).await
    }
}
