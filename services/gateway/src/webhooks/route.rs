//! What a webhook means: the commands it becomes. Pure, so that every event can be tried in a test.

use contracts::{
    Command, Millis, OrganizationId, UserId,
    github_data::{
        ClearState, ContextOverrides, HandleBranchWebhook, HandleMemberWebhook, HandlePullRequestWebhook,
        HandleRepositoryWebhook, SyncRepos,
    },
    organization::{AccountKind, InstallationStatus, RecordGithubWebhookReceipt},
    subject,
};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use super::{
    payload::{Account, Membership, Owned, Payload, Person, PullRequestPayload, RepositoryPayload},
    resolve::ResolvedAccounts,
};

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

/// What a webhook's headers say, and when it came.
pub struct Webhook<'a> {
    pub event: &'a str,
    pub delivery_id: &'a str,
    pub received_at: Millis,
}

/// The accounts that a webhook names.
#[derive(Debug, PartialEq)]
pub struct Accounts {
    pub whose: Option<Account>,
    pub installation_id: Option<u64>,
    /// Whose the repository was before it was transferred.
    pub former_owner: Option<Account>,
}

/// Events that concern nothing we keep: only their receipt is recorded.
const RECEIPT_ONLY: [&str; 7] = [
    "check_run",
    "check_suite",
    "pull_request_review",
    "pull_request_review_comment",
    "pull_request_review_thread",
    "status",
    "team",
];

/// Whom the webhook is about, to be looked up before it is routed.
pub fn accounts(payload: &Payload<'_>) -> serde_json::Result<Accounts> {
    Ok(Accounts {
        whose: account(payload)?,
        installation_id: payload.installation.as_ref().map(|installation| installation.id),
        former_owner: former_owner(payload).cloned(),
    })
}

/// Refuses a payload that is not what GitHub documents for its event.
pub fn route(webhook: &Webhook<'_>, payload: &Payload<'_>, resolved: &ResolvedAccounts) -> serde_json::Result<Routed> {
    let event = webhook.event;
    let Some(account) = account(payload)? else {
        return Ok(Routed::Ignored(format!("{event} names no account")));
    };
    let Some(organization_id) = resolved.of(&account) else {
        return Ok(Routed::Ignored(format!("{event} is of an account whose login cannot be an id")));
    };
    let told = Told { webhook, payload, account: &account, organization_id, resolved };
    let Some(mut commands) = told.commands()? else {
        return Ok(Routed::Ignored(event.to_owned()));
    };

    let event = payload.action.as_ref().map_or_else(|| event.to_owned(), |action| format!("{event}.{action}"));
    let receipt = RecordGithubWebhookReceipt { event, delivery_id: webhook.delivery_id.to_owned() };
    commands.push(to(organization_id, &receipt)?);
    Ok(Routed::Commands(commands))
}

/// Whose event it is: the installation's account, else the organization, else the repository's owner.
fn account(payload: &Payload<'_>) -> serde_json::Result<Option<Account>> {
    let installed = payload.installation.as_ref().and_then(|installation| installation.account.clone());
    let named = installed.or_else(|| payload.organization.clone()).or_else(|| payload.account.clone());
    if let Some(account) = named {
        return Ok(Some(account));
    }
    payload.repository.map(|repository| Owned::deserialize(repository).map(|owned| owned.owner)).transpose()
}

fn former_owner<'a>(payload: &'a Payload<'_>) -> Option<&'a Account> {
    let from = &payload.changes.as_ref()?.owner.as_ref()?.from;
    from.organization.as_ref().or(from.user.as_ref())
}

/// A webhook, and whose it is here.
struct Told<'a> {
    webhook: &'a Webhook<'a>,
    payload: &'a Payload<'a>,
    account: &'a Account,
    organization_id: &'a OrganizationId,
    resolved: &'a ResolvedAccounts,
}

impl Told<'_> {
    /// `None`: an event that we do not know.
    fn commands(&self) -> serde_json::Result<Option<Vec<Outgoing>>> {
        let commands = match (self.webhook.event, self.payload.action.as_deref().unwrap_or_default()) {
            ("installation", action) => self.installation(action)?,
            ("installation_repositories", _) => vec![self.sync("Repository access changed")?],
            ("installation_target" | "organization", "renamed") => vec![self.sync("The account took another login")?],
            ("organization", "member_added") => self.member(false)?,
            ("organization", "member_removed") => self.member(true)?,
            // Whoever is in a team is in its organization; whoever leaves a team does not leave the organization.
            ("membership", "added") => self.team_member()?,
            ("installation_target" | "organization" | "membership", _) => Vec::new(),
            ("pull_request", _) => self.pull_request()?,
            ("push", _) => self.push()?,
            // A push says the same, and which commit it is about.
            ("create" | "delete", _) => Vec::new(),
            ("repository", action) => self.repository(action)?,
            (other, _) if RECEIPT_ONLY.contains(&other) => Vec::new(),
            _ => return Ok(None),
        };
        Ok(Some(commands))
    }

    fn installation(&self, action: &str) -> serde_json::Result<Vec<Outgoing>> {
        let command = match action {
            "created" => self.sync("GitHub App installed")?,
            "unsuspend" => self.sync("GitHub App resumed")?,
            "new_permissions_accepted" => self.sync("GitHub permissions changed")?,
            "deleted" => self.clear(InstallationStatus::InstallRequired, None, "GitHub App uninstalled")?,
            "suspend" => {
                self.clear(InstallationStatus::ReconnectRequired, self.installation_id(), "GitHub App suspended")?
            }
            _ => return Ok(Vec::new()),
        };
        Ok(vec![command])
    }

    fn clear(
        &self,
        installation_status: InstallationStatus,
        installation_id: Option<u64>,
        label: &str,
    ) -> serde_json::Result<Outgoing> {
        let clear = ClearState {
            connected_account: self.account.login.clone(),
            kind: self.account.account_kind().unwrap_or(AccountKind::Organization),
            installation_status,
            installation_id,
            label: label.to_owned(),
        };
        to(self.organization_id, &clear)
    }

    fn sync(&self, label: &str) -> serde_json::Result<Outgoing> {
        let context = ContextOverrides {
            connected_account: Some(self.account.login.clone()),
            // An event's `organization` has no type, but only an organization is called so.
            kind: self.account.account_kind().or(self.payload.organization.as_ref().map(|_| AccountKind::Organization)),
            installation_status: Some(InstallationStatus::Connected),
            installation_id: self.installation_id(),
            account_id: self.account.account_id(),
        };
        to(self.organization_id, &SyncRepos { context, label: Some(label.to_owned()) })
    }

    fn installation_id(&self) -> Option<u64> {
        self.payload.installation.as_ref().map(|installation| installation.id)
    }

    /// Said at once, so that access begins and ends at once; and everything is read again, as webhooks may come late.
    fn member(&self, removed: bool) -> serde_json::Result<Vec<Outgoing>> {
        let sync = self.sync("Members changed")?;
        let membership = self.payload.membership.as_ref();
        let Some(person) = membership.and_then(|membership| membership.user.as_ref()) else { return Ok(vec![sync]) };

        let role = membership.and_then(Membership::role);
        let member = HandleMemberWebhook { role: role.filter(|_| !removed), removed, ..self.belongs(person) };
        Ok(vec![to(self.organization_id, &member)?, sync])
    }

    fn team_member(&self) -> serde_json::Result<Vec<Outgoing>> {
        let Some(person) = &self.payload.member else { return Ok(Vec::new()) };
        Ok(vec![to(self.organization_id, &self.belongs(person))?])
    }

    fn belongs(&self, person: &Person) -> HandleMemberWebhook {
        HandleMemberWebhook {
            user_id: UserId::for_number(person.id),
            login: person.login.clone(),
            avatar_url: person.avatar_url.clone(),
            role: None,
            removed: false,
            observed_at: self.webhook.received_at,
        }
    }

    fn pull_request(&self) -> serde_json::Result<Vec<Outgoing>> {
        let pull_request: PullRequestPayload = required(self.payload.pull_request, "pull_request")?;
        let repository: RepositoryPayload = required(self.payload.repository, "repository")?;

        let repository = repository.repository(Some(&pull_request.base.branch));
        let command = HandlePullRequestWebhook { repository, pull_request: pull_request.pull_request() };
        Ok(vec![to(self.organization_id, &command)?])
    }

    /// A branch came, went or moved. Tags are not shown anywhere.
    fn push(&self) -> serde_json::Result<Vec<Outgoing>> {
        let reference: String = self.payload.reference.clone().ok_or_else(|| missing("ref"))?;
        let Some(branch) = reference.strip_prefix("refs/heads/") else { return Ok(Vec::new()) };
        let commit = |sha: &Option<String>, name| match sha.as_deref() {
            None => Err(missing(name)),
            Some(sha) if sha.bytes().all(|digit| digit == b'0') => Ok(None),
            Some(sha) => Ok(Some(sha.to_owned())),
        };
        let (before, after) = (commit(&self.payload.before, "before")?, commit(&self.payload.after, "after")?);
        let repository: RepositoryPayload = required(self.payload.repository, "repository")?;
        let command =
            HandleBranchWebhook { repository_id: repository.repository_id(), branch: branch.to_owned(), before, after };
        Ok(vec![to(self.organization_id, &command)?])
    }

    fn repository(&self, action: &str) -> serde_json::Result<Vec<Outgoing>> {
        let repository: RepositoryPayload = required(self.payload.repository, "repository")?;
        let repository = repository.repository(None);
        let mut commands = Vec::new();
        // The new owner's installation hears of a transfer; for the former owner the repository is gone.
        let former = former_owner(self.payload).filter(|_| action == "transferred");
        if let Some(former) = former.and_then(|former| self.resolved.of(former))
            && former != self.organization_id
        {
            commands.push(to(former, &HandleRepositoryWebhook { repository: repository.clone(), removed: true })?);
        }
        let removed = action == "deleted";
        commands.push(to(self.organization_id, &HandleRepositoryWebhook { repository, removed })?);
        Ok(commands)
    }
}

fn required<'a, T: Deserialize<'a>>(part: Option<&'a RawValue>, name: &'static str) -> serde_json::Result<T> {
    let part = part.ok_or_else(|| missing(name))?;
    T::deserialize(part)
}

fn missing(name: &'static str) -> serde_json::Error {
    <serde_json::Error as serde::de::Error>::missing_field(name)
}

fn to<C: Command<Key = OrganizationId>>(organization_id: &OrganizationId, command: &C) -> serde_json::Result<Outgoing> {
    Ok(Outgoing { subject: subject::of::<C>(organization_id), body: serde_json::to_value(command)? })
}

#[cfg(test)]
mod tests;
