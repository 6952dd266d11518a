//! What a notebook is told.

use contracts::{Millis, TaskKey, message};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What goes wrong after a line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Trouble {
    Panic,
    /// The world fails.
    Fail,
    /// The domain says no.
    Refuse,
}

/// Writes a line.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Write {
    pub text: String,
    #[serde(default)]
    pub trouble: Option<Trouble>,
}
message!(Command: Write, Task "write" (TaskKey), Member => Written);

impl Write {
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), trouble: None }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Written {
    /// Lines of this notebook so far.
    pub lines: i64,
}

/// Shows a text to whoever watches; nothing when there is none.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Show {
    pub revision: i64,
    pub text: Option<String>,
    /// Another notebook's view, which a second partition writes then.
    #[serde(default)]
    pub of: Option<String>,
}
message!(Command: Show, Task "show" (TaskKey), Member => ());

/// Sets out on an errand, or joins the one with this id that is under way.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartErrand {
    pub errand_id: String,
    pub errand: Errand,
    /// Another run is to follow the one that is joined.
    #[serde(default)]
    pub again: bool,
}
message!(Command: StartErrand, Task "startErrand" (TaskKey), Member => ErrandStarted);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ErrandStarted {
    pub run_id: String,
    pub joined: bool,
}

/// A workflow: these steps, one after another.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Errand {
    pub steps: Vec<Step>,
}
message!(Workflow: Errand, Task "errand" (TaskKey), Service => Vec<String>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// Goes to a door of the outside world, and through it when it is open.
    Visit(String),
    /// The same, with this many failures at first.
    Fails { door: String, times: usize },
    /// Writes a line.
    Note(String),
    /// Sends a command to the actor itself.
    Tell(String),
    /// Sends this many at once, numbered.
    TellMany(usize),
    /// Sleeps for this many milliseconds.
    Sleep(Millis),
}

/// The lines of a notebook, in order.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lines {}
message!(Query: Lines, Task "lines" (TaskKey), Member => Vec<String>);
