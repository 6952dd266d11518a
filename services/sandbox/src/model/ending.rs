//! How a sandbox is ended: by its task, by people who give it up, or by its provider unless somebody wants it to live on.

use contracts::{
    Millis, UserId,
    sandbox::{Ending, EndingCause, Extension, SandboxStatus},
};

use super::{LOG_CHARACTERS, Sandbox, last_characters};
use crate::error::SandboxError;

/// What follows when the task has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It must be destroyed.
    Destroy,
    /// It is being destroyed or gone already; now nothing follows it.
    Alone,
    /// That was known.
    Known,
}

/// What follows when somebody starts over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartingOver {
    /// First this generation must be destroyed.
    Destroy,
    /// It is gone, and the next one must be provisioned.
    Provision,
}

impl Sandbox {
    /// Whether another one is made as soon as this one is gone.
    pub fn is_followed(&self) -> bool {
        self.is_ending(EndingCause::StartedOver)
    }

    fn is_ending(&self, cause: EndingCause) -> bool {
        self.record.ending.as_ref().is_some_and(|ending| ending.cause == cause)
    }

    /// The task has ended. What is being made is destroyed as well.
    pub fn destroy(&mut self, now: Millis) -> Ended {
        if self.is_ending(EndingCause::TaskEnded) {
            return Ended::Known;
        }
        let ended = match self.record.status {
            SandboxStatus::Provisioning | SandboxStatus::Ready | SandboxStatus::Paused | SandboxStatus::Failed => {
                Ended::Destroy
            }
            // Its files may be left.
            SandboxStatus::Expired if self.record.provider_id.is_some() => Ended::Destroy,
            SandboxStatus::Expired | SandboxStatus::Destroying | SandboxStatus::Destroyed => Ended::Alone,
        };
        match ended {
            Ended::Destroy => self.begin_end(EndingCause::TaskEnded, None, now),
            Ended::Alone | Ended::Known => {
                self.record.ending = Some(Ending { cause: EndingCause::TaskEnded, by: None, at: now });
                self.touch(now);
            }
        }
        ended
    }

    /// Somebody wants another one in place of this generation; the clone of that is made with their credentials.
    pub fn start_over(
        &mut self,
        generation: i32,
        by: Option<UserId>,
        now: Millis,
    ) -> Result<StartingOver, SandboxError> {
        self.must_not_end_already(generation)?;
        self.person = by.clone().unwrap_or_else(|| self.person.clone());
        match self.record.status {
            // In them the next one may fail as well.
            SandboxStatus::Failed if self.record.files_left => {
                self.begin_end(EndingCause::StartedOver, by, now);
                Ok(StartingOver::Destroy)
            }
            // A local one that has died leaves its files to the next one: there they can be seen and kept.
            SandboxStatus::Expired | SandboxStatus::Failed | SandboxStatus::Destroyed => {
                self.succeed(now);
                Ok(StartingOver::Provision)
            }
            SandboxStatus::Provisioning | SandboxStatus::Ready | SandboxStatus::Paused | SandboxStatus::Destroying => {
                self.begin_end(EndingCause::StartedOver, by, now);
                Ok(StartingOver::Destroy)
            }
        }
    }

    /// Somebody wants this generation to end; it must be destroyed.
    pub fn stop(&mut self, generation: i32, by: Option<UserId>, now: Millis) -> Result<(), SandboxError> {
        self.must_not_end_already(generation)?;
        let (status, has_ended) =
            (self.record.status, [SandboxStatus::Expired, SandboxStatus::Failed, SandboxStatus::Destroyed]);
        if has_ended.contains(&status) {
            return Err(SandboxError::NothingToStop(status));
        }
        self.begin_end(EndingCause::Stopped, by, now);
        Ok(())
    }

    /// So two who want the same at the same time get it once.
    fn must_not_end_already(&self, generation: i32) -> Result<(), SandboxError> {
        if generation != self.record.generation {
            return Err(SandboxError::IsAnother { generation: self.record.generation });
        }
        if self.is_ending(EndingCause::TaskEnded) {
            return Err(SandboxError::TaskHasEnded);
        }
        if self.record.status == SandboxStatus::Destroying {
            return Err(SandboxError::IsBeingDestroyed);
        }
        Ok(())
    }

    fn begin_end(&mut self, cause: EndingCause, by: Option<UserId>, now: Millis) {
        self.record.status = SandboxStatus::Destroying;
        self.record.ending = Some(Ending { cause, by, at: now });
        self.record.extension = None;
        self.touch(now);
    }

    /// Somebody wants it to live on: the provider's id, and whether it is to be asked. It is not while it is asked already.
    pub fn extend(&mut self, by: Option<UserId>, now: Millis) -> Result<(String, bool), SandboxError> {
        let provider_id = self.ready()?;
        if self.record.expires_at.is_none() {
            return Err(SandboxError::HasNoEnd);
        }
        let is_asked = self.record.extension.as_ref().is_some_and(|extension| extension.error.is_none());
        if !is_asked {
            self.record.extension = Some(Extension { by, at: now, error: None });
            self.touch(now);
        }
        Ok((provider_id, !is_asked))
    }

    pub(super) fn live_on(&mut self, expires_at: Option<Millis>) -> bool {
        let was_asked = self.record.extension.take().is_some();
        self.run(expires_at) || was_asked
    }

    /// What rests or is gone by now has nobody's wish any more.
    pub(super) fn not_live_on(&mut self, message: &str) -> bool {
        let Some(extension) = self.record.extension.as_mut().filter(|extension| extension.error.is_none()) else {
            return false;
        };
        extension.error = Some(last_characters(message, LOG_CHARACTERS));
        true
    }
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{ProvisioningNews, Stage};

    use super::*;
    use crate::model::{
        Wanted,
        tests::{new, ready, want},
    };

    fn bob() -> Option<UserId> {
        Some(UserId::for_number(7))
    }

    fn cause(sandbox: &Sandbox) -> Option<EndingCause> {
        sandbox.record.ending.as_ref().map(|ending| ending.cause)
    }

    fn destroyed(sandbox: &mut Sandbox) {
        let generation = sandbox.record.generation;
        assert!(sandbox.hear(generation, ProvisioningNews::Destroyed { at: 9, note: None }, 9));
    }

    #[test]
    fn whoever_starts_over_gets_another_one_once_the_old_one_is_gone() {
        for mut sandbox in [new(), ready()] {
            let eve = Some(UserId::for_number(8));
            assert_eq!(sandbox.start_over(1, eve.clone(), 4), Ok(StartingOver::Destroy));
            let ending = Ending { cause: EndingCause::StartedOver, by: eve.clone(), at: 4 };
            assert_eq!((sandbox.record.status, &sandbox.record.ending), (SandboxStatus::Destroying, &Some(ending)));
            assert_eq!(Some(sandbox.person.clone()), eve, "it is their token that the clone is made with");
            destroyed(&mut sandbox);
            assert!(sandbox.is_followed());
            sandbox.succeed(10);
            assert_eq!((sandbox.record.generation, sandbox.record.status), (2, SandboxStatus::Provisioning));
            assert_eq!((&sandbox.record.ending, &sandbox.record.provider_id), (&None, &None));
        }
    }

    #[test]
    fn what_is_gone_already_is_followed_at_once() {
        let mut failed = new();
        failed.hear(1, ProvisioningNews::Failed { stage: Stage::Starting, at: 4, message: "no".into() }, 4);
        let (mut expired, mut stopped) = (ready(), ready());
        expired.hear(1, ProvisioningNews::Expired { at: 4 }, 4);
        stopped.stop(1, bob(), 4).unwrap();
        destroyed(&mut stopped);
        for mut sandbox in [failed, expired, stopped] {
            assert_eq!(sandbox.stop(1, bob(), 5), Err(SandboxError::NothingToStop(sandbox.record.status)));
            assert_eq!(sandbox.start_over(1, bob(), 5), Ok(StartingOver::Provision));
            assert_eq!((sandbox.record.generation, sandbox.record.status), (2, SandboxStatus::Provisioning));
        }
    }

    #[test]
    fn whoever_starts_over_on_files_that_were_left_has_them_kept_and_gets_a_clean_one() {
        let mut failed = new();
        failed.hear(1, ProvisioningNews::FilesLeft, 4);
        failed.hear(1, ProvisioningNews::Failed { stage: Stage::Starting, at: 4, message: "no".into() }, 4);
        assert_eq!(failed.start_over(1, bob(), 5), Ok(StartingOver::Destroy));
        destroyed(&mut failed);
        assert!(failed.is_followed() && !failed.record.files_left);
    }

    #[test]
    fn what_is_wanted_twice_is_done_once() {
        let mut sandbox = ready();
        sandbox.start_over(1, bob(), 4).unwrap();
        assert_eq!(sandbox.start_over(1, bob(), 5), Err(SandboxError::IsBeingDestroyed));
        assert_eq!(sandbox.stop(1, bob(), 5), Err(SandboxError::IsBeingDestroyed));
        destroyed(&mut sandbox);
        sandbox.succeed(10);
        assert_eq!(sandbox.start_over(1, bob(), 11), Err(SandboxError::IsAnother { generation: 2 }));
        assert_eq!(sandbox.stop(1, bob(), 11), Err(SandboxError::IsAnother { generation: 2 }));
        assert_eq!(sandbox.start_over(2, None, 12), Ok(StartingOver::Destroy), "that one may be stuck as well");
        assert_eq!(Some(sandbox.person), bob(), "an operator has no token");
    }

    #[test]
    fn one_that_was_stopped_stays_so_until_somebody_wants_to_work() {
        let mut sandbox = ready();
        sandbox.stop(1, bob(), 4).unwrap();
        assert_eq!((sandbox.record.status, cause(&sandbox)), (SandboxStatus::Destroying, Some(EndingCause::Stopped)));
        let mut wanted = sandbox.clone();
        destroyed(&mut sandbox);
        assert!(!sandbox.is_followed());
        assert_eq!((want(&mut sandbox), sandbox.record.generation), (Wanted::Provision, 2));

        assert_eq!((want(&mut wanted), want(&mut wanted)), (Wanted::Another, Wanted::Wait));
        assert_eq!((wanted.record.generation, &wanted.person), (1, &UserId::for_number(8)));
        destroyed(&mut wanted);
        assert!(wanted.is_followed(), "somebody has wanted to work meanwhile");
    }

    #[test]
    fn a_task_that_ends_ends_it_for_good_whatever_was_wanted() {
        let (mut over, mut stopped) = (ready(), ready());
        over.start_over(1, bob(), 4).unwrap();
        stopped.stop(1, bob(), 4).unwrap();
        destroyed(&mut stopped);
        for mut sandbox in [over, stopped] {
            assert_eq!((sandbox.destroy(5), sandbox.destroy(6)), (Ended::Alone, Ended::Known));
            assert!(!sandbox.is_followed());
            assert_eq!(sandbox.start_over(1, bob(), 7), Err(SandboxError::TaskHasEnded));
            assert_eq!(sandbox.stop(1, bob(), 7), Err(SandboxError::TaskHasEnded));
        }
        let mut brought_back = ready();
        brought_back.destroy(4);
        assert_eq!(want(&mut brought_back), Wanted::Another, "a task that asks is there");
    }

    #[test]
    fn only_what_ends_by_itself_can_be_had_to_live_on() {
        let mut sandbox = new();
        assert_eq!(sandbox.extend(bob(), 3), Err(SandboxError::NotReady(SandboxStatus::Provisioning)));
        let (provider, provider_id) = ("local".to_owned(), "sb-1".to_owned());
        sandbox.hear(1, ProvisioningNews::Allocated { provider, provider_id, expires_at: None }, 2);
        sandbox.hear(1, ProvisioningNews::Ready { at: 3 }, 3);
        assert_eq!(sandbox.extend(bob(), 4), Err(SandboxError::HasNoEnd));

        let mut sandbox = ready();
        assert_eq!(sandbox.extend(bob(), 4), Ok(("sb-1".into(), true)));
        assert_eq!(sandbox.extend(bob(), 5), Ok(("sb-1".into(), false)), "it is being asked");
        assert!(sandbox.hear(1, ProvisioningNews::NotExtended { message: "too long".into() }, 6));
        assert_eq!(sandbox.record.extension.as_ref().unwrap().error.as_deref(), Some("too long"));
        assert_eq!(sandbox.extend(bob(), 7), Ok(("sb-1".into(), true)), "it is tried again");
        assert!(sandbox.hear(1, ProvisioningNews::Extended { expires_at: Some(99) }, 8));
        assert_eq!((sandbox.record.expires_at, &sandbox.record.extension), (Some(99), &None));
        assert!(!sandbox.hear(1, ProvisioningNews::NotExtended { message: "late".into() }, 9));
    }

    #[test]
    fn what_rests_or_ends_is_not_to_live_on_any_more() {
        let (mut rests, mut ends) = (ready(), ready());
        for sandbox in [&mut rests, &mut ends] {
            sandbox.extend(bob(), 4).unwrap();
        }
        rests.hear(1, ProvisioningNews::Paused { at: 5 }, 5);
        ends.stop(1, bob(), 5).unwrap();
        assert_eq!((rests.record.extension, ends.record.extension), (None, None));
    }
}
