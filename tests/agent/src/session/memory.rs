//! What a session remembers: prompts, and what was said and done after each. Pure; [`super::store`] keeps it on disk.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::protocol::update::{self, Speech};

/// Turns that are kept. Without it a session's file would grow for ever, and is written anew with each change.
const KEPT_TURNS: usize = 200;

/// Updates that are kept of a turn, for the same reason.
const KEPT_UPDATES: usize = 500;

/// Bytes that are kept of one message or tool call: a huge chunk must not make every later write slow.
const KEPT_BYTES: usize = 64 * 1024;

/// Updates that are part of the conversation. Others tell of a moment and are not replayed.
const KEPT_KINDS: [&str; 5] = ["agent_message_chunk", "agent_thought_chunk", "tool_call", "tool_call_update", "plan"];

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    pub session_id: String,
    pub cwd: PathBuf,
    pub title: Option<String>,
    pub updated_at: Timestamp,
    /// Prompts ever received, also those of turns that are no longer kept.
    pub prompts: u64,
    pub turns: Vec<Turn>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    pub prompt: String,
    /// In order; the chunks of one message are one update.
    pub updates: Vec<Value>,
}

impl Memory {
    pub fn new(session_id: String, cwd: PathBuf, now: Timestamp) -> Self {
        Self { session_id, cwd, title: None, updated_at: now, prompts: 0, turns: Vec::new() }
    }

    /// Remembers a prompt; returns its number, which no other prompt of the session has.
    pub fn begin_turn(&mut self, prompt: &str, now: Timestamp) -> u64 {
        self.prompts += 1;
        self.updated_at = now;
        self.turns.push(Turn { prompt: bounded(prompt), updates: Vec::new() });
        if self.turns.len() > KEPT_TURNS {
            self.turns.remove(0);
        }
        self.prompts
    }

    /// Remembers an update of the turn that runs. True when it is worth writing to disk at once.
    pub fn keep(&mut self, update: &Value) -> bool {
        let kind = update["sessionUpdate"].as_str().unwrap_or_default();
        let Some(turn) = self.turns.last_mut() else { return false };
        if !KEPT_KINDS.contains(&kind) {
            return false;
        }
        if turn.updates.last_mut().is_some_and(|last| joined(last, update)) {
            return false;
        }
        if turn.updates.len() < KEPT_UPDATES {
            turn.updates.push(shortened(update));
        }
        !kind.ends_with("_chunk")
    }

    /// The conversation as updates, for a client that loads the session.
    pub fn replay(&self) -> Vec<Value> {
        let first = self.prompts - self.turns.len() as u64 + 1;
        let turns = (first..).zip(&self.turns);
        turns
            .flat_map(|(number, turn)| {
                let prompt = update::chunk(Speech::User, &format!("prompt-{number}"), &turn.prompt);
                std::iter::once(prompt).chain(turn.updates.iter().cloned())
            })
            .collect()
    }
}

/// Adds a chunk to the one before if both are of one message.
fn joined(last: &mut Value, update: &Value) -> bool {
    let is_same = update["messageId"].is_string()
        && last["messageId"] == update["messageId"]
        && last["sessionUpdate"] == update["sessionUpdate"];
    let (true, Some(text)) = (is_same, update["content"]["text"].as_str()) else { return false };
    if let Value::String(whole) = &mut last["content"]["text"]
        && whole.len() < KEPT_BYTES
    {
        whole.push_str(&bounded(text));
    }
    true
}

fn shortened(update: &Value) -> Value {
    if let Some(text) = update["content"]["text"].as_str() {
        let mut update = json!({"sessionUpdate": update["sessionUpdate"], "messageId": update["messageId"]});
        update["content"] = json!({"type": "text", "text": bounded(text)});
        return update;
    }
    let mut update = update.clone();
    if update.to_string().len() > KEPT_BYTES {
        update["content"] = json!([{"type": "content", "content": {"type": "text", "text": "(too long to remember)"}}]);
        update["rawOutput"] = Value::Null;
    }
    update
}

fn bounded(text: &str) -> String {
    let mut end = text.len().min(KEPT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory() -> Memory {
        Memory::new("s".to_owned(), "/repo".into(), Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn the_chunks_of_a_message_are_remembered_as_one() {
        let mut memory = memory();
        memory.begin_turn("hello", Timestamp::UNIX_EPOCH);

        for text in ["a", "b", "c"] {
            memory.keep(&update::chunk(Speech::Message, "m1", text));
        }
        memory.keep(&update::chunk(Speech::Message, "m2", "d"));

        let expected = [
            update::chunk(Speech::User, "prompt-1", "hello"),
            update::chunk(Speech::Message, "m1", "abc"),
            update::chunk(Speech::Message, "m2", "d"),
        ];
        assert_eq!(memory.replay(), expected);
    }

    #[test]
    fn what_tells_of_a_moment_is_not_replayed() {
        let mut memory = memory();
        memory.begin_turn("hello", Timestamp::UNIX_EPOCH);

        for update in [update::usage(1, 2, None), update::notice("n"), update::unknown(), update::title("t")] {
            assert!(!memory.keep(&update));
        }

        assert_eq!(memory.replay().len(), 1);
    }

    #[test]
    fn memory_is_bounded_and_numbers_go_on() {
        let mut memory = memory();
        for number in 1..=KEPT_TURNS as u64 + 5 {
            assert_eq!(memory.begin_turn("p", Timestamp::UNIX_EPOCH), number);
        }
        memory.keep(&update::chunk(Speech::Message, "m", &"é".repeat(KEPT_BYTES)));

        assert_eq!(memory.turns.len(), KEPT_TURNS);
        assert_eq!(memory.replay()[0]["messageId"], "prompt-6");
        assert!(memory.replay().last().unwrap().to_string().len() < KEPT_BYTES + 200);
    }
}
