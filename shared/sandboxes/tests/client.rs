//! The client against the real sandbox-agent server, in a real sandbox.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use bytes::Bytes;
use sandboxes::client::{EntryKind, NewProcess, Output, ProcessStatus, Run};
use sandboxes::{AgentProgram, Client, ClientError};
use support::{house, house_with, said, wanted};

/// Answers each request after one notification; `"never"` is not answered.
const SCRIPTED_AGENT: &str = r#"#!/bin/sh
while read -r line; do
  case "$line" in *never*) continue ;; esac
  id=$(printf '%s' "$line" | sed -n 's/.*"id":\("[^"]*"\).*/\1/p')
  printf '{"jsonrpc":"2.0","method":"session/update","params":{"argument":"%s"}}\n' "$1"
  [ -z "$id" ] || printf '{"jsonrpc":"2.0","id":%s,"result":{"done":true}}\n' "$id"
done
"#;

const LIMIT: Duration = Duration::from_secs(20);

fn request(id: &str, method: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":"{id}","method":"{method}","params":{{}}}}"#)
}

#[tokio::test]
async fn a_command_gives_its_exit_code_and_both_outputs() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("runner")).await;

    let mut run = Run::new("sh", &["-c", "echo $WHAT; echo bad >&2; pwd; exit 3"]);
    run.cwd = Some("/tmp".to_owned());
    run.environment.insert("WHAT".to_owned(), "good".to_owned());
    let outcome = client.run(&run).await.unwrap();

    assert_eq!(
        (outcome.exit_code, outcome.stdout.as_str(), outcome.stderr.as_str()),
        (Some(3), "good\n/tmp\n", "bad\n")
    );
    assert!(!outcome.timed_out && !outcome.succeeded());
}

#[tokio::test]
async fn a_command_that_takes_too_long_or_says_too_much_is_cut_off() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("slow")).await;

    for script in ["sleep 60", "trap '' TERM; sleep 60; sleep 60", "exit 124"] {
        let mut run = Run::new("sh", &["-c", script]);
        run.limit = Duration::from_secs(1);
        assert_eq!(client.run(&run).await.unwrap().timed_out, script != "exit 124", "{script}");
    }
    assert_eq!(said(&client, "pgrep -c sleep; true").await, "0\n");

    let mut run = Run::new("sh", &["-c", "head -c 100000 /dev/zero | tr '\\0' x"]);
    run.max_output_bytes = 1000;
    let outcome = client.run(&run).await.unwrap();
    assert!(outcome.stdout_truncated && outcome.stdout.len() == 1000, "{}", outcome.stdout.len());
}

#[tokio::test]
async fn files_are_written_read_listed_and_removed() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("files")).await;
    let contents = Bytes::from(vec![0, 255, 10, 13]);

    client.make_folder("/home/user/a/b").await.unwrap();
    client.write_file("/home/user/a/b/c", contents.clone()).await.unwrap();
    assert_eq!(client.read_file("/home/user/a/b/c", 100).await.unwrap(), contents);
    assert_eq!(client.stat("/home/user/a/b").await.unwrap().kind, EntryKind::Directory);
    client.rename("/home/user/a/b/c", "/home/user/a/b/d").await.unwrap();
    let entries = client.entries("/home/user/a/b").await.unwrap();
    assert_eq!((entries.len(), entries[0].name.as_str(), entries[0].size), (1, "d", 4));

    assert!(matches!(client.read_file("/home/user/a/b/d", 3).await, Err(ClientError::TooLarge { .. })));
    client.remove("/home/user/a", true).await.unwrap();
    let missing = client.stat("/home/user/a").await.unwrap_err();
    assert!(missing.is_not_found(), "{missing:?}");
}

#[tokio::test]
async fn a_file_that_is_there_keeps_its_permissions_when_it_is_written() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("modes")).await;

    said(&client, "install -m 0600 /dev/null .git-token").await;
    client.write_file("/home/user/.git-token", Bytes::from_static(b"t")).await.unwrap();

    assert_eq!(said(&client, "stat -c %a .git-token").await, "600\n");
}

#[tokio::test]
async fn a_log_goes_on_exactly_where_it_was_left() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("logs")).await;
    let script = "for i in 1 2 3; do echo $i; sleep 0.05; done; echo end >&2; sleep 100";
    let process = NewProcess { command: "sh".into(), args: vec!["-c".into(), script.into()], ..NewProcess::default() };
    let process = client.create_process(&process).await.unwrap();

    let mut logs = client.follow_log(&process.id, 0).await.unwrap();
    let mut entries = Vec::new();
    while entries.last().is_none_or(|last: &sandboxes::client::LogEntry| last.stream != Output::Stderr) {
        entries.push(logs.next().await.unwrap().expect("it goes on"));
    }
    let first = entries[0].sequence;
    let later = client.log(&process.id, first).await.unwrap();
    assert_eq!(later, entries[1..]);
    let mut resumed = client.follow_log(&process.id, first).await.unwrap();
    assert_eq!(resumed.next().await.unwrap().as_ref(), Some(&entries[1]));

    assert!(
        matches!(client.delete_process(&process.id).await, Err(ClientError::Refused { problem, .. }) if problem.status == 409)
    );
    client.kill_process(&process.id).await.unwrap();
    let killed = client.process(&process.id).await.unwrap();
    assert_eq!(killed.status, ProcessStatus::Exited);
    client.delete_process(&process.id).await.unwrap();
    assert_eq!(client.processes().await.unwrap(), []);
}

#[tokio::test]
async fn a_terminal_takes_input_and_a_size() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("terminal")).await;
    let process = NewProcess { command: "sh".into(), tty: true, interactive: true, ..NewProcess::default() };
    let process = client.create_process(&process).await.unwrap();

    client.resize(&process.id, 100, 30).await.unwrap();
    client.send_input(&process.id, b"stty size\n").await.unwrap();

    let mut logs = client.follow_log(&process.id, 0).await.unwrap();
    let mut printed = String::new();
    while !printed.contains("30 100") {
        let entry = tokio::time::timeout(LIMIT, logs.next()).await.expect("it answers").unwrap().unwrap();
        printed.push_str(&String::from_utf8_lossy(&entry.bytes));
    }
    let stopped = client.kill_process(&process.id).await.unwrap();
    assert_eq!(stopped.id, process.id);
}

/// A sandbox with our scripted agent; the folder holds the program.
async fn with_agent(name: &str) -> Option<(support::House, Client, tempfile::TempDir)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("agent");
    fs::write(&path, SCRIPTED_AGENT).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let agent = AgentProgram { id: "mock".into(), path, program: None, arguments: vec!["it's".into()] };
    let house = house_with(vec![agent]).await?;
    let client = house.open(&wanted(name)).await;
    Some((house, client, folder))
}

#[tokio::test]
async fn an_agent_answers_and_its_events_go_on_after_the_last_one_seen() {
    let Some((_house, client, _agent)) = with_agent("agent").await else { return };

    let answer = client.post_envelope("s-1", Some("mock"), request("t.1", "initialize"), LIMIT).await.unwrap();
    assert!(answer.unwrap().get().contains("\"done\":true"));
    let mut events = client.events("s-1", Some(0)).await.unwrap();
    let (first, second) = (events.next().await.unwrap().unwrap(), events.next().await.unwrap().unwrap());
    assert_eq!((first.id, second.id), (1, 2));
    assert!(first.envelope.contains("it's") && second.envelope.contains("t.1"));

    let notification = r#"{"jsonrpc":"2.0","method":"session/cancel","params":{}}"#.to_owned();
    assert!(client.post_envelope("s-1", None, notification, LIMIT).await.unwrap().is_none());
    let mut resumed = client.events("s-1", Some(2)).await.unwrap();
    assert_eq!(resumed.next().await.unwrap().unwrap().id, 3);

    let listed = client.agents(false).await.unwrap();
    assert!(listed.iter().any(|agent| agent.id == "mock" && agent.installed), "{listed:?}");
}

#[tokio::test]
async fn an_agent_that_does_not_answer_holds_nobody_up_and_can_be_closed() {
    let Some((_house, client, _agent)) = with_agent("silent").await else { return };
    client.post_envelope("s-1", Some("mock"), request("t.1", "initialize"), LIMIT).await.unwrap();

    let short = Duration::from_millis(300);
    let silent = client.post_envelope("s-1", None, request("t.2", "never"), short).await;
    assert!(matches!(silent, Err(ClientError::TimedOut { .. })), "{silent:?}");

    let began = Instant::now();
    client.close_acp_server("s-1").await.unwrap();
    assert!(began.elapsed() < LIMIT);
    assert_eq!(client.acp_servers().await.unwrap(), []);
    assert!(client.events("s-1", None).await.unwrap_err().is_not_found());
    client.close_acp_server("s-1").await.unwrap();
}

#[tokio::test]
async fn a_sandbox_that_has_ended_is_gone_and_a_stream_of_it_breaks() {
    let Some((house, client, _agent)) = with_agent("ended").await else { return };
    client.post_envelope("s-1", Some("mock"), request("t.1", "initialize"), LIMIT).await.unwrap();
    let mut events = client.events("s-1", Some(2)).await.unwrap();

    house.local.destroy("ended").await.unwrap();

    assert!(matches!(client.health().await, Err(ClientError::Gone)));
    assert!(matches!(events.next().await, Ok(None) | Err(ClientError::Broken { .. })));
}
