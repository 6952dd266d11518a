//! Who may do what in a sandbox, and whose credentials are inside.

use contracts::{
    PermissionId, SessionId,
    sandbox::{AnswerPermission, Events, Permissions, SandboxDetail, SandboxStatus},
    task::{ChangeOwner, CloseSession, CreateSession, SendMessage, SessionStatus, StopSession},
};
use fleet::SandboxChoice;
use stories::World;

use super::Workplace;

everywhere!(another_persons_message_makes_them_the_owner_and_puts_their_credentials_inside,);

async fn another_persons_message_makes_them_the_owner_and_puts_their_credentials_inside(sandboxes: SandboxChoice) {
    let world = World::shared_with(sandboxes).await;
    let desk = Workplace::of(&world, "alice", "story/owner").await;
    assert!(desk.hears("/run git config user.email").await.contains("alice"));
    assert_eq!(desk.task().await.owner.unwrap().login, "alice");

    let bob = world.signs_in("bob", &["acme"]).await;
    let message_id = desk.sends_as(&bob, "/run git config user.email").await;
    desk.ended(&message_id).await;
    let said = desk.said(&message_id).await;
    assert!(said.contains("bob") && !said.contains("alice"), "{said}");
    assert_eq!(desk.task().await.owner.unwrap().login, "bob");
    assert_eq!(desk.sandbox().await.identity.unwrap().login, "bob");

    // By hand it only changes who answers for the task; their credentials come with the next message.
    let back = ChangeOwner { user_id: desk.person.user_id.clone() };
    desk.person.does(&desk.task, &back).await;
    assert_eq!(desk.sandbox().await.identity.unwrap().login, "bob");
    assert!(desk.hears("/run git config user.email").await.contains("alice"));
    let injected = desk.acme.history(&desk.task).await;
    assert_eq!(injected.iter().filter(|event| *event == "sandbox.credentials_injected").count(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_of_another_organization_reaches_nothing_of_it() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/stranger").await;
    desk.sandbox_is(SandboxStatus::Ready).await;
    let stranger = world.admin_of("elsewhere").await;
    let (task, session_id) = (&desk.task, desk.session_id.clone());
    let text = "/say hello".to_owned();
    let message = SendMessage { session_id: session_id.clone(), text, attachments: Vec::new(), interrupt: false };
    let permission_id: PermissionId = "p-1".parse().unwrap();
    let answers = [
        stranger.asks(task, &CreateSession::default()).await,
        stranger.asks(task, &message).await,
        stranger.asks(task, &StopSession { session_id: session_id.clone() }).await,
        stranger.asks(task, &CloseSession { session_id: session_id.clone() }).await,
        stranger.asks(task, &AnswerPermission { permission_id, option_id: "yes".into() }).await,
        stranger.looks(task, &SandboxDetail {}).await,
        stranger.looks(task, &Events { session_id: session_id.clone(), after: None, limit: None }).await,
        stranger.looks(task, &Permissions::default()).await,
    ];
    for answer in answers {
        answer.is_refused(403, "access.not_a_member");
    }
    // Another organization's address with this one's session finds nothing either.
    let mut elsewhere = task.clone();
    elsewhere.organization_id = "elsewhere".parse().unwrap();
    let page = stranger.sees(&elsewhere, &Events { session_id, after: None, limit: None }).await;
    assert_eq!((page.events.len(), page.last), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_input_is_refused_and_changes_nothing() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/bad-input").await;
    desk.comes_to(SessionStatus::Idle).await;
    let before = desk.task().await;
    let message = |session_id: SessionId, text: String| SendMessage {
        session_id,
        text,
        attachments: Vec::new(),
        interrupt: false,
    };
    let own = || desk.session_id.clone();
    let blank = desk.person.asks(&desk.task, &message(own(), " \n".into())).await;
    assert_eq!(blank.status, 400, "{blank:?}");
    let long = desk.person.asks(&desk.task, &message(own(), "x".repeat(50_001))).await;
    assert_eq!(long.status, 400, "{long:?}");
    let unknown = desk.person.asks(&desk.task, &message("s-nobody".parse().unwrap(), "hello".into())).await;
    unknown.is_refused(404, "task.session_is_unknown");
    let idle = desk.person.asks(&desk.task, &StopSession { session_id: own() }).await;
    assert_eq!(idle.status, 409, "{idle:?}");
    let after = desk.task().await;
    assert_eq!((after.revision, after.sessions), (before.revision, before.sessions));
}
