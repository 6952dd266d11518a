//! The parts of GitHub's webhook payloads that we use
//! ([GitHub: webhook events and payloads](https://docs.github.com/en/webhooks/webhook-events-and-payloads)).

use contracts::{
    AccountId, Millis, PullRequest, RepositoryId,
    organization::{AccountKind, Repository, Role},
    pull_request::PullRequestState,
};
use github_api::{Line, Name};
use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// What most events have in common. Texts are cut to what is kept of them. The larger parts stay unread until an event needs
/// them: the shape of a pull request differs from event to event.
#[derive(Debug, Default, Deserialize)]
pub struct Payload<'a> {
    pub action: Option<Name>,
    pub installation: Option<Installation>,
    pub organization: Option<AccountPayload>,
    /// Only of an installation's target, which took another login.
    pub account: Option<AccountPayload>,
    /// Who joined or left an organization.
    pub membership: Option<Membership>,
    /// Who joined or left a team.
    pub member: Option<Person>,
    #[serde(borrow)]
    pub repository: Option<&'a RawValue>,
    #[serde(borrow)]
    pub pull_request: Option<&'a RawValue>,
    #[serde(borrow)]
    pub check_run: Option<&'a RawValue>,
    /// `refs/heads/main` of a push.
    #[serde(rename = "ref")]
    pub reference: Option<Name>,
    /// The commits of a push: where the branch was and is.
    pub before: Option<Name>,
    pub after: Option<Name>,
    pub changes: Option<Changes>,
    /// What a status says; other events may call something else so.
    #[serde(borrow)]
    pub sha: Option<&'a RawValue>,
    #[serde(borrow)]
    pub context: Option<&'a RawValue>,
    #[serde(borrow)]
    pub state: Option<&'a RawValue>,
    #[serde(borrow)]
    pub branches: Option<&'a RawValue>,
    #[serde(borrow)]
    pub id: Option<&'a RawValue>,
    #[serde(borrow)]
    pub updated_at: Option<&'a RawValue>,
}

/// A check of a commit. `pull_requests` are those whose branch is in the same repository, with their newest commit.
#[derive(Debug, Deserialize)]
pub struct CheckRunPayload {
    #[serde(deserialize_with = "number")]
    pub id: u64,
    pub name: Name,
    pub head_sha: Name,
    pub status: Name,
    pub conclusion: Option<Name>,
    pub started_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
    pub check_suite: Option<CheckSuite>,
    #[serde(default)]
    pub pull_requests: Vec<Checked>,
}

#[derive(Debug, Deserialize)]
pub struct CheckSuite {
    /// `None`: the commit came from a fork.
    pub head_branch: Option<Name>,
    /// When GitHub made it: each App has one for each commit, from the push on.
    pub created_at: Option<Timestamp>,
}

/// A pull request as a check names it.
#[derive(Debug, Deserialize)]
pub struct Checked {
    pub head: CheckedHead,
}

#[derive(Debug, Deserialize)]
pub struct CheckedHead {
    #[serde(rename = "ref")]
    pub branch: Name,
    pub sha: Name,
}

impl CheckRunPayload {
    /// The branches whose newest commit was checked, as far as GitHub says so.
    pub fn branches(&self) -> Vec<&Name> {
        if self.pull_requests.is_empty() {
            return self.check_suite.iter().filter_map(|suite| suite.head_branch.as_ref()).collect();
        }
        let newest = self.pull_requests.iter().filter(|checked| checked.head.sha == self.head_sha);
        let mut branches: Vec<&Name> = newest.map(|checked| &checked.head.branch).collect();
        branches.dedup();
        branches
    }

    /// Since when it stands as it does, which whoever reports it may choose; `None` when nobody says.
    pub fn at(&self) -> Option<Millis> {
        self.completed_at.or(self.started_at).map(Timestamp::as_millisecond)
    }

    /// Since when the commit is checked, by GitHub's own word if there is one.
    pub fn since(&self) -> Option<Millis> {
        let suite = self.check_suite.as_ref().and_then(|suite| suite.created_at);
        suite.or(self.started_at).map(Timestamp::as_millisecond)
    }
}

/// A branch that has the commit of a status, with its newest one.
#[derive(Debug, Deserialize)]
pub struct StatusBranch {
    pub name: Name,
    pub commit: StatusCommit,
}

#[derive(Debug, Deserialize)]
pub struct StatusCommit {
    pub sha: Name,
}

#[derive(Debug, Deserialize)]
pub struct Installation {
    #[serde(deserialize_with = "number")]
    pub id: u64,
    /// Only events about the installation itself name its account.
    pub account: Option<AccountPayload>,
}

#[derive(Debug, Deserialize)]
pub struct Membership {
    /// `admin` or `member`
    pub role: Option<Name>,
    pub user: Option<Person>,
}

impl Membership {
    pub fn role(&self) -> Option<Role> {
        match self.role.as_ref()?.0.as_str() {
            "admin" => Some(Role::Admin),
            _ => Some(Role::Member),
        }
    }
}

#[derive(Debug, Deserialize)]
pub struct Person {
    #[serde(deserialize_with = "number")]
    pub id: u64,
    pub login: Name,
    pub avatar_url: Option<Line>,
}

/// An account as an event names it. An enterprise has a `slug` in place of a login
/// ([GitHub: using webhooks with GitHub Apps](https://docs.github.com/en/apps/creating-github-apps/registering-a-github-app/using-webhooks-with-github-apps)).
#[derive(Debug, Deserialize)]
pub struct AccountPayload {
    #[serde(default, deserialize_with = "optional_number")]
    id: Option<u64>,
    login: Option<Name>,
    /// `User` or `Organization`; the `organization` of an event says none.
    #[serde(rename = "type")]
    kind: Option<Name>,
}

/// An organization, or a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// GitHub's number, which it keeps when it takes another login.
    pub account_id: AccountId,
    pub login: String,
    pub kind: Option<AccountKind>,
}

impl AccountPayload {
    /// `None`: an enterprise, or something that has no number.
    pub fn named(&self) -> Option<Account> {
        let kind = self.kind.as_ref().map(|kind| match kind.0.as_str() {
            "User" => AccountKind::Personal,
            _ => AccountKind::Organization,
        });
        Some(Account { account_id: AccountId::for_number(self.id?), login: self.login.clone()?.0, kind })
    }
}

/// What a transfer says of the repository's former owner.
#[derive(Debug, Deserialize)]
pub struct Changes {
    pub owner: Option<OwnerChange>,
}

#[derive(Debug, Deserialize)]
pub struct OwnerChange {
    pub from: FormerOwner,
}

#[derive(Debug, Deserialize)]
pub struct FormerOwner {
    pub user: Option<AccountPayload>,
    pub organization: Option<AccountPayload>,
}

/// Whose repository it is, for an event that names no other account.
#[derive(Debug, Deserialize)]
pub struct Owned {
    pub owner: AccountPayload,
}

#[derive(Debug, Deserialize)]
pub struct RepositoryPayload {
    #[serde(deserialize_with = "number")]
    id: u64,
    full_name: Name,
    clone_url: Line,
    default_branch: Option<Name>,
    private: bool,
}

impl RepositoryPayload {
    pub fn repository_id(&self) -> RepositoryId {
        RepositoryId::for_number(self.id)
    }

    /// A repository that has no default branch yet gets the one it will most likely have.
    pub fn repository(self, base_branch: Option<&str>) -> Repository {
        let repository_id = self.repository_id();
        let default_branch = self.default_branch.map(|branch| branch.0).or_else(|| base_branch.map(str::to_owned));
        Repository {
            repository_id,
            full_name: self.full_name.0,
            clone_url: self.clone_url.0,
            default_branch: default_branch.unwrap_or_else(|| "main".to_owned()),
            private: self.private,
        }
    }
}

#[derive(Debug, Deserialize)]
pub struct PullRequestPayload {
    #[serde(deserialize_with = "number")]
    number: u64,
    title: Line,
    /// `open` or `closed`
    state: Name,
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    merged: bool,
    html_url: Line,
    head: Head,
    pub base: Base,
    /// A ghost's pull requests have no author.
    user: Option<Login>,
    #[serde(deserialize_with = "millis")]
    updated_at: Millis,
}

/// GitHub's numbers are far smaller than what the database can keep; one that is not is none of GitHub's.
fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    u64::try_from(i64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

fn optional_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let number = Option::<i64>::deserialize(deserializer)?;
    number.map(|number| u64::try_from(number).map_err(serde::de::Error::custom)).transpose()
}

/// GitHub's times are RFC 3339.
fn millis<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Millis, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse::<Timestamp>().map(Timestamp::as_millisecond).map_err(serde::de::Error::custom)
}

#[derive(Debug, Deserialize)]
struct Head {
    #[serde(rename = "ref")]
    branch: Name,
    /// `None`: the fork has been deleted.
    repo: Option<FullName>,
}

#[derive(Debug, Deserialize)]
pub struct Base {
    #[serde(rename = "ref")]
    pub branch: Name,
}

#[derive(Debug, Deserialize)]
struct FullName {
    full_name: Name,
}

#[derive(Debug, Deserialize)]
struct Login {
    login: Name,
}

impl PullRequestPayload {
    fn state(&self) -> PullRequestState {
        match (self.merged, self.state.0.as_str(), self.draft) {
            (true, ..) => PullRequestState::Merged,
            (_, "closed", _) => PullRequestState::Closed,
            (.., true) => PullRequestState::Draft,
            _ => PullRequestState::Open,
        }
    }

    pub fn pull_request(self) -> PullRequest {
        PullRequest {
            state: self.state(),
            number: self.number,
            title: self.title.0,
            url: self.html_url.0,
            head_branch: self.head.branch.0,
            head_repository: self.head.repo.map(|repository| repository.full_name.0),
            base_branch: self.base.branch.0,
            author_login: self.user.map(|user| user.login.0),
            updated_at: self.updated_at,
        }
    }
}
