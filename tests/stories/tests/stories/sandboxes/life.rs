//! A sandbox comes to be when a person acts, holds what it should, reaches what it may, and ends with its task.

use contracts::{
    audit_log::List,
    sandbox::{SandboxDetail, SandboxStatus, Stage},
    task::{Archive, CreateSession, SessionStatus},
};
use fleet::SandboxChoice;
use stories::{World, until_true};

use super::Workplace;

everywhere!(
    looking_makes_nothing_and_a_session_makes_a_sandbox_stage_by_stage,
    an_archived_task_leaves_no_sandbox_and_its_work_is_kept,
    a_sandbox_that_died_is_told_and_the_next_message_makes_another,
    a_sandbox_that_dies_under_a_turn_is_told_and_the_next_message_makes_another,
);

async fn looking_makes_nothing_and_a_session_makes_a_sandbox_stage_by_stage(sandboxes: SandboxChoice) {
    let world = World::shared_with(sandboxes).await;
    let acme = world.organization("acme").await;
    let task = acme.key(&acme.virtual_task("story/sandbox").await);
    acme.member.looks(&task, &SandboxDetail {}).await.is_refused(404, "sandbox.unknown");
    assert!(!acme.is_materialised(&task).await);

    let desk = Workplace::of(&world, "alice", "story/stages").await;
    let record = desk.sandbox_is(SandboxStatus::Ready).await;
    let stages: Vec<_> = record.stages.iter().map(|stage| (stage.stage, stage.ended_at.is_some())).collect();
    use Stage::{Allocating, Cloning, Credentials, Starting};
    assert_eq!(stages, [(Allocating, true), (Starting, true), (Credentials, true), (Cloning, true)]);
    let provider = if sandboxes == SandboxChoice::Local { "local" } else { "e2b" };
    assert_eq!((record.provider.as_deref(), record.generation), (Some(provider), 1));
    assert_eq!(record.expires_at.is_some(), sandboxes != SandboxChoice::Local, "only E2B's have a time");
    assert_eq!(record.identity.unwrap().login, "alice");
    desk.comes_to(SessionStatus::Idle).await;

    assert!(desk.hears("/run git branch --show-current").await.contains("story/stages"));
    assert!(desk.hears("/run git log --oneline -1").await.len() > 8);
    assert!(desk.hears("/run git config user.name").await.contains("Alice"));
    assert!(desk.hears("/run stat -c %a /home/user/.git-token").await.contains("600"));
    let history = desk.acme.history(&desk.task).await;
    for event in ["session.created", "sandbox.requested", "sandbox.credentials_injected", "sandbox.ready", "turn.ended"]
    {
        assert!(history.iter().any(|known| known == event), "{event} is missing in {history:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sandbox_reaches_github_and_nothing_else_of_this_machine() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/isolation").await;
    let github = world.fleet.github_url().trim_start_matches("http://").to_owned();
    let reached = desk.hears(&format!("/reach {github}")).await;
    assert!(reached.contains("reachable") && !reached.contains("not reachable"), "{reached}");
    let infrastructure = world.fleet.infrastructure();
    let nats = world.fleet.nats_url().trim_start_matches("nats://").to_owned();
    let probe = world.fleet.probe_url("task-1").unwrap().trim_start_matches("http://").to_owned();
    for closed in [nats, infrastructure.postgres.address(), probe] {
        let said = desk.hears(&format!("/reach {closed}")).await;
        assert!(said.contains("not reachable"), "{closed}: {said}");
    }
    let environment = desk.hears("/env").await;
    for secret in ["FOUNDRY_", "PASSWORD", "gho_", "ghu_", "postgres://"] {
        assert!(!environment.contains(secret), "{environment}");
    }
    // Neither a folder of the machine nor what the fleet keeps.
    for hidden in ["/root", &infrastructure.folder().display().to_string()] {
        let said = desk.hears(&format!("/run ls {hidden}")).await;
        assert!(said.contains("No such file") || said.contains("Permission denied"), "{hidden}: {said}");
    }
}

async fn an_archived_task_leaves_no_sandbox_and_its_work_is_kept(sandboxes: SandboxChoice) {
    let world = World::shared_with(sandboxes).await;
    let desk = Workplace::of(&world, "alice", "story/archive").await;
    desk.hears("/write notes.txt not pushed yet").await;
    let record = desk.sandbox_is(SandboxStatus::Ready).await;

    desk.person.does(&desk.task, &Archive::default()).await;
    let gone = desk.sandbox_is(SandboxStatus::Destroyed).await;
    let note = gone.note.expect("it says what became of the work");
    assert!(note.contains(&format!("refs/foundry/{}/1", desk.task.task_id)), "{note}");
    assert_eq!((gone.identity, gone.provider_id.as_deref()), (None, record.provider_id.as_deref()));
    let folder = world.fleet.sandboxes().join(record.provider_id.unwrap());
    until_true("its folder is gone", async || !folder.exists()).await;

    desk.person.asks(&desk.task, &CreateSession::default()).await.is_refused(409, "task.is_ended");
    let destroyed =
        List { event: Some("sandbox.destroyed".into()), task_id: Some(desk.task.task_id.clone()), ..List::default() };
    assert_eq!(desk.acme.audit(destroyed).await.len(), 1);
}

async fn a_sandbox_that_dies_under_a_turn_is_told_and_the_next_message_makes_another(sandboxes: SandboxChoice) {
    let world = World::shared_with(sandboxes).await;
    let desk = Workplace::of(&world, "alice", "story/dies-under").await;
    let record = desk.sandbox_is(SandboxStatus::Ready).await;
    desk.sends("/say begun\n/slow 5m").await;
    until_true("the turn is under way", async || desk.events().await.iter().any(|event| event.kind == "update")).await;
    world.fleet.end_sandbox(&record.provider_id.unwrap()).await.unwrap();

    let session = desk.comes_to(SessionStatus::Error).await;
    assert!(session.error.as_ref().unwrap().contains("send the message again"), "{session:?}");
    assert_eq!(desk.sandbox_is(SandboxStatus::Expired).await.generation, 1);
    assert!(desk.hears("/say hello again").await.contains("hello again"));
    assert_eq!(desk.sandbox().await.generation, 2);
}

async fn a_sandbox_that_died_is_told_and_the_next_message_makes_another(sandboxes: SandboxChoice) {
    let world = World::shared_with(sandboxes).await;
    let desk = Workplace::of(&world, "alice", "story/expired").await;
    let record = desk.sandbox_is(SandboxStatus::Ready).await;
    desk.comes_to(SessionStatus::Idle).await;
    world.fleet.end_sandbox(&record.provider_id.unwrap()).await.unwrap();

    desk.sends("/say hello").await;
    let session = desk.comes_to(SessionStatus::Error).await;
    assert!(session.error.as_ref().unwrap().contains("send the message again"), "{session:?}");
    assert_eq!(desk.sandbox().await.status, SandboxStatus::Expired);
    assert!(desk.hears("/say hello again").await.contains("hello again"));
    assert_eq!(desk.sandbox().await.generation, 2);
}
