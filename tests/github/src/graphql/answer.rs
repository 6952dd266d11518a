//! Gives of things what is asked of them.

use std::ops::Range;

use serde_json::{Map, Value, json};

use super::parse::{Field, Query, Selection};
use super::schema::{self, Kind};
use crate::render;
use crate::state::State;
use crate::world::{PullRequest, Repository};

/// What is kept from whoever asks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Forbidden {
    Nothing,
    /// How commits are checked, for want of the permission.
    Checks,
    /// The first check of each answer, as GitHub fails now and then.
    OneCheck,
}

/// The whole body of an answer; `find` gives a repository that whoever asks may see.
pub(crate) fn answer<'a>(
    state: &State,
    query: &Query,
    variables: &Value,
    forbidden: Forbidden,
    find: impl Fn(&str, &str) -> Option<&'a Repository>,
) -> Value {
    if let Err(message) = schema::check(&query.selections, variables) {
        return json!({"errors": [{"message": message}]});
    }
    let mut answering = Answering { state, variables, forbidden, path: Vec::new(), errors: Vec::new() };
    let mut data = Map::new();
    for selection in &query.selections {
        let Selection::Field(field) = selection else { continue };
        let given =
            |name: &str| field.arguments.get(name).map(|argument| argument.value(variables)).unwrap_or_default();
        let (owner, name) = (given("owner"), given("name"));
        let (owner, name) = (owner.as_str().unwrap_or_default(), name.as_str().unwrap_or_default());
        answering.path.push(json!(field.key));
        let found = match find(owner, name) {
            Some(repository) => answering.repository(repository, field),
            None => {
                answering
                    .fails("NOT_FOUND", &format!("Could not resolve to a Repository with the name '{owner}/{name}'."));
                Value::Null
            }
        };
        answering.path.pop();
        data.insert(field.key.clone(), found);
    }
    match answering.errors.is_empty() {
        true => json!({"data": data}),
        false => json!({"data": data, "errors": answering.errors}),
    }
}

struct Answering<'a> {
    state: &'a State,
    variables: &'a Value,
    forbidden: Forbidden,
    path: Vec<Value>,
    errors: Vec<Value>,
}

impl Answering<'_> {
    fn fails(&mut self, kind: &str, message: &str) {
        self.errors.push(json!({"type": kind, "path": self.path, "message": message}));
    }

    /// Of a repository's many pull requests only those of the page are looked at.
    fn repository(&mut self, repository: &Repository, field: &Field) -> Value {
        let mut found = Map::new();
        for selection in &field.selections {
            let Selection::Field(part) = selection else { continue };
            self.path.push(json!(part.key));
            let value = match part.name.as_str() {
                "__typename" => json!("Repository"),
                "name" => json!(repository.name),
                _ => self.pull_requests(repository, part),
            };
            self.path.pop();
            found.insert(part.key.clone(), value);
        }
        Value::Object(found)
    }

    fn pull_requests(&mut self, repository: &Repository, field: &Field) -> Value {
        let states = field.arguments.get("states").map(|states| states.value(self.variables));
        let is_asked = |pull: &&PullRequest| match states.as_ref().and_then(Value::as_str) {
            Some("OPEN") => pull.is_open(),
            Some("MERGED") => pull.merged_at.is_some(),
            Some(_) => !pull.is_open() && pull.merged_at.is_none(),
            None => true,
        };
        let all: Vec<&PullRequest> = repository.pull_requests.values().filter(is_asked).collect();
        let state = self.state;
        self.connection("PullRequest", field, all.len(), |place| pull_request(state, repository, all[place]))
    }

    fn connection(&mut self, kind: &str, field: &Field, total: usize, item: impl Fn(usize) -> Value) -> Value {
        let shown = self.page(field, total);
        let mut connection = Map::new();
        for selection in &field.selections {
            let Selection::Field(part) = selection else { continue };
            self.path.push(json!(part.key));
            let value = match part.name.as_str() {
                "nodes" => {
                    shown.clone().zip(0_usize..).map(|(place, at)| self.node(kind, part, at, &item(place))).collect()
                }
                "pageInfo" => json!({
                    "hasNextPage": shown.end < total,
                    "endCursor": (!shown.is_empty()).then(|| format!("cursor:{}", shown.end)),
                }),
                _ => json!(total),
            };
            self.path.pop();
            connection.insert(part.key.clone(), value);
        }
        Value::Object(connection)
    }

    fn page(&self, field: &Field, total: usize) -> Range<usize> {
        let given =
            |name: &str| field.arguments.get(name).map(|argument| argument.value(self.variables)).unwrap_or_default();
        let size = |name: &str| given(name).as_u64().and_then(|size| usize::try_from(size).ok());
        let after = given("after").as_str().and_then(|cursor| cursor.strip_prefix("cursor:")?.parse().ok());
        let begin = after.unwrap_or(0).min(total);
        match (size("first"), size("last")) {
            (Some(first), _) => begin..total.min(begin + first),
            (None, last) => begin.max(total.saturating_sub(last.unwrap_or(total)))..total,
        }
    }

    fn node(&mut self, kind: &str, part: &Field, at: usize, item: &Value) -> Value {
        self.path.push(json!(at));
        let is_kept_back = kind == "StatusCheckRollupContext" && self.forbidden == Forbidden::OneCheck;
        let node = if is_kept_back {
            self.forbidden = Forbidden::Nothing;
            self.fails("INTERNAL", "Something went wrong while executing your query.");
            Value::Null
        } else {
            Value::Object(self.object(kind, &part.selections, item))
        };
        self.path.pop();
        node
    }

    fn object(&mut self, kind: &str, selections: &[Selection], item: &Value) -> Map<String, Value> {
        let mut object = Map::new();
        let itself = item["__typename"].as_str().unwrap_or(kind);
        for selection in selections {
            match selection {
                Selection::On(of, inner) if of == itself => object.extend(self.object(of, inner, item)),
                Selection::On(..) => {}
                Selection::Field(field) => {
                    self.path.push(json!(field.key));
                    let value = self.field(itself, field, item);
                    self.path.pop();
                    object.insert(field.key.clone(), value);
                }
            }
        }
        object
    }

    fn field(&mut self, parent: &str, field: &Field, item: &Value) -> Value {
        let found = &item[&field.name];
        if field.name == "statusCheckRollup" && self.forbidden == Forbidden::Checks {
            self.fails("FORBIDDEN", "Resource not accessible by integration");
            return Value::Null;
        }
        match (schema::kind(parent, &field.name), found) {
            (_, Value::Null) if field.name == "__typename" => json!(parent),
            (Some(Kind::Object(kind)), Value::Object(_)) => Value::Object(self.object(kind, &field.selections, found)),
            (Some(Kind::Connection(kind)), Value::Array(all)) => {
                self.connection(kind, field, all.len(), |place| all[place].clone())
            }
            _ => found.clone(),
        }
    }
}

fn pull_request(state: &State, repository: &Repository, pull: &PullRequest) -> Value {
    let contexts = render::contexts(state, repository, &pull.head.sha);
    // Nothing at all is said of a commit that nothing checks.
    let rollup = if contexts.is_empty() { Value::Null } else { json!({"contexts": contexts}) };
    json!({
        "number": pull.number,
        "headRefName": pull.head.name,
        "headRefOid": pull.head.sha,
        "isCrossRepository": pull.head.repository_id != Some(repository.id),
        "commits": [{"commit": {"oid": pull.head.sha, "statusCheckRollup": rollup}}],
    })
}
