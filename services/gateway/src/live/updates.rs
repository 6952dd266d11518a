//! What a socket tells of one topic: its values in pages, then every change.

use axum::extract::ws::Utf8Bytes;
use futures::{StreamExt, stream};
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::hub::Subscription;

/// Something to tell the client.
pub enum Update {
    Message(Utf8Bytes),
    /// Changes were lost to this client, because it did not take them in time.
    TooSlow(String),
    /// The topic's values did not come in time.
    Unavailable(String),
    /// There is nothing more to tell of the topic.
    Ended(String),
    /// The topic cannot be followed, or no longer.
    Refused {
        topic: String,
        code: String,
        message: String,
    },
}

/// A topic's values in pages, then its changes, until the client is too slow.
pub fn updates(
    subscription: Subscription,
    topic: String,
    since: Option<u64>,
) -> impl stream::Stream<Item = Update> + Send + 'static {
    let attached = async move {
        match subscription.attach(since).await {
            Some((snapshot, changes)) => {
                let pages = snapshot.into_pages(&topic).map(|page| Update::Message(page.into()));
                stream::iter(pages).chain(self::changes(changes, topic)).boxed()
            }
            None => stream::iter([Update::Unavailable(topic)]).boxed(),
        }
    };
    stream::once(attached).flatten()
}

fn changes(receiver: Receiver<Utf8Bytes>, topic: String) -> impl stream::Stream<Item = Update> + Send + 'static {
    stream::unfold(Some((receiver, topic)), async |state| {
        let (mut receiver, topic) = state?;
        match receiver.recv().await {
            Ok(change) => Some((Update::Message(change), Some((receiver, topic)))),
            Err(RecvError::Lagged(_)) => Some((Update::TooSlow(topic), None)),
            // The topic is never closed while somebody follows it, but while the process stops.
            Err(RecvError::Closed) => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use tokio::sync::broadcast;

    use super::*;

    #[tokio::test]
    async fn who_takes_changes_too_slowly_is_told_so_and_gets_no_more() {
        let (sender, receiver) = broadcast::channel(2);
        for change in ["1", "2", "3"] {
            sender.send(change.into()).expect("somebody listens");
        }

        let updates: Vec<_> = changes(receiver, "organization.acme".into()).collect().await;

        assert!(matches!(updates.as_slice(), [Update::TooSlow(topic)] if topic == "organization.acme"));
    }
}
