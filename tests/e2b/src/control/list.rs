//! `GET /v2/sandboxes`: page by page, by metadata and state.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::cloud::Cloud;
use crate::record::{self, Record};
use crate::refusal::Refusal;

const LONGEST_PAGE: usize = 100;

/// What was asked for.
#[derive(Default)]
struct Asked {
    metadata: Vec<(String, String)>,
    /// Any when empty.
    states: Vec<record::State>,
    limit: Option<usize>,
    /// The id of the last one of the page before.
    after: Option<String>,
}

pub async fn list(State(cloud): State<Cloud>, Query(query): Query<Vec<(String, String)>>) -> Result<Response, Refusal> {
    cloud.bury().await?;
    let asked = Asked::read(&query)?;
    let (page, next) = asked.page(cloud.records());
    let shown: Vec<Value> = page.iter().map(Record::shown).collect();
    Ok(match next {
        Some(next) => ([("x-next-token", next)], Json(shown)).into_response(),
        None => Json(shown).into_response(),
    })
}

impl Asked {
    fn read(query: &[(String, String)]) -> Result<Self, Refusal> {
        let bad = |message: String| Refusal::new(StatusCode::BAD_REQUEST, message);
        let mut asked = Self::default();
        for (name, value) in query {
            match name.as_str() {
                "metadata" => asked.metadata = pairs(value),
                "state" => {
                    for word in value.split(',') {
                        let state = serde_json::from_value(word.into());
                        asked.states.push(state.map_err(|_| bad(format!("there is no state {word}")))?);
                    }
                }
                "limit" => {
                    let limit = value.parse().ok().filter(|limit| (1..=LONGEST_PAGE).contains(limit));
                    asked.limit = Some(limit.ok_or_else(|| bad("limit is 1 to 100".to_owned()))?);
                }
                "nextToken" => asked.after = Some(value.clone()),
                _ => {}
            }
        }
        Ok(asked)
    }

    fn page(&self, all: Vec<Record>) -> (Vec<Record>, Option<String>) {
        let fits = |record: &Record| {
            record.has(&self.metadata) && (self.states.is_empty() || self.states.contains(&record.state))
        };
        let from = self.after.as_ref().and_then(|after| all.iter().position(|record| record.id == *after));
        let mut rest = all.into_iter().skip(from.map_or(0, |at| at + 1)).filter(fits);
        let page: Vec<_> = rest.by_ref().take(self.limit.unwrap_or(LONGEST_PAGE)).collect();
        let next = rest.next().and_then(|_| page.last()).map(|last| last.id.clone());
        (page, next)
    }
}

/// A query within a query: what was decoded once by then is decoded as a whole, and each part again.
fn pairs(text: &str) -> Vec<(String, String)> {
    let whole = decoded(text);
    let pairs = whole.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, value)| (decoded(key), decoded(value))).collect()
}

fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_decoded_as_the_sdk_has_encoded_it() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(pairs("name=one%2520%2526%2520only&a=b"), [pair("name", "one & only"), pair("a", "b")]);
    }
}
