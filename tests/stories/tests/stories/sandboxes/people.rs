//! Who may do what in a sandbox, and whose credentials are inside.

use contracts::{
    PermissionId, SessionId,
    sandbox::{
        Agents, AnswerPermission, Events, GetImage, Permissions, SandboxDetail, SandboxStatus, SessionOptions,
        UploadImage,
    },
    task::{ChangeAgent, ChangeOwner, CloseSession, CreateSession, SendMessage, SetSessionOption, StopSession},
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
    let message = desk.message("/say hello");
    let permission_id: PermissionId = "p-1".parse().unwrap();
    let upload = UploadImage { image_id: "0a".repeat(32), bytes: 1, part: 0, data: "AA==".into() };
    let (option_id, value) = ("mode".into(), Some("auto".into()));
    let set = SetSessionOption { session_id: session_id.clone(), option_id, value };
    let answers = [
        stranger.asks(task, &CreateSession::default()).await,
        stranger.asks(task, &message).await,
        stranger.asks(task, &StopSession { session_id: session_id.clone() }).await,
        stranger.asks(task, &CloseSession { session_id: session_id.clone() }).await,
        stranger.asks(task, &AnswerPermission { permission_id, option_id: "yes".into() }).await,
        stranger.looks(task, &SandboxDetail {}).await,
        stranger.looks(task, &Events::behind(session_id.clone(), 0, 10)).await,
        stranger.looks(task, &Agents {}).await,
        stranger.looks(task, &SessionOptions { session_id: session_id.clone() }).await,
        stranger.looks(task, &GetImage { image_id: "0a".repeat(32), part: None }).await,
        stranger.asks(task, &upload).await,
        stranger.asks(task, &set).await,
        stranger.asks(task, &ChangeAgent { session_id: session_id.clone(), agent: "mock".into() }).await,
        stranger.looks(task, &Permissions::default()).await,
    ];
    for answer in answers {
        answer.is_refused(403, "access.not_a_member");
    }
    // Another organization's address with this one's session finds nothing either.
    let mut elsewhere = task.clone();
    elsewhere.organization_id = "elsewhere".parse().unwrap();
    let page = stranger.sees(&elsewhere, &Events::behind(session_id, 0, 10)).await;
    assert_eq!((page.events.len(), page.last), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_input_is_refused_and_changes_nothing() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/bad-input").await;
    desk.is_set_up().await;
    let before = desk.task().await;
    let message = |session_id: SessionId, text: String| SendMessage { session_id, ..desk.message(&text) };
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
    // What the branch changes may be told meanwhile: the record's revision says nothing of what was asked.
    assert_eq!((after.sessions, after.status, after.owner), (before.sessions, before.status, before.owner));
}
