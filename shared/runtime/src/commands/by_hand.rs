//! Commands that the NATS client cannot read. At headers that are not what they should be it gives up its connection, or
//! panics, each time they are delivered; the stream gives them encoded.

use std::sync::Arc;

use messaging::{
    Delivery,
    jetstream::{StoredMessage, next_message, partition_subject},
};

use super::{owner::Owner, partition::Progress};

/// Messages looked at when a partition is taken over. Each costs a question to the server, and whatever lies before an
/// unreadable message is settled before it ends the connection again.
const LOOKED_AT: usize = 64;

impl Owner<'_> {
    /// Whether the NATS client could not read something that was delivered and is not settled: it may be what ended the
    /// last owner.
    pub(super) async fn find_unreadable(&self) -> anyhow::Result<bool> {
        let mut after = self.partition.standing.floor.sequence;
        for _ in 0..LOOKED_AT {
            let Some(message) = self.delivered_after(after).await? else { return Ok(false) };
            after = message.sequence;
            if Delivery::read_stored(message, self.resources.stream.name())?.unreadable.is_some() {
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
        // Publishes what is left, and learns where the partition stands.
        self.reset().await?;
        let mut after = self.partition.standing.floor.sequence;
        while let Some(message) = self.delivered_after(after).await? {
            after = message.sequence;
            let delivery = [Arc::new(Delivery::read_stored(message, self.resources.stream.name())?)];
            if self.partition.process(&delivery).await? == Progress::FloorMoved {
                break;
            }
        }
        self.reset().await
    }

    /// The partition's next message after `sequence`, if it was delivered.
    async fn delivered_after(&self, sequence: u64) -> anyhow::Result<Option<StoredMessage>> {
        if sequence >= self.delivered {
            return Ok(None);
        }
        let filter = partition_subject(self.resources.service.actor, self.partition.number);
        let nats = self.resources.client.nats();
        let next = next_message(nats, self.resources.stream.name(), sequence + 1, &filter).await?;
        Ok(next.filter(|message| message.sequence <= self.delivered))
    }
}
