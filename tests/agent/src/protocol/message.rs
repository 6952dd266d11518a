//! A line from the client, and the lines that answer it.

use serde_json::{Value, json};

use super::Refusal;

/// What a line turned out to be.
#[derive(Debug, PartialEq)]
pub enum Incoming {
    Request {
        id: Value,
        method: String,
        params: Value,
    },
    Notification {
        method: String,
        params: Value,
    },
    /// The answer to a request of ours: `Ok` with its `result`, `Err` with its `error`.
    Response {
        id: Value,
        outcome: Result<Value, Value>,
    },
}

/// Reads one line. What is no message is refused with the id it carries, or null.
pub fn parse(line: &str) -> Result<Incoming, (Value, Refusal)> {
    let mut message: Value =
        serde_json::from_str(line).map_err(|error| (Value::Null, Refusal::not_json(error.to_string())))?;
    let Some(fields) = message.as_object_mut() else {
        return Err((Value::Null, Refusal::invalid_request("a message is a JSON object; batches are not supported")));
    };
    let id = fields.remove("id");
    if id.as_ref().is_some_and(|id| !(id.is_string() || id.is_number() || id.is_null())) {
        return Err((Value::Null, Refusal::invalid_request("an id is a string, a number or null")));
    }
    let params = fields.remove("params").unwrap_or_else(|| json!({}));
    match (fields.remove("method"), id) {
        (Some(Value::String(method)), Some(id)) => Ok(Incoming::Request { id, method, params }),
        (Some(Value::String(method)), None) => Ok(Incoming::Notification { method, params }),
        (Some(_), id) => Err((id.unwrap_or_default(), Refusal::invalid_request("a method is a string"))),
        (None, Some(id)) => match (fields.remove("result"), fields.remove("error")) {
            (Some(result), None) => Ok(Incoming::Response { id, outcome: Ok(result) }),
            (None, Some(error)) => Ok(Incoming::Response { id, outcome: Err(error) }),
            _ => Err((id, Refusal::invalid_request("neither a method nor a result nor an error"))),
        },
        (None, None) => Err((Value::Null, Refusal::invalid_request("neither a method nor an id"))),
    }
}

/// The line that answers request `id`.
pub fn response(id: &Value, outcome: Result<Value, Refusal>) -> String {
    line(match outcome {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Err(refusal) => json!({"jsonrpc": "2.0", "id": id, "error": refusal.to_json()}),
    })
}

/// The line of a request of ours.
pub fn request(id: u64, method: &str, params: Value) -> String {
    line(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))
}

/// The line of a `session/update`.
pub fn update(session_id: &str, update: &Value) -> String {
    line(json!({
        "jsonrpc": "2.0",
        "method": "session/update",
        "params": {"sessionId": session_id, "update": update},
    }))
}

fn line(message: Value) -> String {
    format!("{message}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_a_notification_and_a_response_are_told_apart() {
        let request = parse(r#"{"jsonrpc":"2.0","id":"a","method":"m","params":{"x":1}}"#);
        let notification = parse(r#"{"jsonrpc":"2.0","method":"m"}"#);
        let response = parse(r#"{"jsonrpc":"2.0","id":3,"result":{}}"#);

        assert_eq!(request, Ok(Incoming::Request { id: json!("a"), method: "m".to_owned(), params: json!({"x": 1}) }));
        assert_eq!(notification, Ok(Incoming::Notification { method: "m".to_owned(), params: json!({}) }));
        assert_eq!(response, Ok(Incoming::Response { id: json!(3), outcome: Ok(json!({})) }));
    }

    #[test]
    fn what_is_no_message_is_refused_with_its_id_and_a_code() {
        let refused = |line| {
            let (id, refusal) = parse(line).expect_err("is no message");
            (id, refusal.code)
        };

        assert_eq!(refused("nonsense"), (Value::Null, -32700));
        assert_eq!(refused("[]"), (Value::Null, -32600));
        assert_eq!(refused(r#"{"id":[1],"method":"m"}"#), (Value::Null, -32600));
        assert_eq!(refused(r#"{"id":7,"method":1}"#), (json!(7), -32600));
        assert_eq!(refused(r#"{"id":7}"#), (json!(7), -32600));
        assert_eq!(refused(r#"{"jsonrpc":"2.0"}"#), (Value::Null, -32600));
    }

    #[test]
    fn a_message_is_one_line_whatever_its_text() {
        let line = update("s", &json!({"text": "two\nlines"}));

        assert_eq!(line.matches('\n').count(), 1);
        assert!(line.ends_with('\n'));
    }
}
