//! Ids that follow from what they are made by, so that a command that a restored database runs again makes the same.

use contracts::Actor;
use uuid::Uuid;

/// Our own name space for name-based ids (RFC 9562, section 5.5).
const NAMESPACE: Uuid = Uuid::from_u128(0x3f0d_8a52_6c1e_4b7a_9d43_51c7_0e88_2ba6);

/// What an id is made for. Ids of different uses never meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A message that is sent.
    Message,
    /// Something that is made and gets an id: a task, a workflow run.
    Thing,
}

/// The id of the `place`-th message or thing of the command or step `cause` of one actor.
pub fn derived(actor: Actor, key: &str, cause: &str, purpose: Use, place: u32) -> Uuid {
    let purpose = match purpose {
        Use::Message => "message",
        Use::Thing => "thing",
    };
    // A key has no slash; what follows it is the caller's own and stands before what is ours.
    let name = format!("{}/{key}/{cause}/{purpose}/{place}", actor.token());
    Uuid::new_v5(&NAMESPACE, name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_runs_again_makes_the_same_ids() {
        let id = || derived(Actor::Task, "acme.t-1", "c-1", Use::Message, 0);
        assert_eq!(id(), id());
    }

    #[test]
    fn each_place_use_cause_key_and_actor_has_an_id_of_its_own() {
        let all = [
            derived(Actor::Task, "acme.t-1", "c-1", Use::Message, 0),
            derived(Actor::Task, "acme.t-1", "c-1", Use::Message, 1),
            derived(Actor::Task, "acme.t-1", "c-1", Use::Thing, 0),
            derived(Actor::Task, "acme.t-1", "c-2", Use::Message, 0),
            derived(Actor::Task, "acme.t-2", "c-1", Use::Message, 0),
            derived(Actor::User, "acme.t-1", "c-1", Use::Message, 0),
        ];
        let different: std::collections::HashSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }
}
