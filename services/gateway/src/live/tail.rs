//! What is said in one session, event by event: read from its log up to the end, and then as it is written down. Events that
//! get lost on the way leave a gap of indexes, which is read from the log.

use std::time::Duration;

use contracts::{
    SessionId, TaskKey,
    key::Key,
    limit,
    sandbox::{Events, SessionEvent, SessionEventPage, Tail},
};
use futures::{StreamExt, stream};
use messaging::{Caller, Client};
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{protocol::ServerMessage, updates::Update};

/// How often the log is asked whether something was lost behind the last event that came.
const CHECK: Duration = Duration::from_secs(5);

/// A session as something to follow: `session.acme.t-1.s-1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionTopic {
    pub task: TaskKey,
    pub session_id: SessionId,
}

impl SessionTopic {
    /// `None`: it is no session's name.
    pub fn parse(text: &str) -> Option<Self> {
        let tokens: Vec<_> = text.strip_prefix("session.")?.split('.').collect();
        let (session, task) = tokens.split_last()?;
        Some(Self { task: TaskKey::parse(task).ok()?, session_id: session.parse().ok()? })
    }
}

impl std::fmt::Display for SessionTopic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "session.{}.{}", self.task.tokens(), self.session_id)
    }
}

/// Everything behind the index `since`, until the client leaves.
pub fn tail(
    client: Client,
    caller: Caller,
    topic: SessionTopic,
    since: u64,
) -> impl stream::Stream<Item = Update> + Send + 'static {
    let name = topic.to_string();
    let begun = async move {
        let subject = Tail::subject(&topic.task, &topic.session_id);
        // Before the first look into the log, so that nothing falls in between.
        let Ok(said) = client.nats().subscribe(subject).await else {
            return stream::iter([Update::Unavailable(name)]).boxed();
        };
        let mut check = interval(CHECK);
        check.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let last = i64::try_from(since).unwrap_or(i64::MAX);
        let tailing = Tailing { client, caller, topic, name, said, check, last, reads: true, is_first: true };
        stream::unfold(Some(tailing), |tailing| async { tailing?.next().await }).boxed()
    };
    stream::once(begun).flatten()
}

struct Tailing {
    client: Client,
    caller: Caller,
    topic: SessionTopic,
    name: String,
    said: async_nats::Subscriber,
    check: Interval,
    /// The index of the last event that the client was told.
    last: i64,
    /// The log may have more.
    reads: bool,
    is_first: bool,
}

/// What to do with events that were heard, by their indexes: pure.
#[derive(Debug, PartialEq, Eq)]
enum Heard {
    /// They follow what is known.
    Next,
    /// They are known.
    Known,
    /// Something before them is missing.
    Gap,
}

fn heard(last: i64, tail: &Tail) -> Heard {
    match tail.events.first() {
        _ if tail.last <= last => Heard::Known,
        Some(first) if first.index == last + 1 => Heard::Next,
        _ => Heard::Gap,
    }
}

impl Tailing {
    async fn next(mut self) -> Option<(Update, Option<Self>)> {
        loop {
            if self.reads {
                let Ok(page) = self.read().await else { return Some((Update::Unavailable(self.name), None)) };
                self.reads = page.events.last().is_some_and(|event| event.index < page.last);
                if !page.events.is_empty() || std::mem::take(&mut self.is_first) {
                    self.is_first = false;
                    return Some((self.tell(&page.events, page.last), Some(self)));
                }
                continue;
            }
            let tail: Tail = tokio::select! {
                said = self.said.next() => match serde_json::from_slice(&said?.payload) {
                    Ok(tail) => tail,
                    Err(error) => {
                        tracing::error!(%error, live.topic = self.name, "What was said cannot be read; the log is");
                        self.reads = true;
                        continue;
                    }
                },
                _ = self.check.tick() => {
                    self.reads = true;
                    continue;
                }
            };
            match heard(self.last, &tail) {
                Heard::Known => {}
                Heard::Gap => self.reads = true,
                Heard::Next => return Some((self.tell(&tail.events, tail.last), Some(self))),
            }
        }
    }

    async fn read(&self) -> Result<SessionEventPage, messaging::QueryError> {
        let session_id = self.topic.session_id.clone();
        let query = Events::behind(session_id, self.last, limit::EVENT_ROWS);
        self.client.query(&self.topic.task, &query, &self.caller).await
    }

    fn tell(&mut self, events: &[SessionEvent], last: i64) -> Update {
        if let Some(event) = events.last() {
            self.last = event.index;
        }
        Update::Message(ServerMessage::Events { topic: &self.name, events, last }.to_json().into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn told(first: i64, last: i64) -> Tail {
        let event = |index| SessionEvent {
            index,
            last_index: None,
            message_id: None,
            kind: "update".into(),
            at: 5,
            body: Value::Null,
        };
        Tail { events: (first..=last).map(event).collect(), last }
    }

    #[test]
    fn what_is_heard_follows_is_known_or_leaves_a_gap() {
        assert_eq!(heard(0, &told(1, 3)), Heard::Next);
        assert_eq!(heard(7, &told(8, 9)), Heard::Next);
        assert_eq!(heard(7, &told(6, 7)), Heard::Known);
        assert_eq!(heard(7, &told(9, 9)), Heard::Gap);
        assert_eq!(heard(7, &told(7, 9)), Heard::Gap, "half of it is known: the log tells the rest");
        assert_eq!(heard(7, &Tail { events: Vec::new(), last: 9 }), Heard::Gap, "too large to be said");
    }

    #[test]
    fn a_session_has_a_name_of_four_parts() {
        let topic = SessionTopic::parse("session.acme.t-1.s-1").unwrap();
        assert_eq!((topic.task.tokens().as_str(), topic.session_id.as_str()), ("acme.t-1", "s-1"));
        assert_eq!(topic.to_string(), "session.acme.t-1.s-1");
        for text in ["session.acme.t-1", "session.acme.t-1.s-1.x", "session.acme.*.s-1", "task.acme.t-1", "session."] {
            assert_eq!(SessionTopic::parse(text), None, "{text}");
        }
    }
}
