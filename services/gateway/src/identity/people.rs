//! Knows people by their credentials: asks the user service once, and from then on follows every change.
//!
//! One watch of this process follows everybody's access (`user.*.access`). What is known counts only while that watch
//! stands on the present connection to NATS; whenever it ends, everything is forgotten and asked again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::Ordering};

use async_nats::{connection::State, jetstream::consumer::DeliverPolicy};
use bytes::Bytes;
use contracts::{
    CredentialHash, UserId, subject,
    user::{AccessRead, Credential, ExtendSignIn, Identify, Person},
};
use messaging::{Backoff, Caller, Client, Request, Tasks};
use serde::Deserialize;
use tokio::{
    sync::{Semaphore, watch},
    time::{Instant, timeout},
};

use super::{
    Credentials, Permissions,
    known::{self, Known},
};
use crate::{
    http::problem::Problem,
    limits,
    live::watch::{Follower, Put, Watched, follow},
};

pub use known::Found;

/// Everybody's access view.
const FILTER: &str = "user.*.access";

/// Cheap to clone.
#[derive(Clone)]
pub struct People(Arc<Inner>);

struct Inner {
    client: Client,
    tasks: Tasks,
    known: Mutex<Known>,
    /// The connection (by its number) on which every change is received.
    followed_on: watch::Sender<Option<u64>>,
    /// One permit for each question under way to the user service.
    asking: Semaphore,
}

impl People {
    /// Begins to follow their access.
    pub fn new(client: Client, tasks: Tasks) -> Self {
        let people = Self(Arc::new(Inner {
            client,
            tasks: tasks.clone(),
            known: Mutex::default(),
            followed_on: watch::Sender::new(None),
            asking: Semaphore::new(limits::IDENTIFY_AT_ONCE),
        }));
        tasks.serve("access", people.clone().keep_following());
        people
    }

    /// Whose credential it is; `None`: nobody's. Refused while it cannot be known.
    pub async fn identify(&self, credentials: &Credentials) -> Result<Option<Found>, Problem> {
        let Some(hash) = credentials.hash() else { return Ok(None) };
        let found = match self.known_by(&hash).await? {
            Some(found) => found,
            None => match self.ask(&hash).await? {
                Some(found) => found,
                None => return Ok(None),
            },
        };
        if found.is_due {
            self.extend_sign_in(hash, &found.person.user_id, &found.person.credential);
        }
        Ok(Some(found))
    }

    /// Whose they are, if this process knows it already. Nobody is asked.
    pub fn known_person(&self, credentials: &Credentials) -> Option<super::Person> {
        let hash = credentials.hash().filter(|_| self.is_following())?;
        self.known().find(&hash, messaging::now(), Instant::now()).map(|found| found.person)
    }

    /// The same, asked until it can be known. A process that stops gives no answer.
    pub async fn identify_eventually(self, credentials: Credentials) -> Option<Found> {
        let mut backoff = Backoff::new(&self.0.tasks);
        loop {
            match self.identify(&credentials).await {
                Ok(found) => return found,
                Err(problem) => tracing::debug!(code = problem.code, "A caller cannot be identified yet"),
            }
            if backoff.wait().await.is_err() {
                return std::future::pending().await;
            }
        }
    }

    async fn known_by(&self, hash: &CredentialHash) -> Result<Option<Found>, Problem> {
        self.following().await?;
        Ok(self.known().find(hash, messaging::now(), Instant::now()))
    }

    async fn ask(&self, hash: &CredentialHash) -> Result<Option<Found>, Problem> {
        let _permit = self.0.asking.acquire().await.expect("the semaphore is never closed");
        // Again when a change came in between, which is seldom once and hardly ever twice.
        for _ in 0..limits::IDENTIFY_ATTEMPTS {
            // Whoever held the permit before may have asked the same.
            if let Some(found) = self.known_by(hash).await? {
                return Ok(Some(found));
            }
            let mark = self.known().mark();
            let Some(person) = self.ask_service(hash).await? else { return Ok(None) };
            let (mut known, at) = (self.known(), Instant::now());
            if known.insert(mark, hash.clone(), person, at) {
                return Ok(known.find(hash, messaging::now(), at));
            }
        }
        Err(unavailable())
    }

    /// What the user service says of a credential, without keeping it.
    pub async fn ask_service(&self, hash: &CredentialHash) -> Result<Option<Person>, Problem> {
        let caller = Caller::token("gateway");
        match self.0.client.query(hash, &Identify {}, &caller).await {
            Ok(identified) => Ok(identified.person),
            Err(error) => {
                tracing::warn!(%error, "A caller could not be identified");
                Err(unavailable())
            }
        }
    }

    /// Whether every change of access is received at present.
    pub fn is_following(&self) -> bool {
        self.is_followed_on(*self.0.followed_on.borrow())
    }

    fn is_followed_on(&self, connection: Option<u64>) -> bool {
        let nats = self.0.client.nats();
        let present = nats.statistics().connects.load(Ordering::Relaxed);
        connection == Some(present) && nats.connection_state() == State::Connected
    }

    /// Waits until every change is received, for as long as a reconnect takes.
    async fn following(&self) -> Result<(), Problem> {
        let mut followed_on = self.0.followed_on.subscribe();
        let following = followed_on.wait_for(|connection| self.is_followed_on(*connection));
        match timeout(limits::ACCESS_WAIT, following).await {
            Ok(Ok(_)) => Ok(()),
            _ => Err(unavailable()),
        }
    }

    async fn keep_following(self) {
        let watched = Watched {
            name: "the access of people".to_owned(),
            filters: vec![FILTER.to_owned()],
            deliver: DeliverPolicy::New,
        };
        let nats = self.0.client.nats().clone();
        let mut backoff = Backoff::new(&self.0.tasks);
        loop {
            let ended = tokio::select! {
                () = self.0.tasks.stopping() => return,
                ended = follow(&nats, &watched, &self) => ended,
            };
            self.0.followed_on.send_replace(None);
            self.known().forget_all();
            match ended {
                Ok(()) => backoff.reset(),
                Err(error) => {
                    tracing::warn!(%error, "Cannot follow what people may do; trying again");
                    if backoff.wait().await.is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// Asks anew about a person who has just ended something, before the news of it is here.
    pub fn forget(&self, user_id: &UserId) {
        self.known().forget(user_id.clone());
    }

    /// A credential is in use without requests: by an open socket.
    pub fn note_use(&self, credentials: &Credentials) {
        let Some(hash) = credentials.hash().filter(|_| self.is_following()) else { return };
        let found = self.known().find(&hash, messaging::now(), Instant::now());
        if let Some(found) = found.filter(|found| found.is_due) {
            self.extend_sign_in(hash, &found.person.user_id, &found.person.credential);
        }
    }

    /// Tells the user service that a sign-in is in use, so that it lasts longer. Nobody waits for it.
    fn extend_sign_in(&self, hash: CredentialHash, user_id: &UserId, credential: &Credential) {
        let Credential::SignIn { sign_in_id, .. } = credential else { return };
        let now = messaging::now();
        let expires_at = now + limits::millis(limits::SIGN_IN);
        let command = ExtendSignIn { sign_in_id: sign_in_id.clone(), seen_at: now, expires_at };
        let request = Request {
            subject: subject::of::<ExtendSignIn>(user_id),
            body: Bytes::from(serde_json::to_vec(&command).expect("ids and numbers are always JSON")),
            // Several gateways may say the same; once is enough.
            id: format!("extend-{sign_in_id}-{}", now / limits::millis(limits::SIGN_IN_SEEN)),
            caller: Caller::user(user_id),
        };
        let people = self.clone();
        self.0.tasks.spawn("extend sign-in", async move {
            match people.0.client.enqueue(request).await {
                Ok(()) => people.known().extend(&hash, expires_at),
                Err(error) => tracing::warn!(%error, "A sign-in could not be extended; the next hour will do"),
            }
        });
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Follower for People {
    fn loaded(&self, _cursor: u64, connection: u64) {
        self.0.followed_on.send_replace(Some(connection));
    }

    fn put(&self, key: &str, _sequence: u64, put: Put) {
        let Some(user_id) = key.split('.').nth(1).and_then(|id| id.parse::<UserId>().ok()) else { return };
        let permissions = match put {
            Put::Removed => None,
            Put::Value(stored) => {
                // Nothing there: all of it has ended.
                let access = stored.value.map_or(Ok(AccessRead::default()), |value| AccessRead::deserialize(&*value));
                let access = access.inspect_err(|error| tracing::error!(%error, view = key, "A view cannot be read"));
                access.ok().map(|access| Permissions::new(stored.revision, access))
            }
        };
        match permissions {
            Some(permissions) => self.known().apply(user_id, permissions),
            None => self.known().forget(user_id),
        }
    }
}

fn unavailable() -> Problem {
    Problem::unavailable("access.unavailable", "it cannot be known at the moment who you are; try again shortly")
}
