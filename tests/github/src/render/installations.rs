//! The App and its installations as GitHub shows them.

use serde_json::{Value, json};

use super::{account, node_id};
use crate::app::App;
use crate::world::{Installation, World};

const EVENTS: [&str; 8] =
    ["create", "delete", "membership", "organization", "pull_request", "push", "repository", "check_run"];

/// What the App may do where it is installed.
pub(crate) fn permissions(app: &App) -> Value {
    let mut permissions = json!({"contents": "write", "metadata": "read", "pull_requests": "write"});
    if app.reads_members {
        permissions["members"] = json!("read");
    }
    if app.reads_checks {
        permissions["checks"] = json!("read");
        permissions["statuses"] = json!("read");
    }
    permissions
}

pub(crate) fn app(world: &World, app: &App) -> Value {
    json!({
        "id": app.id,
        "slug": app.slug,
        "node_id": node_id("Integration", app.id),
        "client_id": app.client_id,
        "name": app.slug,
        "html_url": format!("{}/apps/{}", world.base, app.slug),
        "permissions": permissions(app),
        "events": EVENTS,
        "installations_count": world.installations.len(),
    })
}

pub(crate) fn installation(world: &World, app: &App, installation: &Installation) -> Value {
    let (base, id) = (&world.base, installation.id);
    let target = world.accounts.get(&installation.account_id);
    let suspended_by = installation.suspended_by.and_then(|id| world.accounts.get(&id));
    json!({
        "id": id,
        "node_id": node_id("Installation", id),
        "client_id": app.client_id,
        "account": target.map(|target| account(world, target)),
        "repository_selection": installation.selection.as_str(),
        "access_tokens_url": format!("{base}/app/installations/{id}/access_tokens"),
        "repositories_url": format!("{base}/installation/repositories"),
        "html_url": format!("{base}/settings/installations/{id}"),
        "app_id": app.id,
        "app_slug": app.slug,
        "target_id": installation.account_id,
        "target_type": target.map(|target| target.kind.as_str()),
        "permissions": permissions(app),
        "events": EVENTS,
        "created_at": installation.created_at.to_string(),
        "updated_at": installation.updated_at.to_string(),
        "suspended_at": installation.suspended_at.map(|at| at.to_string()),
        "suspended_by": suspended_by.map(|person| account(world, person)),
    })
}
