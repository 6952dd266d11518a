//! What a webhook means: the commands it becomes. Pure, so that every event can be tried in a test.

use contracts::{
    AccountId, Millis, UserId,
    github_data::{
        CheckInstallation, ContextOverrides, Delivered, DeliveriesKey, HandleBranchWebhook, HandleMemberWebhook,
        HandlePullRequestWebhook, HandleRepositoryWebhook, SyncRepos, TakeDelivery,
    },
    organization::{AccountKind, ApplyCheck, InstallationStatus, RecordGithubWebhookReceipt},
    sandbox::CheckState,
};
use github_api::Name;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::limits;

use super::payload::{
    Account, AccountPayload, CheckRunPayload, Membership, Owned, Payload, Person, PullRequestPayload,
    RepositoryPayload, StatusBranch,
};

/// What is to be done about a webhook.
#[derive(Debug, PartialEq)]
pub enum Routed {
    /// These deliveries, in this order.
    Deliveries(Vec<Outgoing>),
    /// Nothing, and why.
    Ignored(String),
}

/// What one account's actor is to be told.
#[derive(Debug, PartialEq)]
pub struct Outgoing {
    pub key: DeliveriesKey,
    pub delivery: TakeDelivery,
}

/// What a webhook's headers say, and when it came.
pub struct Webhook<'a> {
    pub event: &'a str,
    pub delivery_id: &'a str,
    pub received_at: Millis,
}

/// Events that concern nothing we keep: only their receipt is recorded.
const RECEIPT_ONLY: [&str; 5] =
    ["check_suite", "pull_request_review", "pull_request_review_comment", "pull_request_review_thread", "team"];

/// Refuses a payload that is not what GitHub documents for its event. Which organization the account is here is not asked:
/// that is decided by its number, where the delivery is taken in.
pub fn route(webhook: &Webhook<'_>, payload: &Payload<'_>) -> serde_json::Result<Routed> {
    let event = webhook.event;
    let Some(account) = account(payload)? else {
        return Ok(Routed::Ignored(format!("{event} names no organization and no person")));
    };
    let told = Told { webhook, payload, account: &account };
    let Some(commands) = told.commands()? else {
        return Ok(Routed::Ignored(event.to_owned()));
    };

    let event = payload.action.as_ref().map_or_else(|| event.to_owned(), |action| format!("{event}.{}", action.0));
    let receipt = RecordGithubWebhookReceipt { event, delivery_id: webhook.delivery_id.to_owned() };
    let installation_id = told.installation_id();
    let delivery = TakeDelivery { login: account.login.clone(), installation_id, commands, receipt: Some(receipt) };
    let mut deliveries: Vec<_> = told.of_former_owner()?.into_iter().collect();
    deliveries.push(to(&account.account_id, delivery));
    Ok(Routed::Deliveries(deliveries))
}

/// Whose event it is: the installation's account, else the organization, else the repository's owner. An enterprise is
/// neither an organization nor a person: what is installed there concerns nobody here.
fn account(payload: &Payload<'_>) -> serde_json::Result<Option<Account>> {
    let installed = payload.installation.as_ref().and_then(|installation| installation.account.as_ref());
    let named = installed.or(payload.organization.as_ref()).or(payload.account.as_ref());
    if let Some(account) = named {
        return Ok(account.named());
    }
    let owned = payload.repository.map(Owned::deserialize).transpose()?;
    Ok(owned.and_then(|owned| owned.owner.named()))
}

fn former_owner(payload: &Payload<'_>) -> Option<Account> {
    let from = &payload.changes.as_ref()?.owner.as_ref()?.from;
    from.organization.as_ref().or(from.user.as_ref()).and_then(AccountPayload::named)
}

/// A webhook, and whose it is.
struct Told<'a> {
    webhook: &'a Webhook<'a>,
    payload: &'a Payload<'a>,
    account: &'a Account,
}

impl Told<'_> {
    /// `None`: an event that we do not know.
    fn commands(&self) -> serde_json::Result<Option<Vec<Delivered>>> {
        let commands = match (self.webhook.event, self.action()) {
            ("installation", action) => self.installation(action).into_iter().collect(),
            ("installation_repositories", _) => vec![self.sync("Repository access changed")],
            ("installation_target" | "organization", "renamed") => vec![self.sync("The account took another login")],
            ("organization", "member_added") => vec![self.member(false)],
            ("organization", "member_removed") => vec![self.member(true)],
            // Whoever is in a team is in its organization; whoever leaves a team does not leave the organization.
            ("membership", "added") => self.payload.member.iter().map(|person| self.belongs(person)).collect(),
            ("installation_target" | "organization" | "membership", _) => Vec::new(),
            ("pull_request", _) => self.pull_request()?,
            ("push", _) => self.push()?,
            // A push says the same, and which commit it is about.
            ("create" | "delete", _) => Vec::new(),
            ("repository", action) => self.repository(action)?,
            ("check_run", "created" | "completed") => self.check_run()?,
            ("check_run", _) => Vec::new(),
            ("status", _) => self.status()?,
            (other, _) if RECEIPT_ONLY.contains(&other) => Vec::new(),
            _ => return Ok(None),
        };
        Ok(Some(commands))
    }

    fn action(&self) -> &str {
        self.payload.action.as_ref().map_or("", |action| &action.0)
    }

    /// Of an App that is said to be gone or suspended GitHub is asked first: deliveries may be late.
    fn installation(&self, action: &str) -> Option<Delivered> {
        let account_id = self.account.account_id.clone();
        match action {
            "created" => Some(self.sync("GitHub App installed")),
            "unsuspend" => Some(self.sync("GitHub App resumed")),
            "new_permissions_accepted" => Some(self.sync("GitHub permissions changed")),
            "deleted" | "suspend" => {
                let installation_id = self.installation_id()?;
                Some(Delivered::Installation(CheckInstallation { account_id, installation_id }))
            }
            _ => None,
        }
    }

    fn sync(&self, label: &str) -> Delivered {
        let context = ContextOverrides {
            connected_account: Some(self.account.login.clone()),
            // An event's `organization` has no type, but only an organization is called so.
            kind: self.account.kind.or(self.payload.organization.as_ref().map(|_| AccountKind::Organization)),
            installation_status: Some(InstallationStatus::Connected),
            installation_id: self.installation_id(),
            account_id: Some(self.account.account_id.clone()),
        };
        Delivered::Sync(SyncRepos { context, label: Some(label.to_owned()) })
    }

    fn installation_id(&self) -> Option<u64> {
        self.payload.installation.as_ref().map(|installation| installation.id)
    }

    fn member(&self, removed: bool) -> Delivered {
        let membership = self.payload.membership.as_ref();
        let Some(person) = membership.and_then(|membership| membership.user.as_ref()) else {
            return self.sync("Members changed");
        };
        let role = membership.and_then(Membership::role).filter(|_| !removed);
        Delivered::Member(HandleMemberWebhook { role, removed, ..self.person(person) })
    }

    fn belongs(&self, person: &Person) -> Delivered {
        Delivered::Member(self.person(person))
    }

    fn person(&self, person: &Person) -> HandleMemberWebhook {
        HandleMemberWebhook {
            account_id: Some(self.account.account_id.clone()),
            user_id: UserId::for_number(person.id),
            login: person.login.0.clone(),
            avatar_url: person.avatar_url.clone().map(|address| address.0),
            role: None,
            removed: false,
            observed_at: self.webhook.received_at,
        }
    }

    fn pull_request(&self) -> serde_json::Result<Vec<Delivered>> {
        let pull_request: PullRequestPayload = required(self.payload.pull_request, "pull_request")?;
        let repository: RepositoryPayload = required(self.payload.repository, "repository")?;

        let account_id = Some(self.account.account_id.clone());
        let repository = repository.repository(Some(&pull_request.base.branch.0));
        let pull_request = pull_request.pull_request();
        Ok(vec![Delivered::PullRequest(HandlePullRequestWebhook { account_id, repository, pull_request })])
    }

    /// A branch came, went or moved. Tags are not shown anywhere.
    fn push(&self) -> serde_json::Result<Vec<Delivered>> {
        let reference = self.payload.reference.as_ref().ok_or_else(|| missing("ref"))?;
        let Some(branch) = reference.0.strip_prefix("refs/heads/") else { return Ok(Vec::new()) };
        let commit = |sha: &Option<Name>, name| match sha.as_ref().map(|sha| &sha.0) {
            None => Err(missing(name)),
            Some(sha) if sha.bytes().all(|digit| digit == b'0') => Ok(None),
            Some(sha) => Ok(Some(sha.clone())),
        };
        let (before, after) = (commit(&self.payload.before, "before")?, commit(&self.payload.after, "after")?);
        let repository: RepositoryPayload = required(self.payload.repository, "repository")?;
        let (account_id, repository_id) = (Some(self.account.account_id.clone()), repository.repository_id());
        let branch = branch.to_owned();
        Ok(vec![Delivered::Branch(HandleBranchWebhook { account_id, repository_id, branch, before, after })])
    }

    /// A check of a branch's newest commit. Of a branch's name nobody here has more than 255 bytes, so longer ones are refused
    /// where they come in.
    fn check_run(&self) -> serde_json::Result<Vec<Delivered>> {
        let run: CheckRunPayload = required(self.payload.check_run, "check_run")?;
        let repository: RepositoryPayload = required(self.payload.repository, "repository")?;
        let state = CheckState::of_run(&run.status.0, run.conclusion.as_ref().map(|conclusion| conclusion.0.as_str()));
        let received_at = self.webhook.received_at;
        let check = ApplyCheck {
            repository_id: repository.repository_id(),
            branch: String::new(),
            state,
            number: run.id.cast_signed(),
            at: run.at().unwrap_or(received_at),
            since: Some(run.since().unwrap_or(received_at)),
            head: run.head_sha.0.clone(),
            name: run.name.0.clone(),
        };
        Ok(of_branches(&check, run.branches()))
    }

    /// Of a status GitHub says which branches have its commit, and which is the newest of each.
    fn status(&self) -> serde_json::Result<Vec<Delivered>> {
        let head: Name = required(self.payload.sha, "sha")?;
        let (state, name): (Name, Name) =
            (required(self.payload.state, "state")?, required(self.payload.context, "context")?);
        let repository: RepositoryPayload = required(self.payload.repository, "repository")?;
        let branches: Vec<StatusBranch> = required(self.payload.branches, "branches")?;
        let number: i64 = required(self.payload.id, "id")?;
        let updated_at: Timestamp = required(self.payload.updated_at, "updated_at")?;
        let check = ApplyCheck {
            repository_id: repository.repository_id(),
            branch: String::new(),
            state: CheckState::of_status(&state.0),
            number,
            at: updated_at.as_millisecond(),
            since: Some(updated_at.as_millisecond()),
            name: name.0,
            head: head.0,
        };
        let newest = branches.iter().filter(|branch| branch.commit.sha.0 == check.head);
        Ok(of_branches(&check, newest.map(|branch| &branch.name)))
    }

    fn repository(&self, action: &str) -> serde_json::Result<Vec<Delivered>> {
        Ok(vec![self.repository_of(&self.account.account_id, action == "deleted")?])
    }

    /// The new owner's installation hears of a transfer; for the former owner the repository is gone.
    fn of_former_owner(&self) -> serde_json::Result<Option<Outgoing>> {
        let is_transfer = self.webhook.event == "repository" && self.action() == "transferred";
        let former = former_owner(self.payload).filter(|former| former.account_id != self.account.account_id);
        let Some(Account { account_id, login, .. }) = former.filter(|_| is_transfer) else { return Ok(None) };
        let commands = vec![self.repository_of(&account_id, true)?];
        Ok(Some(to(&account_id, TakeDelivery { login, installation_id: None, commands, receipt: None })))
    }

    fn repository_of(&self, account_id: &AccountId, removed: bool) -> serde_json::Result<Delivered> {
        let repository: RepositoryPayload = required(self.payload.repository, "repository")?;
        let (account_id, repository) = (Some(account_id.clone()), repository.repository(None));
        Ok(Delivered::Repository(HandleRepositoryWebhook { account_id, repository, removed }))
    }
}

fn of_branches<'a>(check: &ApplyCheck, branches: impl IntoIterator<Item = &'a Name>) -> Vec<Delivered> {
    let of = |branch: &Name| Delivered::Check(ApplyCheck { branch: branch.0.clone(), ..check.clone() });
    branches.into_iter().take(limits::WEBHOOK_BRANCHES).map(of).collect()
}

fn required<'a, T: Deserialize<'a>>(part: Option<&'a RawValue>, name: &'static str) -> serde_json::Result<T> {
    let part = part.ok_or_else(|| missing(name))?;
    T::deserialize(part)
}

fn missing(name: &'static str) -> serde_json::Error {
    <serde_json::Error as serde::de::Error>::missing_field(name)
}

fn to(account_id: &AccountId, delivery: TakeDelivery) -> Outgoing {
    Outgoing { key: DeliveriesKey { account_id: account_id.clone() }, delivery }
}

#[cfg(test)]
mod tests;
