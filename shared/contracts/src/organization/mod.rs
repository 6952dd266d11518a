//! The organization's messages: its profile, its members, its repositories' and tasks' lines in the sidebar.

mod github;
mod members;
mod profile;
mod repositories;
mod tasks;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use github::*;
pub use members::*;
pub use profile::*;
pub use repositories::*;
pub use tasks::*;

/// Whether the command changed something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Applied {
    /// `false`: the command was older than what was known, or changed nothing.
    pub applied: bool,
}
