//! How many commands of one person are under way at a time, for each kind of actor. What else they send waits here, so that
//! nobody else's command waits behind all of it.

use std::num::NonZeroU32;

use contracts::Actor;
use tokio::sync::OwnedSemaphorePermit;

use crate::{asker::Sender, limits, quotas::Exceeded, shares::Shares};

pub struct Lanes(Shares<(Sender, Actor)>);

impl Lanes {
    /// For people who may send so many commands in a second.
    pub fn new(commands_a_second: NonZeroU32) -> Self {
        Self(Shares::of_size(commands_a_second.get().div_ceil(limits::LANE_SHARE) as usize))
    }

    /// Waits until there is room, which is taken for as long as the permit lives; `Err`: there is none in time.
    pub async fn enter(&self, sender: Sender, actor: Actor) -> Result<OwnedSemaphorePermit, Exceeded> {
        let lane = self.0.of((sender, actor));
        let room = tokio::time::timeout(limits::LANE_WAIT, lane.acquire_owned()).await;
        room.map(|permit| permit.expect("a lane is never closed")).map_err(|_| Exceeded::commands_at_once())
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;
    use crate::asker::By;

    fn browser(of: &str) -> Sender {
        Sender { person: of.parse().expect("an id"), by: By::Browser }
    }

    #[tokio::test(start_paused = true)]
    async fn who_finds_no_room_in_time_is_told_so() {
        let lanes = Lanes::new(NonZeroU32::MIN);
        let enter = || lanes.enter(browser("u1"), Actor::Task);
        let held = enter().await.expect("free");
        assert_eq!(enter().await.expect_err("full").what, "commands at once");
        drop(held);
        assert!(enter().await.is_ok());
    }

    #[tokio::test]
    async fn what_one_person_sends_waits_for_its_own_and_nobody_elses_does() {
        let lanes = Lanes::new(NonZeroU32::new(2 * limits::LANE_SHARE).expect("a number"));
        let enter = |person: &str, actor| lanes.enter(browser(person), actor).now_or_never();
        let first = enter("u1", Actor::Task).expect("free");
        let _second = enter("u1", Actor::Task).expect("free");
        assert!(enter("u1", Actor::Task).is_none(), "two at a time");
        assert!(enter("u1", Actor::User).is_some() && enter("u2", Actor::Task).is_some());

        drop(first);
        assert!(enter("u1", Actor::Task).is_some());
    }
}
