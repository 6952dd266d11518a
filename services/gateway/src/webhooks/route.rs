//! What a webhook means: the commands it becomes. Pure, so that every event can be tried in a test.

use contracts::{
    Command, OrganizationId,
    github_data::{
        ClearState, ContextOverrides, HandlePullRequestWebhook, HandleRepositoryWebhook, ReloadRepository, SyncRepos,
    },
    organization::{AccountKind, InstallationStatus, RecordGithubWebhookReceipt},
    subject,
};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use super::payload::{Account, Owned, Payload, PullRequestPayload, RepositoryPayload};

/// What is to be done about a webhook.
#[derive(Debug, PartialEq)]
pub enum Routed {
    /// These commands, in this order; the receipt is the last.
    Commands(Vec<Outgoing>),
    /// Nothing, and why.
    Ignored(String),
}

/// One command, ready to be sent.
#[derive(Debug, PartialEq)]
pub struct Outgoing {
    pub subject: String,
    pub body: Value,
}

/// Events that concern nothing we keep: only their receipt is recorded.
const RECEIPT_ONLY: [&str; 8] = [
    "check_run",
    "check_suite",
    "membership",
    "pull_request_review",
    "pull_request_review_comment",
    "pull_request_review_thread",
    "status",
    "team",
];

/// Refuses a payload that is not what GitHub documents for its event.
pub fn route(event: &str, delivery_id: &str, body: &[u8]) -> serde_json::Result<Routed> {
    let payload: Payload = serde_json::from_slice(body)?;
    let Some(account) = account(&payload)? else {
        return Ok(Routed::Ignored(format!("{event} names no account")));
    };
    // One id-space: a person's own account is the organization of its login.
    let Ok(organization_id) = OrganizationId::for_login(&account.login) else {
        return Ok(Routed::Ignored(format!("{event} is of an account whose login cannot be an id")));
    };
    let Some(mut commands) = commands(event, &payload, &account, &organization_id)? else {
        return Ok(Routed::Ignored(event.to_owned()));
    };

    let event = payload.action.as_ref().map_or_else(|| event.to_owned(), |action| format!("{event}.{action}"));
    let receipt = RecordGithubWebhookReceipt { event, delivery_id: delivery_id.to_owned() };
    commands.push(to(&organization_id, &receipt)?);
    Ok(Routed::Commands(commands))
}

/// Whose event it is: the installation's account, else the organization, else the repository's owner.
fn account(payload: &Payload<'_>) -> serde_json::Result<Option<Account>> {
    let installed = payload.installation.as_ref().and_then(|installation| installation.account.clone());
    if let Some(account) = installed.or_else(|| payload.organization.clone()) {
        return Ok(Some(account));
    }
    payload.repository.map(|repository| Owned::deserialize(repository).map(|owned| owned.owner)).transpose()
}

/// `None`: an event that we do not know.
fn commands(
    event: &str,
    payload: &Payload<'_>,
    account: &Account,
    organization_id: &OrganizationId,
) -> serde_json::Result<Option<Vec<Outgoing>>> {
    let action = payload.action.as_deref().unwrap_or_default();
    let commands = match event {
        "installation" => installation(action, payload, account, organization_id)?,
        "installation_repositories" => vec![sync(payload, account, organization_id, "Repository access changed")?],
        "organization" if action == "member_added" || action == "member_removed" => {
            vec![sync(payload, account, organization_id, "Members changed")?]
        }
        "organization" => Vec::new(),
        "pull_request" => pull_request(payload, organization_id)?,
        "push" | "create" | "delete" => branch(payload, organization_id)?,
        "repository" => repository(action, payload, organization_id)?,
        other if RECEIPT_ONLY.contains(&other) => Vec::new(),
        _ => return Ok(None),
    };
    Ok(Some(commands))
}

fn installation(
    action: &str,
    payload: &Payload<'_>,
    account: &Account,
    organization_id: &OrganizationId,
) -> serde_json::Result<Vec<Outgoing>> {
    let clear = |installation_status, installation_id, label: &str| ClearState {
        connected_account: account.login.clone(),
        kind: account.account_kind().unwrap_or(AccountKind::Organization),
        installation_status,
        installation_id,
        label: label.to_owned(),
    };
    let installation_id = payload.installation.as_ref().map(|installation| installation.id);
    let command = match action {
        "created" => sync(payload, account, organization_id, "GitHub App installed")?,
        "unsuspend" => sync(payload, account, organization_id, "GitHub App resumed")?,
        "new_permissions_accepted" => sync(payload, account, organization_id, "GitHub permissions changed")?,
        "deleted" => {
            let cleared = clear(InstallationStatus::InstallRequired, None, "GitHub App uninstalled");
            to(organization_id, &cleared)?
        }
        "suspend" => {
            let cleared = clear(InstallationStatus::ReconnectRequired, installation_id, "GitHub App suspended");
            to(organization_id, &cleared)?
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![command])
}

fn sync(
    payload: &Payload<'_>,
    account: &Account,
    organization_id: &OrganizationId,
    label: &str,
) -> serde_json::Result<Outgoing> {
    let context = ContextOverrides {
        connected_account: Some(account.login.clone()),
        // An event's `organization` has no type, but only an organization is called so.
        kind: account.account_kind().or(payload.organization.as_ref().map(|_| AccountKind::Organization)),
        installation_status: Some(InstallationStatus::Connected),
        installation_id: payload.installation.as_ref().map(|installation| installation.id),
    };
    to(organization_id, &SyncRepos { context, label: Some(label.to_owned()) })
}

fn pull_request(payload: &Payload<'_>, organization_id: &OrganizationId) -> serde_json::Result<Vec<Outgoing>> {
    let pull_request: PullRequestPayload = required(payload.pull_request, "pull_request")?;
    let repository: RepositoryPayload = required(payload.repository, "repository")?;

    let repository = repository.repository(Some(&pull_request.base.branch));
    let command = HandlePullRequestWebhook { repository, pull_request: pull_request.pull_request() };
    Ok(vec![to(organization_id, &command)?])
}

/// Branches came, went or moved. Tags are not shown anywhere.
fn branch(payload: &Payload<'_>, organization_id: &OrganizationId) -> serde_json::Result<Vec<Outgoing>> {
    let is_tag = payload.ref_type.as_deref() == Some("tag")
        || payload.reference.as_deref().is_some_and(|reference| reference.starts_with("refs/tags/"));
    if is_tag {
        return Ok(Vec::new());
    }
    let repository: RepositoryPayload = required(payload.repository, "repository")?;
    Ok(vec![to(organization_id, &ReloadRepository { repository_id: repository.repository_id() })?])
}

fn repository(
    action: &str,
    payload: &Payload<'_>,
    organization_id: &OrganizationId,
) -> serde_json::Result<Vec<Outgoing>> {
    let repository: RepositoryPayload = required(payload.repository, "repository")?;
    let repository = repository.repository(None);
    let mut commands = Vec::new();
    // The new owner's installation hears of a transfer; for the former owner the repository is gone.
    if let Some(former) = former_owner(payload).filter(|_| action == "transferred")
        && let Ok(former) = OrganizationId::for_login(&former.login)
        && former != *organization_id
    {
        commands.push(to(&former, &HandleRepositoryWebhook { repository: repository.clone(), removed: true })?);
    }
    let removed = action == "deleted";
    commands.push(to(organization_id, &HandleRepositoryWebhook { repository, removed })?);
    Ok(commands)
}

fn former_owner<'a>(payload: &'a Payload<'_>) -> Option<&'a Account> {
    let from = &payload.changes.as_ref()?.owner.as_ref()?.from;
    from.organization.as_ref().or(from.user.as_ref())
}

fn required<'a, T: Deserialize<'a>>(part: Option<&'a RawValue>, name: &'static str) -> serde_json::Result<T> {
    let part = part.ok_or_else(|| <serde_json::Error as serde::de::Error>::missing_field(name))?;
    T::deserialize(part)
}

fn to<C: Command<Key = OrganizationId>>(organization_id: &OrganizationId, command: &C) -> serde_json::Result<Outgoing> {
    Ok(Outgoing { subject: subject::of::<C>(organization_id), body: serde_json::to_value(command)? })
}

#[cfg(test)]
mod tests;
