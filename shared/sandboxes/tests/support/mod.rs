//! A local provider for one test, on a folder of its own, and what people do in its sandboxes.

#![allow(dead_code, reason = "not every test file uses all of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::PathBuf;
use std::sync::Once;
use std::time::Duration;

use sandboxes::{
    AgentProgram, Client, Limits, Local, LocalSettings, Name, ProviderError, Wanted,
    client::{Run, RunOutcome},
};
use test_postgres::{Progress, tools};

pub struct House {
    pub local: Local,
    pub folder: tempfile::TempDir,
}

/// `None`, and said so, when this machine cannot isolate: then there is nothing to test.
pub async fn house() -> Option<House> {
    house_with(Vec::new()).await
}

pub async fn house_with(agents: Vec<AgentProgram>) -> Option<House> {
    let folder = tempfile::tempdir().unwrap();
    match Local::new(settings(folder.path().join("sandboxes"), agents)).await {
        Ok(local) => Some(House { local, folder }),
        Err(ProviderError::Unavailable(why)) if std::env::var_os("FOUNDRY_TEST_SANDBOXES").is_none() => {
            eprintln!("SKIPPED: {why}");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

pub fn install_tls() {
    static TLS: Once = Once::new();
    TLS.call_once(|| rustls::crypto::ring::default_provider().install_default().expect("once"));
}

pub fn settings(folder: PathBuf, agents: Vec<AgentProgram>) -> LocalSettings {
    install_tls();
    LocalSettings {
        folder,
        keeper: env!("CARGO_BIN_EXE_foundry-sandbox").into(),
        server: tools::sandbox_agent(Progress::Quiet).unwrap(),
        agents,
        run_as: None,
        unisolated: false,
    }
}

pub fn wanted(name: &str) -> Wanted {
    Wanted {
        name: name.parse().unwrap(),
        predecessors: Vec::new(),
        organization: "acme".to_owned(),
        environment: [("GREETING".to_owned(), "hello".to_owned())].into(),
        allow: Vec::new(),
        limits: Limits::default(),
        lifetime: Duration::from_secs(3600),
    }
}

impl House {
    pub async fn open(&self, wanted: &Wanted) -> Client {
        self.local.create(wanted).await.unwrap();
        self.client(&wanted.name).await
    }

    pub async fn client(&self, name: &Name) -> Client {
        Client::new(&self.local.connect(name.as_str()).await.unwrap()).unwrap()
    }
}

/// A test that fails in the middle leaves no sandbox behind.
impl Drop for House {
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

pub async fn sh(client: &Client, script: &str) -> RunOutcome {
    client.run(&Run::new("sh", &["-c", script])).await.unwrap()
}

/// What it prints, in one line after another; it must succeed.
pub async fn said(client: &Client, script: &str) -> String {
    let outcome = sh(client, script).await;
    assert!(outcome.succeeded(), "{script}: {outcome:?}");
    outcome.stdout
}
