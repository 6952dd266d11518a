//! Says that somebody follows a task's session or terminal, for as long as they do: its sandbox is kept meanwhile.

use contracts::{TaskKey, sandbox::watched};
use futures::stream;
use tokio::time::interval;

use super::super::updates::Update;
use crate::limits;

/// Tells its socket nothing.
pub fn watching(nats: async_nats::Client, task: &TaskKey) -> impl stream::Stream<Item = Update> + Send + 'static {
    let subject = watched(task);
    stream::once(async move {
        let mut tick = interval(limits::WATCHED_EVERY);
        loop {
            tick.tick().await;
            if let Err(error) = nats.publish(subject.clone(), bytes::Bytes::new()).await {
                tracing::debug!(%error, "That a sandbox is watched is said again");
            }
        }
    })
}
