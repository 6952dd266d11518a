//! What is known of a task's branch, and what is done with it: one thing at a time.

use contracts::{
    Millis, TaskKey, limit,
    sandbox::{GitNews, GitOperation, GitOperationStatus, GitOutcome, GitState},
    task::BranchChanges,
};

use super::{LOG_CHARACTERS, last_characters};
use crate::error::SandboxError;

/// An operation that has said nothing of its end for so long is held for lost: its run was cancelled or is dead. Every step of
/// one is bounded, and together they take less.
const OPERATION_LIMIT: Millis = 60 * 60 * 1_000;

/// What an operation says, at most: it is in one view with the files.
const MESSAGE_CHARACTERS: usize = 2_000;

#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    pub key: TaskKey,
    pub state: GitState,
}

impl Branch {
    /// Nothing is known of it yet.
    pub fn first(key: &TaskKey, now: Millis) -> Self {
        let state = GitState {
            task_id: key.task_id.clone(),
            generation: 0,
            status: None,
            is_refreshing: false,
            error: None,
            operation: None,
            revision: 0,
            updated_at: now,
        };
        Self { key: key.clone(), state }
    }

    /// An operation begins. Refused while another goes on.
    pub fn begin(&mut self, operation: GitOperation, now: Millis) -> Result<(), SandboxError> {
        if let Some(known) = &self.state.operation
            && known.status == GitOperationStatus::Running
            && now - known.started_at < OPERATION_LIMIT
        {
            return Err(SandboxError::GitIsBusy { message: known.message.clone() });
        }
        self.state.operation = Some(operation);
        self.touch(now);
        Ok(())
    }

    /// Somebody wants it to be read anew. Says whether that is new.
    pub fn refresh(&mut self, now: Millis) -> bool {
        if self.state.is_refreshing {
            return false;
        }
        self.state.is_refreshing = true;
        self.touch(now);
        true
    }

    /// Takes in what a workflow tells, of the sandbox's `generation`. Says whether that changed something.
    pub fn hear(&mut self, generation: i32, news: GitNews, now: Millis) -> bool {
        let changed = match news {
            GitNews::Read { .. } | GitNews::Unreadable { .. } if generation < self.state.generation => false,
            GitNews::Read { status } => {
                self.state.generation = generation;
                let (status, was) = (Some(*status), (self.state.is_refreshing, self.state.error.take()));
                self.state.is_refreshing = false;
                let known = std::mem::replace(&mut self.state.status, status.clone());
                known != status || was != (false, None)
            }
            GitNews::Unreadable { message } => {
                let message = Some(first_characters(&message));
                let was = (self.state.is_refreshing, self.state.error.clone());
                (self.state.is_refreshing, self.state.error) = (false, message);
                was != (false, self.state.error.clone())
            }
            GitNews::Progress { operation_id, message } => self.running(&operation_id).is_some_and(|operation| {
                let message = first_characters(&message);
                std::mem::replace(&mut operation.message, message.clone()) != message
            }),
            GitNews::Ended { operation_id, outcome, at } => self.running(&operation_id).is_some_and(|operation| {
                end(operation, outcome, at);
                true
            }),
        };
        if changed {
            self.touch(now);
        }
        changed
    }

    /// The operation, if it is the one that goes on.
    fn running(&mut self, operation_id: &str) -> Option<&mut GitOperation> {
        let operation = self.state.operation.as_mut();
        operation.filter(|known| known.operation_id == operation_id && known.status == GitOperationStatus::Running)
    }

    /// What the task's line shows of it.
    pub fn changes(&self) -> Option<BranchChanges> {
        let status = self.state.status.as_ref()?;
        let uncommitted = status.files.iter().filter(|file| file.is_uncommitted).count();
        Some(BranchChanges {
            files: status.totals.files,
            added: status.totals.added,
            removed: status.totals.removed,
            ahead: status.ahead,
            behind: status.behind,
            unpushed: status.unpushed,
            uncommitted: u32::try_from(uncommitted).unwrap_or(u32::MAX),
            conflicted: status.dirty.conflicted,
        })
    }

    /// The base that it was last compared with.
    pub fn base(&self) -> Option<&str> {
        self.state.status.as_ref()?.base_branch.as_deref()
    }

    fn touch(&mut self, now: Millis) {
        self.state.revision += 1;
        self.state.updated_at = self.state.updated_at.max(now);
    }
}

fn end(operation: &mut GitOperation, outcome: GitOutcome, at: Millis) {
    let GitOutcome { status, message, log, mut paths, pull_request } = outcome;
    paths.truncate(limit::GIT_OPERATION_PATHS);
    operation.status = status;
    operation.message = first_characters(&message);
    operation.log = last_characters(&log, LOG_CHARACTERS);
    operation.paths = paths;
    operation.pull_request = pull_request.or(operation.pull_request.take());
    operation.ended_at = Some(at);
}

fn first_characters(text: &str) -> String {
    text.chars().take(MESSAGE_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{ChangeTotals, GitOperationKind, GitStatus};

    use super::*;
    use crate::testing::{key, status};

    fn operation(id: &str, started_at: Millis) -> GitOperation {
        GitOperation {
            operation_id: id.into(),
            kind: GitOperationKind::Push,
            asked_by: None,
            status: GitOperationStatus::Running,
            message: "Pushing".into(),
            log: String::new(),
            paths: Vec::new(),
            pull_request: None,
            started_at,
            ended_at: None,
        }
    }

    fn read(added: u32) -> GitNews {
        let totals = ChangeTotals { files: 1, added, removed: 0 };
        GitNews::Read { status: Box::new(GitStatus { totals, ..status() }) }
    }

    fn ended(id: &str, status: GitOperationStatus) -> GitNews {
        let (message, paths, pull_request) = ("é".repeat(MESSAGE_CHARACTERS + 1), vec!["a".into(); 200], None);
        let outcome = GitOutcome { status, message, log: "é".repeat(LOG_CHARACTERS) + "end", paths, pull_request };
        GitNews::Ended { operation_id: id.into(), outcome, at: 9 }
    }

    #[test]
    fn one_operation_goes_on_at_a_time_until_it_ends_or_is_lost() {
        let mut branch = Branch::first(&key(), 1);
        branch.begin(operation("o-1", 1), 1).unwrap();
        let busy = branch.begin(operation("o-2", 2), 2);
        assert_eq!(busy, Err(SandboxError::GitIsBusy { message: "Pushing".into() }));
        let progress = |id: &str| GitNews::Progress { operation_id: id.into(), message: "Asking".into() };
        assert!(!branch.hear(1, progress("o-2"), 3) && branch.hear(1, progress("o-1"), 3));
        assert!(!branch.hear(1, progress("o-1"), 4), "told again");

        assert!(branch.hear(1, ended("o-1", GitOperationStatus::Failed), 5));
        assert!(!branch.hear(1, ended("o-1", GitOperationStatus::Done), 6), "it has ended");
        let known = branch.state.operation.clone().unwrap();
        assert_eq!((known.status, known.ended_at, known.paths.len()), (GitOperationStatus::Failed, Some(9), 100));
        assert_eq!(known.message.chars().count(), MESSAGE_CHARACTERS);
        assert!(known.log.chars().count() == LOG_CHARACTERS && known.log.ends_with("end"));

        branch.begin(operation("o-3", 10), 10).unwrap();
        assert!(branch.begin(operation("o-4", 11), OPERATION_LIMIT).is_err());
        branch.begin(operation("o-4", 11), OPERATION_LIMIT + 10).unwrap();
    }

    #[test]
    fn what_was_read_counts_for_the_newest_generation_and_ends_the_waiting() {
        let mut branch = Branch::first(&key(), 1);
        assert_eq!(branch.changes(), None);
        assert!(branch.refresh(1) && !branch.refresh(2));
        assert!(branch.hear(2, read(3), 3) && !branch.hear(2, read(3), 4) && !branch.hear(1, read(4), 4));
        assert!(!branch.state.is_refreshing);
        let changes = branch.changes().unwrap();
        assert_eq!((changes.files, changes.added, changes.ahead, changes.unpushed), (1, 3, 2, 1));
        assert_eq!(branch.base(), Some("main"));

        let unreadable = GitNews::Unreadable { message: "no".into() };
        assert!(branch.hear(2, unreadable.clone(), 5) && !branch.hear(2, unreadable, 6));
        assert!(branch.state.status.is_some() && branch.state.error.as_deref() == Some("no"));
        assert!(branch.hear(3, read(3), 7) && branch.state.error.is_none());
    }
}
