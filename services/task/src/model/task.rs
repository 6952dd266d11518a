//! The task itself: its title, its owner, its end.

use std::sync::Arc;

use contracts::{
    Millis, PullRequest, TaskKey, UserId,
    organization::{Member, Owner, TaskIndexEntry},
    task::{BranchChanges, Initialize, Session, TaskRecord, TaskStatus},
};

use crate::{error::TaskError, text};

/// A materialised task.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    pub key: TaskKey,
    pub record: TaskRecord,
    /// It was made from its line in the sidebar, so its prompt is only its title.
    pub made_from_index: bool,
    /// Since when it is its owner's; what is older than this is not known.
    pub owner_since: Option<Millis>,
    /// The number of the pull request that it was archived with; `None` when it is not archived, or a person has done it.
    pub archived_with: Option<u64>,
    /// How many sessions were ever opened in it.
    pub sessions_opened: i32,
    /// The sessions as they are stored: only what differs is written.
    pub stored_sessions: Arc<[Session]>,
    /// It was made just now and is not stored yet.
    pub is_new: bool,
}

/// How a task ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Put away.
    Archived,
    /// Thrown away.
    Killed,
}

impl Task {
    /// The task that the organization has just indexed for a person.
    pub fn initialized(key: &TaskKey, command: Initialize, now: Millis) -> Self {
        let record = TaskRecord {
            task_id: key.task_id.clone(),
            repository_id: command.repository_id,
            repository_name: command.repository_name,
            clone_url: command.clone_url,
            title: command.title,
            branch: command.branch,
            prompt: command.prompt,
            status: TaskStatus::Initialized,
            pull_request: command.pull_request,
            owner: command.owner,
            changes: None,
            sessions: Vec::new(),
            revision: 1,
            created_at: now,
            updated_at: now,
        };
        let owner_since = record.owner.as_ref().map(|_| now);
        Self { owner_since, ..Self::new(key, record) }
    }

    /// The task behind a line in the sidebar, with its pull request. What a person asks of it makes its first revision.
    pub fn from_index(key: &TaskKey, entry: &TaskIndexEntry, now: Millis) -> Self {
        let record = TaskRecord {
            task_id: key.task_id.clone(),
            repository_id: entry.repository_id.clone(),
            repository_name: entry.repository_name.clone(),
            clone_url: entry.clone_url.clone(),
            title: entry.title.clone(),
            branch: entry.branch.clone(),
            prompt: entry.title.clone(),
            status: TaskStatus::Initialized,
            pull_request: entry.pull_request.clone(),
            owner: None,
            changes: None,
            sessions: Vec::new(),
            revision: 0,
            created_at: now,
            updated_at: now,
        };
        Self { made_from_index: true, ..Self::new(key, record) }
    }

    fn new(key: &TaskKey, record: TaskRecord) -> Self {
        let (key, stored_sessions) = (key.clone(), Arc::default());
        Self {
            key,
            record,
            made_from_index: false,
            owner_since: None,
            archived_with: None,
            sessions_opened: 0,
            stored_sessions,
            is_new: true,
        }
    }

    /// Takes a person's prompt in place of the title it was made with, and them as its owner, unless somebody has been
    /// chosen meanwhile. Says whether it did: a prompt is final.
    pub fn take_prompt(&mut self, prompt: String, owner: Option<Owner>, now: Millis) -> bool {
        if !self.made_from_index || self.record.status.is_ended() {
            return false;
        }
        self.record.prompt = prompt;
        self.made_from_index = false;
        if self.record.owner.is_none() {
            self.owner_since = owner.as_ref().map(|_| now);
            self.record.owner = owner;
        }
        self.touch(now);
        true
    }

    /// Makes a member answer for the task. Says whether that is new. Refused when it is ended, or they are no member.
    pub fn change_owner(&mut self, user_id: &UserId, member: Option<&Member>, now: Millis) -> Result<bool, TaskError> {
        self.must_not_be_ended()?;
        let member = member.ok_or_else(|| TaskError::OwnerIsNoMember(user_id.to_string()))?;
        if self.is_owned_by(user_id) {
            return Ok(false);
        }
        self.give_to(owner_of(member), now);
        self.touch(now);
        Ok(true)
    }

    /// Makes it somebody's, and says whose it was.
    pub(super) fn give_to(&mut self, owner: Owner, now: Millis) -> Option<Owner> {
        self.owner_since = Some(now);
        self.record.owner.replace(owner)
    }

    /// Makes nobody answer for it, if somebody did who has left since. Says whether that was so. An ended task keeps its
    /// owner, for the record.
    pub fn clear_owner(&mut self, user_id: &UserId, left_at: Millis, now: Millis) -> bool {
        let became_theirs_later = self.owner_since.is_some_and(|since| since > left_at);
        if !self.is_owned_by(user_id) || became_theirs_later || self.record.status.is_ended() {
            return false;
        }
        self.record.owner = None;
        self.owner_since = None;
        self.touch(now);
        true
    }

    pub(super) fn is_owned_by(&self, user_id: &UserId) -> bool {
        self.record.owner.as_ref().is_some_and(|owner| owner.user_id == *user_id)
    }

    /// Refused when the task is ended or the text is no title.
    pub fn rename(&mut self, title: &str, now: Millis) -> Result<(), TaskError> {
        self.must_not_be_ended()?;
        self.record.title = text::title(title)?;
        self.touch(now);
        Ok(())
    }

    /// Ends the task at once; its sandbox goes after it. What waits in its sessions stays there to be read. Refused when it
    /// is ended.
    pub fn end(&mut self, ending: Ending, now: Millis) -> Result<(), TaskError> {
        self.must_not_be_ended()?;
        self.record.status = match ending {
            Ending::Archived => TaskStatus::Archived,
            Ending::Killed => TaskStatus::Killed,
        };
        self.touch(now);
        Ok(())
    }

    /// Archives it with its pull request. Says whether it did: what has ended stays as it is.
    pub fn put_away(&mut self, pull_request: u64, now: Millis) -> bool {
        let is_put_away = self.end(Ending::Archived, now).is_ok();
        if is_put_away {
            self.archived_with = Some(pull_request);
        }
        is_put_away
    }

    /// The pull request that it was archived with is open again: so is the task. Says whether it was that one.
    pub fn bring_back(&mut self, pull_request: u64, now: Millis) -> bool {
        if self.archived_with != Some(pull_request) {
            return false;
        }
        self.archived_with = None;
        self.record.status = TaskStatus::Initialized;
        self.sessions_changed(now);
        true
    }

    /// Takes in what GitHub says of the pull request, also when the task is ended. Says whether that is new.
    pub fn hear_of_pull_request(&mut self, pull_request: Option<PullRequest>, now: Millis) -> bool {
        if self.record.pull_request == pull_request {
            return false;
        }
        // The task changed when its pull request did on GitHub, not when we heard of it.
        let changed_at = pull_request.as_ref().map_or(now, |pull_request| pull_request.updated_at);
        self.record.pull_request = pull_request;
        self.touch(changed_at);
        true
    }

    /// Takes in what the branch changes, also when the task is ended. Says whether that is new. It is no change of the task:
    /// the list of tasks is in the order in which people and agents have acted, and this follows from what they did.
    pub fn hear_of_branch(&mut self, changes: BranchChanges) -> bool {
        if self.record.changes == Some(changes) {
            return false;
        }
        self.record.changes = Some(changes);
        self.touch(self.record.updated_at);
        true
    }

    pub(super) fn must_not_be_ended(&self) -> Result<(), TaskError> {
        if self.record.status.is_ended() { Err(TaskError::IsEnded(self.record.status)) } else { Ok(()) }
    }

    pub(super) fn touch(&mut self, at: Millis) {
        self.record.revision += 1;
        self.record.updated_at = self.record.updated_at.max(at);
    }
}

pub(super) fn owner_of(member: &Member) -> Owner {
    let Member { user_id, login, avatar_url, .. } = member.clone();
    Owner { user_id, login, avatar_url }
}

#[cfg(test)]
mod tests;
