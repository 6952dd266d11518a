//! Its repositories.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Applied, tasks::TaskSummary};
use crate::{Millis, OrganizationId, RepositoryId, message};

/// Tells which repositories there are, in part: the given ones are there, the removed ones are gone.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyRepositories {
    /// The repositories that are there.
    pub repositories: Vec<Repository>,
    /// Those that are gone.
    pub removed: Vec<RepositoryId>,
    /// Why they are gone, for the history; null when that is not known.
    #[serde(default)]
    pub removed_because: Option<RepositoryGone>,
}
message!(Command: ApplyRepositories, Organization "applyRepositories" (OrganizationId), Service => Applied);

/// Why a repository is gone from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RepositoryGone {
    /// GitHub has said that it was deleted, or belongs to another account: only in a message of an earlier version.
    Told,
    /// GitHub shows it to the App no more: it was deleted, or its account no longer shares it.
    NotShown,
    /// It belongs to another account.
    Moved,
    /// It is no longer among the repositories that the App was installed for.
    NotSelected,
    /// The App was uninstalled or suspended.
    Disconnected,
}

/// A repository on GitHub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Repository {
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// `owner/name`
    pub full_name: String,
    /// Where git clones the repository from.
    pub clone_url: String,
    /// The name of the default branch.
    pub default_branch: String,
    /// Whether only members see it.
    pub private: bool,
}

/// Repositories, most recently active first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListRepositories {
    /// 1 to 200; 100 without one.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::PAGE_ROWS))]
    pub limit: Option<u32>,
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    #[schemars(length(max = crate::limit::CURSOR_CHARACTERS))]
    pub after: Option<String>,
}
message!(Query: ListRepositories, Organization "listRepositories" (OrganizationId), Member => RepositoryPage);

/// One page of repositories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryPage {
    /// The repositories.
    pub repositories: Vec<RepositorySummary>,
    /// The value of `after` for the next page; null on the last page.
    pub next: Option<String>,
}

/// One repository. Also the value of the view `organization.<org>.repository.<repository>`, without what its tasks add:
/// whoever watches has the tasks' lines, too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositorySummary {
    /// The repository.
    #[serde(flatten)]
    pub repository: Repository,
    /// How many tasks it has; null where they are not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_count: Option<i64>,
    /// The newest change of one of its tasks, in milliseconds since 1970; left out when it has no task, and in the
    /// view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest_activity_at: Option<Millis>,
}

/// Everything about one repository's tasks.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RepositoryOverview {
    /// The repository's id.
    pub repository_id: RepositoryId,
}
message!(Query: RepositoryOverview, Organization "repositoryOverview" (OrganizationId), Member => RepositoryOverviewRead);

/// One repository with its tasks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryOverviewRead {
    /// The repository.
    pub repository: RepositorySummary,
    /// At most 200, newest change first.
    pub tasks: Vec<TaskSummary>,
}
