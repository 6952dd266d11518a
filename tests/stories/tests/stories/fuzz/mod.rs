//! Whatever people, programs and GitHub send: no answer is a mistake of ours, and nothing that people have sent is dead.

mod bodies;
mod messages;
mod openapi;
mod webhooks;

use serde_json::Value;
use stories::World;

/// Nothing of it lies with the dead letters, once all of it is done.
async fn leaves_no_dead_letter(world: &World) {
    world.settle().await;
    let stream = async_nats::jetstream::new(world.nats.clone()).get_stream("DEAD_LETTERS").await.unwrap();
    let state = world.jetstream("STREAM.INFO.DEAD_LETTERS", &Value::Null).await.unwrap()["state"].clone();
    if state["messages"] != 0 {
        let newest = stream.get_raw_message(state["last_seq"].as_u64().unwrap()).await.unwrap();
        panic!("{} {:?}: {}", newest.subject, newest.headers, String::from_utf8_lossy(&newest.payload));
    }
}
