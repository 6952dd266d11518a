//! What the protocol asks of every agent.

use std::path::PathBuf;

use serde_json::json;

use crate::process::Agent;
use crate::repository::Repository;

#[test]
fn initialize_says_what_the_agent_can_do() {
    let mut agent = Agent::process(Repository::new());

    let answer = agent.call("initialize", json!({"protocolVersion": 7, "clientCapabilities": {}})).answer;

    assert_eq!(answer["result"]["protocolVersion"], 1);
    assert_eq!(answer["result"]["agentCapabilities"]["loadSession"], true);
    assert_eq!(answer["result"]["agentCapabilities"]["promptCapabilities"]["image"], true);
    assert!(answer["result"]["agentCapabilities"]["sessionCapabilities"]["resume"].is_object());
    assert_eq!(answer["result"]["agentInfo"]["name"], "scripted-agent");
}

#[test]
fn nothing_goes_before_initialize() {
    let mut agent = Agent::process(Repository::new());
    let cwd = agent.repository.path();

    assert_eq!(agent.call("session/new", json!({"cwd": cwd, "mcpServers": []})).error_code(), -32600);
}

#[test]
fn what_is_unknown_or_wrong_is_refused_with_its_code() {
    let mut agent = Agent::start();
    let session = agent.session.clone();
    let mut code = |method: &str, params| agent.call(method, params).error_code();

    assert_eq!(code("session/teleport", json!({})), -32601);
    assert_eq!(code("session/new", json!({"cwd": "/"})), -32602);
    assert_eq!(code("session/new", json!({"cwd": "not/absolute", "mcpServers": []})), -32602);
    assert_eq!(code("session/new", json!({"cwd": "/there/is/none", "mcpServers": []})), -32602);
    assert_eq!(code("session/prompt", json!({"sessionId": session, "prompt": "text"})), -32602);
    assert_eq!(code("session/prompt", json!({"sessionId": "another", "prompt": []})), -32002);
    assert_eq!(code("session/set_mode", json!({"sessionId": session, "modeId": "yolo"})), -32602);
    assert_eq!(
        code("session/set_config_option", json!({"sessionId": session, "configId": "model", "value": "huge"})),
        -32602
    );
}

#[test]
fn a_line_that_is_no_message_is_answered_and_the_next_one_is_heard() {
    let mut agent = Agent::start();

    agent.line("{ nonsense");
    assert_eq!(agent.next()["error"]["code"], -32700);
    agent.line("[]");
    assert_eq!(agent.next()["error"]["code"], -32600);

    assert_eq!(agent.prompt("/say still here").said(), "still here");
}

#[test]
fn modes_and_options_are_offered_and_every_set_returns_all_of_them() {
    let mut agent = Agent::start();
    let session = agent.session.clone();
    let cwd = agent.repository.path();
    let opened = agent.call("session/new", json!({"cwd": cwd, "mcpServers": []})).answer;
    let categories = |options: &serde_json::Value| -> Vec<String> {
        options.as_array().unwrap().iter().map(|option| option["category"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(opened["result"]["modes"]["currentModeId"], "ask");
    assert_eq!(categories(&opened["result"]["configOptions"]), ["mode", "model", "thought_level"]);
    agent.next_update("available_commands_update");

    let mut set = |option: &str, value: &str| {
        agent.call("session/set_config_option", json!({"sessionId": session, "configId": option, "value": value}))
    };
    let model = set("model", "quick");
    let mode = set("mode", "auto");

    assert_eq!(categories(&model.answer["result"]["configOptions"]), ["mode", "model"]);
    assert_eq!(mode.answer["result"]["configOptions"][0]["currentValue"], "auto");
    assert_eq!(mode.of_kind("current_mode_update")[0]["currentModeId"], "auto");
}

#[test]
fn setting_the_mode_changes_the_option_of_that_name() {
    let mut agent = Agent::start();

    let set = agent.set_mode("auto");

    assert_eq!(set.answer["result"], json!({}));
    assert_eq!(set.of_kind("config_option_update")[0]["configOptions"][0]["currentValue"], "auto");
}

#[test]
fn a_second_prompt_is_refused_while_one_runs_and_other_sessions_go_on() {
    let mut agent = Agent::start();
    let first = agent.send_prompt("/hold go\n/say first");

    assert_eq!(agent.prompt("/say second").error_code(), -32600);
    let (first_session, cwd) = (agent.session.clone(), agent.repository.path());
    let opened = agent.call("session/new", json!({"cwd": cwd, "mcpServers": []})).answer;
    agent.session = opened["result"]["sessionId"].as_str().unwrap().to_owned();
    agent.next_update("available_commands_update");
    assert_ne!(agent.session, first_session);
    assert_eq!(agent.prompt("/say other").said(), "other");
    agent.repository.write("go", "");

    assert_eq!(agent.until_answer(&first).said(), "first");
    agent.session = first_session;
    assert_eq!(agent.prompt("/say third").said(), "third");
}

#[test]
fn a_closed_session_ends_its_turn_and_is_not_open_any_more() {
    let mut agent = Agent::start();
    let session = agent.session.clone();
    let prompt = agent.send_prompt("/silent");

    let closing = agent.request("session/close", json!({"sessionId": session}));

    let answers = [agent.next(), agent.next()];
    let answer = |id| answers.iter().find(|answer| answer["id"] == id).unwrap();
    assert_eq!(answer(closing)["result"], json!({}));
    assert_eq!(answer(prompt)["result"]["stopReason"], "cancelled");
    assert_eq!(agent.prompt("/say x").error_code(), -32002);
}

#[test]
fn sessions_are_listed_by_their_directory() {
    let mut agent = Agent::start();
    let (session, cwd) = (agent.session.clone(), agent.repository.path());
    agent.prompt("/title Carts");

    let here = agent.call("session/list", json!({"cwd": cwd})).answer;
    let elsewhere = agent.call("session/list", json!({"cwd": PathBuf::from("/")})).answer;

    let listed = &here["result"]["sessions"][0];
    assert_eq!((&listed["sessionId"], &listed["title"]), (&json!(session), &json!("Carts")));
    assert!(listed["updatedAt"].as_str().unwrap().ends_with('Z'));
    assert_eq!(elsewhere["result"]["sessions"], json!([]));
}

#[test]
fn an_answer_that_nobody_waits_for_is_ignored_with_a_word() {
    let mut agent = Agent::start();

    agent.respond(&json!(99), json!({"outcome": {"outcome": "selected", "optionId": "yes"}}));

    assert!(agent.next_stderr().contains("ignored an answer to 99"));
    assert_eq!(agent.prompt("/say fine").said(), "fine");
}

#[test]
fn the_end_of_standard_input_ends_the_process_and_its_turn() {
    let mut agent = Agent::start();
    let prompt = agent.send_prompt("/silent");

    agent.close_stdin();

    let (lines, status) = agent.until_end();
    assert_eq!(status.code(), Some(0));
    let answer: serde_json::Value = serde_json::from_str(lines.last().unwrap()).unwrap();
    assert_eq!((&answer["id"], &answer["result"]["stopReason"]), (&prompt, &json!("cancelled")));
}
