//! A local sandbox begins, outlives who began it, is found again, and ends without a trace.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeSet;
use std::fs;

use sandboxes::{Client, Local, Name, Provider, ProviderError, State};
use support::{house, said, settings, wanted};

/// The processes of this machine whose command line names `word`.
fn processes_with(word: &str) -> Vec<String> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let lines = entries.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    lines.map(|line| String::from_utf8_lossy(&line).replace('\0', " ")).filter(|line| line.contains(word)).collect()
}

fn network_namespaces() -> BTreeSet<String> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let links = entries.filter_map(|entry| fs::read_link(entry.path().join("ns/net")).ok());
    links.map(|link| link.display().to_string()).collect()
}

fn is_running(state: State) -> bool {
    matches!(state, State::Running { .. })
}

#[tokio::test]
async fn destroying_leaves_no_process_folder_or_group() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("short")).await;
    // Also one that left its parent, and ignores being asked.
    let own = "31.4159265";
    said(&client, &format!("(trap '' TERM HUP; setsid sleep {own} >/dev/null 2>&1 &); mkdir -p d/e; chmod 0 d")).await;
    assert_eq!(processes_with(own).len(), 1);

    house.local.destroy("short").await.unwrap();

    assert_eq!(processes_with(own), Vec::<String>::new());
    let folder = house.folder.path().join("sandboxes");
    assert_eq!(processes_with(&folder.display().to_string()), Vec::<String>::new());
    assert!(!folder.join("short").exists());
    for controller in ["memory", "pids", "unified"] {
        let groups = std::process::Command::new("find")
            .args([&format!("/sys/fs/cgroup/{controller}"), "-name", "foundry-*-short"])
            .output()
            .unwrap();
        assert!(groups.stdout.is_empty(), "{groups:?}");
    }
    assert_eq!(house.local.state("short").await.unwrap(), State::Gone);
    assert!(client.health().await.is_err());
    house.local.destroy("short").await.unwrap();
}

#[tokio::test]
async fn a_second_provider_on_the_same_folder_adopts() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("kept")).await;
    said(&client, "echo here > /home/user/file; (sleep 27.182818 >/dev/null 2>&1 &)").await;

    let second = Local::new(settings(house.folder.path().join("sandboxes"), Vec::new())).await.unwrap();
    let found = second.list().await.unwrap();
    assert_eq!((found.len(), found[0].name.as_str(), found[0].organization.as_str()), (1, "kept", "acme"));
    assert!(is_running(found[0].state));
    assert!(second.create(&wanted("kept")).await.unwrap().adopted);
    let client = Client::new(&second.connect("kept").await.unwrap()).unwrap();
    assert_eq!(said(&client, "cat file; pgrep -f -c '27.18281[8]'").await, "here\n1\n");

    second.destroy("kept").await.unwrap();
    assert_eq!(house.local.list().await.unwrap(), []);
    assert!(matches!(house.local.connect("kept").await, Err(ProviderError::Gone(_))));
}

#[tokio::test]
async fn one_whose_keeper_was_killed_is_gone_with_all_its_processes_and_can_begin_again_on_its_files() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("fragile")).await;
    said(&client, "echo here > file; (sleep 16.180339 >/dev/null 2>&1 &)").await;
    let lock = fs::read_to_string(house.folder.path().join("sandboxes/fragile/lock")).unwrap();
    let holder: serde_json::Value = serde_json::from_str(&lock).unwrap();

    let killed = std::process::Command::new("kill").args(["-9", &holder["pid"].to_string()]).status().unwrap();
    assert!(killed.success());
    let gone = async {
        while house.local.state("fragile").await.unwrap() != State::Gone || !processes_with("16.180339").is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), gone).await.expect("it ends with its keeper");
    assert!(client.health().await.is_err());

    let client = house.open(&wanted("fragile")).await;
    assert_eq!(said(&client, "cat file").await, "here\n");
}

#[tokio::test]
async fn a_successor_goes_on_with_the_files_of_one_that_has_ended_and_of_no_other() {
    let Some(house) = house().await else { return };
    let after = |name: &str, predecessor: &str| sandboxes::Wanted {
        predecessors: vec![predecessor.parse().unwrap()],
        ..wanted(name)
    };
    said(&house.open(&wanted("one")).await, "echo here > file").await;
    assert!(!house.local.create(&after("two", "one")).await.unwrap().inherited, "the first one is alive");

    let holder = house.local.holder_pid("one").unwrap();
    assert!(std::process::Command::new("kill").args(["-9", &holder.to_string()]).status().unwrap().success());
    while house.local.state("one").await.unwrap() != State::Gone {
        tokio::task::yield_now().await;
    }
    let third = after("three", "one");
    assert!(house.local.create(&third).await.unwrap().inherited);
    assert_eq!(said(&house.client(&third.name).await, "cat file").await, "here\n");
    let again = house.local.create(&third).await.unwrap();
    assert!(again.adopted && again.inherited, "who asks again hears the same");
    house.local.destroy("one").await.unwrap();
    assert_eq!(said(&house.client(&third.name).await, "cat file").await, "here\n");
}

#[tokio::test]
async fn what_is_abandoned_leaves_its_files_to_itself_and_to_those_that_follow() {
    let Some(house) = house().await else { return };
    let names = ["three", "two", "one"].map(|name| name.parse::<Name>().unwrap());
    let provider = Provider::Local(house.local.clone());
    said(&house.open(&wanted("one")).await, "echo here > file; (sleep 14.142135 >/dev/null 2>&1 &)").await;
    assert!(!provider.has_files(&names).await.unwrap(), "it is at work in them");
    provider.abandon("one").await.unwrap();
    assert_eq!(processes_with("14.142135"), Vec::<String>::new());
    assert_eq!(house.local.state("one").await.unwrap(), State::Gone);
    assert!(provider.has_files(&names).await.unwrap());

    assert!(provider.restart(&wanted("one")).await.unwrap());
    assert_eq!(said(&house.client(&names[2]).await, "cat file").await, "here\n");
    assert!(provider.restart(&wanted("one")).await.unwrap(), "also one that has not ended: it may not answer");
    assert_eq!(said(&house.client(&names[2]).await, "cat file").await, "here\n");
    provider.abandon("one").await.unwrap();

    // There was never a second one.
    let third = sandboxes::Wanted { predecessors: names[1..].to_vec(), ..wanted("three") };
    assert!(house.local.create(&third).await.unwrap().inherited);
    assert_eq!(said(&house.client(&third.name).await, "cat file").await, "here\n");
    assert!(!provider.restart(&wanted("one")).await.unwrap(), "nothing is left of it");

    // As after a crash before they have come.
    provider.abandon("three").await.unwrap();
    let home = |name: &str| house.folder.path().join("sandboxes").join(name).join("home");
    fs::rename(home("three"), home("one")).unwrap();
    fs::create_dir(home("three")).unwrap();
    assert!(!provider.has_files(&names[..1]).await.unwrap() && provider.has_files(&names).await.unwrap());
    assert!(house.local.create(&third).await.unwrap().inherited);
    assert_eq!(said(&house.client(&third.name).await, "cat file").await, "here\n");
    assert!(!provider.restart(&wanted("two")).await.unwrap());
    assert_eq!(house.local.state("two").await.unwrap(), State::Gone);
}

#[tokio::test]
async fn what_a_crash_in_the_middle_of_creating_left_is_cleared_away() {
    let Some(house) = house().await else { return };
    let folder = house.folder.path().join("sandboxes");
    fs::create_dir_all(folder.join("half/home")).unwrap();

    assert_eq!(house.local.list().await.unwrap(), []);
    Local::new(settings(folder.clone(), Vec::new())).await.unwrap();

    assert!(!folder.join("half").exists());
}

#[tokio::test]
async fn two_callers_who_create_the_same_one_at_once_get_the_same_one() {
    let Some(house) = house().await else { return };
    let both = wanted("shared");

    let (one, two) = tokio::join!(house.local.create(&both), house.local.create(&both));

    let mut adopted = [one.unwrap().adopted, two.unwrap().adopted];
    adopted.sort();
    assert_eq!(adopted, [false, true]);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_begin_and_end_without_a_trace() {
    let Some(house) = house().await else { return };
    let before = network_namespaces();
    let names: Vec<Name> = (0..20).map(|number| format!("many-{number}").parse().unwrap()).collect();

    for group in names.chunks(5) {
        futures::future::join_all(group.iter().map(|name| async {
            let client = house.open(&wanted(name.as_str())).await;
            said(&client, "true").await;
        }))
        .await;
    }
    assert_eq!(house.local.list().await.unwrap().len(), 20);
    for ended in futures::future::join_all(names.iter().map(|name| house.local.destroy(name.as_str()))).await {
        ended.unwrap();
    }

    let folder = house.folder.path().join("sandboxes");
    assert_eq!(house.local.list().await.unwrap(), []);
    assert_eq!(processes_with(&folder.display().to_string()), Vec::<String>::new());
    let entries = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.file_name().into_string().unwrap());
    assert!(entries.into_iter().all(|name| name.starts_with(".lock-")));
    // Other tests have sandboxes at the same time; each of ours had a network, and none is left over by that many.
    assert!(network_namespaces().len() < before.len() + 20);
}
