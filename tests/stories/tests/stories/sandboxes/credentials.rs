//! Whose credentials are inside: each case of an owner's change, and of one that cannot be.

use contracts::{
    sandbox::SandboxStatus,
    task::{CreateSession, SendMessage, SessionStatus},
    user::{DiscoverOrganizations, GetApp},
};
use serde_json::json;
use stories::{World, until_true};

use super::{Workplace, killed::world_of_its_own};

impl Workplace<'_> {
    /// How often somebody's credentials were put inside.
    async fn injections(&self) -> usize {
        let history = self.acme.history(&self.task).await;
        history.iter().filter(|event| *event == "sandbox.credentials_injected").count()
    }

    async fn inside(&self) -> Option<String> {
        self.sandbox().await.identity.map(|identity| identity.login)
    }

    async fn owner(&self) -> Option<String> {
        self.task().await.owner.map(|owner| owner.login)
    }

    /// What git would push with.
    async fn pushes_as(&self) -> String {
        self.hears("/run cut -d: -f2 /home/user/.git-token | tr -d /").await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_person_is_put_inside_once_and_again_into_another_sandbox() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/same-person").await;
    desk.hears("/say one").await;
    desk.hears("/say two").await;
    assert_eq!(desk.injections().await, 1);

    let provider_id = desk.sandbox_is(SandboxStatus::Ready).await.provider_id.unwrap();
    world.fleet.end_sandbox(&provider_id).await.unwrap();
    desk.sends("/say lost").await;
    desk.comes_to(SessionStatus::Error).await;
    assert!(desk.pushes_as().await.contains("alice"));
    assert_eq!((desk.injections().await, desk.inside().await.as_deref()), (2, Some("alice")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_owner_is_seen_in_every_line_and_another_session_of_the_former_disturbs_nothing() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/new-owner").await;
    desk.hears("/say mine").await;
    let bob = world.signs_in("bob", &["acme"]).await;
    let blank = SendMessage { text: " \n".into(), ..desk.message("") };
    bob.asks(&desk.task, &blank).await.is_refused(400, "task.message_is_blank");
    assert_eq!(desk.owner().await.as_deref(), Some("alice"), "what is no message changes no owner");

    let taken = desk.sends_as(&bob, "/say ours").await;
    desk.ended(&taken).await;
    assert_eq!((desk.owner().await.as_deref(), desk.inside().await.as_deref()), (Some("bob"), Some("bob")));
    let line = desk.acme.task_on("story/new-owner").await.owner.unwrap();
    assert!(line.login == "bob" && line.avatar_url.is_some(), "{line:?}");
    assert_eq!(desk.task().await.owner, Some(line));

    // Opening a session looks at git with nobody else's credentials.
    let before = desk.injections().await;
    let other = desk.person.does(&desk.task, &CreateSession::default()).await.session_id;
    let desk = Workplace { person: bob, session_id: other, ..desk };
    desk.comes_to(SessionStatus::Idle).await;
    assert!(desk.pushes_as().await.contains("bob"));
    assert_eq!((desk.injections().await, before), (before, before));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_credentials_cannot_be_put_inside_no_turn_runs_with_anothers() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/injection").await;
    desk.hears("/run mkdir -p /home/user/.git-token.new/in-the-way").await;
    let bob = world.signs_in("bob", &["acme"]).await;
    let message_id = desk.sends_as(&bob, "/run git push").await;
    let session = desk.comes_to(SessionStatus::Error).await;
    assert!(session.error.as_ref().unwrap().contains("token's file"), "{session:?}");
    assert_eq!(desk.said(&message_id).await, "", "the agent has not got it");
    // He answers for the task, and the page shows that what is inside is hers.
    assert_eq!((desk.owner().await.as_deref(), desk.inside().await.as_deref()), (Some("bob"), Some("alice")));

    desk.hears("/run rm -r /home/user/.git-token.new").await;
    let again = desk.sends_as(&bob, "/say now").await;
    desk.ended(&again).await;
    assert_eq!(desk.inside().await.as_deref(), Some("bob"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_no_token_any_more_is_told_and_nobody_elses_is_used() {
    let world = world_of_its_own().await;
    let desk = Workplace::of(&world, "alice", "story/no-token").await;
    desk.hears("/say hello").await;
    let bob = world.signs_in("bob", &["acme"]).await;
    world.github().does("people/revoke", json!({ "login": "bob" })).await;
    world.person("bob").asks(&bob.user_id, &DiscoverOrganizations {}).await;
    // A single refusal may be GitHub's own: it is asked once more, a while later.
    until_true("the end of the token", async || {
        let app = world.ask(&bob.user_id, &GetApp {}).await;
        app.discovery.message.is_some_and(|message| message.contains("sign out and in again"))
    })
    .await;

    let sent = bob.asks(&desk.task, &desk.message("/run git push")).await;
    if sent.status == 200 {
        let session = desk.comes_to(SessionStatus::Error).await;
        assert!(session.error.as_ref().unwrap().contains("sign in again"), "{session:?}");
    } else {
        assert!(matches!(sent.status, 401 | 403), "{sent:?}");
    }
    assert_eq!(desk.inside().await.as_deref(), Some("alice"));
    assert_eq!(desk.injections().await, 1);
    let events = desk.events().await;
    assert_eq!(events.iter().filter(|event| event.kind == "update").count(), 2, "{events:?}");
}

/// Waits until the token's file is another, then pushes.
const PUSHES_WITH_ANOTHER: &str = "/run f=/home/user/.git-token; t=$(sha256sum $f); for i in $(seq 600); do \
    [ \"$t\" = \"$(sha256sum $f)\" ] || break; sleep 0.1; done; git push -q origin HEAD && echo it is pushed";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_another_follows_in_the_middle_of_a_turn_is_replaced_and_the_turn_can_push() {
    let world = world_of_its_own().await;
    // Half of it is over when it is renewed.
    world.github().breaks(json!({ "token_lifetime_seconds": 60 })).await;
    let desk = Workplace::of(&world, "bob", "story/followed").await;
    world.github().breaks(json!({ "token_lifetime_seconds": 28_800 })).await;
    let text = format!("/write kept.txt one\n/commit Keep it\n{PUSHES_WITH_ANOTHER}");
    let said = desk.hears(&text).await;

    assert!(said.contains("it is pushed"), "{said}");
    let number: i64 = sqlx::query_scalar("select token_number from users.accounts where user_id = $1")
        .bind(desk.person.user_id.as_str())
        .fetch_one(&world.database)
        .await
        .unwrap();
    assert_eq!(number, 2);
    assert_eq!(desk.inside().await.as_deref(), Some("bob"));
    assert!(desk.pushes_as().await.contains("bob"));
}
