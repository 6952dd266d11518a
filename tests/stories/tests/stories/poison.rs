//! A command that cannot be processed becomes a dead letter with a reason, and the next one for that actor still runs.

use std::time::Duration;

use async_nats::HeaderMap;
use contracts::{Outcome, limit, runtime_messages::DeadLetter};
use serde_json::json;
use stories::{
    World,
    notebook::{Lines, Trouble, Write},
    task, until,
};

use crate::world_with_notebook;

/// Sends `body` to `subject`: its caller is told that it is dead, with the code. Returns the reason.
async fn dies(world: &World, subject: &str, body: impl Into<Vec<u8>>, code: &str) -> String {
    let bob = world.person("bob");
    let outcome = bob.insists(&bob.raw(subject, body)).await;
    let Outcome::Dead { id, code: got, message, trace_id: _ } = outcome else { panic!("{subject}: {outcome:?}") };
    assert_eq!(got, code, "{message}");

    let key = subject.splitn(4, '.').nth(3).unwrap();
    let letters = world.dead_letters(key).await;
    let letter = letters.iter().find(|letter| letter.id == id).unwrap_or_else(|| panic!("{id} is not in {letters:?}"));
    assert_eq!(letter.reason, message);
    let copy = until("the copy on dead.>", async || world.dead_copy(subject).await).await;
    assert_eq!(copy, message.replace(|char: char| char.is_control(), " "));
    message
}

/// The actor still works.
async fn still_writes(world: &World, notebook: &str) {
    let written = world.person("ann").asks(&task("acme", notebook), &Write::text("still here")).await;
    assert_eq!(written.status(), "done", "{written:?}");
    assert_eq!(world.ask(&task("acme", notebook), &Lines {}).await, ["still here"]);
}

#[tokio::test]
async fn what_is_not_json_is_dead_and_the_next_command_runs() {
    let (world, _notebooks) = world_with_notebook().await;
    let reason = dies(&world, "task.command.write.acme.n-1", "rename it, please", "runtime.undecodable").await;
    assert!(reason.contains("line 1 column 1"), "{reason}");
    still_writes(&world, "n-1").await;
}

#[tokio::test]
async fn what_is_not_text_is_dead_and_the_next_command_runs() {
    let (world, _notebooks) = world_with_notebook().await;
    dies(&world, "task.command.write.acme.n-1", [0, 159, 146, 150, 0], "runtime.undecodable").await;
    still_writes(&world, "n-1").await;
}

#[tokio::test]
async fn another_shape_is_dead_and_says_what_is_wrong() {
    let (world, _notebooks) = world_with_notebook().await;
    let reason = dies(&world, "task.command.write.acme.n-1", r#"{"txt":"a"}"#, "runtime.undecodable").await;
    assert!(reason.contains("unknown field `txt`"), "{reason}");
    still_writes(&world, "n-1").await;
}

#[tokio::test]
async fn an_unknown_command_is_dead() {
    let (world, _notebooks) = world_with_notebook().await;
    let reason = dies(&world, "task.command.dance.acme.n-1", "{}", "runtime.unknown_command").await;
    assert!(reason.contains("dance"), "{reason}");
    still_writes(&world, "n-1").await;
}

#[tokio::test]
async fn a_key_that_is_none_is_dead() {
    let (world, _notebooks) = world_with_notebook().await;
    let reason = dies(&world, "task.command.write.ACME.n-1", r#"{"text":"a"}"#, "runtime.undecodable").await;
    assert!(reason.contains("\"ACME\""), "{reason}");
}

#[tokio::test]
async fn a_handler_that_panics_hurts_its_own_command_only() {
    let (world, mut notebooks) = world_with_notebook().await;
    let write = |text: &str, trouble| serde_json::to_vec(&Write { text: text.into(), trouble }).unwrap();
    let reason =
        dies(&world, "task.command.write.acme.n-1", write("a", Some(Trouble::Panic)), "runtime.panicked").await;
    assert_eq!(reason, "the handler panicked: cannot write a");
    assert!(notebooks.is_running("one"), "the process did not survive");
    still_writes(&world, "n-1").await;
}

#[tokio::test]
async fn a_command_that_keeps_failing_is_dead_after_five_attempts() {
    let (world, _notebooks) = world_with_notebook().await;
    let write = serde_json::to_vec(&Write { text: "a".into(), trouble: Some(Trouble::Fail) }).unwrap();
    let reason = dies(&world, "task.command.write.acme.n-1", write, "runtime.failed").await;
    assert_eq!(reason, "it failed 5 times, at last with: the pen broke at a");
    still_writes(&world, "n-1").await;
}

#[tokio::test]
async fn troubles_in_the_middle_of_a_crowd_hurt_nobody_else() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, notebook) = (world.person("bob"), task("acme", "n-1"));
    let trouble = |number: usize| match number % 10 {
        3 => Some(Trouble::Panic),
        5 => Some(Trouble::Refuse),
        8 => Some(Trouble::Fail),
        _ => None,
    };
    let commands: Vec<_> = (0..40).map(|number| Write { text: number.to_string(), trouble: trouble(number) }).collect();
    let outcomes = futures::future::join_all(commands.iter().map(|write| bob.asks(&notebook, write))).await;

    let statuses: Vec<_> = outcomes.iter().map(Outcome::status).collect();
    let expected = |number| match trouble(number) {
        None => "done",
        Some(Trouble::Refuse) => "refused",
        Some(Trouble::Panic | Trouble::Fail) => "dead",
    };
    assert_eq!(statuses, (0..40).map(expected).collect::<Vec<_>>());
    let lines: Vec<_> = (0..40).filter(|number| trouble(*number).is_none()).map(|number| number.to_string()).collect();
    assert_eq!(world.ask(&notebook, &Lines {}).await, lines);
    assert_eq!(world.dead_letters("acme.n-1").await.len(), 8);
}

/// The database keeps no NUL in text, and no index entry of more than 2,704 bytes.
#[tokio::test]
async fn headers_and_keys_that_no_database_takes_stop_nothing() {
    let (world, _notebooks) = world_with_notebook().await;
    let noise: String =
        (0..3_000_u32).map(|n| char::from(b'a' + (n.wrapping_mul(2_654_435_761) >> 24) as u8 % 26)).collect();
    let mut odd = vec![];
    for (name, value) in [
        ("Foundry-Command-Id", noise.as_str()),
        ("Nats-Msg-Id", noise.as_str()),
        ("Foundry-Command-Id", "a\0b"),
        ("Foundry-Caller", "a\0b"),
        ("Foundry-Cause", "a\0b"),
        ("traceparent", "00-\0-a-b"),
        ("X-Odd", "a\0b"),
        ("Foundry-Reply", "task.command.write.acme.n-1"),
        ("Foundry-Reply", "_INBOX.>"),
        ("Foundry-Reply", ""),
    ] {
        let mut headers = HeaderMap::new();
        headers.append(name, value);
        odd.push(headers);
    }
    for headers in odd {
        for body in ["no json", r#"{"text":"a"}"#] {
            world.nats.publish_with_headers("task.command.write.acme.odd", headers.clone(), body.into()).await.unwrap();
        }
    }
    for subject in [
        format!("task.command.write.{noise}.n-1"),
        format!("task.command.write.acme.{noise}"),
        format!("task.command.{noise}.acme.n-1"),
    ] {
        world.nats.publish(subject, r#"{"text":"a"}"#.into()).await.unwrap();
    }
    world.nats.flush().await.unwrap();
    world.settle().await;
    let dead = sqlx::query_scalar("select count(*) from task.dead_letters").fetch_one(&world.database);
    assert_eq!(dead.await.ok(), Some(13_i64), "10 that are no JSON, 3 that no actor has");
    still_writes(&world, "n-1").await;
    still_writes(&world, "n-2").await;
}

#[tokio::test]
async fn a_body_larger_than_a_message_may_be_is_dead_when_it_comes_past_the_door() {
    let (world, _notebooks) = world_with_notebook().await;
    let body = format!(r#"{{"text":"{}"}}"#, "a".repeat(limit::MESSAGE_BYTES));
    let reason = dies(&world, "task.command.write.acme.n-1", body, "runtime.undecodable").await;
    assert!(reason.contains(&limit::MESSAGE_BYTES.to_string()), "{reason}");
    still_writes(&world, "n-1").await;
}

#[tokio::test]
async fn a_dead_command_is_answered_again_with_the_same_outcome() {
    let (world, _notebooks) = world_with_notebook().await;
    let bob = world.person("bob");
    let request = bob.raw("task.command.write.acme.n-1", "no json");
    let first = bob.insists(&request).await;
    assert_eq!(bob.waits(&request, Duration::from_secs(5)).await, first);
    let letters: Vec<DeadLetter> = world.dead_letters("acme.n-1").await;
    assert_eq!(letters.len(), 1);
}

/// What no client library of ours would send, written to NATS byte by byte.
async fn sends_raw(world: &World, subject: &[u8], headers: &[u8], body: &[u8]) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let (fleet, user) = (&world.fleet, world.fleet.account().user("cli"));
    let password = fleet.infrastructure().nats.password("cli");
    let mut server = tokio::net::TcpStream::connect(fleet.nats_url().trim_start_matches("nats://")).await.unwrap();
    let connect = json!({ "user": user, "pass": password, "headers": true, "verbose": false, "pedantic": false });
    let sizes = format!(" {} {}\r\n", headers.len(), headers.len() + body.len());
    let connect = format!("CONNECT {connect}\r\n");
    let parts = [connect.as_bytes(), b"HPUB ", subject, sizes.as_bytes(), headers, body, b"\r\nPING\r\n"];
    server.write_all(&parts.concat()).await.unwrap();
    let (mut said, mut buffer) = (String::new(), [0; 4096]);
    while !said.contains("PONG") {
        let read = server.read(&mut buffer).await.unwrap();
        assert!(read > 0 && !said.contains("-ERR"), "{said}");
        said.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
}

#[tokio::test]
async fn headers_that_are_no_text_stop_nothing() {
    let (world, mut notebooks) = world_with_notebook().await;
    sends_raw(&world, b"task.command.write.acme.n-1", b"NATS/1.0\r\nX-Odd: \xff\xfe\r\n\r\n", b"{}").await;
    still_writes(&world, "n-1").await;
    assert!(notebooks.is_running("one"));
}

#[tokio::test]
async fn headers_that_end_the_nats_client_end_the_process_once() {
    let (world, mut notebooks) = world_with_notebook().await;
    // async-nats 0.51 panics at a lone carriage return. The process ends with it, and is started again.
    sends_raw(&world, b"task.command.write.acme.n-1", b"NATS/1.0\r\nX-Odd: a\rb\r\n\r\n", b"{}").await;
    until("the process to end", async || (!notebooks.is_running("one")).then_some(())).await;
    assert!(notebooks.said("one", "its NATS client has ended"), "{}", notebooks.output("one"));
    notebooks.start("two").await;
    still_writes(&world, "n-1").await;
    assert!(notebooks.is_running("two"));
}

#[tokio::test]
async fn header_names_with_spaces_stop_nothing() {
    let (world, _notebooks) = world_with_notebook().await;
    sends_raw(&world, b"task.command.write.acme.n-1", b"NATS/1.0\r\nX Odd: a\r\n\r\n", b"{}").await;
    still_writes(&world, "n-1").await;
}

#[tokio::test]
async fn a_subject_that_is_no_text_stops_nothing() {
    let (world, _notebooks) = world_with_notebook().await;
    sends_raw(&world, b"task.command.write.acme.\xff", b"NATS/1.0\r\nX-Odd: a\r\n\r\n", b"{}").await;
    still_writes(&world, "n-1").await;
}
