//! Whoever starts a fleet may die in any way: nothing that it started stays behind.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test says what it expects by failing")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use fleet::{Infrastructure, wait};

/// Printed by the process that is killed, before its facts.
const MARK: &str = "holding ";

#[tokio::test]
#[ignore = "holds an infrastructure until it is killed; started by the test below"]
async fn hold() {
    let infrastructure = Infrastructure::for_tests().await.unwrap();
    let (nats, postgres) = (infrastructure.nats.pid().unwrap(), infrastructure.postgres.pid().unwrap());
    println!("\n{MARK}{nats} {postgres} {}", infrastructure.folder().display());
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn a_killed_launcher_leaves_no_process_and_no_folder() {
    let mut launcher = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "hold", "--ignored", "--nocapture"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(launcher.stdout.take().unwrap()).lines();
    let facts = lines.map_while(Result::ok).find_map(|line| line.strip_prefix(MARK).map(str::to_owned)).unwrap();
    let [nats, postgres, folder] = facts.splitn(3, ' ').collect::<Vec<_>>().try_into().unwrap();
    assert!(runs(nats) && runs(postgres) && Path::new(folder).exists());

    launcher.kill().unwrap();
    launcher.wait().unwrap();

    let gone = || async { Ok((!runs(nats) && !runs(postgres) && !Path::new(folder).exists()).then_some(())) };
    wait::until("the end of everything", Duration::from_secs(20), gone).await.unwrap();
}

fn runs(pid: &str) -> bool {
    fleet::running_program(pid.parse().unwrap()).is_some()
}
