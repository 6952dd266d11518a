//! A stand-in for one test, on a folder of its own.

use std::path::Path;

use e2b_standin::{E2bStandin, Options};
use fleet::binaries;
use sandboxes::{Local, LocalSettings};
use tempfile::TempDir;
use test_postgres::{Progress, tools};

pub const KEY: &str = "e2b_0123456789abcdef0123456789abcdef01234567";

pub struct House {
    pub standin: E2bStandin,
    local: LocalSettings,
    _folder: TempDir,
}

/// `None`, and said so, when this machine cannot isolate.
pub async fn house() -> Option<House> {
    let folder = tempfile::tempdir().unwrap();
    let local = local(folder.path()).unwrap();
    let options = Options {
        listen: "127.0.0.1:0".parse().unwrap(),
        api_key: KEY.to_owned(),
        template: "foundry".to_owned(),
        allow: Vec::new(),
        local: local.clone(),
    };
    match E2bStandin::start(options).await {
        Ok(standin) => Some(House { standin, local, _folder: folder }),
        Err(error) => {
            eprintln!("SKIPPED: {error:#}");
            None
        }
    }
}

fn local(folder: &Path) -> anyhow::Result<LocalSettings> {
    binaries::build(&["foundry-sandbox"], Progress::Quiet)?;
    Ok(LocalSettings {
        folder: folder.join("sandboxes"),
        keeper: binaries::path("foundry-sandbox")?,
        server: tools::sandbox_agent(Progress::Quiet)?,
        agents: Vec::new(),
        run_as: None,
        unisolated: false,
    })
}

impl House {
    pub fn url(&self) -> String {
        format!("http://{}", self.standin.address())
    }

    /// Ends all sandboxes; how many there were.
    pub async fn end(&self) -> usize {
        let local = Local::new(self.local.clone()).await.unwrap();
        let left = local.list().await.unwrap();
        for found in &left {
            local.destroy(&found.provider_id).await.unwrap();
        }
        left.len()
    }
}
