//! Making the streams again, on a server that has them: before a new version is rolled out.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use async_nats::jetstream;
use fleet::{CLI, Fleet, Settings, make_streams};

#[tokio::test]
async fn streams_made_again_keep_an_operators_choices_and_become_as_defined() {
    let fleet = Fleet::start(Settings::only(&[])).await.expect("a fleet");
    let nats = fleet.nats_as(CLI).await.unwrap();
    let jetstream = jetstream::new(nats.clone());
    let config = async || jetstream.get_stream("TASK_COMMANDS").await.unwrap().get_info().await.unwrap().config;

    let mut chosen = config().await;
    let defined = chosen.discard;
    chosen.max_bytes *= 2;
    chosen.metadata.insert("owner".to_owned(), "operators".to_owned());
    chosen.discard = jetstream::stream::DiscardPolicy::Old;
    jetstream.update_stream(&chosen).await.unwrap();
    make_streams(&nats).await.unwrap();

    let made = config().await;
    assert_eq!(made.max_bytes, chosen.max_bytes);
    assert_eq!(made.metadata.get("owner").map(String::as_str), Some("operators"));
    assert_eq!(made.discard, defined);
    fleet.stop().await.unwrap();
}
