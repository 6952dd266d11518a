//! How many commands of one person are under way at a time, for each kind of actor. What else they send waits here, so that
//! nobody else's command waits behind all of it.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use contracts::{Actor, UserId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{limits, quotas::Exceeded};

pub struct Lanes {
    width: usize,
    /// Gone with the last command that is in it.
    lanes: Mutex<HashMap<(UserId, Actor), Weak<Semaphore>>>,
}

impl Lanes {
    /// For people who may send so many commands in a second.
    pub fn new(commands_a_second: NonZeroU32) -> Self {
        let width = commands_a_second.get().div_ceil(limits::LANE_SHARE) as usize;
        Self { width, lanes: Mutex::default() }
    }

    /// Waits until there is room, which is taken for as long as the permit lives; `Err`: there is none in time.
    pub async fn enter(&self, person: UserId, actor: Actor) -> Result<OwnedSemaphorePermit, Exceeded> {
        let room = tokio::time::timeout(limits::LANE_WAIT, self.lane(person, actor).acquire_owned()).await;
        room.map(|permit| permit.expect("a lane is never closed")).map_err(|_| Exceeded::at_once())
    }

    fn lane(&self, person: UserId, actor: Actor) -> Arc<Semaphore> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (person, actor);
        if let Some(lane) = lanes.get(&key).and_then(Weak::upgrade) {
            return lane;
        }
        lanes.retain(|_, lane| lane.strong_count() > 0);
        let lane = Arc::new(Semaphore::new(self.width));
        lanes.insert(key, Arc::downgrade(&lane));
        lane
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_finds_no_room_in_time_is_told_so() {
        let lanes = Lanes::new(NonZeroU32::MIN);
        let enter = || lanes.enter("u1".parse().expect("an id"), Actor::Task);
        let held = enter().await.expect("free");
        assert_eq!(enter().await.expect_err("full").what, "commands at once");
        drop(held);
        assert!(enter().await.is_ok());
    }

    #[tokio::test]
    async fn what_one_person_sends_waits_for_its_own_and_nobody_elses_does() {
        let lanes = Lanes::new(NonZeroU32::new(2 * limits::LANE_SHARE).expect("a number"));
        let enter = |person: &str, actor| lanes.enter(person.parse().expect("an id"), actor).now_or_never();
        let first = enter("u1", Actor::Task).expect("free");
        let second = enter("u1", Actor::Task).expect("free");
        assert!(enter("u1", Actor::Task).is_none(), "two at a time");
        assert!(enter("u1", Actor::User).is_some() && enter("u2", Actor::Task).is_some());

        drop(first);
        assert!(enter("u1", Actor::Task).is_some());
        drop(second);
        drop(enter("u3", Actor::Task));
        assert!(enter("u4", Actor::Task).is_some());
        assert_eq!(lanes.lanes.lock().expect("no panic").len(), 1, "nothing is kept of those who have left");
    }
}
