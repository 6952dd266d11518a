use fleet::Settings;
use proptest::{sample::select, strategy::Strategy, strategy::ValueTree, test_runner::TestRunner};
use serde_json::{Value, json};
use stories::{World, until};

use super::leaves_no_dead_letter;

/// What stands in each place of a delivery in its turn.
const TRIED: usize = 3;

/// The place of each value in a document.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    if !place.is_empty() {
        found.push(place.to_owned());
    }
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| places(value, &format!("{place}/{name}"), found))
        }
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(index, value)| places(value, &format!("{place}/{index}"), found));
        }
        _ => {}
    }
}

#[tokio::test]
async fn no_delivery_whatever_stands_in_it_is_a_mistake_of_ours_and_none_is_dead() {
    let world = World::start(Settings::default().repositories(3)).await;
    let (acme, github) = (world.synced().await, world.github());
    let line = acme.offers(&acme.name(0), "fuzz").await;
    let (repository, number) = (line.repository_name.clone(), line.pull_request.expect("it has one").number);
    github.does("members/add", json!({ "organization": "acme", "login": "oscar", "role": "member" })).await;
    github.does("members/remove", json!({ "organization": "acme", "login": "oscar" })).await;
    github.does("branches/create", json!({ "repository": repository, "branch": "fuzzed" })).await;
    github.does("pull-requests/close", json!({ "repository": repository, "number": number })).await;
    github.does("installations/suspend", json!({ "account": "acme" })).await;
    github.does("installations/unsuspend", json!({ "account": "acme" })).await;
    acme.hears(&github).await;

    let awkward = vec![
        json!(null),
        json!(""),
        json!("x".repeat(70_000)),
        json!("a\u{0}b"),
        json!("../.."),
        json!(-1),
        json!(u64::MAX),
        json!(1e300),
        json!(true),
        json!([]),
        json!({}),
        json!("2026-13-40T99:99:99Z"),
        json!("9999-12-31T23:59:59Z"),
    ];
    let (mut runner, mut sent, mut seen) = (TestRunner::deterministic(), 0, std::collections::BTreeSet::new());
    for delivery in github.deliveries().await {
        // One of each kind.
        if !seen.insert((delivery.event.clone(), delivery.action.clone())) {
            continue;
        }
        let document: Value = serde_json::from_str(&delivery.body).expect("JSON");
        let mut found = Vec::new();
        places(&document, "", &mut found);
        for place in found {
            for _ in 0..TRIED {
                let mut changed = document.clone();
                let instead = select(awkward.clone()).new_tree(&mut runner).expect("a value").current();
                *changed.pointer_mut(&place).expect("it is there") = instead.clone();
                sent += 1;
                // Of what is not known to be stored in time it is said so, and GitHub delivers it again.
                let answer = until("an answer", async || {
                    let answer = github.sends(&delivery.event, &format!("fuzz-{sent}"), &changed).await;
                    (answer.code() != "runtime.not_known_stored").then_some(answer)
                })
                .await;
                assert!(answer.status < 500, "{} {place} {instead:.80}: {answer:?}", delivery.event);
            }
        }
    }
    assert!(seen.len() > 6 && sent > 500, "{seen:?} {sent}");
    leaves_no_dead_letter(&world).await;
}
