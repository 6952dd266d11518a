//! How many wait for output at a time.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use contracts::OrganizationId;

use super::refusal::Refused;

/// Of all organizations: each holds a connection to a sandbox.
const ALL: usize = 2_048;

/// Of one organization: it must not take every place.
const OF_ONE: usize = 256;

#[derive(Default)]
pub struct Places(Mutex<HashMap<OrganizationId, usize>>);

/// Given back when it is dropped.
#[derive(Debug)]
pub struct Place<'a> {
    places: &'a Places,
    organization_id: OrganizationId,
}

impl Places {
    pub fn take(&self, organization_id: &OrganizationId) -> Result<Place<'_>, Refused> {
        let mut taken = self.lock();
        let all: usize = taken.values().sum();
        let of_one = taken.entry(organization_id.clone()).or_default();
        if all >= ALL || *of_one >= OF_ONE {
            let message = format!("{of_one} terminals of {organization_id} are followed: close some");
            return Err(Refused::lasting("terminal.too_many_followed", message));
        }
        *of_one += 1;
        Ok(Place { places: self, organization_id: organization_id.clone() })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<OrganizationId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Places {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Places")
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut taken = self.places.lock();
        if let Some(count) = taken.get_mut(&self.organization_id) {
            *count -= 1;
        }
        taken.retain(|_, count| *count > 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_organization_leaves_places_for_the_others() {
        let (places, acme, tidepool) = (Places::default(), "acme".parse().unwrap(), "tidepool".parse().unwrap());
        let mut taken: Vec<_> = (0..OF_ONE).map(|_| places.take(&acme).unwrap()).collect();
        assert_eq!(places.take(&acme).unwrap_err().code, "terminal.too_many_followed");
        assert!(places.take(&tidepool).is_ok());
        taken.pop();
        assert!(places.take(&acme).is_ok());
    }
}
