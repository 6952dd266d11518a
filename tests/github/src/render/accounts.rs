//! Accounts and memberships as GitHub shows them.

use serde_json::{Value, json};

use super::node_id;
use crate::world::{Account, AccountKind, Membership, World};

/// GitHub's "simple user", also the owner of a repository and the account of an installation.
pub(crate) fn account(world: &World, account: &Account) -> Value {
    let (base, login) = (&world.base, &account.login);
    let profile = if account.kind == AccountKind::Bot { "apps/" } else { "" };
    json!({
        "login": login,
        "id": account.id,
        "node_id": node_id(account.kind.as_str(), account.id),
        "avatar_url": avatar_url(world, account),
        "gravatar_id": "",
        "url": format!("{base}/users/{login}"),
        "html_url": format!("{base}/{profile}{}", login.trim_end_matches("[bot]")),
        "organizations_url": format!("{base}/users/{login}/orgs"),
        "repos_url": format!("{base}/users/{login}/repos"),
        "type": account.kind.as_str(),
        "site_admin": false,
    })
}

fn avatar_url(world: &World, account: &Account) -> String {
    account.avatar_url.clone().unwrap_or_else(|| format!("{}/avatars/{}.svg", world.base, account.login))
}

/// The profile of a person, or of an organization asked for as a user.
pub(crate) fn account_in_full(world: &World, profile: &Account) -> Value {
    let mut answer = account(world, profile);
    answer["name"] = json!(profile.name);
    answer["email"] = json!(profile.public_email());
    answer["bio"] = json!(profile.description);
    answer["company"] = Value::Null;
    answer["location"] = Value::Null;
    answer["public_repos"] = json!(public_repositories(world, profile));
    answer["created_at"] = json!(profile.created_at.to_string());
    answer["updated_at"] = json!(profile.created_at.to_string());
    answer
}

fn public_repositories(world: &World, account: &Account) -> usize {
    world.repositories.values().filter(|repository| repository.owner_id == account.id && !repository.is_private).count()
}

/// An organization in lists and webhooks.
pub(crate) fn organization_brief(world: &World, organization: &Account) -> Value {
    let (base, login) = (&world.base, &organization.login);
    json!({
        "login": login,
        "id": organization.id,
        "node_id": node_id("Organization", organization.id),
        "url": format!("{base}/orgs/{login}"),
        "repos_url": format!("{base}/orgs/{login}/repos"),
        "members_url": format!("{base}/orgs/{login}/members{{/member}}"),
        "avatar_url": avatar_url(world, organization),
        "description": organization.description,
    })
}

pub(crate) fn organization_in_full(world: &World, organization: &Account) -> Value {
    let mut answer = organization_brief(world, organization);
    answer["name"] = json!(organization.name);
    answer["email"] = json!(organization.public_email());
    answer["html_url"] = json!(format!("{}/{}", world.base, organization.login));
    answer["type"] = json!("Organization");
    answer["public_repos"] = json!(public_repositories(world, organization));
    answer["created_at"] = json!(organization.created_at.to_string());
    answer["updated_at"] = json!(organization.created_at.to_string());
    answer
}

pub(crate) fn membership(world: &World, organization: &Account, user: &Account, membership: &Membership) -> Value {
    let (base, login) = (&world.base, &organization.login);
    json!({
        "url": format!("{base}/orgs/{login}/memberships/{}", user.login),
        "state": "active",
        "role": membership.role.as_str(),
        "organization_url": format!("{base}/orgs/{login}"),
        "organization": organization_brief(world, organization),
        "user": account(world, user),
    })
}
