//! What an agent is told that has no memory of a session: a summary of its log. Pure.

use contracts::sandbox::SessionEvent;

/// Characters of a summary. It stands before each such message, and agents are paid by what they read.
const LONGEST: usize = 12_000;

/// Characters of one message of a person or an agent in it.
const LONGEST_MESSAGE: usize = 1_500;

const INTRODUCTION: &str = "You take over this conversation and have no memory of it. This is a summary of what was said so \
                            far, oldest first. Look at the files before you rely on it.";

/// One thing that was said, as the summary has it.
#[derive(Debug, PartialEq)]
enum Line {
    Person(String),
    Agent(String),
    Tool(String),
}

/// The summary of what was said in these events, which are in order; `None` when nothing was. Of what would be too long, the
/// newest is kept.
pub fn summary(events: &[SessionEvent]) -> Option<String> {
    let mut room = LONGEST;
    let mut kept: Vec<String> = Vec::new();
    let lines = lines(events);
    for line in lines.iter().rev() {
        let text = match line {
            Line::Person(text) => format!("Person: {}", beginning(text)),
            Line::Agent(text) => format!("You: {}", end(text)),
            Line::Tool(title) => format!("(You used a tool: {title})"),
        };
        let length = text.chars().count() + 2;
        if length > room {
            kept.push("(What was said before this is left out.)".to_owned());
            break;
        }
        room -= length;
        kept.push(text);
    }
    kept.push(INTRODUCTION.to_owned());
    kept.reverse();
    (!lines.is_empty()).then(|| kept.join("\n\n"))
}

/// Who said what, with the chunks of one message in one line.
fn lines(events: &[SessionEvent]) -> Vec<Line> {
    let mut lines = Vec::new();
    for event in events {
        let body = &event.body;
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().trim_end().to_owned();
        match (event.kind.as_str(), body["sessionUpdate"].as_str()) {
            ("prompt", _) => lines.push(Line::Person(text(&body["text"]))),
            ("steer", _) if body["isTaken"] == true => lines.push(Line::Person(text(&body["text"]))),
            ("update", Some("agent_message_chunk")) => {
                let chunk = body["content"]["text"].as_str().unwrap_or_default();
                match lines.last_mut() {
                    Some(Line::Agent(said)) => said.push_str(chunk),
                    _ => lines.push(Line::Agent(chunk.to_owned())),
                }
            }
            ("update", Some("tool_call")) => lines.push(Line::Tool(beginning(&text(&body["title"])))),
            _ => {}
        }
    }
    lines.retain(|line| match line {
        Line::Person(text) | Line::Agent(text) | Line::Tool(text) => !text.trim().is_empty(),
    });
    lines
}

fn beginning(text: &str) -> String {
    let mut kept: String = text.chars().take(LONGEST_MESSAGE).collect();
    if kept.len() < text.len() {
        kept.push_str(" […]");
    }
    kept
}

/// An agent says last what came of it.
fn end(text: &str) -> String {
    let text = text.trim();
    let count = text.chars().count();
    if count <= LONGEST_MESSAGE {
        return text.to_owned();
    }
    let kept: String = text.chars().skip(count - LONGEST_MESSAGE).collect();
    format!("[…] {kept}")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn event(kind: &str, body: Value) -> SessionEvent {
        SessionEvent { index: 1, last_index: None, message_id: None, kind: kind.into(), at: 5, body }
    }

    fn says(text: &str) -> SessionEvent {
        event("update", json!({ "sessionUpdate": "agent_message_chunk", "content": { "type": "text", "text": text } }))
    }

    #[test]
    fn a_summary_says_who_said_what_in_order() {
        let tool = event("update", json!({ "sessionUpdate": "tool_call", "title": "Edit a.rs" }));
        let thought = event("update", json!({ "sessionUpdate": "agent_thought_chunk", "content": { "text": "hm" } }));
        let events =
            [event("prompt", json!({ "text": "Mend it" })), thought, says("I lo"), says("ok."), tool, says("Done.")];
        let summary = summary(&events).unwrap();
        let lines: Vec<_> = summary.split("\n\n").skip(1).collect();
        assert_eq!(lines, ["Person: Mend it", "You: I look.", "(You used a tool: Edit a.rs)", "You: Done."]);
    }

    #[test]
    fn a_summary_is_bounded_and_keeps_the_newest() {
        let turn =
            |number: usize| [event("prompt", json!({ "text": format!("ask {number}") })), says(&"é".repeat(9_000))];
        let events: Vec<_> = (0..100).flat_map(turn).collect();
        let summary = summary(&events).unwrap();
        assert!(summary.chars().count() < LONGEST + 400, "{}", summary.chars().count());
        assert!(summary.contains("ask 99") && !summary.contains("ask 1\n") && summary.contains("left out"));
    }

    #[test]
    fn where_nothing_was_said_there_is_no_summary() {
        assert_eq!(summary(&[]), None);
        assert_eq!(summary(&[event("notice", json!({ "text": "x" })), event("prompt", json!({ "text": " " }))]), None);
    }
}
