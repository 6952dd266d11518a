//! What becomes of dead letters: replayed as they were or edited, dropped, and what waits behind a parked one.

use std::time::Duration;

use contracts::{
    Outcome,
    runtime_messages::{DeadLetterSettled, DeadState},
};
use serde_json::json;
use stories::{
    World,
    notebook::{Lines, Notebooks, Pledge, Trouble, Write},
    task,
};

use crate::world_with_notebook;

/// Long enough for a command that runs.
const A_MOMENT: Duration = Duration::from_millis(500);

const NOTEBOOK: &str = "acme.n-1";

fn settled(outcome: Outcome) -> DeadLetterSettled {
    let Outcome::Done { reply, .. } = outcome else { panic!("{outcome:?}") };
    serde_json::from_value(reply).unwrap()
}

async fn lines(world: &World) -> Vec<String> {
    world.ask(&task("acme", "n-1"), &Lines {}).await
}

#[tokio::test]
async fn a_dead_letter_is_replayed_with_an_edited_body() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, admin) = (world.person("bob"), world.person("admin"));
    let request = bob.raw("task.command.write.acme.n-1", r#"{"txt":"a"}"#);
    assert_eq!(bob.insists(&request).await.status(), "dead");

    let replayed = settled(admin.replays(NOTEBOOK, &request.id, Some(json!({ "text": "a" }))).await);

    let done = Outcome::Done { id: request.id.clone(), reply: json!({ "lines": 1 }) };
    assert_eq!(replayed, DeadLetterSettled { outcome: Some(done.clone()), followed: 0 });
    assert_eq!(lines(&world).await, ["a"]);
    assert!(world.dead_letters(NOTEBOOK).await.is_empty());
    // Its first caller, asking again, gets what came of it in the end.
    assert_eq!(bob.insists(&request).await, done);
}

#[tokio::test]
async fn a_dead_letter_that_dies_again_lies_there_again() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, admin) = (world.person("bob"), world.person("admin"));
    let request = bob.request(&task("acme", "n-1"), &Write { text: "a".into(), trouble: Some(Trouble::Panic) });
    bob.insists(&request).await;

    let replayed = settled(admin.replays(NOTEBOOK, &request.id, None).await);

    assert_eq!(replayed.outcome.unwrap().status(), "dead");
    let [letter] = world.dead_letters(NOTEBOOK).await.try_into().unwrap();
    assert_eq!((letter.id, letter.state), (request.id, DeadState::Dead));
    assert!(lines(&world).await.is_empty());
}

#[tokio::test]
async fn a_dropped_dead_letter_is_gone_and_cannot_be_settled_again() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, admin) = (world.person("bob"), world.person("admin"));
    let request = bob.raw("task.command.write.acme.n-1", "no json");
    bob.insists(&request).await;

    assert_eq!(settled(admin.drops(NOTEBOOK, &request.id).await), DeadLetterSettled { outcome: None, followed: 0 });

    assert!(world.dead_letters(NOTEBOOK).await.is_empty());
    for outcome in [admin.drops(NOTEBOOK, &request.id).await, admin.replays(NOTEBOOK, &request.id, None).await] {
        let Outcome::Refused { code, .. } = outcome else { panic!("{outcome:?}") };
        assert_eq!(code, "runtime.no_such_dead_letter");
    }
    assert_eq!(bob.insists(&request).await.status(), "dead");
}

/// A parked pledge with three commands behind it; their ids.
async fn a_parked_pledge(world: &World) -> (String, Vec<String>) {
    let (bob, notebook) = (world.person("bob"), task("acme", "n-1"));
    let pledge = bob.request(&notebook, &Pledge { text: "pledge".into(), trouble: Some(Trouble::Panic) });
    assert_eq!(bob.insists(&pledge).await.status(), "dead");
    let mut behind = Vec::new();
    for text in ["a", "b", "c"] {
        let request = bob.request(&notebook, &Write::text(text));
        let outcome = bob.waits(&request, A_MOMENT).await;
        assert_eq!(outcome, Outcome::Pending { id: request.id.clone() }, "it did not wait behind the pledge");
        behind.push(request.id);
    }
    (pledge.id, behind)
}

async fn states(world: &World) -> Vec<DeadState> {
    world.dead_letters(NOTEBOOK).await.iter().map(|letter| letter.state).collect()
}

/// What was held has its outcome, for whoever asks again.
async fn all_done(world: &World, ids: &[String], texts: &[&str]) {
    let bob = world.person("bob");
    for (id, text) in ids.iter().zip(texts) {
        let mut request = bob.request(&task("acme", "n-1"), &Write::text(*text));
        request.id.clone_from(id);
        assert_eq!(bob.insists(&request).await.status(), "done");
    }
}

#[tokio::test]
async fn behind_a_parked_command_its_actor_waits_and_others_go_on() {
    let (world, _notebooks) = world_with_notebook().await;
    a_parked_pledge(&world).await;

    assert_eq!(states(&world).await, [DeadState::Parked, DeadState::Held, DeadState::Held, DeadState::Held]);
    for other in 2..20 {
        let other = task("acme", &format!("n-{other}"));
        assert_eq!(world.person("ann").asks(&other, &Write::text("free")).await.status(), "done");
    }
    assert!(lines(&world).await.is_empty());
}

#[tokio::test]
async fn a_replayed_pledge_is_followed_by_what_waited_in_order() {
    let (world, _notebooks) = world_with_notebook().await;
    let (pledge, behind) = a_parked_pledge(&world).await;

    let replayed = settled(world.person("admin").replays(NOTEBOOK, &pledge, Some(json!({ "text": "pledge" }))).await);

    assert_eq!((replayed.outcome.unwrap().status(), replayed.followed), ("done", 3));
    assert_eq!(lines(&world).await, ["pledge", "a", "b", "c"]);
    all_done(&world, &behind, &["a", "b", "c"]).await;
    assert_eq!(lines(&world).await, ["pledge", "a", "b", "c"]);
    assert_eq!(states(&world).await, []);
}

#[tokio::test]
async fn a_dropped_pledge_lets_what_waited_go_on_in_order() {
    let (world, _notebooks) = world_with_notebook().await;
    let (pledge, behind) = a_parked_pledge(&world).await;

    assert_eq!(settled(world.person("admin").drops(NOTEBOOK, &pledge).await).followed, 3);

    assert_eq!(lines(&world).await, ["a", "b", "c"]);
    all_done(&world, &behind, &["a", "b", "c"]).await;
    assert_eq!(world.person("bob").asks(&task("acme", "n-1"), &Write::text("d")).await.status(), "done");
    assert_eq!(lines(&world).await, ["a", "b", "c", "d"]);
}

#[tokio::test]
async fn a_command_stays_parked_when_its_owner_dies() {
    let (world, mut notebooks): (World, Notebooks) = world_with_notebook().await;
    let (pledge, _) = a_parked_pledge(&world).await;

    notebooks.kill("one").await;
    notebooks.start("two").await;

    let bob = world.person("bob");
    assert_eq!(bob.asks_within(A_MOMENT, &task("acme", "n-1"), &Write::text("d")).await.status(), "pending");
    world.settle().await;
    assert_eq!(settled(world.person("admin").drops(NOTEBOOK, &pledge).await).followed, 4);
    assert_eq!(lines(&world).await, ["a", "b", "c", "d"]);
}

#[tokio::test]
async fn a_second_pledge_that_dies_while_following_parks_the_rest_again() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, admin, notebook) = (world.person("bob"), world.person("admin"), task("acme", "n-1"));
    let broken = |text: &str| Pledge { text: text.into(), trouble: Some(Trouble::Panic) };
    let first = bob.request(&notebook, &broken("first"));
    bob.insists(&first).await;
    bob.sends(&notebook, &Write::text("a")).await;
    let second = bob.sends(&notebook, &broken("second")).await;
    bob.sends(&notebook, &Write::text("b")).await;
    world.settle().await;

    assert_eq!(settled(admin.drops(NOTEBOOK, &first.id).await).followed, 2);
    assert_eq!(states(&world).await, [DeadState::Held, DeadState::Parked]);
    assert_eq!(lines(&world).await, ["a"]);
    assert_eq!(settled(admin.drops(NOTEBOOK, &second).await).followed, 1);
    assert_eq!(lines(&world).await, ["a", "b"]);
}

#[tokio::test]
async fn what_cannot_run_behind_a_dropped_pledge_is_dead_and_the_rest_follows() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, admin, notebook) = (world.person("bob"), world.person("admin"), task("acme", "n-1"));
    let pledge = bob.request(&notebook, &Pledge { text: "pledge".into(), trouble: Some(Trouble::Panic) });
    bob.insists(&pledge).await;
    bob.sends(&notebook, &Write::text("a")).await;
    bob.sends(&notebook, &Write { text: "b".into(), trouble: Some(Trouble::Fail) }).await;
    bob.sends(&notebook, &Write { text: "c".into(), trouble: Some(Trouble::Panic) }).await;
    bob.sends(&notebook, &Write { text: "d".into(), trouble: Some(Trouble::Refuse) }).await;
    bob.sends(&notebook, &Write::text("e")).await;
    world.settle().await;

    assert_eq!(settled(admin.drops(NOTEBOOK, &pledge.id).await).followed, 5);

    assert_eq!(lines(&world).await, ["a", "e"]);
    assert_eq!(states(&world).await, [DeadState::Dead, DeadState::Dead]);
}
