//! What NATS lets each service say and hear, whatever its code does: the second fence.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use contracts::{Access, Actor, Kind, catalog};
use fleet::{CLI, SERVICES};
use futures::StreamExt;
use stories::World;

/// What was allowed has come by then.
const SILENCE: Duration = Duration::from_millis(500);

/// Between services only, but what the gateway itself has to say: of people at its door, and of GitHub's webhooks.
const OF_THE_DOOR: [&str; 11] = [
    "clearState",
    "extendSignIn",
    "handleMemberWebhook",
    "handlePullRequestWebhook",
    "handleRepositoryWebhook",
    "identify",
    "recordGithubWebhookReceipt",
    "registerApiToken",
    "resolveAccount",
    "signIn",
    "watch",
];

/// Those of `subjects` on which `user` can say something.
async fn sayable(world: &World, user: &str, subjects: &BTreeSet<String>) -> BTreeSet<String> {
    let mut heard = world.nats.subscribe(">").await.unwrap();
    world.nats.flush().await.unwrap();
    let mark = uuid::Uuid::new_v4().to_string();
    let speaker = world.fleet.nats_as(user).await.unwrap();
    for subject in subjects {
        speaker.publish(subject.clone(), mark.clone().into()).await.unwrap();
    }
    speaker.flush().await.unwrap();

    let mut said = BTreeSet::new();
    while let Ok(Some(message)) = tokio::time::timeout(SILENCE, heard.next()).await {
        if message.payload == mark {
            said.insert(message.subject.to_string());
        }
    }
    said
}

/// Returns when the server knows what this client has subscribed to: it takes what a connection says in order.
async fn is_heard(client: &async_nats::Client) {
    client.request("$JS.API.INFO", "".into()).await.unwrap();
}

/// `task.command.rename.acme.t-1` of every message in the catalog, with the message.
fn subjects() -> BTreeMap<String, &'static catalog::Entry> {
    let key = |actor: Actor| if actor.key_tokens().len() == 1 { "acme" } else { "acme.t-1" };
    let subject = |entry: &catalog::Entry| {
        format!("{}.{}.{}.{}", entry.actor.token(), entry.kind.token(), entry.name, key(entry.actor))
    };
    catalog::all().iter().map(|entry| (subject(entry), entry)).collect()
}

#[tokio::test]
async fn the_gateway_can_say_what_people_may_say_and_what_it_must_itself() {
    let world = World::of(&[]).await;
    let subjects = subjects();

    let sayable = sayable(&world, "gateway", &subjects.keys().cloned().collect()).await;

    let allowed = subjects.iter().filter(|(_, entry)| {
        let is_its_own = entry.access != Access::Service || OF_THE_DOOR.contains(&entry.name);
        is_its_own && entry.kind != Kind::Workflow
    });
    assert_eq!(sayable, allowed.map(|(subject, _)| subject.clone()).collect());
}

/// What each service says to others.
const NEEDED: [(&str, &[&str]); 6] = [
    ("audit-log", &[]),
    (
        "task",
        &[
            "auditLog.command.append.acme",
            "organization.command.applyTaskSummaryUpdate.acme",
            "organization.query.getMember.acme",
            "organization.command.noteAgentFinished.acme",
            "organization.query.getTaskIndexEntry.acme",
            "sandbox.command.clearCredentials.acme.t-1",
            "sandbox.command.endSession.acme.t-1",
            "sandbox.command.destroy.acme.t-1",
            "sandbox.command.openSession.acme.t-1",
            "sandbox.command.runTurn.acme.t-1",
            "sandbox.command.stopTurn.acme.t-1",
            "sandbox.command.steerTurn.acme.t-1",
            "sandbox.command.setUpSession.acme.t-1",
        ],
    ),
    (
        "sandbox",
        &[
            "auditLog.command.append.acme",
            "organization.query.getTask.acme",
            "task.command.applyBranch.acme.t-1",
            "task.command.applySession.acme.t-1",
            "task.command.applyTurn.acme.t-1",
            "task.query.detail.acme.t-1",
            "user.query.githubToken.acme",
        ],
    ),
    (
        "organization",
        &[
            "auditLog.command.append.acme",
            "githubData.command.connectAccount.acme",
            "task.command.archive.acme.t-1",
            "task.command.bringBack.acme.t-1",
            "task.command.clearOwner.acme.t-1",
            "task.command.initialize.acme.t-1",
            "task.command.pullRequestSync.acme.t-1",
            "task.command.putAway.acme.t-1",
            "user.command.applyMembership.acme",
            "user.command.discoverOrganizations.acme",
            "user.command.markUnread.acme",
        ],
    ),
    (
        "user",
        &[
            "githubData.query.resolveAccount.acme",
            "organization.command.linkMember.acme",
            "organization.command.unlinkMember.acme",
        ],
    ),
    (
        "github-data",
        &[
            "organization.command.applyGithubSyncProgress.acme",
            "organization.command.applyMembers.acme",
            "organization.command.applyRepositories.acme",
            "organization.command.refreshTaskSummaryForBranch.acme",
            "organization.query.listMembers.acme",
        ],
    ),
];

#[tokio::test]
async fn a_service_can_say_to_others_only_what_it_needs() {
    let world = World::of(&[]).await;
    let subjects = subjects();
    let all: BTreeSet<_> = subjects.keys().cloned().collect();

    for (service, wanted) in NEEDED {
        let said = sayable(&world, service, &all).await;
        let to_others = said.into_iter().filter(|subject| subjects[subject].actor.service() != service);
        let wanted: BTreeSet<_> = wanted.iter().map(|subject| (*subject).to_owned()).collect();
        assert_eq!(to_others.collect::<BTreeSet<_>>(), wanted, "{service}");
    }
}

#[tokio::test]
async fn a_service_can_show_only_views_of_its_own() {
    let world = World::of(&[]).await;
    let shown = [
        "$KV.views.organization.acme.profile",
        "$KV.views.sandbox.acme.t-1",
        "$KV.views.task.acme.t-1",
        "$KV.views.githubData.acme",
        "$KV.views.user.u1.access",
    ];
    let shown: BTreeSet<_> = shown.into_iter().map(str::to_owned).collect();
    for (service, own) in [
        ("audit-log", None),
        ("gateway", None),
        ("organization", Some("$KV.views.organization.acme.profile")),
        ("sandbox", Some("$KV.views.sandbox.acme.t-1")),
        ("task", Some("$KV.views.task.acme.t-1")),
        ("user", Some("$KV.views.user.u1.access")),
    ] {
        let said = sayable(&world, service, &shown).await;
        assert_eq!(said, own.into_iter().map(str::to_owned).collect(), "{service}");
    }
}

#[tokio::test]
async fn only_who_acts_for_people_asks_for_their_tokens_and_only_they_hear_the_answer() {
    let world = World::of(&[]).await;
    let heard = world.fleet.nats_as("user").await.unwrap();
    let mut asked = heard.subscribe("user.query.>").await.unwrap();
    is_heard(&heard).await;
    for user in SERVICES.iter().map(|service| service.name).chain([CLI]) {
        let speaker = world.fleet.nats_as(user).await.unwrap();
        speaker.publish("user.query.githubToken.u1", user.into()).await.unwrap();
        speaker.flush().await.unwrap();
    }
    let mut askers = BTreeSet::new();
    while let Ok(Some(message)) = tokio::time::timeout(SILENCE, asked.next()).await {
        askers.insert(String::from_utf8(message.payload.to_vec()).unwrap());
    }
    assert_eq!(askers, BTreeSet::from(["sandbox".to_owned()]));

    // With a wildcard, too, the CLI does not overhear the answer.
    let mut everything = world.nats.subscribe(">").await.unwrap();
    is_heard(&world.nats).await;
    for inbox in ["_INBOX.sandbox.abc", "_INBOX.other"] {
        heard.publish(inbox, "gho_secret".into()).await.unwrap();
    }
    heard.flush().await.unwrap();
    let overheard = loop {
        let message = everything.next().await.unwrap();
        if message.payload == "gho_secret" {
            break message.subject;
        }
    };
    assert_eq!(overheard.as_str(), "_INBOX.other");
}

#[tokio::test]
async fn a_service_reads_neither_anothers_queue_nor_its_inbox() {
    let world = World::of(&[]).await;
    world.nats.request("task.command.rename.acme.t-1", "{}".into()).await.unwrap();

    for service in SERVICES.iter().filter(|service| service.name != "task") {
        let spy = world.fleet.nats_as(service.name).await.unwrap();
        let answers = spy.new_inbox();
        let mut answered = spy.subscribe(format!("{answers}.>")).await.unwrap();
        let mut overheard = Vec::new();
        for subject in ["_INBOX.task.>", "_INBOX.>", "task.command.>", "task.>", ">", "task.request.rename.*.*"] {
            overheard.push(spy.subscribe(subject).await.unwrap());
        }
        let config =
            r#"{"stream_name":"TASK_COMMANDS","config":{"name":"spy","durable_name":"spy","ack_policy":"none"}}"#;
        let attempts = [
            ("CONSUMER.CREATE.TASK_COMMANDS.spy", config),
            ("CONSUMER.DURABLE.CREATE.TASK_COMMANDS.spy", config),
            ("CONSUMER.MSG.NEXT.TASK_COMMANDS.task-p00", "1"),
            ("CONSUMER.RESET.TASK_COMMANDS.task-p00", "{}"),
            ("CONSUMER.UNPIN.TASK_COMMANDS.task-p00", r#"{"group":"owner"}"#),
            ("CONSUMER.DELETE.TASK_COMMANDS.task-p00", ""),
            ("STREAM.MSG.GET.TASK_COMMANDS", r#"{"seq":1}"#),
            ("DIRECT.GET.TASK_COMMANDS", r#"{"seq":1}"#),
            ("STREAM.PURGE.TASK_COMMANDS", ""),
            ("STREAM.DELETE.TASK_COMMANDS", ""),
        ];
        for (number, (api, body)) in attempts.into_iter().enumerate() {
            let reply = format!("{answers}.{number}");
            spy.publish_with_reply(format!("$JS.API.{api}"), reply, body.into()).await.unwrap();
        }
        spy.flush().await.unwrap();

        world.nats.publish("_INBOX.task.abc.1", "the outcome".into()).await.unwrap();
        world.nats.request("task.command.rename.acme.t-1", "{}".into()).await.unwrap();
        world.nats.flush().await.unwrap();
        let mut heard = futures::stream::select_all(overheard);
        let said = tokio::time::timeout(SILENCE, futures::future::select(answered.next(), heard.next())).await;
        assert!(said.is_err(), "{} heard something", service.name);
    }
    let info = world.jetstream("STREAM.INFO.TASK_COMMANDS", &serde_json::Value::Null).await.unwrap();
    assert_eq!((&info["state"]["messages"], &info["state"]["consumer_count"]), (&(SERVICES.len()).into(), &0.into()));
}
