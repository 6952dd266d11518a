use contracts::{Access, Kind, catalog};
use fleet::Settings;
use proptest::{strategy::Strategy, strategy::ValueTree, test_runner::TestRunner};
use reqwest::Method;
use stories::World;

use super::{bodies, leaves_no_dead_letter};

/// Bodies of each message.
const CASES: usize = 24;

#[tokio::test]
async fn no_body_of_any_message_is_a_mistake_of_ours_and_none_is_dead() {
    let world = World::start(Settings::default().repositories(3)).await;
    let acme = world.synced().await;
    let line = acme.tasks().await.remove(0);
    // The same each time: a failure that nobody can repeat is worth little.
    let mut runner = TestRunner::deterministic();
    let mut answers = std::collections::BTreeMap::<u16, usize>::new();

    for entry in catalog::all().iter().filter(|entry| entry.access != Access::Service && entry.kind != Kind::Workflow) {
        let bodies = bodies::of(entry.input.as_value());
        let form = if entry.kind == Kind::Query { "query" } else { "request" };
        for case in 0..CASES {
            let body = bodies.new_tree(&mut runner).expect("a body").current();
            // What ends a task or fills it is tried on one that there is not.
            let is_gentle = !["archive", "kill", "createSession"].contains(&entry.name);
            let task = if case % 2 == 0 && is_gentle { line.task_id.as_str() } else { "t-none" };
            let key = match entry.key_tokens() {
                ["user"] => "me".to_owned(),
                ["organization"] => "acme".to_owned(),
                _ => format!("acme/{task}"),
            };
            let path = format!("/v1/{}/{form}/{}/{key}", entry.actor.token(), entry.name);
            let answer = acme.member.send(acme.member.to(Method::POST, &path).body(body.to_string())).await;
            assert!(answer.status < 500, "{path} {} {:?} {body}", answer.status, answer.body);
            *answers.entry(answer.status).or_default() += 1;
        }
    }
    // Bodies that are all refused at the door would say little of what is behind it.
    assert!(answers[&200] > 200 && answers[&400] > 200, "{answers:?}");
    leaves_no_dead_letter(&world).await;
}
