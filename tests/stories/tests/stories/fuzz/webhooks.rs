use std::collections::BTreeSet;

use fleet::Settings;
use futures::{StreamExt, stream};
use serde_json::{Value, json};
use stories::{Delivery, Github, Organization, World, until};

use super::leaves_no_dead_letter;

/// What stands in each place of a delivery in its turn. Which these are changes from day to day, so that everything is tried
/// everywhere in a week; `FOUNDRY_FUZZ_SEED` repeats another day's.
const TRIED: u64 = 3;
/// Deliveries on their way at a time, as GitHub sends them.
const AT_ONCE: usize = 8;
/// Stands for the half of a character, which no text here can hold.
const HALF: char = '\u{e000}';

/// What may stand in a place; `None`: nothing does.
fn awkward() -> Vec<Option<Value>> {
    vec![
        None,
        Some(json!(null)),
        Some(json!("")),
        Some(json!("x".repeat(70_000))),
        Some(json!("é".repeat(300_000))),
        Some(json!("a\u{0}b")),
        Some(json!(format!("a{HALF}b"))),
        Some(json!("../..")),
        Some(json!(-1)),
        Some(json!(0)),
        Some(json!(u64::MAX)),
        Some(json!(1e300)),
        Some(json!(true)),
        Some(json!([])),
        Some(json!({})),
        Some(json!("1970-01-01T00:00:00Z")),
        Some(json!("2026-13-40T99:99:99Z")),
        Some(json!("9999-12-31T23:59:59Z")),
    ]
}

/// A day's number, unless another is asked for.
fn seed() -> u64 {
    let asked = std::env::var("FOUNDRY_FUZZ_SEED").ok().and_then(|text| text.parse().ok());
    asked.unwrap_or_else(|| runtime::now().unsigned_abs() / 86_400_000)
}

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

/// The document with this in that place.
fn changed(document: &Value, place: &str, instead: Option<&Value>) -> String {
    let mut changed = document.clone();
    match (instead, place.rsplit_once('/')) {
        (Some(instead), _) => *changed.pointer_mut(place).expect("it is there") = instead.clone(),
        (None, Some((parent, name))) => match changed.pointer_mut(parent).expect("it is there") {
            Value::Object(fields) => drop(fields.remove(name)),
            Value::Array(values) => drop(values.pop()),
            other => panic!("{place} is in {other}"),
        },
        (None, None) => panic!("the whole document has no place"),
    }
    changed.to_string().replace(HALF, "\\ud800")
}

/// A case: the delivery's event, where something else stands, and the body.
struct Case {
    event: String,
    place: String,
    body: String,
}

/// Something in each place of one delivery, and in one of them more than a message may have.
fn cases(delivery: &Delivery, seed: u64) -> Vec<Case> {
    let document: Value = serde_json::from_str(&delivery.body).expect("JSON");
    let (awkward, mut found) = (awkward(), Vec::new());
    places(&document, "", &mut found);
    let case = |place: &String, instead: Option<&Value>| Case {
        event: delivery.event.clone(),
        place: place.clone(),
        body: changed(&document, place, instead),
    };
    let among = |number: u64, all: usize| usize::try_from(number % all as u64).expect("it is less than a length");
    let mut cases = Vec::new();
    for (index, place) in found.iter().enumerate() {
        for turn in 0..TRIED {
            // Neighbours get different ones on the same day.
            let instead = &awkward[among(seed * TRIED + turn + index as u64 * 5, awkward.len())];
            cases.push(case(place, instead.as_ref()));
        }
    }
    let huge = json!("x".repeat(2_000_000));
    cases.push(case(&found[among(seed, found.len())], Some(&huge)));
    cases
}

/// Has GitHub deliver of everything that the App hears of.
async fn everything_happens(acme: &Organization<'_>, github: &Github) {
    let line = acme.offers(&acme.name(0), "fuzz").await;
    let (repository, number) = (line.repository_name.clone(), line.pull_request.expect("it has one").number);
    let oscar = json!({ "organization": "acme", "login": "oscar", "role": "member" });
    github.does("members/add", oscar).await;
    github.does("members/remove", json!({ "organization": "acme", "login": "oscar" })).await;
    let branch = json!({ "repository": repository, "branch": "fuzzed" });
    github.does("branches/create", branch.clone()).await;
    github.does("checks/report", branch.clone()).await;
    let status = json!({ "repository": repository, "branch": "fuzzed", "context": "ci/old", "state": "pending" });
    github.does("statuses/report", status).await;
    github.does("branches/delete", branch).await;
    github.does("pull-requests/close", json!({ "repository": repository, "number": number })).await;
    github.does("repositories/add", json!({ "owner": "acme", "name": "fuzz" })).await;
    github.does("repositories/rename", json!({ "repository": "acme/fuzz", "name": "fuzzier" })).await;
    github.does("repositories/delete", json!({ "repository": "acme/fuzzier" })).await;
    github.does("installations/select", json!({ "account": "acme", "repositories": [repository] })).await;
    github.does("installations/select", json!({ "account": "acme", "repositories": null })).await;
    github.does("installations/suspend", json!({ "account": "acme" })).await;
    github.does("installations/unsuspend", json!({ "account": "acme" })).await;
    github.does("accounts/rename", json!({ "account": "acme", "login": "acme-inc" })).await;
    acme.hears(github).await;
}

#[tokio::test]
async fn no_delivery_whatever_stands_in_it_is_a_mistake_of_ours_and_none_is_dead() {
    let world = World::start(Settings::default().repositories(3)).await;
    let (acme, github, seed) = (world.synced().await, world.github(), seed());
    everything_happens(&acme, &github).await;

    // One of each kind.
    let mut seen = BTreeSet::new();
    let mut deliveries = github.deliveries().await;
    deliveries.retain(|delivery| seen.insert((delivery.event.clone(), delivery.action.clone())));
    let events: BTreeSet<&str> = seen.iter().map(|(event, _)| event.as_str()).collect();
    for event in ["repository", "installation_repositories", "installation_target", "status", "check_run"] {
        assert!(events.contains(event), "{event} is not among {events:?}");
    }

    let cases: Vec<Case> = deliveries.iter().flat_map(|delivery| cases(delivery, seed)).collect();
    assert!(cases.len() > 1_000, "{}", cases.len());
    let send = async |(number, case): (usize, Case)| {
        // Of what is not known to be stored in time it is said so, as of what comes too quickly; GitHub delivers it again.
        let answer = until("an answer", async || {
            let answer = github.sends_text(&case.event, &format!("fuzz-{number}"), case.body.clone()).await;
            (!["runtime.not_known_stored", "http.too_many_requests"].contains(&answer.code())).then_some(answer)
        });
        let answer = answer.await;
        assert!(answer.status < 500, "seed {seed}: {} {} {:.200}: {answer:?}", case.event, case.place, case.body);
    };
    stream::iter(cases.into_iter().enumerate()).map(send).buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
    leaves_no_dead_letter(&world).await;
}
