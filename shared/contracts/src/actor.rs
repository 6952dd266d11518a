//! The kinds of actor, and how each is written in a subject and in the name of a stream.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Actor {
    Organization,
    Task,
    User,
    GithubData,
    AuditLog,
    Sandbox,
}

impl Actor {
    pub const ALL: [Self; 6] =
        [Self::Organization, Self::Task, Self::User, Self::GithubData, Self::AuditLog, Self::Sandbox];

    /// The first token of the actor's subjects: `githubData` in `githubData.command.syncRepos.acme`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Task => "task",
            Self::User => "user",
            Self::GithubData => "githubData",
            Self::AuditLog => "auditLog",
            Self::Sandbox => "sandbox",
        }
    }

    /// The service's name: its binary, its user in NATS and Postgres, its name in traces.
    pub const fn service(self) -> &'static str {
        match self {
            Self::GithubData => "github-data",
            Self::AuditLog => "audit-log",
            other => other.token(),
        }
    }

    /// The stream of its commands: `TASK_COMMANDS`.
    pub fn command_stream(self) -> String {
        format!("{}_COMMANDS", self.stream_prefix())
    }

    /// The stream of its workflow runs and timers: `TASK_WORKFLOWS`.
    pub fn workflow_stream(self) -> String {
        format!("{}_WORKFLOWS", self.stream_prefix())
    }

    fn stream_prefix(self) -> String {
        self.service().replace('-', "_").to_uppercase()
    }

    pub fn from_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|actor| actor.token() == token)
    }

    /// What the tokens after the message's name are, in order.
    pub const fn key_tokens(self) -> &'static [&'static str] {
        match self {
            Self::Organization | Self::GithubData | Self::AuditLog => &["organization"],
            Self::Task => &["organization", "task"],
            Self::User => &["user"],
            Self::Sandbox => &["organization", "sandbox"],
        }
    }
}
