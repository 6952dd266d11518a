//! How the newest commits of a repository's open pull requests are checked, asked for fifty at a time.

use contracts::{
    Millis, limit,
    organization::{CheckedPullRequest, ReadCheck},
    sandbox::CheckState,
};
use serde::Deserialize;
use serde_json::json;

use super::{
    As, Github, GithubError,
    graphql::{Answered, QueryError},
    text::Name,
};

/// Costs one point of 5,000 an hour (101 lists, a hundred of which are a point) and asks for 5,100 of 500,000 nodes: GitHub
/// answers larger questions too late.
const QUERY: &str = "\
query($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: OPEN, first: 50, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number
        headRefOid
        commits(last: 1) {
          nodes {
            commit {
              oid
              statusCheckRollup {
                contexts(first: 100) {
                  pageInfo { hasNextPage }
                  nodes {
                    __typename
                    ... on CheckRun {
                      name databaseId status conclusion startedAt completedAt checkSuite { createdAt }
                    }
                    ... on StatusContext { context state createdAt }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}";
/// A thousand pull requests: a repository with more would hold a sync, and its part of the allowance, for longer than its
/// checks are worth. Of the rest deliveries tell.
const PAGES: usize = 20;
/// What is kept of a name has at most so many bytes; GitHub's own are shorter.
const NAME_BYTES: usize = 255;

/// What GitHub answered of one repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub asked_at: Millis,
    pub pull_requests: Vec<CheckedPullRequest>,
    /// Why a part is missing, if that is not for want of a permission.
    pub trouble: Option<String>,
}

#[derive(Deserialize)]
struct Data {
    repository: Option<Repository>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Repository {
    pull_requests: List<PullRequest>,
}

/// What GitHub does not give stands as null in its place.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct List<T> {
    page_info: Option<PageInfo>,
    nodes: Vec<Option<T>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PullRequest {
    number: u64,
    head_ref_oid: Name,
    commits: List<OfPullRequest>,
}

#[derive(Deserialize)]
struct OfPullRequest {
    commit: Commit,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Commit {
    oid: Name,
    /// Null when nothing checks it.
    status_check_rollup: Option<Rollup>,
}

#[derive(Deserialize)]
struct Rollup {
    contexts: List<Context>,
}

#[derive(Deserialize)]
#[serde(tag = "__typename")]
enum Context {
    #[serde(rename_all = "camelCase")]
    CheckRun {
        name: Name,
        database_id: Option<i64>,
        status: Name,
        conclusion: Option<Name>,
        started_at: Option<jiff::Timestamp>,
        completed_at: Option<jiff::Timestamp>,
        check_suite: Option<CheckSuite>,
    },
    #[serde(rename = "StatusContext", rename_all = "camelCase")]
    Status { context: Name, state: Name, created_at: jiff::Timestamp },
    /// Something newer than this.
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CheckSuite {
    created_at: jiff::Timestamp,
}

impl Github {
    /// What the App may not see is left out. An answer without any data is an error, unless others came before it.
    pub async fn checks(&self, installation_id: u64, full_name: &str) -> Result<Checked, GithubError> {
        let (owner, name) = full_name.split_once('/').unwrap_or((full_name, ""));
        let mut checked = Checked { asked_at: runtime::now(), pull_requests: Vec::new(), trouble: None };
        let mut after: Option<String> = None;
        for page in 0..PAGES {
            let variables = json!({ "owner": owner, "name": name, "after": after });
            let answered = match self.query::<Data>(As::Installation(installation_id), QUERY, &variables).await {
                Ok(answered) => answered,
                Err(error) if page == 0 => return Err(error),
                Err(error) => {
                    checked.trouble = Some(error.to_string());
                    break;
                }
            };
            match checked.take(answered, full_name) {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        Ok(checked)
    }
}

impl Checked {
    /// Takes in a page; where the next one begins.
    fn take(&mut self, answered: Answered<Data>, full_name: &str) -> Option<String> {
        let Answered { data, errors } = answered;
        let trouble = errors.iter().find(|error| !error.is_forbidden()).map(QueryError::message);
        self.trouble = self.trouble.take().or_else(|| trouble.map(str::to_owned));
        let Some(repository) = data.repository else {
            self.trouble.get_or_insert_with(|| format!("GitHub does not show {full_name} to a question"));
            return None;
        };
        let List { page_info, nodes } = repository.pull_requests;
        let is_whole = errors.is_empty();
        self.pull_requests.extend(nodes.into_iter().flatten().filter_map(|found| found.checked(is_whole)));
        page_info.filter(|page| page.has_next_page).and_then(|page| page.end_cursor)
    }
}

impl PullRequest {
    /// `None`: a commit was pushed while GitHub answered, or it gave none.
    fn checked(self, is_whole: bool) -> Option<CheckedPullRequest> {
        let commit = self.commits.nodes.into_iter().flatten().next()?.commit;
        if commit.oid != self.head_ref_oid {
            return None;
        }
        let contexts = commit.status_check_rollup.map(|rollup| rollup.contexts);
        let (has_more, found) = match contexts {
            Some(List { page_info, nodes }) => (page_info.is_some_and(|page| page.has_next_page), nodes),
            None => (false, Vec::new()),
        };
        let is_complete = is_whole && !has_more && found.iter().all(Option::is_some);
        let checks = found.into_iter().flatten().filter_map(Context::check);
        let checks = checks.filter(|check| check.name.len() <= NAME_BYTES).take(limit::CHECKS).collect();
        Some(CheckedPullRequest { number: self.number, head: commit.oid.0, checks, is_complete })
    }
}

impl Context {
    /// GraphQL says in capitals what webhooks say in small letters.
    fn check(self) -> Option<ReadCheck> {
        match self {
            Self::CheckRun { name, database_id, status, conclusion, started_at, completed_at, check_suite } => {
                let conclusion = conclusion.map(|conclusion| conclusion.0.to_lowercase());
                let suite = check_suite.map(|suite| suite.created_at);
                let millis = |at: Option<jiff::Timestamp>| at.map(jiff::Timestamp::as_millisecond).unwrap_or_default();
                Some(ReadCheck {
                    name: name.0,
                    state: CheckState::of_run(&status.0.to_lowercase(), conclusion.as_deref()),
                    number: database_id.unwrap_or_default(),
                    at: millis(completed_at.or(started_at).or(suite)),
                    since: millis(suite.or(started_at)),
                })
            }
            Self::Status { context, state, created_at } => {
                let at = created_at.as_millisecond();
                // Required, and not reported yet.
                let state = if state.0 == "EXPECTED" { "pending".to_owned() } else { state.0.to_lowercase() };
                Some(ReadCheck { name: context.0, state: CheckState::of_status(&state), number: 0, at, since: at })
            }
            Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contexts(nodes: serde_json::Value) -> CheckedPullRequest {
        let found = json!({
            "number": 7,
            "headRefOid": "a",
            "commits": { "nodes": [{ "commit": { "oid": "a", "statusCheckRollup": {
                "contexts": { "pageInfo": { "hasNextPage": false, "endCursor": null }, "nodes": nodes }
            } } }] },
        });
        serde_json::from_value::<PullRequest>(found).unwrap().checked(true).unwrap()
    }

    #[test]
    fn runs_and_statuses_are_understood_as_deliveries_say_them() {
        let found = contexts(json!([
            {
                "__typename": "CheckRun", "name": "build", "databaseId": 45_000_000_001_i64, "status": "COMPLETED",
                "conclusion": "TIMED_OUT", "startedAt": "1970-01-01T00:00:02Z", "completedAt": "1970-01-01T00:00:03Z",
                "checkSuite": { "createdAt": "1970-01-01T00:00:01Z" },
            },
            {
                "__typename": "CheckRun", "name": "lint", "databaseId": null, "status": "QUEUED", "conclusion": null,
                "startedAt": null, "completedAt": null, "checkSuite": { "createdAt": "1970-01-01T00:00:01Z" },
            },
            { "__typename": "StatusContext", "context": "ci/old", "state": "EXPECTED", "createdAt": "1970-01-01T00:00:04Z" },
            { "__typename": "SomethingNew" },
        ]));
        let read = |name: &str, state, number, at, since| ReadCheck { name: name.into(), state, number, at, since };
        let expected = [
            read("build", CheckState::Failed, 45_000_000_001, 3_000, 1_000),
            read("lint", CheckState::Waiting, 0, 1_000, 1_000),
            read("ci/old", CheckState::Running, 0, 4_000, 4_000),
        ];
        assert_eq!((found.checks.as_slice(), found.is_complete), (expected.as_slice(), true));
    }

    #[test]
    fn a_part_is_not_the_whole_and_a_commit_that_is_not_the_newest_says_nothing() {
        assert!(!contexts(json!([null])).is_complete);
        let found = |oid: &str, rollup: serde_json::Value| {
            let commit = json!({ "oid": oid, "statusCheckRollup": rollup });
            let found = json!({ "number": 7, "headRefOid": "a", "commits": { "nodes": [{ "commit": commit }] } });
            serde_json::from_value::<PullRequest>(found).unwrap()
        };
        let none = CheckedPullRequest { number: 7, head: "a".into(), checks: vec![], is_complete: true };
        assert_eq!(found("a", json!(null)).checked(true), Some(none), "nothing checks it");
        assert!(!found("a", json!(null)).checked(false).unwrap().is_complete, "it may not be shown");
        let long = json!({ "contexts": { "pageInfo": { "hasNextPage": true, "endCursor": "x" }, "nodes": [] } });
        assert!(!found("a", long).checked(true).unwrap().is_complete);
        assert_eq!(found("b", json!(null)).checked(true), None);
    }
}
