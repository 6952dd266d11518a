//! A cancel, at each point at which it may come.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::process::{Agent, Turn};

/// Cancels when the first update is there.
fn cancelled(script: &str) -> (Agent, Turn) {
    let mut agent = Agent::start();
    let id = agent.send_prompt(script);
    agent.next();
    agent.cancel();
    let turn = agent.until_answer(&id);
    (agent, turn)
}

#[test]
fn a_cancel_ends_what_waits() {
    for script in ["/say a\n/silent", "/say a\n/slow 1m", "/say a\n/hold never", "/delay 1m\n/chunks 2"] {
        let (mut agent, turn) = cancelled(script);

        assert_eq!(turn.stop_reason(), "cancelled", "{script}");
        assert_eq!(agent.prompt("/say next").said(), "next", "{script}");
    }
}

#[test]
fn a_cancel_is_heard_while_chunks_pour_out_unread() {
    let mut agent = Agent::start();
    let id = agent.send_prompt("/chunks 1000000");
    agent.next();

    agent.cancel();

    let turn = agent.until_answer(&id);
    assert_eq!(turn.stop_reason(), "cancelled");
    assert!(turn.updates.len() < 999_999);
}

#[test]
fn a_cancel_that_comes_with_the_prompt_cancels_it() {
    let mut agent = Agent::start();
    let id = agent.send_prompt("/silent");

    agent.cancel();

    assert_eq!(agent.until_answer(&id).stop_reason(), "cancelled");
}

#[test]
fn a_cancelled_command_ends_with_its_children_and_its_call_is_closed() {
    let mut agent = Agent::start();
    let id = agent.send_prompt("/run sleep 77 & echo $$ > new; mv new pid; sleep 78");
    until(|| agent.repository.path().join("pid").exists());

    agent.cancel();

    let turn = agent.until_answer(&id);
    let end = turn.of_kind("tool_call_update").pop().unwrap().clone();
    assert_eq!((&end["status"], &end["content"][0]["content"]["text"]), (&json!("failed"), &json!("cancelled")));
    assert_eq!(turn.stop_reason(), "cancelled");
    let group = agent.repository.read("pid");
    let is_alive = format!("kill -s 0 -- -{}", group.trim());
    until(|| !Command::new("sh").args(["-c", &is_alive]).stderr(Stdio::null()).status().unwrap().success());
}

/// Waits for a state outside the agent.
fn until(state: impl Fn() -> bool) {
    let started = Instant::now();
    while !state() {
        assert!(started.elapsed() < Duration::from_secs(30), "the state never came");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_pending_permission_is_taken_as_cancelled_and_its_late_answer_ignored() {
    let mut agent = Agent::start();
    let id = agent.send_prompt("/ask May I");
    let permission = agent.next_permission();

    agent.cancel();

    let turn = agent.until_answer(&id);
    assert_eq!(turn.stop_reason(), "cancelled");
    assert_eq!(turn.of_kind("tool_call_update").pop().unwrap()["status"], "failed");
    agent.respond(&permission["id"], json!({"outcome": {"outcome": "cancelled"}}));
    assert!(agent.next_stderr().contains("ignored an answer to"));
}

#[test]
fn a_cancel_between_turns_has_no_effect_on_the_next() {
    let mut agent = Agent::start();

    agent.cancel();

    assert_eq!(agent.prompt("/say a\n/slow 5ms\n/say b").said(), "ab");
}

#[test]
fn who_ignores_a_cancel_goes_on_to_the_end() {
    let mut agent = Agent::start();
    let id = agent.send_prompt("/say a\n/hold go\n/say b\n/ignore-cancel");
    agent.next();
    agent.cancel();
    // An answer proves that the cancel was taken before.
    agent.set_mode("ask");

    agent.repository.write("go", "");

    let turn = agent.until_answer(&id);
    assert_eq!((turn.said().as_str(), turn.stop_reason()), ("b", "end_turn"));
}

#[test]
fn a_late_cancel_has_its_effect_later() {
    let started = Instant::now();

    let (_, turn) = cancelled("/late-cancel 200ms\n/say a\n/delay 10ms\n/chunks 100000");

    assert_eq!(turn.stop_reason(), "cancelled");
    assert!(started.elapsed() >= Duration::from_millis(200));
    assert!(turn.updates.len() > 1);
}
