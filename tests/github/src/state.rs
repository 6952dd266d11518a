//! Everything the running stand-in holds, behind one lock.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde_json::Value;

use crate::app::App;
use crate::changes::{Reported, Status};
use crate::faults::Faults;
use crate::git::Git;
use crate::oauth::Codes;
use crate::rate_limit::RateLimit;
use crate::requests::Requests;
use crate::tokens::Tokens;
use crate::webhooks::Webhooks;
use crate::world::World;

pub struct State {
    pub world: World,
    pub(crate) app: App,
    pub(crate) git: Git,
    pub(crate) tokens: Tokens,
    pub(crate) codes: Codes,
    pub(crate) rate_limit: RateLimit,
    pub(crate) faults: Faults,
    pub(crate) requests: Requests,
    pub(crate) webhooks: Webhooks,
    /// The App on enterprises, as the API shows it.
    pub(crate) enterprise_installations: Vec<Value>,
    /// How the tests of commits end, where somebody has said so, and when.
    pub(crate) check_verdicts: BTreeMap<String, Reported>,
    /// Since when commits are checked whose checks have reported.
    pub(crate) check_suites: BTreeMap<String, Timestamp>,
    /// By commit, in the order of their reports.
    pub(crate) statuses: BTreeMap<String, Vec<Status>>,
    /// Whether checks report by themselves whenever something is pushed.
    pub(crate) reports_checks: bool,
    /// Who starred what: person and repository.
    pub(crate) stars: BTreeSet<(u64, u64)>,
}

/// A change and its webhooks happen under one lock, so whoever hears of a change can already read it.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Mutex<State>>);

impl Shared {
    pub fn new(state: State) -> Shared {
        Shared(Arc::new(Mutex::new(state)))
    }

    /// Never held across an await. A test that panicked with the lock must not fail every other one.
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
