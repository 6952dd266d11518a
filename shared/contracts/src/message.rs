//! What makes a type a command, a query or a workflow.

use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};

use crate::{Access, Actor, Key};

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Asks one actor for a change.
    Command,
    /// Asks one actor a question.
    Query,
    /// Work in recorded steps.
    Workflow,
}

impl Kind {
    /// How it is written in a subject.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Query => "query",
            Self::Workflow => "workflow",
        }
    }
}

/// A JSON body for one actor. Its name, key and access rule are known at compile time.
pub trait Message: Serialize + DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// The kind of actor that it is for.
    const ACTOR: Actor;
    /// Command, query or workflow.
    const KIND: Kind;
    /// The subject token, in camelCase: `pullRequestSync`.
    const NAME: &'static str;
    /// Who may send it.
    const ACCESS: Access;
    /// Which actor of its kind it is for.
    type Key: Key;
    /// What it is answered with.
    type Reply: Serialize + DeserializeOwned + JsonSchema + Send + 'static;
}

/// Asks one actor for a change. Commands of one actor run one at a time, in the order they were accepted.
pub trait Command: Message {}

/// Asks one actor a question. Changes nothing and never waits behind commands.
pub trait Query: Message {}

/// Work that takes time, in recorded steps. Started by a command, through the outbox.
pub trait Workflow: Message {}

/// Declares a type's message traits in one line:
/// `message!(Command: RenameTask, Task "rename" (TaskKey), Member => TaskRecord);`
#[macro_export]
macro_rules! message {
    ($kind:ident: $type:ty, $actor:ident $name:literal ($key:ty), $access:ident => $reply:ty) => {
        impl $crate::Message for $type {
            const ACTOR: $crate::Actor = $crate::Actor::$actor;
            const KIND: $crate::Kind = $crate::Kind::$kind;
            const NAME: &'static str = $name;
            const ACCESS: $crate::Access = $crate::Access::$access;
            type Key = $key;
            type Reply = $reply;
        }
        impl $crate::$kind for $type {}
    };
}
