//! People end a sandbox while its task goes on: they start over with another one, stop it, or have it live on.

use contracts::{
    audit_log::List,
    sandbox::{Extend, SandboxStatus, StartOver, Stop},
    task::{Archive, ResumeQueue, SessionStatus},
};
use fleet::SandboxChoice;
use serde_json::json;
use stories::{Visitor, World, until, until_true};

use super::{Workplace, killed::world_of_its_own};

everywhere!(
    whoever_starts_over_in_the_middle_of_a_turn_goes_on_in_another_sandbox,
    a_sandbox_that_was_stopped_comes_again_with_the_next_message,
    whoever_starts_over_while_it_is_being_made_has_their_message_answered_in_the_next,
);

impl Workplace<'_> {
    /// What the audit log says of one event: who it was.
    async fn who(&self, event: &str) -> Vec<String> {
        let fit = List { event: Some(event.into()), task_id: Some(self.task.task_id.clone()), ..List::default() };
        self.acme.audit(fit).await.into_iter().map(|event| event.by).collect()
    }

    /// Waits until an agent that does not stop by itself is at work.
    async fn is_at_work(&self) {
        let before = self.events().await.len();
        self.sends("/ignore-cancel\n/say begun\n/slow 5m").await;
        until_true("the turn is under way", async || {
            self.events().await[before..].iter().any(|event| event.kind == "update")
        })
        .await;
    }

    async fn generation_is_ready(&self, generation: i32) {
        until_true("the next one is ready", async || {
            let record = self.sandbox().await;
            assert_ne!(record.status, SandboxStatus::Failed, "{record:#?}");
            record.generation == generation && record.status == SandboxStatus::Ready
        })
        .await;
    }
}

async fn bob(world: &World) -> Visitor {
    world.signs_in("bob", &["acme"]).await
}

async fn whoever_starts_over_in_the_middle_of_a_turn_goes_on_in_another_sandbox(sandboxes: SandboxChoice) {
    let world = World::shared_with(sandboxes).await;
    let (desk, bob) = (Workplace::of(&world, "alice", "story/start-over").await, bob(&world).await);
    desk.hears("/write notes.txt not pushed yet").await;
    desk.is_at_work().await;
    desk.sends("/say what waited").await;
    let old = desk.sandbox().await;

    let ending = bob.does(&desk.task, &StartOver { generation: 1 }).await.ending.unwrap();
    assert_eq!(ending.by, Some(bob.user_id.clone()));
    let again = bob.asks(&desk.task, &StartOver { generation: 1 }).await;
    assert!(["sandbox.is_being_destroyed", "sandbox.is_another"].contains(&again.code()), "{again:?}");

    desk.generation_is_ready(2).await;
    let record = desk.sandbox().await;
    let reference = format!("refs/foundry/{}/1", desk.task.task_id);
    assert!(record.note.as_ref().unwrap().contains(&reference), "{record:?}");
    assert_ne!(record.provider_id, old.provider_id);
    bob.asks(&desk.task, &StartOver { generation: 1 }).await.is_refused(409, "sandbox.is_another");

    let said = desk.notices("sandbox").await;
    assert_eq!((said.len(), said[0]["by"].as_str()), (1, Some(bob.user_id.as_str())), "{said:?}");
    let ends: Vec<_> = desk.events().await.into_iter().filter(|event| event.kind == "ended").collect();
    assert_eq!(ends.last().unwrap().body["end"], "stopped", "{ends:?}");
    let session = until("the task knows", async || Some(desk.session().await).filter(|it| it.turn.is_none())).await;
    assert_eq!((session.queue.len(), session.queue_is_paused), (1, true), "{session:?}");

    bob.does(&desk.task, &ResumeQueue { session_id: desk.session_id.clone() }).await;
    desk.comes_to(SessionStatus::Idle).await;
    let files = desk.hears("/run ls; git rev-parse --abbrev-ref HEAD").await;
    assert!(files.contains("story/start-over") && !files.contains("notes.txt"), "{files}");
    let kept = desk.hears(&format!("/run git fetch -q origin {reference} && git show FETCH_HEAD:notes.txt")).await;
    assert!(kept.contains("not pushed yet"), "{kept}");
    assert_eq!(desk.who("sandbox.started_over").await, [format!("user:{}", bob.user_id)]);
    assert_eq!(desk.who("sandbox.destroyed").await.len(), 1);
}

async fn a_sandbox_that_was_stopped_comes_again_with_the_next_message(sandboxes: SandboxChoice) {
    let world = World::shared_with(sandboxes).await;
    let desk = Workplace::of(&world, "alice", "story/stopped-sandbox").await;
    desk.comes_to(SessionStatus::Idle).await;
    desk.is_at_work().await;
    let record = desk.sandbox().await;

    desk.person.does(&desk.task, &Stop { generation: 1 }).await;
    desk.sandbox_is(SandboxStatus::Destroyed).await;
    desk.person.asks(&desk.task, &Stop { generation: 1 }).await.is_refused(409, "sandbox.nothing_to_stop");
    let folder = world.fleet.sandboxes().join(record.provider_id.unwrap());
    until_true("its folder is gone", async || !folder.exists()).await;
    assert_eq!(desk.comes_to(SessionStatus::Idle).await.error, None);
    assert_eq!(desk.who("sandbox.stopped").await, [format!("user:{}", desk.person.user_id)]);

    assert!(desk.hears("/say hello again").await.contains("hello again"));
    assert_eq!(desk.sandbox().await.generation, 2);
    desk.person.does(&desk.task, &Archive::default()).await;
    desk.person.asks(&desk.task, &StartOver { generation: 2 }).await.is_refused(409, "sandbox.task_has_ended");
}

async fn whoever_starts_over_while_it_is_being_made_has_their_message_answered_in_the_next(sandboxes: SandboxChoice) {
    let world = World::shared_with(sandboxes).await;
    let desk = Workplace::of(&world, "alice", "story/over-while-made").await;
    until_true("it is asked for", async || {
        desk.person.looks(&desk.task, &contracts::sandbox::SandboxDetail {}).await.status == 200
    })
    .await;
    let message_id = desk.sends("/say hello").await;
    let started_over = desk.person.asks(&desk.task, &StartOver { generation: 1 }).await;
    assert_eq!(started_over.status, 200, "{started_over:?}");

    desk.generation_is_ready(2).await;
    desk.ended(&message_id).await;
    assert!(desk.said(&message_id).await.contains("hello"));
    assert_eq!(desk.sandbox().await.generation, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_belong_to_the_organization_ends_no_sandbox() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/strangers").await;
    desk.comes_to(SessionStatus::Idle).await;
    for stranger in [world.stranger().await, world.signs_in("peggy", &["tidepool"]).await] {
        stranger.asks(&desk.task, &StartOver { generation: 1 }).await.is_refused(403, "access.not_a_member");
        stranger.asks(&desk.task, &Stop { generation: 1 }).await.is_refused(403, "access.not_a_member");
        stranger.asks(&desk.task, &Extend {}).await.is_refused(403, "access.not_a_member");
    }
    let record = desk.sandbox().await;
    assert_eq!((record.status, record.ending), (SandboxStatus::Ready, None));
    desk.person.asks(&desk.task, &Extend {}).await.is_refused(409, "sandbox.has_no_end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn services_that_are_killed_in_the_middle_of_it_lose_nothing() {
    let world = world_of_its_own().await;
    let desk = Workplace::of(&world, "alice", "story/over-killed").await;
    desk.hears("/write notes.txt not pushed yet").await;
    desk.is_at_work().await;
    desk.sends("/say what waited").await;

    desk.person.does(&desk.task, &StartOver { generation: 1 }).await;
    for instances in [["sandbox-1", "task-1"], ["task-1", "sandbox-1"]] {
        for instance in instances {
            world.fleet.kill(instance).unwrap();
        }
        for instance in instances {
            world.fleet.restart(instance).await.unwrap();
        }
    }

    desk.generation_is_ready(2).await;
    assert!(desk.sandbox().await.note.unwrap().contains("is kept as"));
    assert_eq!(desk.notices("sandbox").await.len(), 1, "it is said once");
    let session = until("the task knows", async || Some(desk.session().await).filter(|it| it.turn.is_none())).await;
    assert_eq!(session.queue.len(), 1, "{session:?}");
    assert!(desk.events().await.iter().filter(|event| event.kind == "ended").count() == 2);
    desk.person.does(&desk.task, &ResumeQueue { session_id: desk.session_id.clone() }).await;
    desk.comes_to(SessionStatus::Idle).await;
    assert_eq!((desk.who("sandbox.started_over").await.len(), desk.sandbox().await.generation), (1, 2));
}

async fn world_at_e2b() -> World {
    let world = World::start(fleet::Settings::default().repositories(12).sandboxes(SandboxChoice::E2bStandin)).await;
    world.synced().await;
    world
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_could_not_be_made_is_made_anew_when_somebody_says_so() {
    let world = world_at_e2b().await;
    world.fleet.tells_e2b("faults", &json!({ "route": "POST /v2/sandboxes", "status": 400 })).await.unwrap();
    let desk = Workplace::of(&world, "alice", "story/not-made").await;
    desk.sandbox_is(SandboxStatus::Failed).await;

    bob(&world).await.does(&desk.task, &StartOver { generation: 1 }).await;
    desk.generation_is_ready(2).await;
    assert_eq!(desk.sandbox().await.identity.unwrap().login, "bob", "it is their token that the clone is made with");
    assert!(desk.hears("/say hello").await.contains("hello"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_ends_by_itself_can_be_had_to_live_on_and_a_provider_that_refuses_is_told() {
    let world = world_at_e2b().await;
    let desk = Workplace::of(&world, "alice", "story/lives-on").await;
    desk.comes_to(SessionStatus::Idle).await;
    let before = desk.sandbox().await.expires_at.unwrap();

    world.fleet.tells_e2b("faults", &json!({ "route": "POST /sandboxes/{id}/timeout", "status": 400 })).await.unwrap();
    desk.person.does(&desk.task, &Extend {}).await;
    let refused = until("why not", async || desk.sandbox().await.extension.and_then(|it| it.error)).await;
    assert!(refused.contains("refused"), "{refused}");
    assert_eq!(desk.who("sandbox.extended").await.len(), 0);

    desk.person.does(&desk.task, &Extend {}).await;
    until_true("it lives on", async || desk.sandbox().await.extension.is_none()).await;
    assert!(desk.sandbox().await.expires_at.unwrap() > before);
    assert_eq!(desk.who("sandbox.extended").await, [format!("user:{}", desk.person.user_id)]);

    let id = desk.sandbox().await.provider_id.unwrap();
    world.fleet.tells_e2b(&format!("sandboxes/{id}/expire"), &json!({})).await.unwrap();
    desk.person.asks(&desk.task, &Extend {}).await;
    let rests = desk.sandbox_is(SandboxStatus::Paused).await;
    assert_eq!((rests.extension, rests.expires_at), (None, None), "a message wakes it, and no wish");
}
