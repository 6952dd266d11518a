//! What a stream of commands holds: the order in which it accepted them, which is the order they must run in.

use std::collections::{BTreeMap, HashSet};

use async_nats::jetstream::{self, consumer::pull::OrderedConfig};
use contracts::subject;
use futures::StreamExt;

use crate::World;

impl World {
    /// The ids of the commands in `stream` by actor, each where it was accepted first: repeats change nothing.
    pub async fn accepted(&self, stream: &str) -> BTreeMap<String, Vec<String>> {
        let mut stream = jetstream::new(self.nats.clone()).get_stream(stream).await.expect("the stream");
        let last = stream.info().await.expect("the stream").state.last_sequence;
        let (mut actors, mut seen) = (BTreeMap::<String, Vec<String>>::new(), HashSet::new());
        if last == 0 {
            return actors;
        }
        let consumer = stream.create_consumer(OrderedConfig::default()).await.expect("a consumer");
        let mut messages = consumer.messages().await.expect("messages");
        while let Some(message) = messages.next().await {
            let message = message.expect("a message");
            let parts = subject::parse(&message.subject).expect("one of our subjects");
            let headers = message.headers.as_ref().expect("headers");
            let id = headers.get("Foundry-Command-Id").or_else(|| headers.get("Nats-Msg-Id")).expect("an id");
            if seen.insert(id.to_string()) {
                actors.entry(parts.key.join(".")).or_default().push(id.to_string());
            }
            if message.info().expect("of a stream").stream_sequence >= last {
                break;
            }
        }
        actors
    }
}
