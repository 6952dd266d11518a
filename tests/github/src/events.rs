//! Events: which webhooks the App hears, and the parts that all of them have in common.

use serde_json::{Value, json};

use crate::render;
use crate::state::State;

/// Something that happened on an account.
pub(crate) struct Event {
    pub name: &'static str,
    /// The account whose installation hears of it.
    pub account_id: u64,
    pub repository_id: Option<u64>,
    pub sender_id: u64,
    /// What this kind of event has of its own.
    pub payload: Value,
}

impl State {
    /// Delivers an event to the App, if it is installed there, not suspended, and may see the repository.
    pub(crate) fn fire(&mut self, event: Event) {
        let Some(installation) = self.world.installation_on(event.account_id) else { return };
        let repository = event.repository_id.and_then(|id| self.world.repositories.get(&id));
        let is_out_of_sight = repository.is_some_and(|repository| !installation.covers(repository));
        if installation.suspended_at.is_some() || is_out_of_sight {
            return;
        }

        let mut payload = event.payload;
        if let Some(repository) = repository {
            payload["repository"] = render::repository(&self.world, repository);
        }
        self.add_circumstances(&mut payload, event.account_id, event.sender_id);
        payload["installation"] =
            json!({"id": installation.id, "node_id": render::node_id("Installation", installation.id)});
        self.webhooks.deliver(event.name, &payload);
    }

    /// Events about the installation itself are heard always, with the installation in full.
    pub(crate) fn fire_installation(&mut self, name: &str, installation_id: u64, sender_id: u64, mut payload: Value) {
        let Some(installation) = self.world.installations.get(&installation_id) else { return };
        payload["installation"] = render::installation(&self.world, &self.app, installation);
        payload["sender"] = render::account(&self.world, &self.world.accounts[&sender_id]);
        self.webhooks.deliver(name, &payload);
    }

    fn add_circumstances(&self, payload: &mut Value, account_id: u64, sender_id: u64) {
        let account = &self.world.accounts[&account_id];
        if account.kind == crate::world::AccountKind::Organization {
            payload["organization"] = render::organization_brief(&self.world, account);
        }
        payload["sender"] = render::account(&self.world, &self.world.accounts[&sender_id]);
    }
}
