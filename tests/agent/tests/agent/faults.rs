//! What no good agent does.

use serde_json::Value;

use crate::process::Agent;

#[test]
fn a_refusal_and_an_error_are_answers_of_their_own() {
    let mut agent = Agent::start();

    assert_eq!(agent.prompt("/refuse\n/say never").stop_reason(), "refusal");
    let failed = agent.prompt("/error -32000 please sign in");

    assert_eq!(failed.error_code(), -32000);
    assert_eq!(failed.answer["error"]["message"], "please sign in");
    assert_eq!(agent.prompt("/say and on").said(), "and on");
}

#[test]
fn garbage_is_a_line_that_is_not_json() {
    let mut agent = Agent::start();
    let id = agent.send_prompt("/say a\n/garbage\n/say b");

    let lines: Vec<String> = (0..3).map(|_| agent.next_line()).collect();

    assert!(serde_json::from_str::<Value>(&lines[1]).is_err(), "{}", lines[1]);
    assert_eq!(agent.until_answer(&id).stop_reason(), "end_turn");
}

#[test]
fn an_unknown_update_and_a_huge_chunk_are_sent_as_they_are() {
    let turn = Agent::start().prompt("/unknown-update\n/huge 3000000");

    assert_eq!(turn.updates[0]["sessionUpdate"], "weather_update");
    assert_eq!(turn.said().len(), 3_000_000);
}

#[test]
fn who_dies_has_said_everything_before_and_last_words() {
    let mut agent = Agent::start();
    agent.send_prompt("/stderr about to\n/chunks 3000\n/die");

    let (lines, status) = agent.until_end();

    assert_eq!((lines.len(), status.code()), (3000, Some(1)));
    assert_eq!(agent.next_stderr(), "about to");
    assert!(agent.next_stderr().contains("a fault that the script asked for"));
}

#[test]
fn who_dies_after_some_chunks_says_no_more() {
    let mut agent = Agent::start();
    agent.send_prompt("/die-after 7 chunks\n/chunks 3\n/chunks 100");

    let (lines, status) = agent.until_end();

    assert_eq!((lines.len(), status.code()), (7, Some(1)));
}
