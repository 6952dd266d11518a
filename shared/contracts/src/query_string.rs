//! A message written as a query string, `?limit=20&status=idle`: each field is a parameter.

use serde::de::DeserializeOwned;

/// Why a query string is not this message.
#[derive(Debug, thiserror::Error)]
#[error("{}{problem}", parameter.as_ref().map(|name| format!("{name}: ")).unwrap_or_default())]
pub struct InvalidParameter {
    /// `None`: one is missing, which `problem` names.
    pub parameter: Option<String>,
    /// What is wrong with it; for one that is not known, which there are.
    pub problem: String,
}

/// Reads a type whose fields are texts, numbers, flags, words of an enum, or lists of these (the parameter several times).
/// An optional field that is left empty is absent.
pub fn read<T: DeserializeOwned>(query_string: &str) -> Result<T, InvalidParameter> {
    let parameters = serde_html_form::Deserializer::from_bytes(query_string.as_bytes());
    serde_path_to_error::deserialize(parameters).map_err(|error| {
        let parameter = error.path().iter().next().map(ToString::to_string).filter(|name| name != "?");
        InvalidParameter { parameter, problem: plainly(error.into_inner().to_string()) }
    })
}

/// What the libraries say of a number and of a list, for people who wrote an address.
fn plainly(problem: String) -> String {
    match problem.as_str() {
        "invalid digit found in string" => "it is a whole number".to_owned(),
        "number too large to fit in target type" | "number too small to fit in target type" => {
            "it is a number out of range".to_owned()
        }
        "unsupported value" => "it is given once".to_owned(),
        _ => problem,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::{Actor, Kind, catalog, organization::ListTasks};

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
    struct Input {
        limit: Option<u32>,
        before: i64,
        text: Option<String>,
        names: Vec<String>,
        is_open: bool,
    }

    #[test]
    fn each_parameter_has_the_type_of_its_field() {
        for (query, expected) in [
            ("", Input::default()),
            ("limit=20", Input { limit: Some(20), ..Input::default() }),
            ("limit=", Input::default()),
            ("before=-3", Input { before: -3, ..Input::default() }),
            ("text=20", Input { text: Some("20".into()), ..Input::default() }),
            ("text=a%20b+c%26d", Input { text: Some("a b c&d".into()), ..Input::default() }),
            ("names=a", Input { names: vec!["a".into()], ..Input::default() }),
            ("names=a&names=b", Input { names: vec!["a".into(), "b".into()], ..Input::default() }),
            ("isOpen=true", Input { is_open: true, ..Input::default() }),
        ] {
            assert_eq!(read::<Input>(query).expect(query), expected, "{query}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name() {
        for (query, parameter, problem) in [
            ("limit=many", "limit", "a whole number"),
            ("limit=-1", "limit", "a whole number"),
            ("limit=5000000000", "limit", "out of range"),
            ("before=1.5", "before", "a whole number"),
            ("isOpen=yes", "isOpen", "true"),
            ("limit=1&limit=2", "limit", "given once"),
            ("limt=20", "limt", "`limit`, `before`"),
        ] {
            let refused = read::<Input>(query).expect_err(query);
            assert_eq!(refused.parameter.as_deref(), Some(parameter), "{query}: {refused}");
            assert!(refused.problem.contains(problem), "{query}: {refused}");
        }
    }

    #[test]
    fn the_catalogs_own_queries_are_read_as_the_json_they_mean() {
        let list = catalog::find(Actor::Organization, Kind::Query, "listTasks").expect("in the catalog");
        let body = list.from_query_string("repositoryId=r1&status=idle&limit=5&after=12").expect("read");
        let query: ListTasks = catalog::decode(&body).expect("the message");
        assert_eq!((query.limit, query.after.as_deref()), (Some(5), Some("12")));

        let wrong = list.from_query_string("repositoryId=A.B").expect_err("refused");
        assert_eq!(wrong.parameter.as_deref(), Some("repositoryId"));
        let task = catalog::find(Actor::Organization, Kind::Query, "getTask").expect("in the catalog");
        let missing = task.from_query_string("").expect_err("refused").to_string();
        assert!(missing.contains("taskId"), "{missing}");
    }
}
