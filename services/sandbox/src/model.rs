//! A task's sandbox and what may happen to it: pure decisions.

mod branch;
mod ending;
pub mod processes;

use contracts::{
    Millis, TaskKey, UserId,
    sandbox::{Ending, EndingCause, ProvisioningNews, SandboxRecord, SandboxStatus, Source, Stage, StageRecord},
};

pub use branch::Branch;
pub use ending::{Ended, StartingOver};

/// What a stage said, at most: all stages are in one view.
const LOG_CHARACTERS: usize = 4_000;

#[derive(Debug, Clone, PartialEq)]
pub struct Sandbox {
    pub key: TaskKey,
    pub record: SandboxRecord,
    /// What is worked on.
    pub source: Source,
    /// Whose credentials the clone is made with.
    pub person: UserId,
}

/// What follows when somebody wants to work in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// It must be made; this generation of it.
    Provision,
    /// It is being made.
    Wait,
    /// It is there.
    Go,
    /// It is being destroyed. Now another one is to follow it.
    Another,
}

impl Sandbox {
    /// The first one of a task. It must be provisioned.
    pub fn first(key: &TaskKey, source: Source, person: UserId, now: Millis) -> Self {
        let record = SandboxRecord {
            task_id: key.task_id.clone(),
            generation: 1,
            status: SandboxStatus::Provisioning,
            stages: Vec::new(),
            provider: None,
            provider_id: None,
            expires_at: None,
            identity: None,
            note: None,
            files_left: false,
            processes: Vec::new(),
            ending: None,
            extension: None,
            revision: 1,
            created_at: now,
            updated_at: now,
        };
        Self { key: key.clone(), record, source, person }
    }

    /// Somebody wants to work in it. One that is gone gets another generation.
    pub fn want(&mut self, source: &Source, person: &UserId, now: Millis) -> Wanted {
        match self.record.status {
            SandboxStatus::Provisioning => Wanted::Wait,
            // What goes on in it wakes it first.
            SandboxStatus::Ready | SandboxStatus::Paused => Wanted::Go,
            // The task is there, or it would not ask: it may have been brought back.
            SandboxStatus::Destroying if self.is_followed() => Wanted::Wait,
            SandboxStatus::Destroying => {
                let by = Some(person.clone());
                self.record.ending = Some(Ending { cause: EndingCause::StartedOver, by, at: now });
                (self.source, self.person) = (source.clone(), person.clone());
                self.touch(now);
                Wanted::Another
            }
            SandboxStatus::Expired | SandboxStatus::Failed | SandboxStatus::Destroyed => {
                (self.source, self.person) = (source.clone(), person.clone());
                self.succeed(now);
                Wanted::Provision
            }
        }
    }

    /// Makes it the next generation, which must be provisioned.
    pub fn succeed(&mut self, now: Millis) {
        self.record = SandboxRecord {
            generation: self.record.generation + 1,
            status: SandboxStatus::Provisioning,
            stages: Vec::new(),
            provider: None,
            provider_id: None,
            expires_at: None,
            identity: None,
            files_left: false,
            processes: Vec::new(),
            ending: None,
            extension: None,
            ..self.record.clone()
        };
        self.touch(now);
    }

    /// Whether this generation is wanted and not ready yet.
    pub fn is_being_made(&self, generation: i32) -> bool {
        self.record.generation == generation && self.record.status == SandboxStatus::Provisioning
    }

    /// Whether nobody wants this generation any more.
    pub fn is_given_up(&self, generation: i32) -> bool {
        let has_ended = matches!(self.record.status, SandboxStatus::Destroying | SandboxStatus::Destroyed);
        generation < self.record.generation || generation == self.record.generation && has_ended
    }

    /// Takes in what a workflow tells of `generation`. Says whether that changed something.
    pub fn hear(&mut self, generation: i32, news: ProvisioningNews, now: Millis) -> bool {
        let status = self.record.status;
        let changed = match news {
            // What was kept of one before, or after its end was told, is to be found as well.
            ProvisioningNews::Kept { note } | ProvisioningNews::Destroyed { note: Some(note), .. }
                if generation < self.record.generation || status == SandboxStatus::Destroyed =>
            {
                self.kept(note)
            }
            _ if generation != self.record.generation => false,
            ProvisioningNews::Destroyed { note, .. } => self.end(SandboxStatus::Destroyed, note),
            // What is being destroyed hears nothing but its end.
            _ if matches!(status, SandboxStatus::Destroying | SandboxStatus::Destroyed) => false,
            ProvisioningNews::Expired { .. } => self.end(SandboxStatus::Expired, None),
            ProvisioningNews::Injected { identity } => self.record.identity.replace(identity.clone()) != Some(identity),
            ProvisioningNews::TokenEnded { user_id, at } => self.end_token(&user_id, at),
            ProvisioningNews::Cleared { user_id } => {
                self.record.identity.take_if(|identity| identity.user_id == user_id).is_some()
            }
            ProvisioningNews::Running { expires_at } => self.run(expires_at),
            ProvisioningNews::Extended { expires_at } => self.live_on(expires_at),
            ProvisioningNews::NotExtended { message } => self.not_live_on(&message),
            ProvisioningNews::Paused { .. } => self.rest(),
            ProvisioningNews::Kept { note } => self.kept(note),
            ProvisioningNews::StageBegan { stage: Stage::Resuming, at } => self.wake(at),
            ProvisioningNews::StageEnded { stage: stage @ Stage::Resuming, at, log } => {
                self.end_stage(stage, at, Some(log), None)
            }
            // It rests as before, and the next message tries again.
            ProvisioningNews::Failed { stage: stage @ Stage::Resuming, at, message } => {
                self.end_stage(stage, at, None, Some(message))
            }
            _ if status != SandboxStatus::Provisioning => false,
            ProvisioningNews::StageBegan { stage, at } => self.begin_stage(stage, at),
            ProvisioningNews::StageEnded { stage, at, log } => self.end_stage(stage, at, Some(log), None),
            ProvisioningNews::Failed { stage, at, message } => {
                self.record.status = SandboxStatus::Failed;
                self.begin_stage(stage, at);
                self.end_stage(stage, at, None, Some(message))
            }
            ProvisioningNews::Allocated { provider, provider_id, expires_at } => {
                self.record.expires_at = expires_at;
                let known = (self.record.provider.replace(provider), self.record.provider_id.replace(provider_id));
                known != (self.record.provider.clone(), self.record.provider_id.clone())
            }
            ProvisioningNews::FilesLeft => !std::mem::replace(&mut self.record.files_left, true),
            ProvisioningNews::Ready { .. } => {
                self.record.status = SandboxStatus::Ready;
                true
            }
        };
        if changed {
            self.touch(now);
        }
        changed
    }

    fn kept(&mut self, note: String) -> bool {
        self.record.note.replace(note.clone()) != Some(note)
    }

    /// The next turn puts another one inside, whether or not that is done sooner.
    fn end_token(&mut self, user_id: &UserId, at: Millis) -> bool {
        let theirs = self.record.identity.as_mut().filter(|identity| identity.user_id == *user_id);
        let Some(identity) = theirs.filter(|identity| identity.token_expires_at.is_none_or(|ends| ends > at)) else {
            return false;
        };
        identity.token_expires_at = Some(at);
        true
    }

    /// It is there: it may have been woken, and its time may be another one.
    fn run(&mut self, expires_at: Option<Millis>) -> bool {
        let was_paused = self.record.status == SandboxStatus::Paused;
        let known = matches!(self.record.status, SandboxStatus::Ready | SandboxStatus::Paused);
        if !known || !was_paused && self.record.expires_at == expires_at {
            return false;
        }
        (self.record.status, self.record.expires_at) = (SandboxStatus::Ready, expires_at);
        true
    }

    /// Whose credentials are inside stays as it is: they rest with it.
    fn rest(&mut self) -> bool {
        if self.record.status != SandboxStatus::Ready {
            return false;
        }
        (self.record.status, self.record.expires_at) = (SandboxStatus::Paused, None);
        self.record.extension = None;
        true
    }

    /// It is being woken, which may have happened before.
    fn wake(&mut self, at: Millis) -> bool {
        if self.record.status != SandboxStatus::Paused {
            return false;
        }
        self.record.stages.retain(|known| known.stage != Stage::Resuming);
        self.begin_stage(Stage::Resuming, at)
    }

    /// It is gone, and with it what was inside.
    fn end(&mut self, status: SandboxStatus, note: Option<String>) -> bool {
        if self.record.status == status {
            return false;
        }
        (self.record.status, self.record.identity, self.record.expires_at) = (status, None, None);
        self.record.note = note.or(self.record.note.take());
        self.record.extension = None;
        self.record.files_left = false;
        self.record.processes.clear();
        true
    }

    fn begin_stage(&mut self, stage: Stage, at: Millis) -> bool {
        if self.record.stages.iter().any(|known| known.stage == stage) {
            return false;
        }
        self.record.stages.push(StageRecord { stage, started_at: at, ended_at: None, log: String::new(), error: None });
        true
    }

    fn end_stage(&mut self, stage: Stage, at: Millis, log: Option<String>, error: Option<String>) -> bool {
        let Some(known) = self.record.stages.iter_mut().find(|known| known.stage == stage) else { return false };
        if known.ended_at.is_some() {
            return false;
        }
        known.ended_at = Some(at);
        known.log = last_characters(&log.unwrap_or_default(), LOG_CHARACTERS);
        known.error = error.map(|error| last_characters(&error, LOG_CHARACTERS));
        true
    }

    fn touch(&mut self, now: Millis) {
        self.record.revision += 1;
        self.record.updated_at = self.record.updated_at.max(now);
    }
}

fn last_characters(text: &str, count: usize) -> String {
    text.chars().skip(text.chars().count().saturating_sub(count)).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use contracts::sandbox::InsideIdentity;

    use super::*;
    use crate::testing::{key, source};

    pub fn new() -> Sandbox {
        Sandbox::first(&key(), source(), UserId::for_number(7), 1)
    }

    pub fn ready() -> Sandbox {
        let mut sandbox = new();
        let (provider, provider_id) = ("local".to_owned(), "sb-1".to_owned());
        sandbox.hear(1, ProvisioningNews::Allocated { provider, provider_id, expires_at: Some(9) }, 2);
        assert!(sandbox.hear(1, ProvisioningNews::Ready { at: 3 }, 3));
        sandbox
    }

    pub fn want(sandbox: &mut Sandbox) -> Wanted {
        sandbox.want(&source(), &UserId::for_number(8), 5)
    }

    #[test]
    fn stages_begin_and_end_once_and_keep_the_end_of_what_they_said() {
        let mut sandbox = new();
        let began = ProvisioningNews::StageBegan { stage: Stage::Cloning, at: 10 };
        assert!(sandbox.hear(1, began.clone(), 10) && !sandbox.hear(1, began, 11));
        let log = format!("a{}", "é".repeat(LOG_CHARACTERS));
        let ended = ProvisioningNews::StageEnded { stage: Stage::Cloning, at: 20, log };
        assert!(sandbox.hear(1, ended.clone(), 20) && !sandbox.hear(1, ended, 21));
        let [stage] = sandbox.record.stages.as_slice() else { panic!("{sandbox:?}") };
        assert_eq!((stage.started_at, stage.ended_at), (10, Some(20)));
        assert_eq!(stage.log, "é".repeat(LOG_CHARACTERS));
        assert_eq!(sandbox.record.revision, 3);
    }

    #[test]
    fn a_failure_names_its_stage_and_the_next_want_makes_another_generation() {
        let mut sandbox = new();
        assert!(sandbox.hear(1, ProvisioningNews::Failed { stage: Stage::Starting, at: 4, message: "no".into() }, 4));
        assert_eq!(
            (sandbox.record.status, sandbox.record.stages[0].error.as_deref()),
            (SandboxStatus::Failed, Some("no"))
        );
        assert_eq!(want(&mut sandbox), Wanted::Provision);
        assert_eq!((sandbox.record.generation, sandbox.record.stages.len()), (2, 0));
        assert_eq!(sandbox.person, UserId::for_number(8));
        assert!(!sandbox.hear(1, ProvisioningNews::Ready { at: 6 }, 6), "that was the one before");
        assert_eq!(want(&mut sandbox), Wanted::Wait);
    }

    #[test]
    fn one_that_is_there_is_worked_in_and_one_that_died_is_made_again() {
        let mut sandbox = ready();
        assert_eq!(want(&mut sandbox), Wanted::Go);
        assert!(sandbox.hear(1, ProvisioningNews::Expired { at: 6 }, 6));
        assert_eq!((sandbox.record.status, sandbox.record.expires_at), (SandboxStatus::Expired, None));
        assert!(!sandbox.hear(1, ProvisioningNews::Expired { at: 7 }, 7));
        assert_eq!(sandbox.clone().destroy(8), Ended::Destroy, "its files may be left");
        assert_eq!(want(&mut sandbox), Wanted::Provision);
    }

    #[test]
    fn one_that_rests_is_woken_and_its_stage_is_the_newest() {
        let mut sandbox = ready();
        assert!(sandbox.hear(1, ProvisioningNews::Running { expires_at: Some(20) }, 4));
        assert!(!sandbox.hear(1, ProvisioningNews::Running { expires_at: Some(20) }, 4));
        for round in [10, 20] {
            assert!(sandbox.hear(1, ProvisioningNews::Paused { at: round }, round));
            assert!(!sandbox.hear(1, ProvisioningNews::Paused { at: round }, round));
            assert_eq!((sandbox.record.status, sandbox.record.expires_at), (SandboxStatus::Paused, None));
            assert_eq!(want(&mut sandbox), Wanted::Go);
            let began = ProvisioningNews::StageBegan { stage: Stage::Resuming, at: round };
            assert!(sandbox.hear(1, began, round));
            let [stage] = sandbox.record.stages.as_slice() else { panic!("{sandbox:?}") };
            assert_eq!((stage.started_at, stage.ended_at), (round, None));
            let ended = ProvisioningNews::StageEnded { stage: Stage::Resuming, at: round + 1, log: String::new() };
            assert!(sandbox.hear(1, ended, round));
            assert!(sandbox.hear(1, ProvisioningNews::Running { expires_at: Some(round + 9) }, round));
            assert_eq!(sandbox.record.status, SandboxStatus::Ready);
        }
    }

    #[test]
    fn one_that_cannot_be_woken_rests_on_and_says_why() {
        let mut sandbox = ready();
        sandbox.hear(1, ProvisioningNews::Paused { at: 4 }, 4);
        sandbox.hear(1, ProvisioningNews::StageBegan { stage: Stage::Resuming, at: 5 }, 5);
        let failed = ProvisioningNews::Failed { stage: Stage::Resuming, at: 6, message: "no place".into() };
        assert!(sandbox.hear(1, failed, 6));
        let stage = sandbox.record.stages.last().unwrap();
        assert_eq!((sandbox.record.status, stage.error.as_deref()), (SandboxStatus::Paused, Some("no place")));
        assert!(sandbox.hear(1, ProvisioningNews::Expired { at: 7 }, 7), "it may still turn out to be gone");
    }

    #[test]
    fn what_is_being_destroyed_hears_nothing_but_its_end() {
        let mut sandbox = ready();
        assert_eq!((sandbox.destroy(4), sandbox.destroy(5)), (Ended::Destroy, Ended::Known));
        assert!(!sandbox.hear(1, ProvisioningNews::Ready { at: 6 }, 6));
        assert!(!sandbox.hear(1, ProvisioningNews::Expired { at: 6 }, 6));
        assert!(sandbox.hear(1, ProvisioningNews::Destroyed { at: 7, note: Some("kept".into()) }, 7));
        assert_eq!((sandbox.record.status, sandbox.record.note.as_deref()), (SandboxStatus::Destroyed, Some("kept")));
        assert_eq!(sandbox.destroy(8), Ended::Known);
        assert!(!sandbox.is_followed());
    }

    #[test]
    fn what_was_kept_later_or_of_one_before_is_noted_and_changes_nothing_else() {
        let kept = |at, note: &str| ProvisioningNews::Destroyed { at, note: Some(note.into()) };
        let mut sandbox = ready();
        sandbox.destroy(4);
        assert!(sandbox.hear(1, ProvisioningNews::Destroyed { at: 5, note: None }, 5));
        assert!(sandbox.hear(1, kept(6, "later"), 6) && !sandbox.hear(1, kept(7, "later"), 7));
        assert!(!sandbox.hear(1, ProvisioningNews::Destroyed { at: 7, note: None }, 7));
        assert_eq!((sandbox.record.status, sandbox.record.note.as_deref()), (SandboxStatus::Destroyed, Some("later")));

        assert_eq!(want(&mut sandbox), Wanted::Provision);
        assert!(sandbox.is_given_up(1) && !sandbox.is_given_up(2));
        assert!(sandbox.hear(1, kept(8, "of the first"), 8));
        assert!(sandbox.hear(1, ProvisioningNews::Kept { note: "by whoever looks after all".into() }, 9));
        assert_eq!(sandbox.record.status, SandboxStatus::Provisioning);
        assert_eq!(sandbox.record.note.as_deref(), Some("by whoever looks after all"));
    }

    #[test]
    fn files_that_one_which_failed_has_left_are_the_next_ones() {
        let mut sandbox = new();
        assert!(sandbox.hear(1, ProvisioningNews::FilesLeft, 4) && !sandbox.hear(1, ProvisioningNews::FilesLeft, 4));
        sandbox.hear(1, ProvisioningNews::Failed { stage: Stage::Cloning, at: 4, message: "no".into() }, 4);
        assert!(sandbox.record.files_left);
        assert_eq!(want(&mut sandbox), Wanted::Provision);
        assert!(!sandbox.record.files_left, "it may have taken them");
    }

    #[test]
    fn whose_credentials_are_inside_goes_with_the_sandbox() {
        let mut sandbox = ready();
        let identity =
            InsideIdentity { user_id: UserId::for_number(7), login: "bob".into(), since: 5, token_expires_at: None };
        assert!(sandbox.hear(1, ProvisioningNews::Injected { identity: identity.clone() }, 5));
        assert!(!sandbox.hear(1, ProvisioningNews::Injected { identity }, 6));
        sandbox.hear(1, ProvisioningNews::Expired { at: 7 }, 7);
        assert_eq!(sandbox.record.identity, None);
    }

    #[test]
    fn the_credentials_of_somebody_who_left_go_and_those_of_others_stay() {
        let mut sandbox = ready();
        let identity =
            InsideIdentity { user_id: UserId::for_number(7), login: "bob".into(), since: 5, token_expires_at: None };
        sandbox.hear(1, ProvisioningNews::Injected { identity }, 5);
        assert!(!sandbox.hear(1, ProvisioningNews::Cleared { user_id: UserId::for_number(8) }, 6));
        assert!(sandbox.hear(1, ProvisioningNews::Cleared { user_id: UserId::for_number(7) }, 6));
        assert_eq!(sandbox.record.identity, None);
    }
}
