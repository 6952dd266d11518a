//! Follows an agent through a turn: tells it the message, and hears it to the end.

use std::{pin::pin, time::Duration};

use contracts::{task::TurnEnd, user::Attachment};
use futures::{FutureExt, future::Fuse};
use sandboxes::ClientError;
use serde_json::{Value, json};
use service_kit::attachments;
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

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
            Err(Lost::Unheard) => Err(Trouble::Passing("nobody listens to the agent any more".into())),
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
        let (listens, is_heard) = oneshot::channel();
        let listening = listen(self.client, session.as_str(), after, sender, listens);
        let delivering = self.deliver(is_first.then_some(prompt), is_heard);
        let delivered_by = is_unsure.then(|| Instant::now() + DELIVERED_WITHIN);
        let taking = Taking::new(self, epoch, receiver, waiter, stored, (!is_first, delivered_by));
        together(taking.take(), listening, delivering).await
    }

    /// Gives the agent the message, the first time, once it is heard: one that dies of it is not there any more for whoever begins
    /// to listen then. Its answer is an event as well, and only that counts.
    async fn deliver(&self, prompt: Option<Vec<Value>>, is_heard: oneshot::Receiver<()>) -> Result<(), Trouble> {
        let (Some(prompt), Ok(())) = (prompt, is_heard.await) else { return Ok(()) };
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

/// Takes, while it is listened and delivered, to the end. What was heard is taken before a trouble of the others counts: of an agent
/// that dies, its death is the last that is heard, and then nobody is there to listen to.
async fn together<T>(
    taking: impl Future<Output = Result<T, Lost>>,
    listening: impl Future<Output = Result<(), Trouble>>,
    delivering: impl Future<Output = Result<(), Trouble>>,
) -> Result<T, Lost> {
    let mut taking = pin!(taking);
    let (mut listening, mut delivering) = (pin!(listening.fuse()), pin!(delivering.fuse()));
    let mut trouble = None;
    loop {
        tokio::select! {
            biased;
            end = &mut taking => return match (end, trouble) {
                (Err(Lost::Unheard), Some(trouble)) => Err(Lost::Trouble(trouble)),
                (end, _) => end,
            },
            Err(error) = &mut listening => trouble = Some(error),
            Err(error) = &mut delivering => {
                trouble = Some(error);
                // Nothing is waited for any more.
                listening.set(Fuse::terminated());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::future::{pending, ready};

    use super::*;

    /// Takes what is heard, which takes a while, until an end is heard or nobody listens.
    async fn take(mut heard: mpsc::UnboundedReceiver<&'static str>) -> Result<&'static str, Lost> {
        while let Some(said) = heard.recv().await {
            tokio::task::yield_now().await;
            if said == "died" {
                return Ok(said);
            }
        }
        Err(Lost::Unheard)
    }

    fn gone() -> Result<(), Trouble> {
        Err(Trouble::Lasting("gone".into()))
    }

    #[tokio::test]
    async fn what_was_heard_last_counts_and_not_that_nobody_is_there_any_more() {
        let (hears, heard) = mpsc::unbounded_channel();
        let listening = async move {
            hears.send("died").unwrap();
            gone()
        };
        assert_eq!(together(take(heard), listening, ready(gone())).await.ok(), Some("died"));
    }

    #[tokio::test]
    async fn a_trouble_counts_once_all_is_taken() {
        for (listens, delivers) in [(true, false), (false, true)] {
            let (hears, heard) = mpsc::unbounded_channel();
            let listening = async move {
                hears.send("works").unwrap();
                if listens { gone() } else { pending().await }
            };
            let delivering = async { if delivers { gone() } else { Ok(()) } };
            let end = together(take(heard), listening, delivering).await;
            assert!(matches!(end, Err(Lost::Trouble(Trouble::Lasting(_)))));
        }
    }
}
