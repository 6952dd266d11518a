//! Commands that the NATS client cannot read. At headers that are not what they should be it gives up its connection, or
//! panics, each time they are delivered; the stream gives them encoded.

use std::sync::Arc;

use serde_json::json;

use super::Owner;
use crate::{
    message::{Delivery, StoredMessage},
    streams::{self, NO_MESSAGE_FOUND},
};

impl Owner<'_> {
    /// Whether the NATS client could not read something that was delivered and is not settled: it may be what ended the
    /// last owner.
    pub(super) async fn find_unreadable(&self) -> anyhow::Result<bool> {
        let mut after = self.settled;
        while let Some(message) = self.stored_after(after).await? {
            after = message.seq;
            if Delivery::read_stored(message, &self.stream)?.unreadable.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes what was delivered and is not settled one by one, from the stream. Read like this, such a message is dead and
    /// the next one runs.
    pub(super) async fn read_by_hand(&mut self) -> anyhow::Result<()> {
        tracing::warn!(
            partition = self.partition.number,
            "Reading commands one by one: one of them breaks the connection"
        );
        self.settled = self.partition.take_over(self.running).await?;
        while let Some(message) = self.stored_after(self.settled).await? {
            self.settled = message.seq;
            let delivery = [Arc::new(Delivery::read_stored(message, &self.stream)?)];
            self.partition.process(self.running, &delivery).await?;
        }
        self.reset().await
    }

    /// The partition's next message after `sequence`, if it was delivered.
    async fn stored_after(&self, sequence: u64) -> anyhow::Result<Option<StoredMessage>> {
        if sequence >= self.delivered {
            return Ok(None);
        }
        let consumer = streams::partition_consumer(self.running.service.actor, self.partition.number);
        let next = json!({ "seq": sequence + 1, "next_by_subj": consumer["filter_subject"] });
        let found = streams::request(&self.running.nats, &format!("STREAM.MSG.GET.{}", self.stream), &next).await;
        if found.as_ref().is_err_and(|error| streams::is(error, NO_MESSAGE_FOUND)) {
            return Ok(None);
        }
        let message: StoredMessage = serde_json::from_value(found?["message"].clone())?;
        Ok(Some(message).filter(|message| message.seq <= self.delivered))
    }
}
