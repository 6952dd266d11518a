//! What the model answers: pure.

use serde_json::{Value, json};

/// The answer as a stream of server-sent events.
pub fn stream(request: &Value) -> String {
    let last = request["messages"].as_array().and_then(|messages| messages.last()).cloned().unwrap_or_default();
    let said = text(&last["content"]);
    let (deltas, reason) = match (last["role"].as_str(), call(&said)) {
        (Some("tool"), _) => (spoken("It said: ", &said), "stop"),
        (_, Some(call)) => (vec![call], "tool_calls"),
        (_, None) => (spoken("Heard: ", &said), "stop"),
    };
    let ends = [(json!({}), json!(reason))];
    let all = deltas.into_iter().map(|delta| (delta, Value::Null)).chain(ends);
    let events = all.map(|(delta, reason)| {
        let chunk = json!({
            "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": request["model"],
            "choices": [{ "index": 0, "delta": delta, "finish_reason": reason }],
        });
        format!("data: {chunk}\n\n")
    });
    events.chain(["data: [DONE]\n\n".to_owned()]).collect()
}

fn spoken(before: &str, said: &str) -> Vec<Value> {
    vec![json!({ "role": "assistant", "content": before }), json!({ "content": said })]
}

/// `call TOOL {arguments}`.
fn call(said: &str) -> Option<Value> {
    let (name, arguments) = said.trim().strip_prefix("call ")?.split_once(' ')?;
    let function = json!({ "name": name, "arguments": arguments });
    let calls = json!([{ "index": 0, "id": "call_1", "type": "function", "function": function }]);
    Some(json!({ "role": "assistant", "tool_calls": calls }))
}

/// Of a message with several parts, all of their texts.
fn text(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(|part| part["text"].as_str()).collect(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(message: Value) -> String {
        stream(&json!({ "model": "echo", "messages": [message] }))
    }

    #[test]
    fn it_echoes_calls_tools_and_repeats_what_they_say() {
        let heard = answered(json!({ "role": "user", "content": [{ "type": "text", "text": "hello" }] }));
        assert!(heard.contains(r#""content":"hello""#) && heard.ends_with("data: [DONE]\n\n"), "{heard}");
        let called = answered(json!({ "role": "user", "content": "call bash {\"command\":\"ls\"}" }));
        assert!(called.contains(r#""name":"bash""#) && called.contains("tool_calls"), "{called}");
        let repeated = answered(json!({ "role": "tool", "content": "call bash {}" }));
        assert!(repeated.contains("It said: ") && !repeated.contains("\"tool_calls\""), "{repeated}");
    }
}
