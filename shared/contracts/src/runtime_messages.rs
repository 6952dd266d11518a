//! What every actor answers, whatever its kind: outcomes, history, dead letters and workflow runs. The runtime serves
//! these for each service, so they belong to no actor in particular.

mod runs;

use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use runs::{GetRuns, LastStep, OrganizationRun, OrganizationRuns};

use crate::{
    Access, Actor, Key, Kind, Millis, OrganizationId, Outcome, TaskKey, UserId,
    catalog::{Entry, InvalidBody, from_query_string},
    key::InvalidKey,
    subject,
};

/// The outcome of one command of this actor, by its id.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetOutcome {
    /// The command's id.
    #[schemars(length(max = crate::limit::COMMAND_ID_CHARACTERS))]
    pub id: String,
}

/// What this actor was asked and what came of it, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetHistory {
    /// 1 to 200; 50 without one. A page may have fewer, so that it fits into one message. On a page of one, inputs and
    /// replies are whole; else large ones are cut.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::PAGE_ROWS))]
    pub limit: Option<u32>,
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    pub before: Option<i64>,
}

/// One page of an actor's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct History {
    /// The commands, newest first.
    pub commands: Vec<JournalEntry>,
    /// What to give to read the next page; null after the last.
    pub next: Option<i64>,
}

/// One command in an actor's journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct JournalEntry {
    /// Its place in the journal; grows with time.
    pub entry: i64,
    /// The command's id.
    pub id: String,
    /// The command's name, as it stands in its subject.
    pub command: String,
    /// Its body. One that is no JSON is a string; so is the beginning of one that was cut.
    pub input: serde_json::Value,
    /// Bytes of the whole input, when `input` was cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_bytes: Option<i64>,
    /// What came of it.
    pub outcome: Outcome,
    /// Bytes of the whole reply, when the outcome's `reply` was cut: it is then a string, its beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_bytes: Option<i64>,
    /// Who sent it: `user:u42`, `service:organization`, `token:api`.
    pub by: String,
    /// The id of the command or step that sent it; null when none did.
    pub caused_by: Option<String>,
    /// Its place in the stream.
    pub stream_sequence: i64,
    /// How often it was tried.
    pub attempts: i32,
    /// The trace that it belongs to; null when it was not traced.
    pub trace_id: Option<String>,
    /// When the stream accepted it, in milliseconds since 1970.
    pub received_at: Millis,
    /// When it was done, in milliseconds since 1970.
    pub done_at: Millis,
}

/// Commands of this actor that could not be processed, oldest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetDeadLetters {
    /// 1 to 200; 200 without one. A page may have fewer, so that it fits into one message. On a page of one, its body is
    /// whole, as far as a message may be large; else large ones are cut.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::PAGE_ROWS))]
    pub limit: Option<u32>,
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    pub after: Option<i64>,
}

/// An actor's dead letters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeadLetters {
    /// The letters, oldest first.
    pub letters: Vec<DeadLetter>,
    /// The value of `after` for the next page; null on the last page.
    #[serde(default)]
    pub next: Option<i64>,
}

/// A command that could not be processed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeadLetter {
    /// Its place among the letters; grows with time.
    #[serde(default)]
    pub position: i64,
    /// The command's id.
    pub id: String,
    /// The command's name, as it stands in its subject.
    pub command: String,
    /// Why it could not be processed.
    pub reason: String,
    /// The body as it came, or the beginning of one that was cut; bytes that are not UTF-8 are replaced.
    pub body: String,
    /// Bytes of the whole body, when `body` was cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_bytes: Option<i64>,
    /// The trace that it belongs to; null when it was not traced.
    pub trace_id: Option<String>,
    /// When its stream accepted it, in milliseconds since 1970.
    pub at: Millis,
}

/// Runs a dead command again, now, with another body if one is given. Answers with its outcome.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReplayDeadLetter {
    /// The command's id.
    #[schemars(length(max = crate::limit::COMMAND_ID_CHARACTERS))]
    pub id: String,
    /// Another body for it; null to run it as it was.
    #[serde(default)]
    pub body: Option<serde_json::Value>,
}

/// Gives up a dead command: its letter is deleted.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DropDeadLetter {
    /// The command's id.
    #[schemars(length(max = crate::limit::COMMAND_ID_CHARACTERS))]
    pub id: String,
}

/// What became of the letter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeadLetterSettled {
    /// The outcome of the replayed command; `None` for one that was dropped.
    pub outcome: Option<Outcome>,
}

/// Workflow runs of this actor, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetWorkflows {
    /// 1 to 200; 20 without one. A page may have fewer, so that it fits into one message.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::PAGE_ROWS))]
    pub limit: Option<u32>,
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    #[schemars(length(max = crate::limit::CURSOR_CHARACTERS))]
    pub after: Option<String>,
}

/// An actor's workflow runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowRuns {
    /// The runs, newest first.
    pub runs: Vec<WorkflowRun>,
    /// The value of `after` for the next page; null on the last page.
    #[serde(default)]
    pub next: Option<String>,
}

/// One run of a workflow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowRun {
    /// The id of the workflow run.
    pub run_id: String,
    /// The workflow's name.
    pub workflow: String,
    /// Only one run with the same id is active at a time.
    pub workflow_id: String,
    /// How it stands.
    pub status: WorkflowStatus,
    /// What it was started with. In lists, a large one is a string: its beginning.
    pub input: serde_json::Value,
    /// The reply, or why there is none; null until the run has ended. In lists, a large one is a string: its beginning.
    pub result: Option<serde_json::Value>,
    /// How often a worker took it over.
    pub epoch: i32,
    /// What the step under way last failed with, or what it waits for; null when it has done neither.
    pub last_error: Option<String>,
    /// When a sleeping run goes on, in milliseconds since 1970; null when it does not sleep.
    pub wakes_at: Option<Millis>,
    /// Who had it begun: `user:u42`, `service:organization`, `token:api`.
    #[serde(default)]
    pub by: String,
    /// The id of the command or step that began it; null when none did.
    #[serde(default)]
    pub caused_by: Option<String>,
    /// The trace that it belongs to; null when it was not traced.
    pub trace_id: Option<String>,
    /// When it began, in milliseconds since 1970.
    pub started_at: Millis,
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
    /// The recorded steps, when one run is read; left out of lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<Vec<WorkflowStep>>,
    /// The value of `after` for the next steps, when there are more than fit into one message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_steps: Option<i32>,
}

/// How a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum WorkflowStatus {
    /// Waits for a worker.
    Waiting,
    /// A worker has it.
    Running,
    /// Waits for its time.
    Sleeping,
    /// It has ended well.
    Done,
    /// It has failed; its result says why.
    Failed,
    /// It was cancelled.
    Cancelled,
}

impl WorkflowStatus {
    /// In the order of the enumeration.
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Running, Self::Sleeping, Self::Done, Self::Failed, Self::Cancelled];

    /// How it is written, in messages and in rows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Sleeping => "sleeping",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// One recorded step: done once recorded, and never run again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowStep {
    /// Its place among the run's steps, from 0.
    pub position: i32,
    /// Its name.
    pub step: String,
    /// What it came to, as recorded. A large one is a string, its beginning; on a page of one step it is whole.
    pub result: serde_json::Value,
    /// Grows each time that another worker takes the run.
    pub epoch: i32,
    /// How often it was tried.
    pub attempts: i32,
    /// When it began, in milliseconds since 1970.
    pub started_at: Millis,
    /// When it was done, in milliseconds since 1970.
    pub done_at: Millis,
}

/// One workflow run with its steps, page by page where they are many.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetWorkflow {
    /// The id of the workflow run.
    #[schemars(length(max = crate::limit::COMMAND_ID_CHARACTERS))]
    pub run_id: String,
    /// Only steps behind this position: the `nextSteps` of the page before; null from the first one on.
    #[serde(default)]
    pub after: Option<i32>,
    /// How many steps at most, 1 to 1,000; 1,000 without one.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::STEP_ROWS))]
    pub limit: Option<u32>,
}

/// Stops a workflow run before its next step.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CancelWorkflow {
    /// The id of the workflow run.
    #[schemars(length(max = crate::limit::COMMAND_ID_CHARACTERS))]
    pub run_id: String,
}

/// Whether the run was cancelled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowCancelled {
    /// `false`: it had ended before.
    pub cancelled: bool,
}

/// The names of the messages above, as they stand in subjects.
pub mod name {
    /// Asks for a command's outcome.
    pub const OUTCOME: &str = "outcome";
    /// Asks for an actor's history.
    pub const HISTORY: &str = "history";
    /// Asks for its dead letters.
    pub const DEAD_LETTERS: &str = "deadLetters";
    /// Asks for its workflow runs.
    pub const WORKFLOWS: &str = "workflows";
    /// Asks for one run with its steps.
    pub const WORKFLOW: &str = "workflow";
    /// Asks an organization for the runs of all its actors of a kind.
    pub const RUNS: &str = "runs";
    /// Runs a dead letter again.
    pub const REPLAY_DEAD_LETTER: &str = "replayDeadLetter";
    /// Gives a dead letter up.
    pub const DROP_DEAD_LETTER: &str = "dropDeadLetter";
    /// Cancels a run.
    pub const CANCEL_WORKFLOW: &str = "cancelWorkflow";
}

/// The catalog's entries for these messages, for every kind of actor.
pub(crate) fn entries() -> Vec<Entry> {
    Actor::ALL.into_iter().flat_map(of_actor).collect()
}

/// The entries for one actor.
pub fn of_actor(actor: Actor) -> Vec<Entry> {
    use Kind::{Command, Query};
    // What a person's actor was asked is for that person alone. But nobody may replay its dead letters with a body of
    // their own: among them is what an organization says of their role.
    // Work that was begun is for admins to stop: among it is that somebody who was removed loses what they had.
    let (access, repair, cancel) = match actor {
        Actor::User => (Access::SignedIn, Access::Service, Access::SignedIn),
        _ => (Access::Member, Access::Admin, Access::Admin),
    };
    let mut entries = vec![
        entry::<GetOutcome, Outcome>(actor, Query, name::OUTCOME, access),
        entry::<GetHistory, History>(actor, Query, name::HISTORY, access),
        entry::<GetDeadLetters, DeadLetters>(actor, Query, name::DEAD_LETTERS, access),
        entry::<GetWorkflows, WorkflowRuns>(actor, Query, name::WORKFLOWS, access),
        entry::<GetWorkflow, WorkflowRun>(actor, Query, name::WORKFLOW, access),
        entry::<ReplayDeadLetter, DeadLetterSettled>(actor, Command, name::REPLAY_DEAD_LETTER, repair),
        entry::<DropDeadLetter, DeadLetterSettled>(actor, Command, name::DROP_DEAD_LETTER, repair),
        entry::<CancelWorkflow, WorkflowCancelled>(actor, Command, name::CANCEL_WORKFLOW, cancel),
    ];
    if actor.is_of_organization() {
        entries.push(entry::<GetRuns, OrganizationRuns>(actor, Query, name::RUNS, access));
    }
    entries
}

fn entry<I: Serialize + DeserializeOwned + JsonSchema, R: JsonSchema>(
    actor: Actor,
    kind: Kind,
    name: &'static str,
    access: Access,
) -> Entry {
    let (input, reply): (Schema, Schema) = (schema_for!(I), schema_for!(R));
    Entry {
        actor,
        kind,
        name,
        access,
        input,
        reply,
        check: check::<I>,
        from_query_string: from_query_string::<I>,
        check_key: key_check(subject::key_tokens(actor, kind.token(), name)),
    }
}

fn check<I: DeserializeOwned>(body: &[u8]) -> Result<(), InvalidBody> {
    crate::catalog::decode_body::<I>("this message", body).map(|_| ())
}

fn key_check(tokens: &[&str]) -> fn(&[&str]) -> Result<(), InvalidKey> {
    match tokens {
        ["user"] => |tokens| UserId::parse(tokens).map(|_| ()),
        ["organization"] => |tokens| OrganizationId::parse(tokens).map(|_| ()),
        _ => |tokens| TaskKey::parse(tokens).map(|_| ()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;

    #[test]
    fn a_status_is_written_in_messages_as_in_rows() {
        for status in WorkflowStatus::ALL {
            assert_eq!(serde_json::to_value(status).expect("JSON"), status.word());
        }
    }

    #[test]
    fn runs_are_asked_of_an_organization_and_all_else_of_an_actor() {
        let key = |actor, name| catalog::find(actor, Kind::Query, name).map(Entry::key_tokens);
        for actor in [Actor::Task, Actor::Sandbox, Actor::Organization, Actor::GithubData] {
            assert_eq!(key(actor, name::RUNS), Some(["organization"].as_slice()), "{actor:?}");
        }
        assert_eq!(key(Actor::Task, name::WORKFLOWS), Some(["organization", "task"].as_slice()));
        assert_eq!(key(Actor::User, name::RUNS), None, "a person's runs are nobody else's");

        let runs = catalog::find(Actor::Task, Kind::Query, name::RUNS).expect("in the catalog");
        assert_eq!(runs.access, Access::Member);
        assert!(runs.check_key(&["acme"]).is_ok());
        for key in [["acme", "t-1"].as_slice(), &[], &["Acme"], &["*"]] {
            assert!(runs.check_key(key).is_err(), "{key:?}");
        }
    }

    #[test]
    fn several_statuses_are_asked_for_by_an_address() {
        let runs = catalog::find(Actor::Sandbox, Kind::Query, name::RUNS).expect("in the catalog");
        let body = runs.from_query_string("statuses=waiting&statuses=sleeping&limit=5").expect("read");
        let asked: GetRuns = catalog::decode_body("runs", &body).expect("the query");
        assert_eq!(asked.statuses, [WorkflowStatus::Waiting, WorkflowStatus::Sleeping]);
        assert_eq!((asked.workflow, asked.limit, asked.after), (None, Some(5), None));
        assert!(runs.from_query_string("statuses=tired").is_err());
    }
}
