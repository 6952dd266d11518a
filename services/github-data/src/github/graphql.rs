//! GitHub's GraphQL API: one question for what REST would take many requests. A refusal is a 200 with errors in it, and
//! may come with a part of the answer
//! ([GitHub: forming calls with GraphQL](https://docs.github.com/en/graphql/guides/forming-calls-with-graphql),
//! [rate limits](https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api)).

use github_api::ApiError;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{
    As, Github, GithubError,
    allowance::Resource,
    text::{Line, Name},
};

/// When GitHub's answer does not say how long its allowance is used up: its own advice.
const UNSAID_MS: contracts::Millis = 60_000;

/// What GitHub answered, whole or in part.
pub(super) struct Answered<T> {
    pub data: T,
    pub errors: Vec<QueryError>,
}

#[derive(Debug, Deserialize)]
pub(super) struct QueryError {
    /// A word such as `FORBIDDEN`; a question that is not understood has none.
    r#type: Option<Name>,
    message: Line,
}

#[derive(Deserialize)]
struct Body<T> {
    data: Option<T>,
    #[serde(default)]
    errors: Vec<QueryError>,
}

impl QueryError {
    /// Whether the App lacks a permission.
    pub fn is_forbidden(&self) -> bool {
        self.is("FORBIDDEN") || self.message.0.contains("Resource not accessible by integration")
    }

    pub fn message(&self) -> &str {
        &self.message.0
    }

    fn is(&self, word: &str) -> bool {
        self.r#type.as_ref().is_some_and(|kind| kind.0 == word)
    }
}

impl Github {
    /// Asks `query` with `variables`. An answer without any data is an error.
    pub(super) async fn query<T: DeserializeOwned>(
        &self,
        who: As,
        query: &str,
        variables: &Value,
    ) -> Result<Answered<T>, GithubError> {
        self.0.allowances.check(who, Resource::Graphql)?;
        let authorization = github_api::bearer(&self.token(who).await?)?;
        let body = json!({ "query": query, "variables": variables });
        let response = self.0.api.query_for(who.tenant(), authorization, &body).await?;
        let answer = self.read(who, Resource::Graphql, response).await?;
        let Body { data, errors } = answer.json()?;
        if errors.iter().any(|error| error.is("RATE_LIMITED")) {
            return Err(ApiError::RateLimited { resets_at: self.allowed_again_at(who) }.into());
        }
        match data {
            Some(data) => Ok(Answered { data, errors }),
            None => {
                let is_forbidden = errors.iter().any(QueryError::is_forbidden);
                let message = errors.first().map_or("without a reason", QueryError::message).to_owned();
                Err(GithubError::Query { message, is_forbidden })
            }
        }
    }

    fn allowed_again_at(&self, who: As) -> contracts::Millis {
        let now = runtime::now();
        let seen = match who {
            As::Installation(id) => self.0.allowances.of(id, Resource::Graphql),
            As::App => None,
        };
        seen.map(|seen| seen.resets_at).filter(|at| *at > now).unwrap_or(now + UNSAID_MS)
    }
}
