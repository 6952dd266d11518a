//! Tool calls as they are told to the client.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// The kinds of the protocol.
pub const KINDS: [&str; 10] =
    ["read", "edit", "delete", "move", "search", "execute", "think", "fetch", "switch_mode", "other"];

/// A call that begins. Paths are absolute, lines count from 1.
#[derive(Debug, Clone)]
pub struct ToolCall {
    pub kind: &'static str,
    pub title: String,
    pub locations: Vec<(PathBuf, Option<u32>)>,
    pub content: Vec<Value>,
    pub raw_input: Value,
}

impl ToolCall {
    pub fn new(kind: &'static str, title: impl Into<String>) -> Self {
        Self { kind, title: title.into(), locations: Vec::new(), content: Vec::new(), raw_input: json!({}) }
    }

    pub fn at(mut self, path: impl Into<PathBuf>, line: Option<u32>) -> Self {
        self.locations.push((path.into(), line));
        self
    }

    pub fn with_content(mut self, content: Value) -> Self {
        self.content.push(content);
        self
    }

    pub fn with_input(mut self, raw_input: Value) -> Self {
        self.raw_input = raw_input;
        self
    }

    /// Its fields, for the update that begins it and for the permission it needs.
    pub fn fields(&self, id: &str) -> Value {
        let locations: Vec<Value> = self
            .locations
            .iter()
            .map(|(path, line)| match line {
                Some(line) => json!({"path": path, "line": line}),
                None => json!({"path": path}),
            })
            .collect();
        json!({
            "toolCallId": id,
            "kind": self.kind,
            "title": self.title,
            "status": "pending",
            "locations": locations,
            "content": self.content,
            "rawInput": self.raw_input,
        })
    }

    pub fn begun(&self, id: &str) -> Value {
        let mut update = self.fields(id);
        update["sessionUpdate"] = json!("tool_call");
        update
    }
}

pub fn in_progress(id: &str) -> Value {
    json!({"sessionUpdate": "tool_call_update", "toolCallId": id, "status": "in_progress"})
}

/// The end of a call. Version 1 of the protocol has no status for a cancelled one: it failed, and its content says why.
pub fn ended(id: &str, succeeded: bool, content: Vec<Value>, raw_output: Value) -> Value {
    json!({
        "sessionUpdate": "tool_call_update",
        "toolCallId": id,
        "status": if succeeded { "completed" } else { "failed" },
        "content": content,
        "rawOutput": raw_output,
    })
}

pub fn text(text: &str) -> Value {
    json!({"type": "content", "content": {"type": "text", "text": text}})
}

/// A change of a file; `old` is `None` for a file that did not exist.
pub fn diff(path: &Path, old: Option<&str>, new: &str) -> Value {
    json!({"type": "diff", "path": path, "oldText": old, "newText": new})
}
