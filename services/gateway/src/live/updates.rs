//! What a socket tells of one topic: its values in pages, then every change.

use axum::extract::ws::Utf8Bytes;
use contracts::TaskKey;
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};

use super::hub::{Changes, Hub, Subscription};

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

/// The updates about a task that its organization knows. Following names that somebody made up would cost as much as
/// following real ones.
pub fn of_known_task(
    hub: Hub,
    task: Option<TaskKey>,
    topic: String,
    updates: BoxStream<'static, Update>,
) -> BoxStream<'static, Update> {
    let Some(task) = task else { return updates };
    let looked_up = async move {
        match hub.knows(&task).await {
            Some(true) => updates,
            Some(false) => {
                let (code, message) = ("live.topic_unknown".into(), "the organization has no such task".into());
                stream::iter([Update::Refused { topic, code, message }]).boxed()
            }
            None => stream::iter([Update::Unavailable(topic)]).boxed(),
        }
    };
    stream::once(looked_up).flatten().boxed()
}

fn changes(changes: Changes, topic: String) -> impl stream::Stream<Item = Update> + Send + 'static {
    stream::unfold(Some((changes, topic)), async |state| {
        let (mut changes, topic) = state?;
        match changes.next().await {
            Some(change) => Some((Update::Message(change), Some((changes, topic)))),
            None => Some((Update::TooSlow(topic), None)),
        }
    })
}
