//! The task itself: its title, its owner, its end.

use std::sync::Arc;

use contracts::{
    Millis, PullRequest, TaskKey, UserId,
    organization::{Member, Owner, TaskIndexEntry},
    task::{Initialize, Session, TaskRecord, TaskStatus},
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
mod tests {
    use contracts::pull_request::PullRequestState;

    use super::*;

    fn pull_request(updated_at: Millis) -> PullRequest {
        PullRequest {
            number: 7,
            title: "Login".into(),
            state: PullRequestState::Open,
            url: "https://github.com/acme/web/pull/7".into(),
            head_branch: "login".into(),
            head_repository: Some("acme/web".into()),
            base_branch: "main".into(),
            author_login: None,
            updated_at,
        }
    }

    fn key() -> TaskKey {
        TaskKey { organization_id: "acme".parse().expect("an id"), task_id: "t-1".parse().expect("an id") }
    }

    fn from_index() -> Task {
        let entry = TaskIndexEntry {
            task_id: key().task_id,
            repository_id: "r1".parse().expect("an id"),
            repository_name: "acme/web".into(),
            clone_url: "https://github.com/acme/web.git".into(),
            title: "Login".into(),
            branch: "login".into(),
            pull_request: Some(pull_request(10)),
        };
        Task::from_index(&key(), &entry, 100)
    }

    #[test]
    fn a_task_made_from_the_index_keeps_its_pull_request() {
        assert_eq!(from_index().record.pull_request, Some(pull_request(10)));
    }

    #[test]
    fn each_change_is_a_revision() {
        let mut task = from_index();
        task.rename(" Sign in ", 101).expect("allowed");
        assert_eq!((task.record.title.as_str(), task.record.revision, task.record.updated_at), ("Sign in", 1, 101));
        task.end(Ending::Archived, 102).expect("allowed");
        assert_eq!((task.record.status, task.record.revision), (TaskStatus::Archived, 2));
    }

    #[test]
    fn an_ended_task_takes_nothing_more_and_says_how_it_ended() {
        let mut task = from_index();
        task.end(Ending::Killed, 101).expect("allowed");
        let before = task.clone();

        let refused = TaskError::IsEnded(TaskStatus::Killed);
        assert_eq!(task.rename("x", 102).expect_err("ended"), refused);
        assert_eq!(task.end(Ending::Archived, 102).expect_err("ended"), refused);
        assert_eq!(task.end(Ending::Killed, 102).expect_err("ended"), refused);
        assert!(refused.to_string().contains("killed"));
        assert_eq!(task, before);
    }

    #[test]
    fn a_refused_title_changes_nothing() {
        let mut task = from_index();
        let before = task.clone();
        assert_eq!(task.rename("  ", 101), Err(TaskError::TitleIsBlank));
        assert_eq!(task, before);
    }

    fn member(number: u64) -> Member {
        Member {
            user_id: UserId::for_number(number),
            login: format!("login-{number}"),
            name: None,
            avatar_url: None,
            role: contracts::organization::Role::Member,
            linked: false,
        }
    }

    fn owner(number: u64) -> Option<Owner> {
        let Member { user_id, login, avatar_url, .. } = member(number);
        Some(Owner { user_id, login, avatar_url })
    }

    /// Says whether it changed anything.
    fn give_to(task: &mut Task, number: u64, now: Millis) -> bool {
        task.change_owner(&UserId::for_number(number), Some(&member(number)), now).expect("allowed")
    }

    #[test]
    fn a_persons_prompt_replaces_the_title_once() {
        let mut task = from_index();
        assert!(task.take_prompt("Make it pretty".into(), None, 101));
        assert!(!task.take_prompt("Something else".into(), owner(7), 102));
        assert_eq!((task.record.prompt.as_str(), &task.record.owner), ("Make it pretty", &None));
    }

    #[test]
    fn whoever_sends_the_prompt_owns_the_task_unless_somebody_was_chosen() {
        let mut task = from_index();
        assert!(task.take_prompt("Make it pretty".into(), owner(7), 101));
        assert_eq!((&task.record.owner, task.owner_since), (&owner(7), Some(101)));

        let mut chosen = from_index();
        assert!(give_to(&mut chosen, 8, 100));
        assert!(chosen.take_prompt("Make it pretty".into(), owner(7), 101));
        assert_eq!((&chosen.record.owner, chosen.owner_since), (&owner(8), Some(100)));
    }

    #[test]
    fn an_owner_is_a_member_and_the_same_one_is_no_change() {
        let mut task = from_index();
        let nobody = UserId::for_number(7);
        assert_eq!(task.change_owner(&nobody, None, 101), Err(TaskError::OwnerIsNoMember("u7".into())));
        assert!(give_to(&mut task, 7, 101));
        assert!(!give_to(&mut task, 7, 102));
        assert_eq!((task.record.revision, task.owner_since), (1, Some(101)));
    }

    #[test]
    fn only_an_owner_who_left_since_is_cleared() {
        let mut task = from_index();
        assert!(give_to(&mut task, 7, 101));
        assert!(!task.clear_owner(&UserId::for_number(8), 200, 201));
        assert!(!task.clear_owner(&UserId::for_number(7), 100, 201), "theirs again");
        assert!(task.clear_owner(&UserId::for_number(7), 101, 201));
        assert_eq!((&task.record.owner, task.owner_since, task.record.updated_at), (&None, None, 201));
    }

    #[test]
    fn an_owner_from_before_times_were_kept_is_cleared() {
        let mut task = from_index();
        task.record.owner = owner(7);
        assert!(task.clear_owner(&UserId::for_number(7), 1, 201));
    }

    #[test]
    fn hearing_the_same_of_a_pull_request_again_changes_nothing() {
        let mut task = from_index();
        assert!(!task.hear_of_pull_request(Some(pull_request(10)), 101));
        assert!(task.hear_of_pull_request(Some(pull_request(20)), 101));
        assert_eq!((task.record.revision, task.record.updated_at), (1, 100));
    }

    #[test]
    fn an_ended_task_still_hears_of_its_pull_request() {
        let mut task = from_index();
        task.end(Ending::Archived, 101).expect("allowed");
        assert!(task.hear_of_pull_request(None, 102));
        assert_eq!(task.record.status, TaskStatus::Archived);
    }
}
