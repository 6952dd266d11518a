//! What runs in a local sandbox uses no more than it may, and the host does not notice.

mod support;

use std::time::Duration;

use sandboxes::{State, client::Run};
use support::{house, said, sh, wanted};

const MIB: u64 = 1 << 20;

#[tokio::test]
async fn a_memory_hog_is_stopped_and_the_sandbox_lives_on() {
    let Some(house) = house().await else { return };
    let mut wanted = wanted("hungry");
    wanted.limits.memory_bytes = 200 * MIB;
    let client = house.open(&wanted).await;

    let hog = sh(&client, "head -c 1000000000 /dev/zero | tail | wc -c").await;

    assert_ne!(hog.stdout.trim(), "1000000000", "{hog:?}");
    assert_eq!(said(&client, "echo well").await, "well\n");
}

#[tokio::test]
async fn a_fork_bomb_is_stopped_and_the_sandbox_ends_whole() {
    let Some(house) = house().await else { return };
    let mut wanted = wanted("bomb");
    wanted.limits.processes = 100;
    let client = house.open(&wanted).await;

    let script = "i=0; while [ $i -lt 500 ]; do sleep 14.1421356 & i=$((i+1)); done; jobs -p | wc -l";
    let mut run = Run::new("bash", &["-c", script]);
    run.limit = Duration::from_secs(5);
    // It may end, or be ended, or fail to be started anew; none of them is 500 processes.
    client.run(&run).await.map(drop).unwrap_or_default();

    let here = std::process::Command::new("pgrep").args(["-f", "-c", "^sleep 14.1421356"]).output().unwrap();
    let count: u64 = String::from_utf8_lossy(&here.stdout).trim().parse().unwrap();
    assert!(count < 100, "{count}");
    house.local.destroy("bomb").await.unwrap();
    let here = std::process::Command::new("pgrep").args(["-f", "^sleep 14.1421356"]).output().unwrap();
    assert!(here.stdout.is_empty());
}

#[tokio::test]
async fn temporary_folders_and_single_files_are_bounded() {
    let Some(house) = house().await else { return };
    let mut wanted = wanted("wide");
    wanted.limits.temporary_bytes = 10 * MIB;
    wanted.limits.file_bytes = 20 * MIB;
    let client = house.open(&wanted).await;

    for file in ["/tmp/x", "/dev/shm/x", "/home/user/x"] {
        let outcome = sh(&client, &format!("head -c 30000000 /dev/zero > {file}")).await;
        assert!(!outcome.succeeded(), "{file} {outcome:?}");
    }
}

#[tokio::test]
async fn one_that_fills_the_disk_is_ended_and_says_why() {
    let Some(house) = house().await else { return };
    let mut wanted = wanted("full");
    wanted.limits.disk_bytes = 20 * MIB;
    let client = house.open(&wanted).await;

    said(&client, "for i in 1 2 3; do head -c 10000000 /dev/urandom > $i; done").await;

    let ended = async {
        while house.local.state("full").await.unwrap() != State::Gone {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), ended).await.expect("the disk is looked at");
    let log = house.local.log("full", 10_000).await.unwrap();
    assert!(log.contains("more than allowed"), "{log}");
}
