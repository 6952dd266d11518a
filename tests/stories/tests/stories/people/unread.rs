//! An agent finishes: unread for everybody but whoever is watching, and nobody sees another's marks.

use contracts::{
    SessionId, TaskId,
    organization::NoteAgentFinished,
    user::{GetOverlay, Overlay, SaveDraft},
};
use serde_json::json;
use stories::{Visitor, World};

use super::world;

fn ids() -> (TaskId, SessionId) {
    ("0199c0de-0000-4000-8000-000000000001".parse().unwrap(), "s-1".parse().unwrap())
}

async fn an_agent_finishes(world: &World) {
    let (task_id, session_id) = ids();
    let finished = NoteAgentFinished { task_id, session_id, at: runtime::now() };
    let outcome = world.person("task").asks(&"acme".parse().unwrap(), &finished).await;
    assert_eq!(outcome.status(), "done", "{outcome:?}");
    world.settle().await;
}

async fn overlay(person: &Visitor) -> Overlay {
    person.sees(&person.user_id, &GetOverlay { organization_id: "acme".parse().unwrap() }).await
}

#[tokio::test]
async fn what_an_agent_wrote_is_unread_for_all_but_whoever_watches() {
    let world = world().await;
    let (bob, alice) = tokio::join!(world.signs_in("bob", &["acme"]), world.signs_in("alice", &["acme"]));
    let mut watching = bob.opens_page().await;
    let (task_id, session_id) = ids();
    let showing = json!({ "organizationId": "acme", "taskId": task_id, "sessionId": session_id });
    watching.says(json!({ "type": "show", "showing": showing })).await;
    watching.says(json!({ "type": "ping" })).await;
    assert_eq!(watching.hears().await["type"], "pong");
    world.settle().await;

    an_agent_finishes(&world).await;
    assert_eq!((overlay(&bob).await.unread, overlay(&alice).await.unread), (0, 1));

    watching.says(json!({ "type": "show", "showing": null })).await;
    watching.says(json!({ "type": "ping" })).await;
    assert_eq!(watching.hears().await["type"], "pong");
    world.settle().await;
    an_agent_finishes(&world).await;
    assert_eq!((overlay(&bob).await.unread, overlay(&alice).await.unread), (1, 1));
}

#[tokio::test]
async fn a_draft_is_on_all_of_its_persons_pages_and_on_no_other() {
    let world = world().await;
    let (bob, alice) = tokio::join!(world.signs_in("bob", &["acme"]), world.signs_in("alice", &["acme"]));
    let own = |person: &Visitor| format!("user.{}", person.user_id);
    let ((mut his, _), (mut hers, _)) = (bob.follows(&own(&bob)).await, alice.follows(&own(&alice)).await);

    let (task_id, session_id) = ids();
    let draft = SaveDraft {
        organization_id: "acme".parse().unwrap(),
        task_id: task_id.clone(),
        session_id: Some(session_id),
        text: "and add a test".into(),
        attachments: vec![],
    };
    bob.does(&bob.user_id, &draft).await;

    let key = format!("user.{}.task.acme.{task_id}", bob.user_id);
    let seen = his.sees(|change| change["key"] == key.as_str()).await;
    assert_eq!(seen["value"]["drafts"][0]["beginning"], "and add a test");
    assert!(hers.sees_all().await.iter().all(|change| !change.to_string().contains("add a test")));
    assert!(overlay(&alice).await.tasks.is_empty());
}
