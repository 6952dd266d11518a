//! A query's input from the query string, typed by the query's own schema.
//!
//! `limit=20` becomes a number where the schema says integer; a list is the parameter several times, or JSON text; an
//! object is JSON text. What the schema does not know is refused by name, so that a typing mistake is never silent.

use axum::{extract::Query, http::Uri};
use schemars::Schema;
use serde_json::{Map, Value};

use crate::http::problem::Problem;

/// The query string's pairs, decoded, in their order.
pub fn pairs(uri: &Uri) -> Result<Vec<(String, String)>, Problem> {
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri);
    pairs
        .map(|Query(pairs)| pairs)
        .map_err(|error| Problem::bad_request("http.query_string_invalid", error.body_text()))
}

/// Refuses any parameter.
pub fn none(uri: &Uri) -> Result<(), Problem> {
    match pairs(uri)?.first() {
        Some((name, _)) => Err(unknown(name, &[])),
        None => Ok(()),
    }
}

pub fn unknown(name: &str, known: &[&str]) -> Problem {
    let known = if known.is_empty() { "none are taken here".to_owned() } else { known.join(", ") };
    let detail = format!("there is no parameter {name:?}; there are: {known}");
    Problem::bad_request("http.parameter_unknown", detail).with_error(name, "unknown")
}

/// The input that the parameters describe.
pub fn typed(uri: &Uri, input: &Schema) -> Result<Map<String, Value>, Problem> {
    let root = input.as_value();
    let nothing = Map::new();
    let properties = root.get("properties").and_then(Value::as_object).unwrap_or(&nothing);
    let mut typed = Map::new();
    for (name, text) in pairs(uri)? {
        let Some(schema) = properties.get(&name) else {
            return Err(unknown(&name, &properties.keys().map(String::as_str).collect::<Vec<_>>()));
        };
        let types = Types::of(schema, root);
        let value = value(&types, &text).ok_or_else(|| invalid(&name, &types))?;
        add(&mut typed, &name, value, &types)?;
    }
    Ok(typed)
}

fn invalid(name: &str, types: &Types) -> Problem {
    let expected = types.names.join(" or ");
    Problem::bad_request("http.parameter_invalid", format!("{name} must be {expected}"))
        .with_error(name, format!("not {expected}"))
}

/// Adds a value; several of one name make a list, where a list is taken.
fn add(typed: &mut Map<String, Value>, name: &str, value: Value, types: &Types) -> Result<(), Problem> {
    match (typed.get_mut(name), types.items.is_some()) {
        (None, true) if !value.is_array() && !value.is_null() => {
            typed.insert(name.to_owned(), Value::Array(vec![value]))
        }
        (None, _) => typed.insert(name.to_owned(), value),
        (Some(Value::Array(values)), true) if !value.is_array() => {
            values.push(value);
            None
        }
        (Some(_), _) => {
            let detail = format!("{name} is given more than once");
            return Err(Problem::bad_request("http.parameter_repeated", detail).with_error(name, "repeated"));
        }
    };
    Ok(())
}

/// The text as the first of the types that it is; where only text is taken, it is text whatever it looks like.
fn value(types: &Types, text: &str) -> Option<Value> {
    let json = |is: fn(&Value) -> bool| serde_json::from_str::<Value>(text).ok().filter(is);
    let candidates: [(&str, &dyn Fn() -> Option<Value>); 7] = [
        ("integer", &|| json(|value| value.is_i64() || value.is_u64())),
        ("number", &|| json(Value::is_number)),
        ("boolean", &|| json(Value::is_boolean)),
        ("array", &|| json(Value::is_array)),
        ("object", &|| json(Value::is_object)),
        ("null", &|| (text.is_empty() && !types.take("string")).then_some(Value::Null)),
        ("string", &|| Some(Value::String(text.to_owned()))),
    ];
    let whole = candidates.iter().filter(|(name, _)| types.take(name)).find_map(|(_, read)| read());
    whole.or_else(|| value(types.items.as_deref()?, text))
}

/// The JSON types that a schema allows, as far as it says.
#[derive(Default)]
struct Types {
    names: Vec<String>,
    /// Those of a list's elements, which may be given one by one.
    items: Option<Box<Types>>,
}

impl Types {
    fn of(schema: &Value, root: &Value) -> Self {
        let mut types = Self::default();
        types.collect(schema, root);
        types.names.sort();
        types.names.dedup();
        if types.names.is_empty() {
            // A schema that says nothing takes anything, as JSON if it is JSON.
            types.names = ["integer", "number", "boolean", "array", "object", "string"].map(str::to_owned).to_vec();
        }
        types
    }

    fn take(&self, name: &str) -> bool {
        self.names.iter().any(|one| one == name)
    }

    fn collect(&mut self, schema: &Value, root: &Value) {
        match schema.get("type") {
            Some(Value::String(one)) => self.names.push(one.clone()),
            Some(Value::Array(several)) => {
                self.names.extend(several.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            _ => {}
        }
        if schema.get("const").is_some_and(Value::is_string) {
            self.names.push("string".to_owned());
        }
        if let Some(items) = schema.get("items") {
            self.items = Some(Box::new(Self::of(items, root)));
        }
        let reference = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        if let Some(schema) = reference.and_then(|pointer| root.pointer(pointer)) {
            self.collect(schema, root);
        }
        for choice in ["anyOf", "oneOf", "allOf"].iter().filter_map(|name| schema.get(*name)?.as_array()).flatten() {
            self.collect(choice, root);
        }
    }
}

#[cfg(test)]
mod tests {
    use schemars::{JsonSchema, schema_for};
    use serde_json::json;

    use super::*;

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Input {
        limit: Option<u32>,
        before: i64,
        text: Option<String>,
        state: Option<State>,
        names: Vec<String>,
        numbers: Option<Vec<i64>>,
        filter: Option<Filter>,
        is_open: bool,
        ratio: f64,
        anything: Value,
    }

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    enum State {
        Open,
        Closed,
    }

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Filter {
        branch: String,
    }

    fn read(query: &str) -> Result<Value, Problem> {
        let uri = format!("/v1/x/query/y/z?{query}").parse().expect("an address");
        typed(&uri, &schema_for!(Input)).map(Value::Object)
    }

    #[test]
    fn each_parameter_gets_its_type_from_the_schema() {
        for (query, expected) in [
            ("limit=20", json!({"limit": 20})),
            ("limit=", json!({"limit": null})),
            ("before=-3", json!({"before": -3})),
            ("text=20", json!({"text": "20"})),
            ("text=a%20b+c%26d", json!({"text": "a b c&d"})),
            ("text=", json!({"text": ""})),
            ("state=Open", json!({"state": "Open"})),
            ("is_open=true", json!({"is_open": true})),
            ("ratio=0.5", json!({"ratio": 0.5})),
            ("names=a", json!({"names": ["a"]})),
            ("names=a&names=b", json!({"names": ["a", "b"]})),
            ("names=%5B%22a%22%5D", json!({"names": ["a"]})),
            ("numbers=1&numbers=2", json!({"numbers": [1, 2]})),
            ("filter=%7B%22branch%22%3A%22main%22%7D", json!({"filter": {"branch": "main"}})),
            ("anything=x", json!({"anything": "x"})),
            ("anything=7", json!({"anything": 7})),
            ("", json!({})),
        ] {
            assert_eq!(read(query).expect(query), expected, "{query}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name() {
        for (query, name) in [
            ("limit=many", "limit"),
            ("before=1.5", "before"),
            ("is_open=yes", "is_open"),
            ("filter=main", "filter"),
            ("text=a&text=b", "text"),
            ("limt=20", "limt"),
        ] {
            let problem = read(query).expect_err(query);
            assert_eq!(problem.status, 400, "{query}");
            assert!(problem.detail.contains(name), "{query}: {}", problem.detail);
        }
    }

    #[test]
    fn the_catalogs_own_queries_are_typed() {
        let list = contracts::catalog::find(contracts::Actor::Organization, contracts::Kind::Query, "listTasks");
        let uri = "/?repositoryId=r1&status=idle&limit=5&after=12".parse().expect("an address");
        let input = typed(&uri, &list.expect("in the catalog").input).expect("typed");
        assert_eq!(Value::Object(input), json!({"repositoryId": "r1", "status": "idle", "limit": 5, "after": "12"}));
    }
}
