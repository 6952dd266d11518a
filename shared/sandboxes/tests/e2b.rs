//! The E2B provider against a stand-in of E2B, behind whose API are real sandboxes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::{Duration, SystemTime};

use e2b_standin::{E2bStandin, Fault, Options};
use sandboxes::{Client, E2b, E2bSettings, Local, ProviderError, Secret, State};
use serde_json::Value;
use support::{said, sh, wanted};

const HOUR: Duration = Duration::from_secs(3600);
const KEY: &str = "e2b_0123456789abcdef";

struct Cloud {
    standin: E2bStandin,
    e2b: E2b,
    local: Local,
    _folder: tempfile::TempDir,
}

/// `None`, and said so, when this machine cannot isolate.
async fn cloud() -> Option<Cloud> {
    let folder = tempfile::tempdir().unwrap();
    let local = support::settings(folder.path().join("sandboxes"), Vec::new());
    let options = Options {
        listen: "127.0.0.1:0".parse().unwrap(),
        api_key: KEY.to_owned(),
        template: "foundry".to_owned(),
        allow: Vec::new(),
        local: local.clone(),
    };
    let standin = match E2bStandin::start(options).await {
        Ok(standin) => standin,
        Err(error) if std::env::var_os("FOUNDRY_TEST_SANDBOXES").is_none() => {
            eprintln!("SKIPPED: {error:#}");
            return None;
        }
        Err(error) => panic!("{error:#}"),
    };
    let e2b = E2b::new(settings(&standin, KEY)).unwrap();
    let local = Local::new(local).await.unwrap();
    Some(Cloud { standin, e2b, local, _folder: folder })
}

fn settings(standin: &E2bStandin, key: &str) -> E2bSettings {
    let address = format!("http://{}", standin.address());
    E2bSettings {
        key: Secret::new(key.to_owned()),
        api: address.clone(),
        sandbox_url: Some(address),
        template: "foundry".to_owned(),
        owner: "demo-1".to_owned(),
    }
}

impl Cloud {
    fn fails(&self, route: &str, fault: Fault) {
        self.standin.fail(Fault { route: Some(route.to_owned()), ..fault });
    }

    async fn client(&self, id: &str) -> Client {
        Client::new(&self.e2b.connect(id, HOUR).await.unwrap()).unwrap()
    }

    /// Asks the API as anybody with the key can.
    async fn posts(&self, path: &str, body: &Value) -> u16 {
        let url = format!("http://{}{path}", self.standin.address());
        let request = reqwest::Client::new().post(url).header("x-api-key", KEY).json(body);
        request.send().await.unwrap().status().as_u16()
    }

    async fn expires_in(&self, id: &str) -> Duration {
        match self.e2b.state(id).await.unwrap() {
            State::Running { expires_at } => expires_at.unwrap().duration_since(SystemTime::now()).unwrap(),
            state => panic!("{state:?}"),
        }
    }
}

/// A test that fails in the middle leaves no sandbox behind.
impl Drop for Cloud {
    fn drop(&mut self) {
        let local = self.local.clone();
        let end = async move {
            for found in local.list().await.unwrap_or_default() {
                local.destroy(&found.provider_id).await.unwrap_or_default();
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(|| tokio::runtime::Runtime::new().unwrap().block_on(end));
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_is_private_lives_an_hour_and_its_server_has_a_token_of_its_own() {
    let Some(cloud) = cloud().await else { return };

    let made = cloud.e2b.create(&wanted("sb-1")).await.unwrap();

    assert!(!made.adopted);
    assert!(cloud.expires_in(&made.provider_id).await > HOUR - Duration::from_secs(60));
    let endpoint = cloud.e2b.connect(&made.provider_id, HOUR).await.unwrap();
    let client = Client::new(&endpoint).unwrap();
    assert_eq!(said(&client, "pwd; echo $GREETING").await, "/home/user\nhello\n");
    assert!(!sh(&client, "env | grep -q e2b_; tr '\\0' ' ' </proc/*/cmdline | grep -q e2b_").await.succeeded());

    let without = |name: &str| {
        let mut endpoint = endpoint.clone();
        endpoint.headers.retain(|(header, _)| header != name);
        endpoint
    };
    let stranger = Client::new(&without("e2b-traffic-access-token")).unwrap();
    assert!(stranger.health().await.is_err(), "its address is private");
    let stranger = Client::new(&sandboxes::Endpoint { token: None, ..endpoint }).unwrap();
    assert!(matches!(stranger.health().await, Err(sandboxes::ClientError::Unauthorized)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_unknown_answer_has_made_is_adopted_and_extras_are_ended() {
    let Some(cloud) = cloud().await else { return };
    cloud.fails("POST /v2/sandboxes", Fault { answer_is_lost: true, ..Fault::default() });

    let made = cloud.e2b.create(&wanted("sb-1")).await.unwrap();
    assert!(made.adopted);
    let extra = serde_json::json!({ "templateID": "foundry", "metadata": {
        "foundrySandbox": "sb-1", "foundryOwner": "demo-1", "foundryOrganization": "acme" } });
    assert_eq!(cloud.posts("/v2/sandboxes", &extra).await, 201);
    assert_eq!(cloud.e2b.list().await.unwrap().len(), 2);
    let again = cloud.e2b.create(&wanted("sb-1")).await.unwrap();

    assert_eq!((&again.provider_id, again.adopted), (&made.provider_id, true));
    assert_eq!(cloud.e2b.list().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_one_is_woken_with_what_ran_in_it_after_some_tries_and_with_its_lifetime() {
    let Some(cloud) = cloud().await else { return };
    let id = cloud.e2b.create(&wanted("sb-1")).await.unwrap().provider_id;
    let client = cloud.client(&id).await;
    let process =
        sandboxes::client::NewProcess { command: "sleep".into(), args: vec!["1000".into()], ..Default::default() };
    let process = client.create_process(&process).await.unwrap();
    assert_eq!(cloud.posts(&format!("/sandboxes/{id}/pause"), &serde_json::json!({})).await, 204);
    assert_eq!(cloud.e2b.state(&id).await.unwrap(), State::Paused);
    assert!(client.health().await.is_err());
    assert_eq!(cloud.posts(&format!("/sandboxes/{id}/pause"), &serde_json::json!({})).await, 409);
    assert_eq!(cloud.e2b.state(&id).await.unwrap(), State::Paused, "asking wakes nobody");

    // No place at first, also in the words of an answer that sounds like an end.
    for status in [503, 404] {
        cloud.fails("POST /v2/sandboxes/{id}/connect", Fault { status: Some(status), ..Fault::default() });
    }
    let endpoint = cloud.e2b.connect(&id, Duration::from_secs(900)).await.unwrap();

    let found = Client::new(&endpoint).unwrap().process(&process.id).await.unwrap();
    assert_eq!((found.status, found.pid), (sandboxes::client::ProcessStatus::Running, process.pid));
    assert!(cloud.expires_in(&id).await < Duration::from_secs(901));
    assert!(cloud.e2b.extend(&id, HOUR).await.unwrap().is_some());
    assert!(cloud.expires_in(&id).await > Duration::from_secs(901));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_lost_its_memory_has_its_files_and_its_server_starts_again() {
    let Some(cloud) = cloud().await else { return };
    let id = cloud.e2b.create(&wanted("sb-1")).await.unwrap().provider_id;
    said(&cloud.client(&id).await, "echo here > file").await;
    let pause = serde_json::json!({ "memory": false });
    assert_eq!(cloud.posts(&format!("/sandboxes/{id}/pause"), &pause).await, 204);

    let client = cloud.client(&id).await;
    assert_eq!(said(&client, "cat file").await, "here\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_does_not_answer_is_no_end_and_one_whose_time_is_over_is_paused() {
    let Some(cloud) = cloud().await else { return };
    let id = cloud.e2b.create(&wanted("sb-1")).await.unwrap().provider_id;
    cloud.fails("POST /v2/sandboxes/{id}/connect", Fault { status: Some(500), times: 3, ..Fault::default() });
    let failed = cloud.e2b.connect(&id, HOUR).await;
    assert!(matches!(failed, Err(ProviderError::Failed(_))), "{failed:?}");
    cloud.fails("POST /v2/sandboxes/{id}/connect", Fault { status: Some(429), ..Fault::default() });
    cloud.client(&id).await.health().await.unwrap();

    cloud.e2b.extend(&id, Duration::ZERO).await.unwrap();
    let paused = async {
        while cloud.e2b.state(&id).await.unwrap() != State::Paused {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), paused).await.expect("its time is over");
    cloud.client(&id).await.health().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_our_own_are_listed_and_one_that_has_ended_is_gone() {
    let Some(cloud) = cloud().await else { return };
    let other = E2b::new(E2bSettings { owner: "demo-2".to_owned(), ..settings(&cloud.standin, KEY) }).unwrap();
    cloud.e2b.create(&wanted("sb-1")).await.unwrap();
    other.create(&wanted("sb-1")).await.unwrap();

    let found = cloud.e2b.list().await.unwrap();
    let names: Vec<_> = found.iter().map(|found| (found.name.as_str(), found.organization.as_str())).collect();
    assert_eq!(names, [("sb-1", "acme")]);

    let id = &found[0].provider_id;
    cloud.e2b.destroy(id).await.unwrap();
    cloud.e2b.destroy(id).await.unwrap();
    assert_eq!(cloud.e2b.state(id).await.unwrap(), State::Gone);
    assert!(matches!(cloud.e2b.connect(id, HOUR).await, Err(ProviderError::Gone(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_or_a_template_that_is_not_known_says_so() {
    let Some(cloud) = cloud().await else { return };
    let stranger = E2b::new(settings(&cloud.standin, "e2b_other")).unwrap();
    let refused = stranger.create(&wanted("sb-1")).await;
    assert!(matches!(refused, Err(ProviderError::Unavailable(ref why)) if why.contains("key")), "{refused:?}");

    let unknown = E2bSettings { template: "nobodys".to_owned(), ..settings(&cloud.standin, KEY) };
    let refused = E2b::new(unknown).unwrap().create(&wanted("sb-1")).await;
    assert!(matches!(refused, Err(ProviderError::Unavailable(ref why)) if why.contains("nobodys")), "{refused:?}");
}
