//! What the sandbox's workflows are told to do with the branch, and what they tell.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    super::SandboxApplied, AbortSync, GitOperationKind, GitOperationStatus, GitStatus, MergePullRequest,
    PublishPullRequest, PublishedPullRequest, Push, ReadyPullRequest, RevertFile, SyncWithBase, UndoRevert,
};
use crate::{Millis, TaskKey, UserId, message};

/// What a workflow of the sandbox tells of its branch: the sandbox's actor alone writes its state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyGit {
    /// The generation that it is about. News of another one changes nothing.
    pub generation: i32,
    /// The news.
    pub news: GitNews,
}
message!(Command: ApplyGit, Sandbox "applyGit" (TaskKey), Service => SandboxApplied);

/// News of a branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum GitNews {
    /// It was read.
    Read {
        /// As it is.
        status: Box<GitStatus>,
    },
    /// It could not be read.
    Unreadable {
        /// Why, and what to do.
        message: String,
    },
    /// An operation goes on.
    Progress {
        /// Which.
        operation_id: String,
        /// What it is doing.
        message: String,
    },
    /// An operation has ended.
    Ended {
        /// Which.
        operation_id: String,
        /// How.
        outcome: GitOutcome,
        /// When, in milliseconds since 1970.
        at: Millis,
    },
}

/// How an operation ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GitOutcome {
    /// Done, conflicts or failed.
    pub status: GitOperationStatus,
    /// What came of it, with what to do next.
    pub message: String,
    /// What git printed.
    #[serde(default)]
    pub log: String,
    /// Files with conflicts, or what was reverted.
    #[serde(default)]
    pub paths: Vec<String>,
    /// The pull request that it was about.
    #[serde(default)]
    pub pull_request: Option<PublishedPullRequest>,
}

/// Reads the branch's state, if the sandbox is ready.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GitRefresh {
    /// Whether GitHub is asked first.
    pub fetch: bool,
}
message!(Workflow: GitRefresh, Sandbox "gitRefresh" (TaskKey), Service => ());

/// Does an operation, from its first step to the state that it leaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GitRun {
    /// The operation's id.
    pub operation_id: String,
    /// Who asked; null for an operator.
    pub asked_by: Option<UserId>,
    /// What is done.
    pub work: GitWork,
}
message!(Workflow: GitRun, Sandbox "gitOperation" (TaskKey), Service => GitOutcome);

/// What is done with the branch, with its arguments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum GitWork {
    /// See [`Push`].
    Push(Push),
    /// See [`PublishPullRequest`].
    Publish(PublishPullRequest),
    /// See [`ReadyPullRequest`].
    Ready(ReadyPullRequest),
    /// See [`SyncWithBase`].
    Sync(SyncWithBase),
    /// See [`AbortSync`].
    AbortSync(AbortSync),
    /// See [`MergePullRequest`].
    Merge(MergePullRequest),
    /// See [`RevertFile`].
    Revert(RevertFile),
    /// See [`UndoRevert`].
    UndoRevert(UndoRevert),
}

impl GitWork {
    /// What is done.
    pub const fn kind(&self) -> GitOperationKind {
        match self {
            Self::Push(_) => GitOperationKind::Push,
            Self::Publish(_) => GitOperationKind::Publish,
            Self::Ready(_) => GitOperationKind::Ready,
            Self::Sync(_) => GitOperationKind::Sync,
            Self::AbortSync(_) => GitOperationKind::AbortSync,
            Self::Merge(_) => GitOperationKind::Merge,
            Self::Revert(_) => GitOperationKind::Revert,
            Self::UndoRevert(_) => GitOperationKind::UndoRevert,
        }
    }
}
