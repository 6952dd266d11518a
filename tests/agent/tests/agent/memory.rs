//! What the agent remembers when it was killed.

use serde_json::json;

use crate::process::{Agent, text_of};

fn of_session(agent: &Agent) -> serde_json::Value {
    json!({"sessionId": agent.session, "cwd": agent.repository.path(), "mcpServers": []})
}

#[test]
fn a_new_process_loads_what_was_said_before_the_kill() {
    let mut agent = Agent::start();
    agent.prompt("/think hm\n/chunks 3\n/tool read Look\n/usage 1 2");
    let mut agent = agent.killed_and_started_again();

    let params = of_session(&agent);
    let loaded = agent.call("session/load", params);

    let kinds: Vec<_> = loaded.updates.iter().map(|update| update["sessionUpdate"].as_str().unwrap()).collect();
    let expected = [
        "user_message_chunk",
        "agent_thought_chunk",
        "agent_message_chunk",
        "tool_call",
        "tool_call_update",
        "tool_call_update",
    ];
    assert_eq!(kinds, expected);
    assert_eq!(text_of(&loaded.updates, "agent_message_chunk"), "1\n2\n3\n");
    assert_eq!(loaded.answer["result"]["modes"]["currentModeId"], "ask");
    agent.next_update("available_commands_update");
    assert_eq!(
        agent.prompt("/memory").said(),
        "I remember 1 earlier prompts.\n- /think hm /chunks 3 /tool read Look /usage 1 2"
    );
}

#[test]
fn a_prompt_that_was_running_at_the_kill_is_remembered() {
    let mut agent = Agent::start();
    agent.send_prompt("/tool read Look\n/silent");
    agent.next_update("tool_call");
    let mut agent = agent.killed_and_started_again();

    let params = of_session(&agent);
    let loaded = agent.call("session/load", params);

    assert_eq!(text_of(&loaded.updates, "user_message_chunk"), "/tool read Look\n/silent");
}

#[test]
fn resume_remembers_and_tells_nothing() {
    let mut agent = Agent::start();
    agent.prompt("/say hello");
    let mut agent = agent.killed_and_started_again();

    let params = of_session(&agent);
    let resumed = agent.call("session/resume", params);

    assert!(resumed.updates.is_empty());
    assert!(resumed.answer["result"]["configOptions"].is_array());
    agent.next_update("available_commands_update");
    assert!(agent.prompt("/memory").said().starts_with("I remember 1 earlier prompts."));
}

#[test]
fn a_session_that_is_not_there_is_not_found() {
    let mut agent = Agent::start();
    let cwd = agent.repository.path();
    let mut load = |session: &str, cwd| {
        agent.call("session/load", json!({"sessionId": session, "cwd": cwd, "mcpServers": []})).error_code()
    };
    let never_was = "5f0c1a52-7f61-4c7e-9b0e-1f7f5b0d3f11";

    assert_eq!(load(never_was, &cwd), -32002);
    assert_eq!(load("../../etc/passwd", &cwd), -32002);
    let session = agent.session.clone();
    let home = agent.repository.home();
    let elsewhere = agent.call("session/load", json!({"sessionId": session, "cwd": home, "mcpServers": []}));
    assert_eq!(elsewhere.error_code(), -32002);
}

#[test]
fn ids_of_tool_calls_and_messages_go_on_after_a_kill() {
    let mut agent = Agent::start();
    let before = agent.prompt("/tool read Look\n/say a").updates;
    let mut agent = agent.killed_and_started_again();
    let params = of_session(&agent);
    agent.call("session/resume", params);
    agent.next_update("available_commands_update");

    let after = agent.prompt("/tool read Look\n/say a").updates;

    assert_ne!(before[0]["toolCallId"], after[0]["toolCallId"]);
    assert_ne!(before[3]["messageId"], after[3]["messageId"]);
}
