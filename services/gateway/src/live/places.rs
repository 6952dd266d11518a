//! How many sockets each person has open.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use contracts::UserId;

use crate::limits;

/// Cheap to clone.
#[derive(Clone, Default)]
pub struct SocketsOfPeople(Arc<Mutex<HashMap<UserId, usize>>>);

/// A socket of a person, for as long as it is held.
pub struct Place {
    of: SocketsOfPeople,
    person: UserId,
}

impl SocketsOfPeople {
    /// `None`: the person has as many as one may have.
    pub fn take(&self, person: &UserId) -> Option<Place> {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let open = counted.entry(person.clone()).or_default();
        if *open >= limits::SOCKETS_OF_A_PERSON {
            return None;
        }
        *open += 1;
        Some(Place { of: self.clone(), person: person.clone() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counted = self.of.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(open) = counted.get_mut(&self.person) else { return };
        *open -= 1;
        if *open == 0 {
            counted.remove(&self.person);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_so_many_and_gets_the_next_when_one_has_gone() {
        let sockets = SocketsOfPeople::default();
        let (alice, bob) = ("u1".parse().expect("an id"), "u2".parse().expect("an id"));
        let mut open: Vec<_> =
            (0..limits::SOCKETS_OF_A_PERSON).map(|_| sockets.take(&alice).expect("a place")).collect();
        assert!(sockets.take(&alice).is_none());
        assert!(sockets.take(&bob).is_some());
        open.pop();
        assert!(sockets.take(&alice).is_some());
        drop(open);
        assert!(sockets.0.lock().expect("whole").is_empty(), "who has none is not kept");
    }
}
