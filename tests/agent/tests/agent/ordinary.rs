//! An ordinary prompt, with nothing but its words.

use serde_json::{Value, json};

use crate::process::{Agent, Turn};

const WISH: &str = "Round the total of the cart";

fn decided(agent: &mut Agent, prompt: &str, option: &str) -> Turn {
    let id = agent.send_prompt(prompt);
    let mut before = Vec::new();
    let permission = loop {
        let message = agent.next();
        if message["method"] == "session/request_permission" {
            break message;
        }
        before.push(message["params"]["update"].clone());
    };
    agent.respond(&permission["id"], json!({"outcome": {"outcome": "selected", "optionId": option}}));
    let mut turn = agent.until_answer(&id);
    before.append(&mut turn.updates);
    turn.updates = before;
    turn
}

#[test]
fn a_turn_thinks_plans_reads_asks_writes_and_sums_up() {
    let mut agent = Agent::start();
    let old = agent.repository.read("src/cart.ts");

    let turn = decided(&mut agent, WISH, "yes");

    assert_eq!(turn.stop_reason(), "end_turn");
    let calls = turn.of_kind("tool_call");
    let kinds: Vec<&Value> = calls.iter().map(|call| &call["kind"]).collect();
    assert_eq!(kinds, ["search", "read", "read", "edit", "execute", "execute"]);
    assert_eq!(turn.call_ends(), ["completed"; 6]);
    let new = agent.repository.read("src/cart.ts");
    let diff = &calls[3]["content"][0];
    assert_eq!((&diff["oldText"], &diff["newText"]), (&json!(old), &json!(new)));
    assert_eq!(new, format!("// Round the total of the cart.\n{old}"));
    assert_eq!(calls[0]["locations"][0], json!({"path": agent.repository.path().join("src/cart.ts"), "line": 1}));

    let plans = turn.of_kind("plan");
    let statuses = |plan: &Value| -> Vec<Value> {
        plan["entries"].as_array().unwrap().iter().map(|entry| entry["status"].clone()).collect()
    };
    assert_eq!(statuses(plans[0]), ["pending"; 4]);
    assert_eq!(statuses(plans[2]), ["completed", "in_progress", "pending", "pending"]);
    assert_eq!(statuses(plans.last().unwrap()), ["completed"; 4]);

    assert!(!turn.of_kind("agent_thought_chunk").is_empty());
    assert_eq!(turn.of_kind("usage_update").len(), 1);
    assert!(turn.said().contains("## Round the total of the cart"), "{}", turn.said());
    assert!(turn.said().contains("src/cart.ts | 1 +"), "{}", turn.said());
    assert_eq!(agent.repository.git(&["status", "--short"]), "M src/cart.ts");
}

#[test]
fn a_rejected_edit_changes_nothing_and_says_so() {
    let mut agent = Agent::start();

    let turn = decided(&mut agent, WISH, "no");

    assert_eq!(turn.call_ends()[3], "failed");
    assert!(turn.said().contains("**Nothing was changed**"));
    assert_eq!(agent.repository.git(&["status", "--short"]), "");
}

#[test]
fn always_is_for_the_whole_session() {
    let mut allowed = Agent::start();
    let mut rejected = Agent::start();

    decided(&mut allowed, WISH, "yes-always");
    decided(&mut rejected, WISH, "no-always");

    assert_eq!(allowed.prompt("Retry webhooks").call_ends()[3], "completed");
    assert_eq!(rejected.prompt("Retry webhooks").call_ends()[3], "failed");
    assert_eq!(rejected.repository.git(&["status", "--short"]), "");
}

#[test]
fn in_mode_auto_nobody_is_asked() {
    let mut agent = Agent::start();
    agent.set_mode("auto");

    agent.prompt("Rename deliver to send_out");

    assert_eq!(
        agent.repository.read("src/webhooks.ts"),
        "export function send_out(url: string) {\n  return fetch(url);\n}\n"
    );
}

#[test]
fn the_same_repository_and_prompt_give_the_same_turn() {
    let turn = || {
        let mut agent = Agent::start();
        agent.set_mode("auto");
        let folder = agent.repository.path().display().to_string();
        let updates = agent.prompt(WISH).updates;
        json!(updates).to_string().replace(&folder, "")
    };

    assert_eq!(turn(), turn());
}

#[test]
fn a_file_that_somebody_changes_meanwhile_is_left_as_it_is() {
    let mut agent = Agent::start();
    let id = agent.send_prompt(WISH);
    let permission = agent.next_permission();
    agent.repository.write("src/cart.ts", "mine\n");

    agent.respond(&permission["id"], json!({"outcome": {"outcome": "selected", "optionId": "yes"}}));

    assert!(agent.until_answer(&id).said().contains("changed by somebody else"));
    assert_eq!(agent.repository.read("src/cart.ts"), "mine\n");
}

#[test]
fn a_cancel_before_the_permission_is_answered_leaves_the_file() {
    let mut agent = Agent::start();
    let id = agent.send_prompt(WISH);
    agent.next_permission();

    agent.cancel();

    let turn = agent.until_answer(&id);
    assert_eq!(turn.stop_reason(), "cancelled");
    assert_eq!(turn.of_kind("tool_call_update").pop().unwrap()["status"], "failed");
    assert_eq!(agent.repository.git(&["status", "--short"]), "");
}
