//! What an agent says, as the turn takes it: pure.

use base64::{Engine, engine::general_purpose::STANDARD};
use contracts::{MessageId, keepable, sandbox::PermissionOption, task::TurnEnd, user::Attachment};
use serde_json::{Value, json};

use crate::store::steers::Steer;

/// One thing that an agent has said.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Something for the session's record: its kind, and what was said.
    Event { kind: &'static str, body: Value },
    /// It asks for permission. `request_id` is the JSON that the answer must carry.
    Asks { request_id: String, title: String, tool_call: Value, options: Vec<PermissionOption> },
    /// It asks for something that is not offered; the answer to give.
    Unasked { answer: Value, body: Value },
    /// How it is set now.
    Set { update: Value },
    /// It has answered a request to set something: what can be set now, or why it does not.
    SetAnswered { request_id: String, result: Result<Value, String>, body: Value },
    /// It has answered a message that was sent into the turn.
    Steered { steered_id: String, is_taken: bool, body: Value },
    /// The turn has ended.
    Ended { end: TurnEnd, body: Value },
    /// The agent's process is gone.
    Exited { message: String, body: Value },
}

/// The id of the request that begins a turn. It is used once: a second use would hang both.
pub fn request_id(id: &MessageId) -> String {
    format!("turn/{id}")
}

/// Reads one envelope of the session's agent. What nobody knows is kept as it is.
pub fn read(envelope: &str, turn: &MessageId) -> Said {
    let cleaned = keepable::json(envelope.as_bytes());
    let text = cleaned.as_deref().unwrap_or(envelope.as_bytes());
    let Ok(body) = serde_json::from_slice::<Value>(text) else {
        return Said::Event { kind: "notice", body: json!({ "unreadable": String::from_utf8_lossy(text) }) };
    };
    let method = body["method"].as_str().unwrap_or_default();
    match (method, body.get("id")) {
        ("session/update", _) => update(body["params"]["update"].clone()),
        ("session/request_permission", Some(id)) => asks(id, &body["params"]),
        ("_adapter/agent_exited", _) => Said::Exited { message: exited(&body["params"]), body },
        ("", Some(id)) if id == &json!(request_id(turn)) => Said::Ended { end: end(&body), body },
        ("", Some(id)) => answered(id.as_str().unwrap_or_default().to_owned(), body),
        ("", None) => Said::Event { kind: "answered", body },
        (_, Some(id)) => {
            let answer = json!({ "jsonrpc": "2.0", "id": id,
                                 "error": { "code": -32601, "message": format!("{method} is not offered here") } });
            Said::Unasked { answer, body }
        }
        _ => Said::Event { kind: "notice", body },
    }
}

/// Updates in which an agent tells of itself, whether it works on a message or not.
pub const ABOUT_ITSELF: [&str; 4] =
    ["available_commands_update", "config_option_update", "current_mode_update", "session_info_update"];

impl Said {
    /// Whether only an agent that has got the turn's message says this.
    pub fn is_work(&self) -> bool {
        match self {
            Self::Event { kind: "update", body } => {
                let about = body["sessionUpdate"].as_str().unwrap_or_default();
                !ABOUT_ITSELF.contains(&about)
            }
            Self::Asks { .. } | Self::Ended { .. } => true,
            Self::Event { .. }
            | Self::Unasked { .. }
            | Self::Set { .. }
            | Self::SetAnswered { .. }
            | Self::Steered { .. }
            | Self::Exited { .. } => false,
        }
    }
}

fn update(update: Value) -> Said {
    match update["sessionUpdate"].as_str() {
        Some("config_option_update" | "current_mode_update") => Said::Set { update },
        _ => Said::Event { kind: "update", body: update },
    }
}

/// An answer to something beside the turn, or of before it.
fn answered(id: String, body: Value) -> Said {
    let error = body.get("error").map(|error| error["message"].as_str().unwrap_or("it gave no reason").to_owned());
    if id.starts_with(SET) {
        let result = error.map_or_else(|| Ok(body["result"].clone()), Err);
        return Said::SetAnswered { request_id: id, result, body };
    }
    if let Some(steered_id) = id.strip_prefix(STEER) {
        // Only these two say that the message is still ours. What else an agent says, it has the message.
        let is_taken = error.is_none() && body["result"]["outcome"] != "promptRequired";
        return Said::Steered { steered_id: steered_id.to_owned(), is_taken, body };
    }
    Said::Event { kind: "answered", body }
}

/// The beginnings of the ids of requests beside the turn.
pub const SET: &str = "set/";
pub const STEER: &str = "steer/";

fn asks(id: &Value, params: &Value) -> Said {
    let tool_call = params["toolCall"].clone();
    let title = tool_call["title"].as_str().unwrap_or("The agent asks for permission");
    let text = |option: &Value, field: &str| option[field].as_str().unwrap_or_default().to_owned();
    let options = params["options"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
    let options = options.map(|option| PermissionOption {
        option_id: text(option, "optionId"),
        name: text(option, "name"),
        kind: text(option, "kind"),
    });
    Said::Asks {
        request_id: id.to_string(),
        title: title.chars().filter(|char| !char.is_control()).take(200).collect(),
        tool_call,
        options: options.collect(),
    }
}

fn end(response: &Value) -> TurnEnd {
    if let Some(error) = response.get("error") {
        let message = error["message"].as_str().unwrap_or("the agent gave no reason");
        return TurnEnd::Failed { message: format!("The agent could not do it: {message}") };
    }
    match response["result"]["stopReason"].as_str() {
        Some("cancelled") => TurnEnd::Stopped,
        Some("refusal") => TurnEnd::Refused,
        Some("max_tokens" | "max_turn_requests") => TurnEnd::LimitReached,
        _ => TurnEnd::Done,
    }
}

/// How the agent's process ended, with the last lines it wrote to its error output.
fn exited(params: &Value) -> String {
    let lines = params["agentStderr"].as_array().map(Vec::as_slice).unwrap_or_default();
    let lines: Vec<_> = lines.iter().filter_map(Value::as_str).collect();
    let code = params["code"].as_i64().or(params["exitCode"].as_i64());
    let how = code.map_or_else(|| "was ended".to_owned(), |code| format!("ended with code {code}"));
    let said = if lines.is_empty() { String::new() } else { format!(": {}", lines.join("\n")) };
    format!("The agent's process {how}{said}. The next message starts it again.")
}

/// An image that a message points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub image_id: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// What the agent is told: the text, each file or line that it points at, and its images.
pub fn prompt(text: &str, attachments: &[Attachment], images: &[Image]) -> Vec<Value> {
    let files = attachments.iter().filter(|attachment| attachment.image_id.is_none());
    let pointed = files.map(|attachment| {
        let line = attachment.line_number.map_or_else(String::new, |line| format!(":{line}"));
        let content = attachment.line_content.as_deref().map_or_else(String::new, |content| format!("\n{content}"));
        format!("@ {}{line}{content}", attachment.file_path)
    });
    let parts = [text.to_owned()].into_iter().filter(|text| !text.trim().is_empty()).chain(pointed);
    let texts = parts.map(|text| json!({ "type": "text", "text": text }));
    let pictures = images
        .iter()
        .map(|image| json!({ "type": "image", "mimeType": image.media_type, "data": STANDARD.encode(&image.bytes) }));
    texts.chain(pictures).collect()
}

/// A message into the turn, for the session's log.
pub fn steered(steer: &Steer, is_taken: bool) -> Value {
    let Steer { steered_id, text, attachments, author, .. } = steer;
    json!({ "steeredId": steered_id, "text": text, "attachments": attachments, "author": author, "isTaken": is_taken })
}

/// The answer to a permission: an option, or that nobody will answer.
pub fn answer(request_id: &str, option_id: Option<&str>) -> Value {
    let id: Value = serde_json::from_str(request_id).unwrap_or(Value::Null);
    let outcome = match option_id {
        Some(option_id) => json!({ "outcome": "selected", "optionId": option_id }),
        None => json!({ "outcome": "cancelled" }),
    };
    json!({ "jsonrpc": "2.0", "id": id, "result": { "outcome": outcome } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn() -> MessageId {
        "m-1".parse().unwrap()
    }

    fn said(envelope: &Value) -> Said {
        read(&envelope.to_string(), &turn())
    }

    #[test]
    fn only_work_shows_that_an_agent_has_got_its_message() {
        let update = |about: &str| {
            let update = json!({ "sessionUpdate": about });
            said(&json!({ "method": "session/update", "params": { "update": update } })).is_work()
        };
        for about in ["agent_message_chunk", "agent_thought_chunk", "tool_call", "plan", "what nobody knows"] {
            assert!(update(about), "{about}");
        }
        ABOUT_ITSELF.iter().for_each(|about| assert!(!update(about), "{about}"));
        assert!(!said(&json!({ "id": "set/1", "result": {} })).is_work(), "it was set before the message");
        assert!(!said(&json!({ "id": "open/1", "result": { "sessionId": "a" } })).is_work());
        assert!(said(&json!({ "id": "turn/m-1", "result": { "stopReason": "end_turn" } })).is_work());
        assert!(said(&json!({ "id": 7, "method": "session/request_permission", "params": {} })).is_work());
    }

    #[test]
    fn what_is_said_is_kept_as_it_was_said_also_when_nobody_knows_it() {
        let update = json!({ "sessionUpdate": "something_new", "x": 1 });
        let said_update =
            said(&json!({ "method": "session/update", "params": { "sessionId": "a", "update": update } }));
        assert_eq!(said_update, Said::Event { kind: "update", body: update });
        let notice = json!({ "method": "_x/y", "params": {} });
        assert_eq!(said(&notice), Said::Event { kind: "notice", body: notice });
        assert_eq!(
            read("not json", &turn()),
            Said::Event { kind: "notice", body: json!({ "unreadable": "not json" }) }
        );
        let nul = read(r#"{"method":"session/update","params":{"update":{"text":"a\u0000b"}}}"#, &turn());
        assert_eq!(nul, Said::Event { kind: "update", body: json!({ "text": "a\u{fffd}b" }) });
    }

    #[test]
    fn a_turn_ends_with_the_answer_to_its_own_request_and_no_other() {
        let of = |id: &str, rest: Value| {
            let mut envelope = json!({ "id": id });
            envelope.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            said(&envelope)
        };
        let ended = |end: TurnEnd, said: Said| {
            assert!(matches!(&said, Said::Ended { end: got, .. } if *got == end), "{said:?}")
        };
        ended(TurnEnd::Done, of("turn/m-1", json!({ "result": { "stopReason": "end_turn" } })));
        ended(TurnEnd::Stopped, of("turn/m-1", json!({ "result": { "stopReason": "cancelled" } })));
        ended(TurnEnd::Refused, of("turn/m-1", json!({ "result": { "stopReason": "refusal" } })));
        ended(TurnEnd::LimitReached, of("turn/m-1", json!({ "result": { "stopReason": "max_tokens" } })));
        let failed = of("turn/m-1", json!({ "error": { "code": -32000, "message": "sign in" } }));
        assert!(
            matches!(&failed, Said::Ended { end: TurnEnd::Failed { message }, .. } if message.ends_with("sign in"))
        );
        assert!(matches!(of("turn/m-0", json!({ "result": {} })), Said::Event { kind: "answered", .. }));
    }

    #[test]
    fn a_question_keeps_the_id_that_its_answer_must_carry() {
        let options = json!([{ "optionId": "yes", "name": "Allow", "kind": "allow_once" }]);
        let params = json!({ "toolCall": { "title": "Edit a.rs\nnow" }, "options": options });
        let asked = said(&json!({ "id": 0, "method": "session/request_permission", "params": params }));
        let Said::Asks { request_id, title, options, .. } = asked else { panic!("{asked:?}") };
        assert_eq!((request_id.as_str(), title.as_str(), options[0].option_id.as_str()), ("0", "Edit a.rsnow", "yes"));
        assert_eq!(answer("0", Some("yes"))["result"]["outcome"]["optionId"], "yes");
        assert_eq!(
            answer("\"p\"", None),
            json!({ "jsonrpc": "2.0", "id": "p", "result": { "outcome": { "outcome": "cancelled" } } })
        );
    }

    #[test]
    fn what_is_not_offered_is_answered_so_that_the_agent_goes_on() {
        let asked = said(&json!({ "id": 3, "method": "fs/read_text_file", "params": {} }));
        assert!(
            matches!(&asked, Said::Unasked { answer, .. } if answer["error"]["code"] == -32601 && answer["id"] == 3)
        );
    }

    #[test]
    fn an_agent_that_died_is_told_with_its_last_words() {
        let params = json!({ "code": 1, "agentStderr": ["no key", "bye"] });
        let died = said(&json!({ "method": "_adapter/agent_exited", "params": params }));
        assert!(matches!(&died, Said::Exited { message, .. } if message.contains("code 1: no key\nbye")), "{died:?}");
    }

    #[test]
    fn files_and_lines_follow_the_text() {
        let line = |number, content: Option<&str>| Attachment {
            id: "a".into(),
            file_path: "src/a.rs".into(),
            line_number: number,
            line_content: content.map(str::to_owned),
            image_id: None,
        };
        let parts = prompt("Look", &[line(Some(7), Some("fn a()")), line(None, None)], &[]);
        let texts: Vec<_> = parts.iter().map(|part| part["text"].as_str().unwrap()).collect();
        assert_eq!(texts, ["Look", "@ src/a.rs:7\nfn a()", "@ src/a.rs"]);
        assert_eq!(prompt(" ", &[line(None, None)], &[]).len(), 1);
        let page = Attachment { image_id: Some("0a".into()), ..line(None, None) };
        let image = Image { image_id: "0a".into(), media_type: "image/png".into(), bytes: b"png".to_vec() };
        let parts = prompt("Look", &[page], &[image]);
        assert_eq!(parts[1], json!({ "type": "image", "mimeType": "image/png", "data": "cG5n" }));
    }

    #[test]
    fn what_is_set_and_sent_into_the_turn_is_answered_beside_it() {
        let mode = json!({ "sessionUpdate": "current_mode_update", "currentModeId": "auto" });
        let told = said(&json!({ "method": "session/update", "params": { "update": mode } }));
        assert_eq!(told, Said::Set { update: mode });
        let set = said(&json!({ "id": "set/1", "error": { "message": "no such model" } }));
        assert!(matches!(&set, Said::SetAnswered { result: Err(why), .. } if why == "no such model"));
        let outcome = |result: Value| {
            let Said::Steered { steered_id, is_taken, .. } = said(&json!({ "id": "steer/m-2", "result": result }))
            else {
                panic!("it is an answer to a message")
            };
            assert_eq!(steered_id, "m-2");
            is_taken
        };
        assert!(outcome(json!({ "outcome": "injected" })));
        assert!(outcome(json!({ "outcome": "startedNewTurn" })), "it is the agent's now");
        assert!(!outcome(json!({ "outcome": "promptRequired", "reason": "noRunningTurn" })));
        let refused = said(&json!({ "id": "steer/m-2", "error": { "code": -32601 } }));
        assert!(matches!(refused, Said::Steered { is_taken: false, .. }));
    }
}
