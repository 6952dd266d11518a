//! Every address of a message, from the catalog.

use std::{collections::BTreeMap, sync::LazyLock};

use axum::http::{Method, StatusCode};
use contracts::{
    Kind,
    catalog::{self, Entry},
};

use crate::http::problem::Problem;

/// What is done with a message; the second part of its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Stores a command.
    Command,
    /// Stores a command and waits for its outcome.
    Request,
    /// Asks a query.
    Query,
}

impl Form {
    pub const fn token(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Request => "request",
            Self::Query => "query",
        }
    }

    pub const fn methods(self) -> &'static [Method] {
        match self {
            Self::Command | Self::Request => &[Method::POST],
            Self::Query => &[Method::GET, Method::HEAD, Method::POST],
        }
    }

    pub const fn allow(self) -> &'static str {
        match self {
            Self::Command | Self::Request => "POST",
            Self::Query => "GET, HEAD, POST",
        }
    }
}

/// One address.
pub struct Route {
    pub form: Form,
    pub entry: &'static Entry,
    /// `/v1/task/command/rename/{organization}/{task}`
    pub template: String,
}

const PREFIX: &str = "/v1/";

/// A longer text is compared by its beginning: comparing costs time with its square.
const NAME_CHARACTERS: usize = 128;

/// Suggestions in one answer.
const NEAR_MATCHES: usize = 5;

/// By `task/command/rename`.
static ROUTES: LazyLock<BTreeMap<String, Route>> = LazyLock::new(|| {
    let forms = |entry: &Entry| match entry.kind {
        Kind::Command => vec![Form::Command, Form::Request],
        Kind::Query => vec![Form::Query],
        // Work is started by commands; nobody outside starts it directly.
        Kind::Workflow => Vec::new(),
    };
    let routes = catalog::all().iter().flat_map(|entry| forms(entry).into_iter().map(move |form| route(entry, form)));
    routes.collect()
});

fn route(entry: &'static Entry, form: Form) -> (String, Route) {
    let name = format!("{}/{}/{}", entry.actor.token(), form.token(), entry.name);
    let key: String = entry.key_tokens().iter().map(|token| format!("/{{{token}}}")).collect();
    let template = format!("{PREFIX}{name}{key}");
    (name, Route { form, entry, template })
}

/// All addresses, by name.
pub fn all() -> impl Iterator<Item = &'static Route> {
    ROUTES.values()
}

/// The route of a path, and the rest of the path: the key.
pub fn find(path: &str) -> Option<(&'static Route, &str)> {
    let path = path.strip_prefix(PREFIX)?;
    let end = path.match_indices('/').nth(2).map_or(path.len(), |(at, _)| at);
    let route = ROUTES.get(&path[..end])?;
    Some((route, path[end..].strip_prefix('/').unwrap_or_default()))
}

/// What to say to a path that is no message's, with those it may have meant.
pub fn nowhere(path: &str) -> Problem {
    let mut tokens = path.strip_prefix(PREFIX).unwrap_or(path).split('/');
    let mut token = || tokens.next().unwrap_or_default();
    let (actor, form, name) = (token(), token(), token());
    let mut near: Vec<_> = ROUTES
        .values()
        .filter_map(|route| {
            let mistakes = mistakes(actor, route.entry.actor.token())? + mistakes(name, route.entry.name)?;
            Some((mistakes + usize::from(form != route.form.token()), &route.template))
        })
        .collect();
    near.sort();
    let meant: Vec<_> = near.into_iter().take(NEAR_MATCHES).map(|(_, template)| template.as_str()).collect();

    let problem = |detail: &str| Problem::new(StatusCode::NOT_FOUND, "http.message_unknown", detail);
    if meant.is_empty() {
        return problem("there is no such message; GET /v1 lists all there are");
    }
    problem(&format!("there is no such message; near to it: {}", meant.join(", ")))
}

/// How many typing mistakes make `meant` out of it; `None`: too many to have been meant.
fn mistakes(written: &str, meant: &str) -> Option<usize> {
    let written: String = written.chars().take(NAME_CHARACTERS).collect();
    let mistakes = strsim::levenshtein(&written.to_lowercase(), &meant.to_lowercase());
    (mistakes * 3 <= meant.len()).then_some(mistakes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_apart_into_message_and_key() {
        let (route, key) = find("/v1/task/request/rename/acme/t-1").expect("a message");
        assert_eq!((route.form, route.entry.name, key), (Form::Request, "rename", "acme/t-1"));
        assert_eq!(route.template, "/v1/task/request/rename/{organization}/{task}");

        assert_eq!(find("/v1/task/query/detail").expect("a message").1, "");
        assert!(find("/v1/task/workflow/anything/acme/t-1").is_none());
        assert!(find("/v1/githubData/command/fullSync/acme").is_none(), "a workflow has no address");
        assert!(find("/v2/task/query/detail/acme/t-1").is_none());
    }

    #[test]
    fn a_wrong_name_is_answered_with_near_ones() {
        let typo = nowhere("/v1/task/command/renam/acme/t-1").detail;
        assert!(typo.contains("/v1/task/command/rename/{organization}/{task}"), "{typo}");

        let wrong_form = nowhere("/v1/task/command/detail/acme/t-1").detail;
        assert!(wrong_form.contains("/v1/task/query/detail/"), "{wrong_form}");

        let nothing_like_it = nowhere("/v1/spaceship/launch").detail;
        assert!(nothing_like_it.contains("GET /v1"), "{nothing_like_it}");
    }
}
