//! What an address says behind its question mark.

use axum::http::Uri;
use contracts::query_string::{self, InvalidParameter};
use serde::{Deserialize, de::DeserializeOwned};

use crate::http::problem::Problem;

/// The parameters as the fields of `T`.
pub fn read<T: DeserializeOwned>(uri: &Uri) -> Result<T, Problem> {
    query_string::read(text(uri)).map_err(invalid)
}

/// Refuses any parameter.
pub fn none(uri: &Uri) -> Result<(), Problem> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct None {}

    read(uri).map(|None {}| ())
}

pub fn text(uri: &Uri) -> &str {
    uri.query().unwrap_or_default()
}

/// Names the parameter that is wrong; of one that nobody knows, those that there are.
pub fn invalid(invalid: InvalidParameter) -> Problem {
    let problem = Problem::bad_request("http.parameter_invalid", invalid.to_string());
    match &invalid.parameter {
        Some(name) => problem.with_error(name, invalid.problem.as_str()),
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_no_parameter_is_taken_any_is_refused_by_name() {
        let refusal = none(&"/v1/task/command/rename/acme/t-1?title=x".parse().expect("an address"));
        let refusal = refusal.expect_err("refused");
        assert_eq!(refusal.status, 400);
        assert!(refusal.detail.starts_with("title: unknown"), "{}", refusal.detail);
        assert!(none(&"/v1/task/command/rename/acme/t-1".parse().expect("an address")).is_ok());
    }
}
