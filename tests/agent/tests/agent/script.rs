//! Each verb of the language that says or does something ordinary.

use serde_json::{Value, json};

use crate::process::Agent;

#[test]
fn text_and_thoughts_are_chunks_of_messages_of_their_own() {
    let turn = Agent::start().prompt("/say one\\ntwo\n/think hm\n/say three");

    assert_eq!(turn.said(), "one\ntwothree");
    assert_eq!(turn.of_kind("agent_thought_chunk")[0]["content"]["text"], "hm");
    let ids: Vec<&Value> = turn.updates.iter().map(|update| &update["messageId"]).collect();
    assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2], "{ids:?}");
    assert_eq!(turn.stop_reason(), "end_turn");
}

#[test]
fn chunks_are_numbered_and_of_one_message() {
    let turn = Agent::start().prompt("/delay 1ms\n/chunks 50");

    let expected: String = (1..=50).map(|number| format!("{number}\n")).collect();
    assert_eq!(turn.said(), expected);
    assert_eq!(turn.updates.len(), 50);
    assert!(turn.updates.iter().all(|update| update["messageId"] == turn.updates[0]["messageId"]));
}

#[test]
fn twenty_thousand_chunks_arrive_whole_and_in_order() {
    let turn = Agent::start().prompt("/chunks 20000");

    assert_eq!(turn.updates.len(), 20_000);
    assert!(turn.said().lines().zip(1..).all(|(line, number)| line == number.to_string()));
}

#[test]
fn a_plan_shows_how_far_each_entry_is() {
    let turn = Agent::start().prompt("/plan [x] a; [>] b; c");

    let entries = turn.updates[0]["entries"].as_array().unwrap();
    let statuses: Vec<&Value> = entries.iter().map(|entry| &entry["status"]).collect();
    assert_eq!(statuses, ["completed", "in_progress", "pending"]);
}

#[test]
fn a_tool_call_begins_goes_on_and_ends() {
    let turn = Agent::start().prompt("/tool fetch Look it up");

    let statuses: Vec<&Value> = turn.updates.iter().map(|update| &update["status"]).collect();
    assert_eq!(statuses, ["pending", "in_progress", "completed"]);
    assert_eq!((&turn.updates[0]["kind"], &turn.updates[0]["title"]), (&json!("fetch"), &json!("Look it up")));
}

#[test]
fn files_are_written_and_added_to_with_the_difference_shown() {
    let mut agent = Agent::start();

    let turn = agent.prompt("/write notes/a.txt one\\n\n/append notes/a.txt two\\n");

    assert_eq!(agent.repository.read("notes/a.txt"), "one\ntwo\n");
    let calls = turn.of_kind("tool_call");
    let diff = |call: &Value| (call["content"][0]["oldText"].clone(), call["content"][0]["newText"].clone());
    assert_eq!(diff(calls[0]), (Value::Null, json!("one\n")));
    assert_eq!(diff(calls[1]), (json!("one\n"), json!("one\ntwo\n")));
    assert_eq!(calls[1]["locations"][0]["path"], json!(agent.repository.path().join("notes/a.txt")));
}

#[test]
fn a_file_that_cannot_be_written_is_a_failed_call() {
    let turn = Agent::start().prompt("/write README.md/inside text");

    assert_eq!(turn.call_ends(), ["failed"]);
}

#[test]
fn a_command_shows_its_real_output_and_exit_code() {
    let mut agent = Agent::start();

    let turn = agent.prompt("/run pwd; echo oops >&2; exit 3");

    let end = turn.of_kind("tool_call_update").pop().unwrap();
    assert_eq!(end["status"], "failed");
    assert_eq!(end["rawOutput"]["exitCode"], 3);
    assert_eq!(end["rawOutput"]["stdout"], json!(format!("{}\n", agent.repository.path().display())));
    assert_eq!(end["rawOutput"]["stderr"], "oops\n");
}

#[test]
fn a_command_with_a_child_that_stays_does_not_hold_the_turn() {
    let turn = Agent::start().prompt("/run sleep 60 & echo $!");

    let end = turn.of_kind("tool_call_update").pop().unwrap().clone();
    let child = end["rawOutput"]["stdout"].as_str().unwrap().trim().to_owned();
    assert_eq!(end["rawOutput"]["exitCode"], 0);
    assert!(std::process::Command::new("kill").arg(child).status().unwrap().success());
}

#[test]
fn a_commit_is_the_repositorys_own_and_a_push_reaches_origin() {
    let mut agent = Agent::start();

    let turn = agent.prompt("/write a.txt new\n/commit Add a file\n/push");

    assert_eq!(turn.call_ends(), ["completed"; 4]);
    assert_eq!(agent.repository.git(&["log", "-1", "--format=%an <%ae> %s"]), "Alice <alice@example.com> Add a file");
    let here = agent.repository.git(&["rev-parse", "HEAD"]);
    assert!(agent.repository.git(&["ls-remote", "origin", "main"]).starts_with(&here));
}

#[test]
fn a_commit_of_nothing_fails_and_the_script_goes_on() {
    let turn = Agent::start().prompt("/commit Nothing\n/say after");

    assert_eq!(turn.call_ends(), ["completed", "failed"]);
    assert_eq!(turn.said(), "after");
}

#[test]
fn a_turn_holds_until_a_file_is_there() {
    let mut agent = Agent::start();
    let id = agent.send_prompt("/say before\n/hold go\n/say after");
    assert_eq!(agent.next_update("agent_message_chunk")["content"]["text"], "before");

    agent.repository.write("go", "");

    assert_eq!(agent.until_answer(&id).said(), "after");
}

#[test]
fn usage_mode_title_and_commands_are_updates_of_their_kinds() {
    let mut agent = Agent::start();

    let turn = agent.prompt("/usage 10 200 0.5\n/mode auto\n/title Carts\n/commands\n/slow 1ms");

    assert_eq!(
        *turn.of_kind("usage_update")[0],
        json!({"sessionUpdate": "usage_update", "used": 10, "size": 200, "cost": {"amount": 0.5, "currency": "USD"}})
    );
    assert_eq!(turn.of_kind("current_mode_update")[0]["currentModeId"], "auto");
    assert_eq!(turn.of_kind("config_option_update")[0]["configOptions"][0]["currentValue"], "auto");
    assert_eq!(turn.of_kind("session_info_update")[0]["title"], "Carts");
    let commands = turn.of_kind("available_commands_update")[0]["availableCommands"].as_array().unwrap();
    assert!(commands.iter().any(|command| command["name"] == "chunks" && command["input"]["hint"] == "N"));
    assert_eq!(agent.prompt("/mode none").error_code(), -32602);
}

#[test]
fn a_notice_is_said_where_notices_are_not_taken() {
    let mut agent = Agent::start();
    assert_eq!(agent.prompt("/notice Careful").of_kind("notice")[0]["title"], "Careful");

    agent.call("initialize", json!({"protocolVersion": 1}));

    assert_eq!(agent.prompt("/notice Careful").said(), "Careful");
}

#[test]
fn a_bad_line_is_named_and_nothing_is_done() {
    let mut agent = Agent::start();

    let turn = agent.prompt("/write a.txt text\n/sing");

    assert_eq!(turn.error_code(), -32602);
    assert!(turn.answer["error"]["message"].as_str().unwrap().starts_with("line 2, `/sing`: there is no /sing"));
    assert_eq!(turn.answer["error"]["data"]["line"], 2);
    assert!(turn.updates.is_empty());
    assert!(!agent.repository.path().join("a.txt").exists());
}

#[test]
fn what_comes_with_a_prompt_is_seen() {
    let mut agent = Agent::start();
    let session = agent.session.clone();

    let turn = agent.call(
        "session/prompt",
        json!({"sessionId": session, "prompt": [
            {"type": "text", "text": "/attachments"},
            {"type": "image", "data": "AAAA", "mimeType": "image/png"},
            {"type": "resource_link", "name": "a", "uri": "file:///a"},
            {"type": "resource", "resource": {"uri": "file:///b", "text": "abc"}},
        ]}),
    );

    assert_eq!(turn.said(), "image image/png, 4 characters of base64\nlink file:///a\ntext file:///b, 3 characters");
}
