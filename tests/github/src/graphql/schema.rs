//! The part of GitHub's schema that is known here ([GitHub: GraphQL reference](https://docs.github.com/en/graphql/reference)).

use serde_json::Value;

use super::parse::{Field, Selection};

/// GitHub takes no question that could give more.
const NODES: u64 = 500_000;

/// What a field gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Scalar,
    Object(&'static str),
    /// A list in pages of things of this type.
    Connection(&'static str),
}

/// What `field` of `parent` is, and the arguments that it takes besides those of its pages.
fn field(parent: &str, field: &str) -> Option<(Kind, &'static [&'static str])> {
    use Kind::{Connection, Object, Scalar};
    Some(match (parent, field) {
        (_, "__typename") => (Scalar, &[]),
        ("Query", "repository") => (Object("Repository"), &["owner", "name"]),
        ("Repository", "name") => (Scalar, &[]),
        ("Repository", "pullRequests") => (Connection("PullRequest"), &["states"]),
        ("PullRequest", "number" | "headRefName" | "headRefOid" | "isCrossRepository") => (Scalar, &[]),
        ("PullRequest", "commits") => (Connection("PullRequestCommit"), &[]),
        ("PullRequestCommit", "commit") => (Object("Commit"), &[]),
        ("Commit", "oid") => (Scalar, &[]),
        ("Commit", "statusCheckRollup") => (Object("StatusCheckRollup"), &[]),
        ("StatusCheckRollup", "contexts") => (Connection("StatusCheckRollupContext"), &[]),
        ("CheckRun", "name" | "databaseId" | "status" | "conclusion" | "startedAt" | "completedAt") => (Scalar, &[]),
        ("CheckRun", "checkSuite") => (Object("CheckSuite"), &[]),
        ("CheckSuite", "createdAt") => (Scalar, &[]),
        ("StatusContext", "context" | "state" | "createdAt") => (Scalar, &[]),
        _ => return None,
    })
}

pub(super) fn kind(parent: &str, name: &str) -> Option<Kind> {
    field(parent, name).map(|(kind, _)| kind)
}

/// Err: what is wrong with the question, in GitHub's words.
pub(super) fn check(selections: &[Selection], variables: &Value) -> Result<(), String> {
    let nodes = check_all("Query", selections, variables, 1)?;
    if nodes > NODES {
        return Err(format!(
            "This query requests up to {nodes} possible nodes which exceeds the maximum limit of 500,000."
        ));
    }
    Ok(())
}

/// How many nodes the selections may give, `times` over.
fn check_all(parent: &str, selections: &[Selection], variables: &Value, times: u64) -> Result<u64, String> {
    let mut nodes = 0;
    for selection in selections {
        nodes += match selection {
            Selection::On(kind, inner) if parent == "StatusCheckRollupContext" => {
                check_all(kind, inner, variables, times)?
            }
            Selection::On(kind, _) => return Err(format!("Fragment on {kind} can't be spread inside {parent}")),
            Selection::Field(field) => check_field(parent, field, variables, times)?,
        };
    }
    Ok(nodes)
}

fn check_field(parent: &str, asked: &Field, variables: &Value, times: u64) -> Result<u64, String> {
    let name = &asked.name;
    let Some((kind, arguments)) = field(parent, name) else {
        return Err(format!("Field '{name}' doesn't exist on type '{parent}'"));
    };
    let pages: &[&str] = if matches!(kind, Kind::Connection(_)) { &["first", "last", "after"] } else { &[] };
    if let Some(odd) =
        asked.arguments.keys().find(|key| !arguments.contains(&key.as_str()) && !pages.contains(&key.as_str()))
    {
        return Err(format!("Field '{name}' doesn't accept argument '{odd}'"));
    }
    match kind {
        Kind::Scalar if asked.selections.is_empty() => Ok(0),
        Kind::Scalar => Err(format!("Selections can't be made on scalars (field '{name}')")),
        _ if asked.selections.is_empty() => Err(format!("Field must have selections (field '{name}')")),
        Kind::Object(kind) => check_all(kind, &asked.selections, variables, times),
        Kind::Connection(kind) => check_connection(kind, asked, variables, times),
    }
}

fn check_connection(kind: &str, asked: &Field, variables: &Value, times: u64) -> Result<u64, String> {
    let name = &asked.name;
    let size = ["first", "last"].iter().find_map(|key| asked.arguments.get(*key)?.value(variables).as_u64());
    let Some(size) = size else {
        return Err(format!(
            "You must provide a `first` or `last` value to properly paginate the `{name}` connection."
        ));
    };
    if !(1..=100).contains(&size) {
        return Err(format!(
            "Requesting {size} records on the `{name}` connection exceeds the `first` limit of 100 records."
        ));
    }
    let mut nodes = times * size;
    for selection in &asked.selections {
        let Selection::Field(part) = selection else { return Err(format!("No fragment is known on `{name}`")) };
        match part.name.as_str() {
            "nodes" => nodes += check_all(kind, &part.selections, variables, times * size)?,
            "pageInfo" | "totalCount" => {}
            other => return Err(format!("Field '{other}' doesn't exist on the `{name}` connection")),
        }
    }
    Ok(nodes)
}
