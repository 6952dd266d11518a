//! Who is here, by what each gateway says of the pages that are open there: pure.

use std::collections::{BTreeMap, HashMap};

use contracts::{OrganizationId, SessionId, TaskId, UserId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::limits;

/// The task that a page shows, and what its person does there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attending {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The task's id.
    pub task_id: TaskId,
    /// The session that is open; null: none is.
    #[serde(default)]
    pub session_id: Option<SessionId>,
    /// What they do.
    pub doing: Doing,
}

/// What somebody does at a task. The last of these that one of their pages says counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Doing {
    /// They look at it.
    Looking,
    /// They have written something that they have not sent.
    Drafting,
    /// They write at this moment.
    Typing,
}

/// Somebody who is here now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attendant {
    /// Who.
    pub user_id: UserId,
    /// At which task.
    pub task_id: TaskId,
    /// In which of its sessions; null: in none.
    pub session_id: Option<SessionId>,
    /// What they do.
    pub doing: Doing,
}

impl Attendant {
    pub fn new(user_id: UserId, attending: Attending) -> Self {
        let Attending { task_id, session_id, doing, .. } = attending;
        Self { user_id, task_id, session_id, doing }
    }
}

/// All that is known of one organization.
#[derive(Debug, Default)]
pub struct Roll {
    gateways: HashMap<String, Heard>,
}

#[derive(Debug)]
struct Heard {
    people: Vec<Attendant>,
    at: Instant,
}

impl Roll {
    /// A gateway has said who is there: all of them, whatever it said before.
    pub fn hear(&mut self, gateway: &str, people: Vec<Attendant>, now: Instant) {
        if people.is_empty() {
            self.gateways.remove(gateway);
        } else {
            self.gateways.insert(gateway.to_owned(), Heard { people, at: now });
        }
    }

    /// A gateway that has said nothing for long is gone, and so are its people.
    pub fn forget_silent(&mut self, now: Instant) {
        self.gateways.retain(|_, heard| now.saturating_duration_since(heard.at) < limits::ATTENDANCE_KEPT);
    }

    /// Everybody once for each task, in an order that does not change by itself.
    pub fn people(&self) -> Vec<Attendant> {
        together(self.gateways.values().flat_map(|heard| &heard.people))
    }
}

/// Of several pages of one person at one task the busiest counts. As many as may be told.
pub fn together<'a>(all: impl IntoIterator<Item = &'a Attendant>) -> Vec<Attendant> {
    let mut people = BTreeMap::<_, &Attendant>::new();
    for attendant in all {
        let weight = |attendant: &Attendant| (attendant.doing, attendant.session_id.clone());
        let known = people.entry((&attendant.task_id, &attendant.user_id)).or_insert(attendant);
        if weight(attendant) > weight(known) {
            *known = attendant;
        }
    }
    people.into_values().take(limits::ATTENDANTS).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(person: &str, task: &str, session: Option<&str>, doing: Doing) -> Attendant {
        let session_id = session.map(|id| id.parse().expect("an id"));
        Attendant { user_id: person.parse().expect("an id"), task_id: task.parse().expect("an id"), session_id, doing }
    }

    #[test]
    fn what_a_gateway_says_replaces_what_it_said_before_and_nothing_else() {
        let (mut roll, now) = (Roll::default(), Instant::now());
        roll.hear("a", vec![at("u1", "t-1", None, Doing::Looking)], now);
        roll.hear("b", vec![at("u2", "t-1", None, Doing::Looking)], now);
        roll.hear("a", vec![at("u1", "t-2", None, Doing::Looking)], now);
        assert_eq!(roll.people(), [at("u2", "t-1", None, Doing::Looking), at("u1", "t-2", None, Doing::Looking)]);
        roll.hear("b", vec![], now);
        assert_eq!(roll.people(), [at("u1", "t-2", None, Doing::Looking)]);
    }

    #[test]
    fn somebody_with_three_pages_is_there_once_and_does_the_most_that_one_says() {
        let (mut roll, now) = (Roll::default(), Instant::now());
        let pages = [Doing::Looking, Doing::Typing, Doing::Drafting].map(|doing| at("u1", "t-1", Some("s-1"), doing));
        roll.hear("a", pages[..2].to_vec(), now);
        roll.hear("b", pages[2..].to_vec(), now);
        assert_eq!(roll.people(), [at("u1", "t-1", Some("s-1"), Doing::Typing)]);
    }

    #[test]
    fn the_people_of_a_gateway_that_fell_silent_are_forgotten() {
        let (mut roll, now) = (Roll::default(), Instant::now());
        roll.hear("dead", vec![at("u1", "t-1", None, Doing::Looking)], now);
        roll.hear("alive", vec![at("u2", "t-1", None, Doing::Looking)], now + limits::ATTENDANCE_KEPT / 2);
        roll.forget_silent(now + limits::ATTENDANCE_KEPT);
        assert_eq!(roll.people(), [at("u2", "t-1", None, Doing::Looking)]);
    }

    #[test]
    fn no_more_are_told_than_may_be() {
        let (mut roll, now) = (Roll::default(), Instant::now());
        let crowd = (0..2 * limits::ATTENDANTS).map(|number| at(&format!("u{number}"), "t-1", None, Doing::Looking));
        roll.hear("a", crowd.collect(), now);
        assert_eq!(roll.people().len(), limits::ATTENDANTS);
    }
}
