//! How many runs of one tenant an instance works on at a time: one that has much to do leaves room for the others.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Runs that are worked on, by tenant.
#[derive(Default)]
pub struct Tenants(Mutex<HashMap<String, usize>>);

/// A place for one run, given back when it is dropped.
pub struct Seat<'a> {
    tenants: &'a Tenants,
    tenant: String,
}

/// Whose run it is: the first token of its actor's key, behind `githubData.workflow.fullSync`.
pub fn tenant_of(subject: &str) -> &str {
    subject.split('.').nth(3).unwrap_or_default()
}

impl Tenants {
    /// A place for a run of the tenant, unless it has `most` already.
    pub fn seat(&self, tenant: &str, most: usize) -> Option<Seat<'_>> {
        let mut taken = self.lock();
        let count = taken.entry(tenant.to_owned()).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Seat { tenants: self, tenant: tenant.to_owned() })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        let mut taken = self.tenants.lock();
        let left = taken.get(&self.tenant).map_or(0, |count| count.saturating_sub(1));
        match left {
            0 => taken.remove(&self.tenant),
            left => taken.insert(self.tenant.clone(), left),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_has_so_many_places_and_others_have_theirs() {
        let tenants = Tenants::default();
        let (first, second) = (tenants.seat("acme", 2), tenants.seat("acme", 2));
        assert!(first.is_some() && second.is_some() && tenants.seat("acme", 2).is_none());
        assert!(tenants.seat("tidepool", 2).is_some());
        drop(first);
        assert!(tenants.seat("acme", 2).is_some());
        drop(second);
        assert!(tenants.lock().is_empty());
    }

    #[test]
    fn a_run_is_of_whoever_its_key_begins_with() {
        assert_eq!(tenant_of("githubData.workflow.fullSync.acme"), "acme");
        assert_eq!(tenant_of("sandbox.workflow.turn.acme.t-1"), "acme");
    }
}
