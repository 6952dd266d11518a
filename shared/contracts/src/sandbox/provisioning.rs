//! How a sandbox comes to be and ends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ProcessRecord;
use crate::{Millis, RepositoryId, SessionId, TaskId, TaskKey, UserId, message, task::OptionChoice};

/// The state of a sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SandboxStatus {
    /// It is being made ready; `stages` says how far it is.
    Provisioning,
    /// Agents can work in it.
    Ready,
    /// Nobody has worked in it for its lifetime: it rests at its provider with all that is in it, and the next message wakes it.
    Paused,
    /// It is gone: its time was over, or it died. The next message makes another one.
    Expired,
    /// It could not be made ready; the last stage says why. The next message tries again.
    Failed,
    /// It is being destroyed.
    Destroying,
    /// It was destroyed.
    Destroyed,
}

impl SandboxStatus {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Provisioning, Self::Ready, Self::Paused, Self::Expired, Self::Failed, Self::Destroying, Self::Destroyed];

    /// How it is written in JSON and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Provisioning => "provisioning",
            Self::Ready => "ready",
            Self::Paused => "paused",
            Self::Expired => "expired",
            Self::Failed => "failed",
            Self::Destroying => "destroying",
            Self::Destroyed => "destroyed",
        }
    }

    /// Reads what [`SandboxStatus::as_str`] has written.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// What a sandbox goes through until it is ready, in this order; and what it goes through again when it has rested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// The provider is asked for it.
    Allocating,
    /// The server inside is started, and answers.
    Starting,
    /// The person's token and identity are put inside.
    Credentials,
    /// The repository is cloned, and the task's branch checked out.
    Cloning,
    /// It had rested, and is woken.
    Resuming,
}

/// One stage of a sandbox's making.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StageRecord {
    /// Which stage.
    pub stage: Stage,
    /// When it began, in milliseconds since 1970.
    pub started_at: Millis,
    /// When it ended, in milliseconds since 1970; null while it goes on.
    pub ended_at: Option<Millis>,
    /// What it said: at most 4,000 characters, the last ones. Secrets are not in it.
    pub log: String,
    /// Why it failed, and what to do; null when it did not.
    pub error: Option<String>,
}

/// Whose credentials are inside a sandbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InsideIdentity {
    /// The person's id.
    pub user_id: UserId,
    /// The person's login at GitHub.
    pub login: String,
    /// Since when, in milliseconds since 1970.
    pub since: Millis,
    /// When their token ends, in milliseconds since 1970; null for one that does not end.
    #[serde(default)]
    pub token_expires_at: Option<Millis>,
}

/// Why a sandbox is to end, and what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum EndingCause {
    /// Its task has ended. Another one is made only when the task is brought back.
    TaskEnded,
    /// Somebody has stopped it. The next message makes another one.
    Stopped,
    /// Somebody starts over, or has wanted to work while it was being destroyed: another one is made at once.
    StartedOver,
}

/// That a sandbox is to end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ending {
    /// Why.
    pub cause: EndingCause,
    /// Who wanted it; null for nobody in particular: the task has ended, or it was an operator.
    pub by: Option<UserId>,
    /// Since when, in milliseconds since 1970.
    pub at: Millis,
}

/// What has become of a person's wish that a sandbox lives on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Extension {
    /// Whose wish; null for an operator's.
    pub by: Option<UserId>,
    /// Since when, in milliseconds since 1970.
    pub at: Millis,
    /// Why it did not come to it; null while the provider is asked.
    pub error: Option<String>,
}

/// A task's sandbox. Also the value of the view `sandbox.<org>.<task>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxRecord {
    /// The task's id.
    pub task_id: TaskId,
    /// Grows each time the task gets another sandbox.
    pub generation: i32,
    /// The status.
    pub status: SandboxStatus,
    /// What this generation has gone through so far.
    pub stages: Vec<StageRecord>,
    /// Who provides it: `local` or `e2b`; null until it is asked.
    pub provider: Option<String>,
    /// The provider's id for it; null until there is one.
    pub provider_id: Option<String>,
    /// When the provider pauses or ends it by itself unless it is used, in milliseconds since 1970; null when it does not.
    pub expires_at: Option<Millis>,
    /// Whose credentials are inside; null for nobody's.
    pub identity: Option<InsideIdentity>,
    /// What happened when it was left: unpushed work that was kept, and where. Null when there is nothing to say.
    pub note: Option<String>,
    /// It could not be made ready, and the files of one before it are left: the next message goes on with them, and starting over
    /// without.
    #[serde(default)]
    pub files_left: bool,
    /// What people have started inside, oldest first; gone with the sandbox.
    #[serde(default)]
    pub processes: Vec<ProcessRecord>,
    /// That it is being destroyed or was, and what follows; null for one that nobody has ended.
    #[serde(default)]
    pub ending: Option<Ending>,
    /// That somebody wants it to live on, until the provider has said yes; then `expiresAt` is another one, and this is null.
    #[serde(default)]
    pub extension: Option<Extension>,
    /// Grows with each change; a lower one is older.
    pub revision: i64,
    /// When the task first got one, in milliseconds since 1970.
    pub created_at: Millis,
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}

/// What is worked on in a sandbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Source {
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// The repository's full name: `owner/name`.
    pub repository_name: String,
    /// Where git clones the repository from.
    pub clone_url: String,
    /// The task's branch. One that the repository does not have is made from its default branch.
    pub branch: String,
    /// The number of the pull request whose branch is not in this repository: it is in a fork, or was. Worked on is what GitHub
    /// keeps of it here (`refs/pull/<number>/head`), whatever branch of the same name there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forked_pull_request: Option<u64>,
}

/// Opens a session of an agent; makes the sandbox ready first, if it is not. One that is open gets this agent in place of its own. What comes of it is told to the task
/// (`task.command.applySession`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenSession {
    /// The session's id.
    pub session_id: SessionId,
    /// Which agent; null for the default one.
    #[serde(default)]
    pub agent: Option<String>,
    /// What people have set of it.
    #[serde(default)]
    pub choices: Vec<OptionChoice>,
    /// What is worked on.
    pub source: Source,
    /// Whose credentials the clone is made with.
    pub person: UserId,
}
message!(Command: OpenSession, Sandbox "openSession" (TaskKey), Service => SandboxRecord);

/// Closes a session: its agent ends. Its events stay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndSession {
    /// The session's id.
    pub session_id: SessionId,
}
message!(Command: EndSession, Sandbox "endSession" (TaskKey), Service => SandboxApplied);

/// Destroys the task's sandbox, because the task has ended. Done for one that is not there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Destroy {
    /// Why: one line.
    pub reason: String,
}
message!(Command: Destroy, Sandbox "destroy" (TaskKey), Service => SandboxApplied);

/// Starts over with another sandbox: this one is destroyed with all that is in it, and another generation is made at once. Its
/// agents end; sessions stay, with what waits in them. What was not pushed is kept under `refs/foundry/<task>/<generation>`, if
/// it can be. One that is gone or has failed is followed by another without that, unless it has failed and leaves the files of one
/// before it (`filesLeft`). Refused while it is being destroyed, for another generation than the present one, and when the task has
/// ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartOver {
    /// The generation that is to end: the one that was looked at. So what is asked twice is done once.
    pub generation: i32,
}
message!(Command: StartOver, Sandbox "startOver" (TaskKey), Member => SandboxRecord);

/// Destroys the task's sandbox as [`StartOver`] does, and makes no other one: the next message does. Refused when it is not
/// there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stop {
    /// The generation that is to end: the one that was looked at.
    pub generation: i32,
}
message!(Command: Stop, Sandbox "stop" (TaskKey), Member => SandboxRecord);

/// Has the provider let the sandbox live for its whole lifetime from now. Refused for one that does not end by itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Extend {}
message!(Command: Extend, Sandbox "extend" (TaskKey), Member => SandboxRecord);

/// Takes a person's credentials out of the sandbox: they no longer belong to the organization. Done when others' are inside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClearCredentials {
    /// The person's id.
    pub user_id: UserId,
}
message!(Command: ClearCredentials, Sandbox "clearCredentials" (TaskKey), Service => SandboxApplied);

/// What a workflow of the sandbox tells the sandbox's actor, which alone writes its record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyProvisioning {
    /// The generation that it is about. News of another one changes nothing.
    pub generation: i32,
    /// The news.
    pub news: ProvisioningNews,
}
message!(Command: ApplyProvisioning, Sandbox "applyProvisioning" (TaskKey), Service => SandboxApplied);

/// News of a sandbox's making and end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ProvisioningNews {
    /// A stage has begun; those before it have ended.
    StageBegan {
        /// Which.
        stage: Stage,
        /// When, in milliseconds since 1970.
        at: Millis,
    },
    /// A stage has ended well.
    StageEnded {
        /// Which.
        stage: Stage,
        /// When, in milliseconds since 1970.
        at: Millis,
        /// What it said.
        log: String,
    },
    /// The provider has given it.
    Allocated {
        /// `local` or `e2b`.
        provider: String,
        /// The provider's id for it.
        provider_id: String,
        /// When it ends by itself, in milliseconds since 1970; null when it does not.
        expires_at: Option<Millis>,
    },
    /// Somebody's credentials are inside.
    Injected {
        /// Whose.
        identity: InsideIdentity,
    },
    /// The token that is inside has ended before its time: another one has followed it.
    TokenEnded {
        /// Whose.
        user_id: UserId,
        /// When, in milliseconds since 1970.
        at: Millis,
    },
    /// Somebody's credentials are no longer inside.
    Cleared {
        /// Whose.
        user_id: UserId,
    },
    /// Agents can work in it.
    Ready {
        /// Since when, in milliseconds since 1970.
        at: Millis,
    },
    /// A stage has failed.
    Failed {
        /// Which.
        stage: Stage,
        /// When, in milliseconds since 1970.
        at: Millis,
        /// What happened, and what to do.
        message: String,
    },
    /// It is not going to be made ready, and the files of one before it are left: the next one goes on with them.
    FilesLeft,
    /// It is there, and not paused.
    Running {
        /// When it is paused or ends by itself, in milliseconds since 1970; null when it does not.
        expires_at: Option<Millis>,
    },
    /// Somebody wanted it to live on, and the provider lets it.
    Extended {
        /// When it is paused or ends by itself now, in milliseconds since 1970; null when it does not.
        expires_at: Option<Millis>,
    },
    /// Somebody wanted it to live on, and it did not come to that.
    NotExtended {
        /// What happened, and what to do.
        message: String,
    },
    /// The provider has paused it, with all that is in it.
    Paused {
        /// When that was found, in milliseconds since 1970.
        at: Millis,
    },
    /// What was not pushed is kept, or could not be.
    Kept {
        /// What became of it: one line.
        note: String,
    },
    /// The provider no longer has it.
    Expired {
        /// When that was found, in milliseconds since 1970.
        at: Millis,
    },
    /// It was destroyed.
    Destroyed {
        /// When, in milliseconds since 1970.
        at: Millis,
        /// What became of unpushed work; null when there was none.
        note: Option<String>,
    },
}

/// Whether the command changed something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxApplied {
    /// `false`: there is no such sandbox or session, or it was so already.
    pub applied: bool,
}

/// The task's sandbox. Refused when it never had one: looking creates nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SandboxDetail {}
message!(Query: SandboxDetail, Sandbox "detail" (TaskKey), Member => SandboxRecord);

/// Makes the sandbox ready, stage by stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Provisioning {
    /// Which generation.
    pub generation: i32,
    /// What is worked on.
    pub source: Source,
    /// Whose credentials the clone is made with.
    pub person: UserId,
}
message!(Workflow: Provisioning, Sandbox "provisioning" (TaskKey), Service => ());

/// Keeps what was not pushed, and ends the sandbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Destruction {
    /// Which generation.
    pub generation: i32,
    /// The provider's id for it; null when it was not told yet.
    pub provider_id: Option<String>,
    /// Why.
    pub reason: String,
    /// What follows, and who wanted it; null for a task that has ended.
    #[serde(default)]
    pub ending: Option<Ending>,
}
message!(Workflow: Destruction, Sandbox "destruction" (TaskKey), Service => ());

/// Has the provider let a sandbox live on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Extending {
    /// Which generation.
    pub generation: i32,
    /// The provider's id for it.
    pub provider_id: String,
}
message!(Workflow: Extending, Sandbox "extending" (TaskKey), Service => ());

/// Takes a person's token and identity out of a sandbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Clearing {
    /// Which generation.
    pub generation: i32,
    /// The provider's id for it.
    pub provider_id: String,
    /// Whose credentials.
    pub user_id: UserId,
}
message!(Workflow: Clearing, Sandbox "clearing" (TaskKey), Service => ());
