//! The App on an enterprise, which has a slug in place of a login and no type.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Change;
use crate::refusal::Refusal;
use crate::render;
use crate::state::State;
use crate::world::now;

/// Installs the App on an enterprise, which is made.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InstallOnEnterprise {
    pub slug: String,
}

impl Change for InstallOnEnterprise {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let (account_id, id, at) = (state.world.next_id(), state.world.next_id(), now().to_string());
        let enterprise = json!({
            "id": account_id,
            "node_id": render::node_id("Enterprise", account_id),
            "slug": self.slug,
            "name": self.slug,
            "html_url": format!("{}/enterprises/{}", state.world.base, self.slug),
            "created_at": at,
        });
        let installation = json!({
            "id": id,
            "account": enterprise,
            "app_id": state.app.id,
            "app_slug": state.app.slug,
            "target_id": account_id,
            "target_type": "Enterprise",
            "permissions": {"enterprise_organization_installations": "write"},
            "events": [],
            "repository_selection": "selected",
            "suspended_at": null,
            "created_at": at,
            "updated_at": at,
        });
        state.enterprise_installations.push(installation.clone());
        let payload = json!({"action": "created", "installation": installation, "enterprise": enterprise,
                             "repositories": [], "requester": null});
        state.webhooks.deliver("installation", &payload);
        Ok(installation)
    }
}
