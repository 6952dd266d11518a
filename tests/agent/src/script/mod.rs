//! The little language of prompts: each line is one step.

mod arguments;
mod parse;
mod verbs;

use std::time::Duration;

use crate::protocol::update::Entry;

pub use parse::{BadLine, is_script, parse};
pub use verbs::{VERBS, Verb, manual};

/// A step of a script. [`VERBS`] says of each what it does.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Say(String),
    Think(String),
    Plan(Vec<Entry>),
    Title(String),
    Chunks(u64),
    Clock(u64),
    Delay(Duration),
    Huge(usize),
    Usage { used: u64, size: u64, cost_usd: Option<f64> },
    Mode(String),
    Commands,
    Notice(String),
    Tool { kind: &'static str, title: String },
    Ask(String),
    Write { path: String, text: String },
    Append { path: String, text: String },
    Run(String),
    Commit(String),
    Push,
    Slow(Duration),
    Silent,
    Hold(String),
    IgnoreCancel,
    LateCancel(Duration),
    Die,
    DieAfter(u64),
    Stderr(String),
    Refuse,
    Error { code: i64, message: String },
    Garbage,
    UnknownUpdate,
    Env(Option<String>),
    Cat(String),
    Reach(String),
    Memory,
    Attachments,
    Fork { children: u32, detached: bool },
}
