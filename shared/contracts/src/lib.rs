//! What the services say to each other: every message with its key, its access rule and its schema. No I/O.

#![warn(missing_docs)]

pub mod access;
pub mod actor;
pub mod audit_log;
pub mod catalog;
pub mod github_data;
pub mod id;
pub mod keepable;
pub mod key;
pub mod limit;
pub mod logs;
pub mod message;
pub mod organization;
pub mod outcome;
pub mod pull_request;
pub mod query_string;
pub mod runtime_messages;
pub mod sandbox;
pub mod subject;
pub mod task;
pub mod user;
pub mod view;

pub use access::Access;
pub use actor::{Actor, PARTITIONS};
pub use id::{
    AccountId, ApiTokenId, CredentialHash, MessageId, OrganizationId, PermissionId, ProcessId, RepositoryId, SessionId,
    SignInId, TaskId, UserId,
};
pub use key::{Key, TaskKey};
pub use message::{Command, Kind, Message, Query, Workflow};
pub use outcome::{Outcome, RefusalKind};
pub use pull_request::PullRequest;
pub use view::{Topic, View};

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;
