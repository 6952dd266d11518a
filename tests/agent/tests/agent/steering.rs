//! A message into the turn that runs (`_session/steering`).

use serde_json::{Value, json};

use crate::process::Agent;

fn steer(agent: &mut Agent, text: &str) -> Value {
    let params = json!({
        "sessionId": agent.session, "idleBehavior": "promptRequired",
        "prompt": [{ "type": "text", "text": text }],
    });
    agent.request("_session/steering", params)
}

#[test]
fn a_message_into_the_turn_is_heard_in_it_and_the_turn_goes_on() {
    let mut agent = Agent::start();
    let prompt = agent.send_prompt("/say a\n/hold go\n/say b");
    agent.next();
    let id = steer(&mut agent, "be quick");
    let answer = agent.until_answer(&id);
    assert_eq!(answer.answer["result"]["outcome"], "injected");
    assert_eq!(answer.said(), "Heard: be quick\n");
    std::fs::write(agent.repository.path().join("go"), "").unwrap();
    let turn = agent.until_answer(&prompt);
    assert_eq!((turn.stop_reason(), turn.said().as_str()), ("end_turn", "b"));
}

#[test]
fn without_a_turn_it_is_the_clients_to_send() {
    let mut agent = Agent::start();
    let id = steer(&mut agent, "hello");
    assert_eq!(agent.until_answer(&id).answer["result"]["outcome"], "promptRequired");
}
