//! Everything is killed while an agent works: the agent goes on, and what it says is there once and in order.

use contracts::{sandbox::AnswerPermission, task::SessionStatus};
use fleet::{Infrastructure, SandboxChoice, Settings};
use stories::{World, until, until_true};

use super::Workplace;

everywhere!(
    a_turn_goes_on_while_everything_of_ours_is_killed_and_every_chunk_is_there_once,
    a_question_outlives_the_services_and_so_does_its_answer,
);

/// Long enough for a few things to be killed meanwhile.
const CHUNKS: usize = 1_200;

pub async fn world_of_its_own() -> World {
    world_with(SandboxChoice::Local).await
}

/// Whose infrastructure may be killed.
async fn world_with(sandboxes: SandboxChoice) -> World {
    let infrastructure = Infrastructure::for_tests().await.unwrap();
    let world = World::start(Settings::default().repositories(12).sandboxes(sandboxes).on(infrastructure)).await;
    world.synced().await;
    world
}

/// The numbers that the agent has said so far.
async fn numbers(desk: &Workplace<'_>) -> Vec<usize> {
    let events = desk.events().await;
    let updates = events.iter().filter(|event| event.kind == "update").map(|event| super::text(&event.body));
    updates.filter_map(|text| text.trim().parse().ok()).collect()
}

async fn a_turn_goes_on_while_everything_of_ours_is_killed_and_every_chunk_is_there_once(sandboxes: SandboxChoice) {
    let world = world_with(sandboxes).await;
    let desk = Workplace::of(&world, "alice", "story/killed").await;
    desk.comes_to(SessionStatus::Idle).await;
    let message_id = desk.sends(&format!("/delay 8ms\n/chunks {CHUNKS}")).await;

    let reaches = async |count: usize| until_true("chunks", async || numbers(&desk).await.len() >= count).await;
    reaches(50).await;
    for (round, instances) in
        [["sandbox-1"].as_slice(), &["task-1"], &["sandbox-1", "task-1", "gateway-1"]].iter().enumerate()
    {
        for instance in *instances {
            world.fleet.kill(instance).unwrap();
        }
        for instance in *instances {
            world.fleet.restart(instance).await.unwrap();
        }
        reaches(150 * (round + 1)).await;
    }
    world.fleet.infrastructure().nats.kill().unwrap();
    world.fleet.infrastructure().nats.start().await.unwrap();
    reaches(700).await;
    world.fleet.infrastructure().postgres.kill().unwrap();
    world.fleet.infrastructure().postgres.start().await.unwrap();

    desk.ended(&message_id).await;
    let events = desk.events().await;
    assert!(events.iter().map(|event| event.index).eq(1..=i64::try_from(events.len()).unwrap()));
    let lost: Vec<_> = events.iter().filter(|event| event.kind == "notice").collect();
    assert!(numbers(&desk).await.into_iter().eq(1..=CHUNKS), "{lost:?}");
    assert_eq!(events.iter().filter(|event| event.kind == "prompt").count(), 1, "the message was given once");
    desk.comes_to(SessionStatus::Idle).await;
}

async fn a_question_outlives_the_services_and_so_does_its_answer(sandboxes: SandboxChoice) {
    let world = world_with(sandboxes).await;
    let desk = Workplace::of(&world, "alice", "story/asked").await;
    let message_id = desk.sends("/ask May I?").await;
    desk.comes_to(SessionStatus::NeedsAnswer).await;
    for instance in ["sandbox-1", "task-1"] {
        world.fleet.kill(instance).unwrap();
        world.fleet.restart(instance).await.unwrap();
    }
    let question = until("the question", async || desk.questions().await.pop()).await;
    let (option_id, kind) = (question.options[0].option_id.clone(), question.options[0].kind.clone());
    world.fleet.kill("sandbox-1").unwrap();
    let answer = AnswerPermission { permission_id: question.permission_id, option_id };
    let (answered, restarted) = tokio::join!(desk.person.asks(&desk.task, &answer), world.fleet.restart("sandbox-1"));
    restarted.unwrap();
    assert!(matches!(answered.status, 200 | 202), "{answered:?}");

    desk.ended(&message_id).await;
    let said = desk.said(&message_id).await;
    assert!(said.contains(&kind), "{said}");
    assert_eq!(desk.questions().await, []);
}
