//! What the clock does to a turn: it shows, and it rejects what nobody has answered. It never ends one.

use contracts::{
    audit_log::List,
    task::{SessionStatus, StopSession},
};
use fleet::{Infrastructure, Settings};
use stories::{World, until, until_true};

use super::Workplace;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_nobody_answers_is_rejected_and_an_agent_that_says_nothing_is_shown() {
    let infrastructure = Infrastructure::for_tests().await.unwrap();
    let settings = Settings::default().repositories(12).on(infrastructure);
    let settings = settings.variable("FOUNDRY_PERMISSION_SECONDS", "4").variable("FOUNDRY_QUIET_SECONDS", "2");
    let world = World::start(settings).await;
    world.synced().await;
    let desk = Workplace::of(&world, "alice", "story/clocks").await;

    let asked = desk.sends("/ask May I?").await;
    let question = until("the question", async || desk.questions().await.pop()).await;
    assert_eq!(question.expires_at, Some(question.asked_at + 4_000));
    // Whoever follows it then knows when.
    world.fleet.kill("sandbox-1").unwrap();
    world.fleet.restart("sandbox-1").await.unwrap();
    desk.ended(&asked).await;
    let said = desk.said(&asked).await;
    assert!(said.contains("reject_once") && !said.contains("cancelled"), "{said}");
    let timed_out = List { event: Some("permission.timed_out".into()), ..List::default() };
    let [entry] = desk.acme.audit(timed_out).await.try_into().unwrap();
    assert!(entry.details["waitedMs"].as_i64().unwrap() >= 4_000, "{entry:?}");
    assert_eq!(desk.session().await.quiet_since, None, "it has waited for a person");

    let silent = desk.sends("/silent").await;
    let since = until("it is shown", async || desk.session().await.quiet_since).await;
    let session = desk.session().await;
    assert!(since >= session.running_since.unwrap() && session.status == SessionStatus::Running, "{session:?}");
    desk.person.does(&desk.task, &StopSession { session_id: desk.session_id.clone() }).await;
    desk.ended(&silent).await;
    assert_eq!(desk.session().await.quiet_since, None);

    let slow = desk.sends("/slow 4s\n/say here I am\n/hold go").await;
    until("it is shown", async || desk.session().await.quiet_since).await;
    until_true("it speaks again", async || desk.session().await.quiet_since.is_none()).await;
    until_true("it is written down", async || desk.said(&slow).await == "here I am").await;
    desk.person.does(&desk.task, &StopSession { session_id: desk.session_id.clone() }).await;
}
