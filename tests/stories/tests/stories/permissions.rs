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
const OF_THE_DOOR: [&str; 6] = ["extendSignIn", "identify", "registerApiToken", "signIn", "takeDelivery", "watch"];

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
    let key = |entry: &catalog::Entry| if entry.key_tokens().len() == 1 { "acme" } else { "acme.t-1" };
    let subject = |entry: &catalog::Entry| {
        format!("{}.{}.{}.{}", entry.actor.token(), entry.kind.token(), entry.name, key(entry))
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
            "githubData.command.checkMembership.acme",
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
            "sandbox.command.replaceCredentials.acme.t-1",
        ],
    ),
    (
        "github-data",
        &[
            "organization.command.applyCheck.acme",
            "organization.command.applyChecks.acme",
            "organization.command.applyGithubSyncProgress.acme",
            "organization.command.applyMembers.acme",
            "organization.command.applyRepositories.acme",
            "organization.command.recordGithubWebhookReceipt.acme",
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
async fn lines_are_said_by_those_who_have_some_asked_for_by_the_door_and_heard_by_nobody_else() {
    let world = World::of(&[]).await;
    let subjects: BTreeSet<_> = ["logs.follow", "logs.lines.acme"].map(str::to_owned).into();
    for service in SERVICES {
        let said = sayable(&world, service.name, &subjects).await;
        let wanted: &[&str] = match service.name {
            "gateway" => &["logs.follow", "logs.lines.acme"],
            // A person's actor is in nobody's organization.
            "user" => &[],
            _ => &["logs.lines.acme"],
        };
        assert_eq!(said.iter().map(String::as_str).collect::<Vec<_>>(), wanted, "{}", service.name);

        let client = world.fleet.nats_as(service.name).await.unwrap();
        let lines = client.subscribe("logs.lines.acme").await.unwrap();
        let mut heard = futures::stream::select(lines, client.subscribe("logs.follow").await.unwrap());
        is_heard(&client).await;
        for subject in &subjects {
            world.nats.publish(subject.clone(), "heard".into()).await.unwrap();
        }
        world.nats.flush().await.unwrap();
        let mut hears = BTreeSet::new();
        while let Ok(Some(message)) = tokio::time::timeout(SILENCE, heard.next()).await {
            hears.insert(message.subject.to_string());
        }
        let wanted = if service.name == "gateway" { 2 } else { 1 };
        assert!(hears.contains("logs.follow") && hears.len() == wanted, "{} hears {hears:?}", service.name);
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

/// Attempts of somebody with a stolen password to have the server say what they may not say: what it answers, delivers or
/// schedules goes where they want it, and it asks itself for no permission.
async fn has_the_server_say(spy: &async_nats::Client, own: Option<Actor>, forged: &str, target: &str) {
    let mut streams = vec!["KV_views".to_owned(), "KV_instances".to_owned(), "DEAD_LETTERS".to_owned()];
    streams.extend(own.iter().flat_map(|actor| [actor.command_stream(), actor.workflow_stream()]));
    let mut headers = async_nats::HeaderMap::new();
    headers.insert("Foundry-Caller", "service:organization");
    if let Some(actor) = own {
        let (token, key) = (actor.token(), if actor.key_tokens().len() == 1 { "u1" } else { "u1.t-1" });
        for subject in [
            format!("{token}.command.applyMembership.{key}"),
            format!("{token}.workflow.applyMembership.{key}"),
            format!("$KV.instances.{token}.spy"),
            format!("$KV.views.{token}.spy"),
        ] {
            spy.publish_with_headers(subject, headers.clone(), forged.to_owned().into()).await.unwrap();
        }
        for schedule in ["@at 2026-01-01T00:00:00Z", "@every 1s"] {
            let mut scheduled = headers.clone();
            scheduled.insert("Nats-Schedule", schedule);
            scheduled.insert("Nats-Schedule-Target", target);
            let subject = format!("{token}.schedule.{key}");
            spy.publish_with_headers(subject, scheduled, forged.to_owned().into()).await.unwrap();
        }
    }
    for stream in streams {
        let push = format!(
            r#"{{"stream_name":"{stream}","config":{{"name":"push","deliver_subject":"{target}","ack_policy":"none"}}}}"#
        );
        let pull = format!(r#"{{"stream_name":"{stream}","config":{{"name":"pull","ack_policy":"none"}}}}"#);
        for (api, body) in [
            (format!("DIRECT.GET.{stream}"), r#"{"seq":1}"#),
            (format!("DIRECT.GET.{stream}"), r#"{"last_by_subj":">"}"#),
            (format!("DIRECT.GET.{stream}.$KV.views.user.u9.access"), ""),
            (format!("STREAM.MSG.GET.{stream}"), r#"{"last_by_subj":">"}"#),
            (format!("CONSUMER.CREATE.{stream}.push"), push.as_str()),
            (format!("CONSUMER.DURABLE.CREATE.{stream}.push"), push.as_str()),
            (format!("CONSUMER.CREATE.{stream}.pull"), pull.as_str()),
            (format!("CONSUMER.MSG.NEXT.{stream}.pull"), r#"{"batch":20,"no_wait":true}"#),
        ] {
            spy.publish_with_reply(format!("$JS.API.{api}"), target.to_owned(), body.to_owned().into()).await.unwrap();
        }
    }
    is_heard(spy).await;
}

/// Everything that a stream holds on this subject.
async fn stored(world: &World, stream: &str, subject: &str) -> Vec<Vec<u8>> {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let (mut found, mut sequence) = (Vec::new(), 1);
    loop {
        let question = serde_json::json!({ "seq": sequence, "next_by_subj": subject });
        let answer = world.jetstream(&format!("STREAM.MSG.GET.{stream}"), &question).await.unwrap();
        let Some(next) = answer["message"]["seq"].as_u64() else { return found };
        found.push(BASE64_STANDARD.decode(answer["message"]["data"].as_str().unwrap_or_default()).unwrap());
        sequence = next + 1;
    }
}

#[tokio::test]
async fn nobody_has_the_server_say_what_they_may_not_say_themselves() {
    use contracts::user::{AccessRead, ApplyMembership};
    let world = World::of(&[]).await;
    let membership = serde_json::json!({
        "organization": { "organizationId": "acme", "login": "acme", "displayName": "acme", "kind": "organization",
            "installationStatus": "connected", "syncStatus": "pending", "lastSyncAt": null },
        "role": "admin", "revision": 9_000_000_000_i64,
    })
    .to_string();
    assert!(catalog::decode::<ApplyMembership>(membership.as_bytes()).is_ok(), "it would be taken");
    let access = serde_json::json!({ "revision": 9_000_000_000_i64,
        "value": { "organizations": [{ "organizationId": "acme", "role": "admin" }], "signIns": [], "apiTokens": [] } })
    .to_string();
    let is_taken = |body: &[u8]| {
        serde_json::from_slice::<contracts::view::Stored<AccessRead>>(body).is_ok_and(|stored| stored.value.is_some())
    };
    assert!(is_taken(access.as_bytes()), "it would be taken");

    for service in SERVICES.iter().filter(|service| service.name != "user" && service.name != "organization") {
        let own = Actor::ALL.into_iter().find(|actor| actor.service() == service.name);
        let spy = world.fleet.nats_as(service.name).await.unwrap();
        has_the_server_say(&spy, own, &membership, "user.command.applyMembership.u1").await;
        has_the_server_say(&spy, own, &access, "$KV.views.user.u1.access").await;
    }
    // The server delivers in its own time; what it was asked last is answered last.
    world.settle().await;
    for body in stored(&world, "USER_COMMANDS", "user.command.applyMembership.u1.*").await {
        assert!(catalog::decode::<ApplyMembership>(&body).is_err(), "{}", String::from_utf8_lossy(&body));
    }
    for body in stored(&world, "KV_views", "$KV.views.user.u1.access").await {
        assert!(!is_taken(&body), "{}", String::from_utf8_lossy(&body));
    }
}
