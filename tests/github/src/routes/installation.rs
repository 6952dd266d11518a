//! `/installation`: what an installation token reaches.

use axum::extract::State as Extract;
use axum::response::Response;
use serde_json::{Value, json};

use crate::auth::{AsInstallation, Identity};
use crate::paging::Page;
use crate::refusal::Refusal;
use crate::render;
use crate::state::Shared;

pub(super) async fn repositories(
    Extract(shared): Extract<Shared>,
    AsInstallation(token): AsInstallation,
    page: Page,
) -> Result<Response, Refusal> {
    let state = shared.lock();
    let installation = state.world.installations.get(&token.installation_id).ok_or_else(Refusal::not_found)?;
    let selection = if token.repository_ids.is_some() { "selected" } else { installation.selection.as_str() };
    let mut all = state.world.installation_repositories(installation);
    let identity = Identity::Installation(token.clone());
    all.retain(|repository| state.can_write(&identity, repository));

    let rendered: Value =
        page.cut(&all).iter().map(|repository| render::repository_for(&state.world, repository, true)).collect();
    let body = json!({"total_count": all.len(), "repository_selection": selection, "repositories": rendered});
    Ok(page.answer(&state.world.base, all.len(), body))
}
