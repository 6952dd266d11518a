//! The real SDK of E2B (npm `e2b`) with the stand-in: what it was not made for tells whether it is like E2B.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "Tests")]

mod support;

use std::path::Path;

use support::{KEY, house};
use test_postgres::tools;
use tokio::process::Command;

/// Everything that the walk must have seen.
const SEEN: [&str; 10] = [
    "a key that is not known is refused",
    "create",
    "commands.run",
    "commands in the background",
    "files",
    "list",
    "setTimeout",
    "pause and connect",
    "a port",
    "kill",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_real_sdk_makes_uses_pauses_wakes_and_ends_a_sandbox() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sdk");
    let sdk = match tools::npm::install(&here, "e2b-sdk-2.51.0") {
        Ok(folder) => folder,
        Err(error) => return eprintln!("SKIPPED: E2B's SDK cannot be had here (node and npm are needed): {error:#}"),
    };
    let Some(house) = house().await else { return };
    let url = house.url();

    // From standard input its imports are looked for where it runs.
    let walk = std::fs::File::open(here.join("walk.mjs")).unwrap();
    let mut walked = Command::new("node");
    walked.args(["--input-type=module", "-"]).stdin(walk).current_dir(sdk);
    walked.env("E2B_API_URL", &url).env("E2B_SANDBOX_URL", &url).env("E2B_API_KEY", KEY);
    let output = walked.kill_on_drop(true).output().await.unwrap();

    let left = house.end().await;
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{errors}");
    for wanted in SEEN {
        assert!(said.lines().any(|line| line == format!("seen: {wanted}")), "{wanted} was not seen:\n{said}");
    }
    assert_eq!(left, 0, "it has ended what it made");
}
