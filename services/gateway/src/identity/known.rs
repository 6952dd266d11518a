//! Who has been seen lately and what they may do, as long as every change of it is heard. No I/O.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use contracts::{
    CredentialHash, Millis, UserId,
    user::{self, Credential},
};
use tokio::{sync::watch, time::Instant};

use super::{Person, Standing, expires_at};
use crate::limits;

/// Bounded; what is not in it is asked for.
#[derive(Default)]
pub struct Known {
    credentials: HashMap<CredentialHash, Entry>,
    people: HashMap<UserId, watch::Sender<Arc<Standing>>>,
    changes: Changes,
    /// Grows whenever all is forgotten.
    generation: u64,
}

struct Entry {
    user_id: UserId,
    login: String,
    credential: Credential,
    used_at: Instant,
}

/// A moment, before somebody is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    generation: u64,
    change: u64,
}

/// Somebody who is known.
pub struct Found {
    pub person: Person,
    /// What they may do from now on. Its sender goes when this process no longer hears of changes, or has no room.
    pub standing: watch::Receiver<Arc<Standing>>,
    /// They have not been seen for a while: their sign-in should be told to last longer.
    pub is_due: bool,
}

impl Known {
    /// The person with this credential, unless it has ended, has expired or is not known here.
    pub fn find(&mut self, hash: &CredentialHash, now: Millis, at: Instant) -> Option<Found> {
        let entry = self.credentials.get_mut(hash)?;
        let standing = self.people.get(&entry.user_id).map(watch::Sender::subscribe);
        let has_expired = expires_at(&entry.credential).is_some_and(|expires_at| expires_at <= now);
        let in_force = standing.filter(|standing| !has_expired && standing.borrow().is_in_force(&entry.credential));
        let Some(standing) = in_force else {
            // Another gateway may have made it last longer; so it is asked for again.
            self.credentials.remove(hash);
            return None;
        };
        entry.used_at = at;
        let is_due = is_due(&mut entry.credential, now);
        let person = Person {
            user_id: entry.user_id.clone(),
            login: entry.login.clone(),
            credential: entry.credential.clone(),
            standing: standing.borrow().clone(),
        };
        Some(Found { person, standing, is_due })
    }

    /// To be given back with what is learnt after it.
    pub fn mark(&self) -> Mark {
        Mark { generation: self.generation, change: self.changes.next }
    }

    /// Takes in what was said of a credential after `mark`. `false`: it may be outdated already and must be asked again.
    pub fn insert(&mut self, mark: Mark, hash: CredentialHash, said: user::Person, at: Instant) -> bool {
        if mark.generation != self.generation || self.changes.concern(&said.user_id, mark.change) {
            return false;
        }
        self.make_room(at);
        self.update(&said.user_id, Standing::new(said.revision, said.access), true);
        let user::Person { user_id, login, credential, .. } = said;
        self.credentials.insert(hash, Entry { user_id, login, credential, used_at: at });
        true
    }

    /// Takes in a change of somebody's access; whoever holds a receiver hears of it at once.
    pub fn apply(&mut self, user_id: UserId, standing: Standing) {
        self.update(&user_id, standing, false);
        self.changes.note(user_id);
    }

    fn update(&mut self, user_id: &UserId, standing: Standing, seen: bool) {
        match self.people.get(user_id) {
            Some(sender) if sender.borrow().revision < standing.revision => {
                sender.send_replace(Arc::new(standing));
            }
            None if seen => {
                self.people.insert(user_id.clone(), watch::channel(Arc::new(standing)).0);
            }
            _ => {}
        }
    }

    /// The sign-in lasts longer.
    pub fn extend(&mut self, hash: &CredentialHash, until: Millis) {
        if let Some(Entry { credential: Credential::SignIn { expires_at, .. }, .. }) = self.credentials.get_mut(hash) {
            *expires_at = until.max(*expires_at);
        }
    }

    /// Whoever it is must be asked about again.
    pub fn forget(&mut self, user_id: UserId) {
        self.people.remove(&user_id);
        self.changes.note(user_id);
    }

    /// Changes may have gone unheard: nothing that is known counts.
    pub fn forget_all(&mut self) {
        self.generation += 1;
        self.credentials.clear();
        self.people.clear();
    }

    /// Lets go of those who have not been seen for a while; if that is not enough, of those seen longest ago. Whoever has
    /// an open socket is kept.
    fn make_room(&mut self, at: Instant) {
        if self.credentials.len() < limits::CREDENTIALS {
            return;
        }
        self.credentials.retain(|_, entry| at.duration_since(entry.used_at) < limits::CREDENTIAL_IDLE);
        if self.credentials.len() >= limits::CREDENTIALS {
            let mut used: Vec<_> = self.credentials.values().map(|entry| entry.used_at).collect();
            used.sort_unstable();
            let oldest_kept = used[limits::CREDENTIALS / 10];
            self.credentials.retain(|_, entry| entry.used_at > oldest_kept);
        }
        let seen: std::collections::HashSet<_> = self.credentials.values().map(|entry| &entry.user_id).collect();
        self.people.retain(|user_id, standing| standing.receiver_count() > 0 || seen.contains(user_id));
    }
}

/// Whether the service should hear that the sign-in is in use; once for each interval.
fn is_due(credential: &mut Credential, now: Millis) -> bool {
    let Credential::SignIn { seen_at, .. } = credential else { return false };
    let is_due = now - *seen_at >= limits::millis(limits::SIGN_IN_SEEN);
    if is_due {
        *seen_at = now;
    }
    is_due
}

/// Whose access has changed lately. An answer that was under way meanwhile may be older than the change.
#[derive(Default)]
struct Changes {
    next: u64,
    newest: VecDeque<UserId>,
}

impl Changes {
    fn note(&mut self, user_id: UserId) {
        if self.newest.len() == limits::ACCESS_CHANGES {
            self.newest.pop_front();
        }
        self.newest.push_back(user_id);
        self.next += 1;
    }

    /// Whether the person's access has changed since then, as far as can be told.
    fn concern(&self, user_id: &UserId, since: u64) -> bool {
        let count = usize::try_from(self.next - since).unwrap_or(usize::MAX);
        count > self.newest.len() || self.newest.iter().rev().take(count).any(|changed| changed == user_id)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use contracts::{organization::Role, user::AccessRead};

    use super::*;
    use crate::identity::testing;

    fn hash(number: usize) -> CredentialHash {
        format!("{number:064}").parse().expect("an id")
    }

    fn said(id: &str, revision: i64) -> user::Person {
        let access = testing::access(&[("acme", Role::Member)]);
        let (user_id, login) = (id.parse().expect("an id"), "ada".to_owned());
        user::Person { user_id, login, credential: testing::sign_in(), access, revision }
    }

    fn knowing(id: &str) -> Known {
        let mut known = Known::default();
        assert!(known.insert(known.mark(), hash(1), said(id, 1), Instant::now()));
        known
    }

    fn find(known: &mut Known) -> Option<Found> {
        known.find(&hash(1), 0, Instant::now())
    }

    fn removed(revision: i64) -> Standing {
        Standing::new(revision, AccessRead { organizations: Vec::new(), ..testing::access(&[]) })
    }

    #[test]
    fn a_change_holds_at_once_for_new_requests_and_open_sockets() {
        let mut known = knowing("u1");
        let mut socket = find(&mut known).expect("known").standing;
        assert!(find(&mut known).expect("known").person.role(&"acme".parse().expect("an id")).is_some());

        known.apply("u1".parse().expect("an id"), removed(2));

        assert!(find(&mut known).expect("known").person.role(&"acme".parse().expect("an id")).is_none());
        assert!(socket.has_changed().expect("alive"));
        assert_eq!(socket.borrow_and_update().revision, 2);
    }

    #[test]
    fn an_older_change_is_none() {
        let mut known = knowing("u1");
        known.apply("u1".parse().expect("an id"), removed(1));
        assert!(find(&mut known).expect("known").person.role(&"acme".parse().expect("an id")).is_some());
    }

    #[test]
    fn a_sign_in_that_ended_is_known_no_longer() {
        let mut known = knowing("u1");
        known.apply("u1".parse().expect("an id"), Standing::new(2, AccessRead::default()));
        assert!(find(&mut known).is_none());
    }

    #[test]
    fn a_sign_in_that_has_expired_is_asked_for_again() {
        let mut known = Known::default();
        let mut person = said("u1", 1);
        let sign_in_id = testing::SIGN_IN.parse().expect("an id");
        person.credential = Credential::SignIn { sign_in_id, seen_at: 0, expires_at: 1_000 };
        assert!(known.insert(known.mark(), hash(1), person, Instant::now()));
        assert!(known.find(&hash(1), 999, Instant::now()).is_some());
        known.extend(&hash(1), 2_000);
        assert!(known.find(&hash(1), 1_999, Instant::now()).is_some());
        assert!(known.find(&hash(1), 2_000, Instant::now()).is_none());
    }

    #[test]
    fn an_answer_that_a_change_has_overtaken_is_not_taken() {
        let mut known = Known::default();
        let mark = known.mark();
        known.apply("u2".parse().expect("an id"), removed(5));
        assert!(known.insert(mark, hash(1), said("u1", 1), Instant::now()), "the change was somebody else's");

        let mark = known.mark();
        known.apply("u3".parse().expect("an id"), removed(5));
        assert!(!known.insert(mark, hash(3), said("u3", 4), Instant::now()));
        assert!(known.insert(known.mark(), hash(3), said("u3", 5), Instant::now()));

        let mark = known.mark();
        (0..=limits::ACCESS_CHANGES).for_each(|_| known.apply("u2".parse().expect("an id"), removed(6)));
        assert!(!known.insert(mark, hash(1), said("u1", 1), Instant::now()), "too much has happened to tell");

        let mark = known.mark();
        known.forget_all();
        assert!(!known.insert(mark, hash(1), said("u1", 1), Instant::now()), "changes may have gone unheard");
    }

    #[test]
    fn when_changes_may_have_gone_unheard_nobody_is_known_and_sockets_learn_it() {
        let mut known = knowing("u1");
        let socket = find(&mut known).expect("known").standing;
        known.forget_all();
        assert!(find(&mut known).is_none());
        assert!(socket.has_changed().is_err(), "its sender is gone");
    }

    #[test]
    fn a_sign_in_is_due_once_an_hour() {
        let mut known = knowing("u1");
        let hour = limits::millis(limits::SIGN_IN_SEEN);
        let mut is_due = |now| known.find(&hash(1), now, Instant::now()).expect("known").is_due;
        assert_eq!([is_due(hour - 1), is_due(hour), is_due(hour + 1), is_due(2 * hour)], [false, true, false, true]);
    }

    #[test]
    fn however_many_come_only_so_many_are_kept_and_those_with_sockets_always() {
        let (mut known, start) = (Known::default(), Instant::now());
        let at = |number: usize| start + Duration::from_millis(number as u64);
        assert!(known.insert(known.mark(), hash(0), said("u0", 1), at(0)));
        let socket = known.find(&hash(0), 0, at(0)).expect("known").standing;
        for number in 1..limits::CREDENTIALS + 2 {
            let id = format!("u{number}");
            assert!(known.insert(known.mark(), hash(number), said(&id, 1), at(number)));
        }
        assert!(known.credentials.len() <= limits::CREDENTIALS && known.people.len() <= limits::CREDENTIALS);
        assert!(known.find(&hash(limits::CREDENTIALS), 0, at(1)).is_some(), "the newest are kept");
        assert!(socket.has_changed().is_ok(), "an open socket still hears of changes");
    }
}
