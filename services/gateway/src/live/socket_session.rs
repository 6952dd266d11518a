//! Whose socket it is, and what they may at present.

use std::sync::Arc;

use futures::future::BoxFuture;
use tokio::{
    sync::watch,
    time::{Duration, Instant, timeout_at},
};

use crate::{
    identity::{Authentication, Credentials, Found, Identity, People, Permissions, Person},
    limits,
};

/// The person of a socket, for as long as it is open.
pub struct SocketSession {
    people: People,
    credentials: Credentials,
    person: Person,
    state: State,
}

enum State {
    /// Every change is received.
    Known { permissions: watch::Receiver<Arc<Permissions>>, expires_at: Instant },
    /// Changes may have been missed, or the sign-in's time is over: it is being asked what holds now.
    Asking(BoxFuture<'static, Option<Found>>),
}

/// What has happened to the person of a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// They may do something else than before.
    Permissions,
    /// It is being asked what they may; until then nothing must be told.
    Asking,
    /// Their sign-in or token has ended.
    Ended,
}

impl SocketSession {
    /// `None`: the caller is nobody.
    pub fn new(people: &People, authentication: Authentication) -> Option<Self> {
        let (Identity::Person(person), Some(permissions)) = (authentication.identity, authentication.permissions)
        else {
            return None;
        };
        let state = State::Known { permissions, expires_at: expiry(&person) };
        Some(Self { people: people.clone(), credentials: authentication.credentials, person, state })
    }

    pub fn person(&self) -> &Person {
        &self.person
    }

    pub fn identity(&self) -> Identity {
        Identity::Person(self.person.clone())
    }

    /// Whether what the person may is known at this moment.
    pub fn is_known(&self) -> bool {
        matches!(self.state, State::Known { .. })
    }

    /// Waits for the next change. May be dropped and called again.
    pub async fn next(&mut self) -> Change {
        match &mut self.state {
            State::Known { permissions, expires_at } => match timeout_at(*expires_at, permissions.changed()).await {
                Ok(Ok(())) => {
                    self.person.permissions = permissions.borrow_and_update().clone();
                    if self.person.is_in_force() { Change::Permissions } else { Change::Ended }
                }
                // The sign-in's time is over, or changes are no longer received.
                Err(_) | Ok(Err(_)) => self.ask(),
            },
            State::Asking(answer) => match answer.await {
                Some(Found { person, permissions, .. }) => {
                    self.state = State::Known { permissions, expires_at: expiry(&person) };
                    self.person = person;
                    Change::Permissions
                }
                None => {
                    self.state = State::Asking(Box::pin(std::future::pending()));
                    Change::Ended
                }
            },
        }
    }

    fn ask(&mut self) -> Change {
        let answer = self.people.clone().identify_eventually(self.credentials.clone());
        self.state = State::Asking(Box::pin(answer));
        Change::Asking
    }

    /// An open page is in use, and its sign-in lasts.
    pub fn stay(&self) {
        self.people.note_use(&self.credentials);
    }
}

/// When it must be asked again; no later than in a sign-in's usual time.
fn expiry(person: &Person) -> Instant {
    let left = person.expires_at().map(|expires_at| expires_at.saturating_sub(messaging::now()));
    let left = left.map_or(limits::SIGN_IN, |millis| Duration::from_millis(millis.try_into().unwrap_or_default()));
    Instant::now() + left.min(limits::SIGN_IN)
}
