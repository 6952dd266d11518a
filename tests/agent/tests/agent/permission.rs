//! Permission, asked for and answered in every way.

use serde_json::{Value, json};

use crate::process::{Agent, Turn};

fn answered(result: Value) -> Turn {
    let mut agent = Agent::start();
    let id = agent.send_prompt("/ask May I\n/say after");
    let permission = agent.next_permission();
    agent.respond(&permission["id"], result);
    agent.until_answer(&id)
}

#[test]
fn every_option_is_offered_and_its_answer_said() {
    let mut agent = Agent::start();
    let id = agent.send_prompt("/ask May I");
    let permission = agent.next_permission()["params"].clone();
    agent.cancel();
    agent.until_answer(&id);
    assert_eq!(permission["toolCall"]["title"], "May I");

    for option in permission["options"].as_array().unwrap() {
        let turn = answered(json!({"outcome": {"outcome": "selected", "optionId": option["optionId"]}}));

        let kind = option["kind"].as_str().unwrap();
        assert_eq!(turn.said(), format!("answered: {kind}after"));
        let status = if kind.starts_with("allow") { "completed" } else { "failed" };
        assert_eq!(turn.updates[0]["status"], status);
    }
}

#[test]
fn what_was_not_offered_is_no_yes() {
    for result in [
        json!({"outcome": {"outcome": "selected", "optionId": "allow_once"}}),
        json!({"outcome": {"outcome": "cancelled"}}),
        json!({}),
    ] {
        let turn = answered(result);

        assert_eq!(turn.updates[0]["status"], "failed");
        assert!(turn.said().ends_with("after"));
    }
}

#[test]
fn an_answer_of_another_process_is_not_taken_twice() {
    let mut agent = Agent::start();
    let id = agent.send_prompt("/ask One\n/ask Two");
    let first = agent.next_permission();
    agent.respond(&first["id"], json!({"outcome": {"outcome": "selected", "optionId": "yes"}}));
    let second = agent.next_permission();

    agent.respond(&first["id"], json!({"outcome": {"outcome": "selected", "optionId": "yes"}}));
    assert!(agent.next_stderr().contains("ignored an answer"));
    agent.respond(&second["id"], json!({"outcome": {"outcome": "selected", "optionId": "no"}}));

    assert!(agent.until_answer(&id).said().ends_with("answered: reject_once"));
}
