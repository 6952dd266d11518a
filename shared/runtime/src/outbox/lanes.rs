//! The lanes of this instance's partitions: how far each is published, and what of it is still kept.

use std::sync::{Arc, Mutex, PoisonError};

use contracts::{Millis, PARTITIONS};

use crate::core::retention::Kept;

/// One partition's lane of the outbox.
pub struct Lane {
    /// Its name in the outbox: `p07`.
    pub name: Arc<str>,
    kept: Mutex<Kept>,
}

impl Lane {
    fn new(partition: u32) -> Self {
        Self { name: format!("p{partition:02}").into(), kept: Mutex::default() }
    }

    /// All rows up to `position` are published.
    pub fn published(&self, now: Millis, position: i64) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).published(now, position);
    }

    /// The newest row that this process has published.
    pub fn newest(&self) -> i64 {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).newest()
    }

    /// It is noted in the database that all rows up to `position` are published.
    pub fn note(&self, position: i64) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).note(position);
    }

    fn unnoted(&self) -> Option<i64> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).unnoted()
    }

    fn due(&self, now: Millis, retain: Millis) -> Option<i64> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).due(now, retain)
    }

    /// Another owner may have written to the lane since this process knew it.
    pub fn forget(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Kept::default();
    }
}

/// All lanes, by partition. Cheap to clone.
#[derive(Clone)]
pub struct Lanes(Arc<Vec<Arc<Lane>>>);

impl Default for Lanes {
    fn default() -> Self {
        Self(Arc::new((0..PARTITIONS).map(|partition| Arc::new(Lane::new(partition))).collect()))
    }
}

impl Lanes {
    pub fn of(&self, partition: u32) -> Arc<Lane> {
        self.0[partition as usize].clone()
    }

    /// How far lanes are published, of those of which it is not noted, as a partition and a position each.
    pub fn unnoted(&self) -> Vec<(u32, i64)> {
        (0..).zip(self.0.iter()).filter_map(|(partition, lane)| Some((partition, lane.unnoted()?))).collect()
    }

    /// The rows that were published `retain` ago or earlier, as a lane and a position each.
    pub fn due(&self, now: Millis, retain: Millis) -> Vec<(String, i64)> {
        let due = |lane: &Arc<Lane>| Some((lane.name.to_string(), lane.due(now, retain)?));
        self.0.iter().filter_map(due).collect()
    }
}
