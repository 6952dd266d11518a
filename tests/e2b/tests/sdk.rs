//! The real SDK of E2B (npm `e2b`) with the stand-in: what it was not made for tells whether it is like E2B.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "Tests")]

use std::path::Path;

use e2b_standin::{E2bStandin, Options};
use fleet::binaries;
use sandboxes::{Local, LocalSettings};
use test_postgres::{Progress, tools};
use tokio::process::Command;

const KEY: &str = "e2b_0123456789abcdef0123456789abcdef01234567";

/// Everything that the walk must have seen.
const SEEN: [&str; 9] = [
    "a key that is not known is refused",
    "create",
    "commands.run",
    "commands in the background",
    "files",
    "list",
    "setTimeout",
    "pause and connect",
    "a port",
];

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

#[tokio::test(flavor = "multi_thread")]
async fn the_real_sdk_makes_uses_pauses_wakes_and_ends_a_sandbox() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sdk");
    let sdk = match tools::npm::install(&here, "e2b-sdk-2.51.0") {
        Ok(folder) => folder,
        Err(error) => {
            return eprintln!("SKIPPED: the SDK of E2B cannot be had here (node and npm are needed): {error:#}");
        }
    };
    let folder = tempfile::tempdir().unwrap();
    let local = local(folder.path()).unwrap();
    let options = Options {
        listen: "127.0.0.1:0".parse().unwrap(),
        api_key: KEY.to_owned(),
        template: "foundry".to_owned(),
        allow: Vec::new(),
        local: local.clone(),
    };
    let standin = match E2bStandin::start(options).await {
        Ok(standin) => standin,
        Err(error) => return eprintln!("SKIPPED: {error:#}"),
    };
    let address = format!("http://{}", standin.address());

    // From standard input its imports are looked for where it runs.
    let walk = std::fs::File::open(here.join("walk.mjs")).unwrap();
    let mut walked = Command::new("node");
    walked.args(["--input-type=module", "-"]).stdin(walk).current_dir(sdk);
    walked.env("E2B_API_URL", &address).env("E2B_SANDBOX_URL", &address).env("E2B_API_KEY", KEY);
    let output = walked.kill_on_drop(true).output().await.unwrap();

    let local = Local::new(local).await.unwrap();
    let left = local.list().await.unwrap();
    for found in &left {
        local.destroy(&found.provider_id).await.unwrap();
    }
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{errors}");
    for wanted in SEEN.iter().chain(&["kill"]) {
        assert!(said.lines().any(|line| line == format!("seen: {wanted}")), "{wanted} was not seen:\n{said}");
    }
    assert_eq!(left.len(), 0, "it has ended what it made");
}
