//! Who has been seen lately and what they may do, as long as every change of it is received. No I/O.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use contracts::{
    CredentialHash, Millis, UserId,
    user::{self, Credential},
};
use tokio::{sync::watch, time::Instant};

use super::{Permissions, Person, expires_at};
use crate::limits;

/// Bounded; what is not in it is asked for.
#[derive(Default)]
pub struct Known {
    credentials: HashMap<CredentialHash, Entry>,
    people: HashMap<UserId, watch::Sender<Arc<Permissions>>>,
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
    /// What they may do from now on. Its sender goes when this process no longer receives changes, or has no room.
    pub permissions: watch::Receiver<Arc<Permissions>>,
    /// They have not been seen for a while: their sign-in should be told to last longer.
    pub is_due: bool,
}

impl Known {
    /// The person with this credential, unless it has ended, has expired or is not known here.
    pub fn find(&mut self, hash: &CredentialHash, now: Millis, at: Instant) -> Option<Found> {
        let entry = self.credentials.get_mut(hash)?;
        let permissions = self.people.get(&entry.user_id).map(watch::Sender::subscribe);
        let has_expired = expires_at(&entry.credential).is_some_and(|expires_at| expires_at <= now);
        let in_force =
            permissions.filter(|permissions| !has_expired && permissions.borrow().is_in_force(&entry.credential));
        let Some(permissions) = in_force else {
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
            permissions: permissions.borrow().clone(),
        };
        Some(Found { person, permissions, is_due })
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
        self.update(&said.user_id, Permissions::new(said.revision, said.access), true);
        let user::Person { user_id, login, credential, .. } = said;
        self.credentials.insert(hash, Entry { user_id, login, credential, used_at: at });
        true
    }

    /// Takes in a change of somebody's access; every holder of a receiver is notified at once.
    pub fn apply(&mut self, user_id: UserId, permissions: Permissions) {
        self.update(&user_id, permissions, false);
        self.changes.note(user_id);
    }

    fn update(&mut self, user_id: &UserId, permissions: Permissions, seen: bool) {
        match self.people.get(user_id) {
            Some(sender) if sender.borrow().revision < permissions.revision => {
                sender.send_replace(Arc::new(permissions));
            }
            None if seen => {
                self.people.insert(user_id.clone(), watch::channel(Arc::new(permissions)).0);
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

    /// Changes may have been missed: nothing that is known counts.
    pub fn forget_all(&mut self) {
        self.generation += 1;
        self.credentials.clear();
        self.people.clear();
    }

    /// Lets go of those who have not been seen for a while; if that is not enough, of those seen longest ago. Whoever has
    /// an open socket is kept.
    fn make_room(&mut self, at: Instant) {
        // People stay when their sign-ins have ended, until there are too many of them.
        if self.credentials.len() < limits::CREDENTIALS && self.people.len() < 2 * limits::CREDENTIALS {
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
        self.people.retain(|user_id, permissions| permissions.receiver_count() > 0 || seen.contains(user_id));
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
mod tests;
