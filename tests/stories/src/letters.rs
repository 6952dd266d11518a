//! Dead letters, as an administrator sees them.

use bytes::Bytes;
use contracts::{
    Outcome,
    runtime_messages::{DeadLetter, DeadLetters},
};
use futures::StreamExt;
use runtime::Caller;
use serde_json::json;

use crate::{Person, World};

impl World {
    /// The dead letters of a task by its key tokens, which may be illegal ones.
    pub async fn dead_letters(&self, key: &str) -> Vec<DeadLetter> {
        let subject = format!("task.query.deadLetters.{key}");
        let answer = self.client.query_raw(&subject, Bytes::new(), &Caller::token("admin")).await;
        serde_json::from_slice::<DeadLetters>(&answer.expect("an answer")).expect("dead letters").letters
    }

    /// The newest copy on `dead.<subject>`: why it is dead.
    pub async fn dead_copy(&self, subject: &str) -> Option<String> {
        let stream = async_nats::jetstream::new(self.nats.clone()).get_stream("DEAD_LETTERS").await.ok()?;
        let copy = stream.get_last_raw_message_by_subject(&format!("dead.{subject}")).await.ok()?;
        Some(copy.headers.get("Foundry-Dead-Reason")?.to_string())
    }

    /// Everything said on a subject from now on.
    pub async fn listen(&self, subject: &str) -> impl futures::Stream<Item = async_nats::Message> + Unpin + use<> {
        let heard = self.nats.subscribe(subject.to_owned()).await.expect("a subscription").boxed();
        self.nats.flush().await.expect("NATS is there");
        heard
    }
}

impl Person {
    /// Runs a dead or parked command again, with another body if one is given.
    pub async fn replays(&self, key: &str, id: &str, body: Option<serde_json::Value>) -> Outcome {
        let replay = json!({ "id": id, "body": body }).to_string();
        self.insists(&self.raw(&format!("task.command.replayDeadLetter.{key}"), replay)).await
    }

    /// Gives a dead or parked command up.
    pub async fn drops(&self, key: &str, id: &str) -> Outcome {
        self.insists(&self.raw(&format!("task.command.dropDeadLetter.{key}"), json!({ "id": id }).to_string())).await
    }
}
