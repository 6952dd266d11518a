//! The kinds of actor. One table: streams, NATS users, database roles and the local fleet are checked against it.

use serde::{Deserialize, Serialize};

/// Partitions of each command stream: how many commands of one kind of actor can run at a time, over all instances. The
/// streams' subject transforms in `nats/streams` name the same number.
pub const PARTITIONS: u32 = 16;

/// A kind of actor. Each has one service, which alone writes its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Actor {
    /// A GitHub organization: its profile, members, repositories and the lines of its sidebar.
    Organization,
    /// One branch of work, once a person has acted on it.
    Task,
    /// A person.
    User,
    /// What GitHub says of an organization.
    GithubData,
    /// What happened in an organization.
    AuditLog,
    /// Where a task's agents work. A task has one sandbox at a time, so it has the task's key.
    Sandbox,
}

/// One line of the table of actors.
struct Line {
    actor: Actor,
    token: &'static str,
    service: &'static str,
    key: &'static [&'static str],
}

/// In the order of the enumeration.
#[rustfmt::skip]
const TABLE: [Line; 6] = [
    Line { actor: Actor::Organization, token: "organization", service: "organization", key: &["organization"] },
    Line { actor: Actor::Task,         token: "task",         service: "task",         key: &["organization", "task"] },
    Line { actor: Actor::User,         token: "user",         service: "user",         key: &["user"] },
    Line { actor: Actor::GithubData,   token: "githubData",   service: "github-data",  key: &["organization"] },
    Line { actor: Actor::AuditLog,     token: "auditLog",     service: "audit-log",    key: &["organization"] },
    Line { actor: Actor::Sandbox,      token: "sandbox",      service: "sandbox",      key: &["organization", "task"] },
];

impl Actor {
    /// Every kind of actor there is.
    pub const ALL: [Self; TABLE.len()] = {
        let mut all = [Self::Organization; TABLE.len()];
        let mut index = 0;
        while index < TABLE.len() {
            all[index] = TABLE[index].actor;
            index += 1;
        }
        all
    };

    const fn line(self) -> &'static Line {
        &TABLE[self as usize]
    }

    /// The first token of the actor's subjects: `githubData` in `githubData.command.syncRepos.acme`.
    pub const fn token(self) -> &'static str {
        self.line().token
    }

    /// The service's name: its binary, its user in NATS and Postgres, its name in traces.
    pub const fn service(self) -> &'static str {
        self.line().service
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

    /// The actor with this token, if there is one.
    pub fn from_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|actor| actor.token() == token)
    }

    /// What the tokens after the message's name are, in order.
    pub const fn key_tokens(self) -> &'static [&'static str] {
        self.line().key
    }

    /// Whether it is an organization's, which its key begins with; else it is a person's.
    pub fn is_of_organization(self) -> bool {
        self.key_tokens().first() == Some(&"organization")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_the_table_stands_at_its_actors_place() {
        for (index, line) in TABLE.iter().enumerate() {
            assert_eq!(line.actor as usize, index, "{}", line.token);
        }
    }
}
