//! Views: the current value of something people watch, each change carrying the whole new value and a revision.

use serde::{Deserialize, Serialize};

use crate::{Key, OrganizationId, TaskKey, UserId};

/// A key of the `views` bucket. Its first token names the service that alone writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum View {
    /// The organization's profile and GitHub sync state (`organization.<org>.profile`).
    OrganizationProfile(OrganizationId),
    /// One line of the sidebar (`organization.<org>.task.<task>`).
    TaskSummary(TaskKey),
    /// One repository of the sidebar (`organization.<org>.repository.<repository>`).
    RepositorySummary(OrganizationId, crate::RepositoryId),
    /// One member (`organization.<org>.member.<user>`).
    Member(OrganizationId, UserId),
    /// A materialised task (`task.<org>.<task>`).
    Task(TaskKey),
    /// Where a task's agents work (`sandbox.<org>.<task>`).
    Sandbox(TaskKey),
    /// What a task's branch is in its sandbox (`sandbox.<org>.<task>.git`).
    Git(TaskKey),
    /// What a person may do, and by which sign-ins and tokens: for the gateways (`user.<user>.access`).
    Access(UserId),
    /// A person's account and organizations (`user.<user>.app`).
    App(UserId),
    /// What one task is to one person: unread, drafts, the chosen session (`user.<user>.task.<org>.<task>`).
    TaskOverlay(UserId, TaskKey),
    /// How a person has arranged an organization's sidebar (`user.<user>.sidebar.<org>`).
    Sidebar(UserId, OrganizationId),
}

impl View {
    /// The key in the bucket.
    pub fn key(&self) -> String {
        match self {
            Self::OrganizationProfile(org) => format!("organization.{org}.profile"),
            Self::TaskSummary(task) => format!("organization.{}.task.{}", task.organization_id, task.task_id),
            Self::RepositorySummary(org, repository) => format!("organization.{org}.repository.{repository}"),
            Self::Member(org, user) => format!("organization.{org}.member.{user}"),
            Self::Task(task) => format!("task.{}", task.tokens()),
            Self::Sandbox(task) => format!("sandbox.{}", task.tokens()),
            Self::Git(task) => format!("sandbox.{}.git", task.tokens()),
            Self::Access(user) => format!("user.{user}.access"),
            Self::App(user) => format!("user.{user}.app"),
            Self::TaskOverlay(user, task) => format!("user.{user}.task.{}", task.tokens()),
            Self::Sidebar(user, org) => format!("user.{user}.sidebar.{org}"),
        }
    }
}

/// What the bucket holds under a view's key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stored<T> {
    /// Grows with each change of this view; a lower one is older.
    pub revision: i64,
    /// `None`: the thing is gone.
    pub value: Option<T>,
}

/// What a page can follow. A topic names one view or a family of them, of one organization or one person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Topic {
    /// `organization.<org>`: profile, members, repositories and every task's line.
    Organization(OrganizationId),
    /// `task.<org>.<task>`: one task.
    Task(TaskKey),
    /// `sandbox.<org>.<task>`: where one task's agents work, and what the branch is there.
    Sandbox(TaskKey),
    /// `user.<user>`: a person's account, organizations, unread marks, drafts and arrangement. For that person alone.
    User(UserId),
}

impl Topic {
    /// Reads a topic's name; `None` when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let tokens: Vec<_> = text.split('.').collect();
        match tokens.as_slice() {
            ["organization", key @ ..] => OrganizationId::parse(key).ok().map(Self::Organization),
            ["task", key @ ..] => TaskKey::parse(key).ok().map(Self::Task),
            ["sandbox", key @ ..] => TaskKey::parse(key).ok().map(Self::Sandbox),
            ["user", key @ ..] => UserId::parse(key).ok().map(Self::User),
            _ => None,
        }
    }

    /// The organization whose members may follow it; `None` for a person's own.
    pub fn organization_id(&self) -> Option<&OrganizationId> {
        match self {
            Self::Organization(organization_id) => Some(organization_id),
            Self::Task(task) | Self::Sandbox(task) => Some(&task.organization_id),
            Self::User(_) => None,
        }
    }

    /// The task it is about; `None` when it is about more or something else.
    pub fn task(&self) -> Option<&TaskKey> {
        match self {
            Self::Task(task) | Self::Sandbox(task) => Some(task),
            Self::Organization(_) | Self::User(_) => None,
        }
    }

    /// The keys of the `views` bucket it covers.
    pub fn filters(&self) -> Vec<String> {
        match self {
            Self::Organization(organization_id) => vec![format!("organization.{organization_id}.>")],
            Self::Task(task) => vec![format!("task.{}", task.tokens())],
            Self::Sandbox(task) => {
                let sandbox = format!("sandbox.{}", task.tokens());
                vec![format!("{sandbox}.>"), sandbox]
            }
            Self::User(user_id) => vec![format!("user.{user_id}.>")],
        }
    }
}

impl std::fmt::Display for Topic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Organization(organization_id) => write!(f, "organization.{organization_id}"),
            Self::Task(task) => write!(f, "task.{}", task.tokens()),
            Self::Sandbox(task) => write!(f, "sandbox.{}", task.tokens()),
            Self::User(user_id) => write!(f, "user.{user_id}"),
        }
    }
}
